"""English endings, once: what a word is without them, and of which words it may be an inflection.

A stem is for comparing: "Travelling" and "traveled" have one. A base form is for looking up in a list: "making" may
be of "mak" or of "make". Both are read from one table of endings.
"""

from __future__ import annotations

from typing import NamedTuple

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
of it, common_forms.json has stems."""

_STEM_ENDINGS = tuple((one.ending, one.stem_ending) for one in _ENDINGS if one.stem_ending is not None)
_LAST_LETTERS = frozenset(ending[-1] for ending, _ in _STEM_ENDINGS)


def stem(word: str) -> str:
    """A word in lower case without its plural, past or participle ending.

    Lighter than Porter's (1980), which joins "universe" and "university". A doubled letter at the end stays doubled.
    """
    if word[-1:] not in _LAST_LETTERS:
        return word
    for ending, instead in _STEM_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _MIN_STEM:
            return word[: len(word) - len(ending)] + instead
    return word


def base_forms(word: str) -> list[str]:
    """The words in lower case that `word` may be an inflection of, itself left out; not all of them exist."""
    found = []
    for ending, _, instead in _ENDINGS:
        kept = word[: len(word) - len(ending)]
        if not word.endswith(ending) or len(kept) < _MIN_STEM:
            continue
        found += [kept + base_ending for base_ending in instead]
        if "" in instead and len(kept) > _MIN_STEM and kept[-1] == kept[-2]:
            found.append(kept[:-1])  # stopped
    return found
