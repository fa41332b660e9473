"""Which words of English are names and which are not, as far as lists and endings can say it.

Where every word or every letter is a capital, only a list distinguishes "Michael Brown" from "Man Found". Both lists
come from SCOWL; its notice stands at the head of each file.

A stem is for comparing: "Travelling" and "traveled" have one. A base form is for looking up in a list: "making" may
be of "mak" or of "make". Both are read from one table of endings.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from linkcheck._tables import table_lines

_MIN_STEM = 3
"""Letters that always stay."""


class _Ending(NamedTuple):
    ending: str
    stem_ending: str | None = None
    """What the stem has in its place; None where it is no ending for stems: "teacher" is no "teach"."""
    base_endings: tuple[str, ...] = ()
    """What a base form may have in its place."""


_ENDINGS = (
    _Ending("ies", "y", ("y",)),  # studies
    _Ending("ied", "y", ("y",)),  # studied
    _Ending("sses", "s"),  # princesses
    _Ending("ings", ""),  # findings
    _Ending("ing", "", ("", "e")),  # walking, making
    _Ending("ed", "", ("", "e")),  # walked, baked
    _Ending("eses", "ese"),  # dioceses
    _Ending("ese", "ese"),  # Chinese: without its last letter it would end as "princess" does in its stem
    _Ending("es", "", ("",)),  # boxes
    _Ending("ss", "s"),  # princess
    _Ending("us", "us"),  # campus
    _Ending("is", "is"),  # crisis
    _Ending("s", "", ("",)),  # walks
    _Ending("e", ""),  # make, whose other forms have none
    _Ending("er", base_endings=("", "e")),  # faster, later
    _Ending("est", base_endings=("", "e")),  # fastest, latest
    _Ending("ly", base_endings=("",)),  # badly
)
"""The longer before the shorter. Data depends on it: common_words.txt is without what `base_forms` leads back to a word
of it, common_forms.txt has stems."""

_BY_LETTER = {
    letter: tuple(one for one in _ENDINGS if one.ending[-1] == letter)
    for letter in sorted({one.ending[-1] for one in _ENDINGS})
}
"""The same by their last letter: most words end otherwise."""


def stem(word: str) -> str:
    """A word in lower case without its plural, past or participle ending.

    Lighter than Porter's (1980), which joins "universe" and "university". A doubled letter at the end stays doubled.
    """
    for ending, instead, _ in _BY_LETTER.get(word[-1:], ()):
        if instead is not None and word.endswith(ending) and len(word) - len(ending) >= _MIN_STEM:
            return word[: len(word) - len(ending)] + instead
    return word


def base_forms(word: str) -> list[str]:
    """The words in lower case that `word` may be an inflection of, itself left out; not all of them exist."""
    found = []
    for ending, _, instead in _BY_LETTER.get(word[-1:], ()):
        kept = word[: len(word) - len(ending)]
        if not instead or not word.endswith(ending) or len(kept) < _MIN_STEM:
            continue
        found += [kept + base_ending for base_ending in instead]
        if "" in instead and len(kept) > _MIN_STEM and kept[-1] == kept[-2]:
            found.append(kept[:-1])  # stopped
    return found


_SUFFIXES = ("ly", "ness", "ment", "ful", "less", "able", "ible", "ish", "ise", "ize", "ised", "ized", "ising", "izing")
_PREFIXES = ("un", "non", "re", "over", "mis", "anti")
_MIN_AFFIXED = 4  # letters: Emily is no "em" and Renault no "nault"

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
        len(stem) >= _MIN_AFFIXED and (is_common(stem) or is_common(f"{stem}e") or is_common(f"{stem}y"))
        for stem in stems
    )


@cache
def _words_of(file: str) -> frozenset[str]:
    return frozenset(table_lines(f"_text/data/{file}"))
