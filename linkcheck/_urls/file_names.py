"""Is a bare name that could be a host the name of a file? By the suffixes of file_names.txt: "README.md", "main.py"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from linkcheck._tables import table_columns

_ANY = "*"


def is_file_name(url: str) -> bool:
    """Whether `url`, as a text shows it, is one name with the suffix of a file: no scheme, no path, no further dot."""
    stem, dot, suffix = url.partition(".")
    if not dot or not suffix.isalpha() or "/" in stem:
        return False
    stems = _stems().get(suffix.lower())
    return stems is not None and (_ANY in stems or stem.lower() in stems)


@cache
def _stems() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for suffix, stem in table_columns("_urls/data/file_names.txt", 2):
        found.setdefault(suffix, set()).add(stem)
    return {suffix: frozenset(stems) for suffix, stems in found.items()}
