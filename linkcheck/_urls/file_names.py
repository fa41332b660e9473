"""Is a bare name that could be a host something else: a file ("README.md"), or two sentences without a space?

Files are known by the suffixes of file_names.txt. Nobody writes the end of a host with a capital alone: "Paper.Next".
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from linkcheck._tables import table_columns

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


@cache
def _stems() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for suffix, stem in table_columns("_urls/data/file_names.txt", 2):
        found.setdefault(suffix, set()).add(stem)
    return {suffix: frozenset(stems) for suffix, stems in found.items()}
