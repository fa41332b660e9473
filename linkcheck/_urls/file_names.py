"""Is it a file: a bare name that could be a host ("README.md"), or what a URL leads to (a picture, a film, a sound)?

Files are known by the suffixes of file_names.txt and media_suffixes.txt. Nobody writes the end of a host with a capital
alone: "Paper.Next" is two sentences without a space.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from linkcheck._tables import table_columns, table_lines
from linkcheck._urls.url import split_url

_ANY = "*"


def is_no_host(url: str) -> bool:
    """Whether `url`, as a text shows it, is one name with the suffix of a file, or two words of two sentences: without
    a scheme, a path or a further dot.
    """
    stem, dot, suffix = url.partition(".")
    if not dot or not suffix.isalpha() or "/" in stem:
        return False
    if suffix.istitle():
        return True
    stems = _stems().get(suffix.lower())
    return stems is not None and (_ANY in stems or stem.lower() in stems)


def leads_to_media(url: str) -> bool:
    """Whether the path of `url` ends as the name of a picture, a film or a sound does."""
    return split_url(url).path.rpartition(".")[2].lower() in _media_suffixes()


@cache
def _media_suffixes() -> frozenset[str]:
    return frozenset(table_lines("_urls/data/media_suffixes.txt"))


@cache
def _stems() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for suffix, stem in table_columns("_urls/data/file_names.txt", 2):
        found.setdefault(suffix, set()).add(stem)
    return {suffix: frozenset(stems) for suffix, stems in found.items()}
