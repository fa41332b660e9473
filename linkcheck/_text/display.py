"""Untrusted text, made fit to stand on one line of a terminal, log, table or message; words quoted in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SPACES = re.compile(r"\s+")

# What moves a cursor, turns the reading direction, hides or is no character at all: C0 and C1 controls, marks of
# direction (Unicode TR9; "Trojan Source", CVE-2021-42574), zero-width characters that are not part of emoji or of
# Persian and Indic spelling, interlinear marks, tags, lone surrogates, and the two characters that XML forbids.
_UNSHOWABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u180e\u200e\u200f\u2028-\u202e\u2061-\u206f\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)

# Where a line may break and where it may not: pages are full of them, nobody sees them, and they move nothing.
_BREAKS = "\u00ad\u200b\u2060\ufeff"
_WITHOUT_BREAKS = str.maketrans("", "", _BREAKS)

# JSON itself escapes the C0 controls of texts; those between them are its own lines and indentation.
_UNSHOWABLE_IN_JSON = re.compile(_UNSHOWABLE.pattern.replace("\x00-\x1f", _BREAKS))

# A CI system obeys lines of a job's output: GitHub's runner those that begin with "::" after white space, and "##[" in
# any place (actions/runner, ActionCommand.cs); Azure Pipelines "##vso[", TeamCity "##teamcity[". A space breaks them.
_CI_COMMAND = re.compile(r"##(?=\w*\[)")
_CI_COMMAND_LINE = re.compile(r"^([^\S\n]*):(?=:)", re.M)

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def plain(text: str, longest: int | None = None) -> str:
    """`text` on one line, without what a terminal or a CI system obeys or a reader cannot see.

    Runs of white space become one space, marks of where a line may break nothing, other such characters U+FFFD; past
    `longest` characters it ends in an ellipsis.
    """
    if longest is not None:
        # Bounds the work on untrusted text; four times over leaves room for white space that folds away.
        text = text[: 4 * longest + 4]
    shown = harmless(_UNSHOWABLE.sub(REPLACEMENT, _SPACES.sub(" ", text.translate(_WITHOUT_BREAKS))).strip())
    return shown if longest is None else truncate(shown, longest)


def escaped(document: str) -> str:
    """A JSON document with such characters written as escapes: it decodes to the same, and is harmless when shown.

    So are the ends of line that Unicode knows beside "\\n" (U+0085, U+2028, U+2029), at which str.splitlines divides.
    """
    return _UNSHOWABLE_IN_JSON.sub(lambda match: "".join(map("\\u{:04x}".format, _utf16_units(match[0]))), document)


def _utf16_units(character: str) -> tuple[int, ...]:
    code = ord(character)
    return (code,) if code < 0x10000 else (0xD7C0 + (code >> 10), 0xDC00 + (code & 0x3FF))


def truncate(text: str, longest: int) -> str:
    """`text` as it is up to `longest` characters; a longer one ends in an ellipsis, which counts as one of them."""
    return text if len(text) <= longest else text[: max(longest - 1, 0)].rstrip() + "…"


def visible(text: str) -> str:
    """`text` with such characters replaced one for one, lines and tabs kept: spans still hold."""
    return _UNSHOWABLE.sub(lambda match: match[0] if match[0] in "\n\t" else REPLACEMENT, text)


def harmless(text: str) -> str:
    """`text` with a space in what would be a command to the CI system whose log it is printed to."""
    return _CI_COMMAND_LINE.sub(r"\1: ", _CI_COMMAND.sub("## ", text))


def quoted_list(words: Sequence[str], conjunction: str = "and", *, more: int = 0) -> str:
    """The words in quotation marks: “a”, “b” and “c”; with the number of those left out: “a”, “b” and 3 more."""
    marked = [*(f"“{word}”" for word in words), *([f"{more} more"] if more else [])]
    return f"{', '.join(marked[:-1])} {conjunction} {marked[-1]}" if len(marked) > 1 else "".join(marked)


_STOPPED_TWICE = re.compile(r"(?<=[.?!]”)\.$")


def one_stop(sentence: str) -> str:
    """The sentence without a full stop of its own where it ends in a quotation that has one."""
    return _STOPPED_TWICE.sub("", sentence)
