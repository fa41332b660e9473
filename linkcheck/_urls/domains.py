"""What the end of a host name says: its registrable domain, whether two hosts are one site, which names are top-level.

All of it comes from the public suffix list (https://publicsuffix.org, MPL-2.0) in the publicsuffixlist package.
"""

from __future__ import annotations

import contextlib
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from linkcheck._tables import table_lines

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList


@cache
def _public_suffixes() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList  # 130 ms: not for those who only check addresses

    return PublicSuffixList()


@lru_cache(maxsize=4096)
def registrable_domain(host: str) -> str:
    """The domain that somebody registered ("bbc.co.uk" of "news.bbc.co.uk"), as the wire has it.

    "" where there is none: an address in figures, a single label, or a public suffix itself.
    """
    if host.rpartition(".")[2].isdigit():
        return ""
    wire = host
    if not host.isascii():
        with contextlib.suppress(UnicodeError):
            wire = host.encode("idna").decode()
    return str(_public_suffixes().privatesuffix(wire) or "")


def same_site(host: str, other: str) -> bool:
    """Whether two hosts belong to one registrable domain, or are equal."""
    if host == other:
        return True
    domain = registrable_domain(host)
    return bool(domain) and domain == registrable_domain(other)


@cache
def top_level_domains() -> frozenset[str]:
    """Every top-level domain, in lower case and as Unicode: those of today and those of retired_tlds.txt."""
    return listed_tlds() | {name.lower() for name in table_lines("_urls/data/retired_tlds.txt")}


@cache
def listed_tlds() -> frozenset[str]:
    """The top-level domains of today: the last labels of the ICANN section of the public suffix list."""
    suffixes = resources.files("publicsuffixlist").joinpath("public_suffix_list.dat").read_text("utf-8")
    official, _, _ = suffixes.partition("===END ICANN DOMAINS===")
    rules = (rule for line in official.splitlines() if (rule := line.strip()) and not rule.startswith("//"))
    return frozenset(rule.rpartition(".")[2].lower() for rule in rules)


@cache
def unicode_tlds_by_first_character() -> dict[str, tuple[str, ...]]:
    """The top-level domains that are not ASCII, by their first character, the longest first."""
    found: dict[str, list[str]] = {}
    for name in sorted(top_level_domains(), key=lambda name: (-len(name), name)):
        if not name.isascii():
            found.setdefault(name[0], []).append(name)
    return {first: tuple(names) for first, names in found.items()}
