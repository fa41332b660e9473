"""Which words of English are names and which are not, as far as a list can say it.

Where every word or every letter is a capital, only a list distinguishes "Michael Brown" from "Man Found". Both lists
come from SCOWL; its notice stands at the head of each file.
"""

from __future__ import annotations

from functools import cache, lru_cache

from linkcheck._tables import table_lines
from linkcheck._text.stems import base_forms

_SUFFIXES = ("ly", "ness", "ment", "ful", "less", "able", "ible", "ish", "ise", "ize", "ised", "ized", "ising", "izing")
_PREFIXES = ("un", "non", "re", "over", "mis", "anti")
_MIN_STEM = 4  # letters: Emily is no "em" and Renault no "nault"

_CACHED_WORDS = 50_000  # a few MB: the vocabulary of some thousand pages


@lru_cache(maxsize=_CACHED_WORDS)
def is_common(word: str) -> bool:
    """Whether `word` (any case) is an English word that can be other than a name, inflected or not."""
    lower = word.lower()
    words = _words_of("common_words.txt")
    if len(lower) < 2 or lower in words:
        return True
    return any(base in words for base in base_forms(lower))


@lru_cache(maxsize=_CACHED_WORDS)
def is_known_name(word: str) -> bool:
    """Whether English knows `word` (any case) as a name or part of one; it may be a common word too."""
    return word.lower() in _words_of("known_names.txt")


@lru_cache(maxsize=_CACHED_WORDS)
def is_derived(word: str) -> bool:
    """Whether `word` (any case) is made of an English word by an ending or a prefix and is no known name."""
    lower = word.lower()
    if is_known_name(lower):
        return False
    stems = [lower[: -len(suffix)] for suffix in _SUFFIXES if lower.endswith(suffix)]
    stems += [lower[len(prefix) :] for prefix in _PREFIXES if lower.startswith(prefix)]
    return any(
        len(stem) >= _MIN_STEM and (is_common(stem) or is_common(f"{stem}e") or is_common(f"{stem}y")) for stem in stems
    )


@cache
def _words_of(file: str) -> frozenset[str]:
    return frozenset(table_lines(f"_text/data/{file}"))
