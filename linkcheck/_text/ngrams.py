"""How much of a text stands in another letter by letter: endings and compounds hide words, but not the runs in them.

Words are compared by their forms, which know simple English endings alone. Runs of four letters, word ends
included, find "optimism" in "optimists" and "Wahlkampf" in "Kampf um die Wahl" as well (character n-grams: Cavnar and
Trenkle, "N-Gram-Based Text Categorization", 1994).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

NGRAM_SIZE = 4
"""Letters of a run: shorter ones are shared by chance, longer ones are words again."""

_BETWEEN = re.compile(r"\W+")


def normalise_text(text: str) -> str:
    """`text` in small letters, with one space before, between and after its words."""
    return f" {_BETWEEN.sub(' ', text.lower()).strip()} "


def char_ngrams(text: str) -> frozenset[str]:
    """The runs of `text`; a word's beginning and end count as letters."""
    runs: set[str] = set()
    for word in set(normalise_text(text).split()):
        padded = f" {word} "
        runs.update(padded[start : start + NGRAM_SIZE] for start in range(max(1, len(padded) - NGRAM_SIZE + 1)))
    return frozenset(runs)


def containment(runs: Collection[str], letters: Iterable[str]) -> float:
    """The share of `runs` that stand in the texts whose `letters` these are, 0 to 1."""
    there = " ".join(letters)
    return len([run for run in runs if run in there]) / len(runs) if runs else 0.0
