"""Host names that look like other host names: scripts mixed in one label, or one script posing as another."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

from linkcheck._tables import table_columns

MIXED = "mixed-script-host"
LOOK_ALIKE = "look-alike-host"

# Scripts that are written together in one word (Unicode UTS 39 section 5.2, "highly restrictive").
_TOGETHER = (
    frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}),
    frozenset({"LATIN", "CJK", "BOPOMOFO"}),
    frozenset({"LATIN", "CJK", "HANGUL"}),
)

_TABLES = ("_urls/data/confusables.txt", "_urls/data/look_alikes.txt")


@cache
def _looks_like() -> dict[int, str]:
    """Letters that look like an ASCII letter or digit in common fonts, and which."""
    return {ord(letter): ascii_letter for table in _TABLES for letter, ascii_letter in table_columns(table, 2)}


# Marks that look like the end of a host, so that what follows seems to be its path or port (UTS 39's confusables).
_POSES_AS_END = frozenset("\u2044\u2215\u2571\u29f8\u2236\u02d0\ua789")


def host_warnings(hosts: Iterable[str]) -> tuple[str, ...]:
    """What is odd about host names (as the wire has them): "mixed-script-host", "look-alike-host", each once."""
    found = {warning for host in hosts for warning in _warnings(host)}
    return tuple(sorted(found))


def _warnings(host: str) -> Iterable[str]:
    if "xn--" not in host:
        return
    labels = [_decoded(label) for label in host.split(".")]
    for label in labels:
        scripts = _scripts(label)
        if len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER):
            yield MIXED
        if not _POSES_AS_END.isdisjoint(label):
            yield LOOK_ALIKE
        # A word of one script below a suffix of the same script is a word, whatever it looks like.
        if not label.isascii() and labels[-1].isascii() and label.translate(_looks_like()).isascii():
            yield LOOK_ALIKE


def _decoded(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _scripts(label: str) -> frozenset[str]:
    # The first word of a letter's Unicode name is its script, closely enough. Unlike _text/scripts.py this asks which
    # scripts Unicode keeps apart (hiragana from katakana), not which are read alike.
    names = (unicodedata.name(letter, "") for letter in label if letter.isalpha())
    return frozenset(name.split(" ")[0] for name in names if name)
