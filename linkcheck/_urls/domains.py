"""Which names end a host: the top-level domains of today and those that old posts still carry."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def top_level_domains() -> frozenset[str]:
    """Every top-level domain, in lower case and as Unicode.

    Today's are the last labels of the ICANN section of the public suffix list (https://publicsuffix.org,
    MPL-2.0) inside the publicsuffixlist package; the retired ones are in retired_tlds.txt, with source and date.
    """
    suffixes = resources.files("publicsuffixlist").joinpath("public_suffix_list.dat").read_text("utf-8")
    official, _, _ = suffixes.partition("===END ICANN DOMAINS===")
    retired = resources.files("linkcheck._urls").joinpath("data", "retired_tlds.txt").read_text("utf-8")
    lines = (*_rules(official, comment="//"), *_rules(retired, comment="#"))
    return frozenset(line.rpartition(".")[2].lower() for line in lines)


@cache
def unicode_domains_by_first() -> dict[str, tuple[str, ...]]:
    """The top-level domains that are not ASCII, by their first character, the longest first."""
    found: dict[str, list[str]] = {}
    for name in sorted(top_level_domains(), key=lambda name: (-len(name), name)):
        if not name.isascii():
            found.setdefault(name[0], []).append(name)
    return {first: tuple(names) for first, names in found.items()}


def _rules(text: str, *, comment: str) -> list[str]:
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith(comment)]
