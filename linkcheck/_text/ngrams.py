"""How much of a text stands in another, letter by letter.

Words are compared by their normal forms, which know simple English endings alone. Character n-grams, word ends
included, also find "optimism" in "optimists" and "Wahlkampf" in "Kampf um die Wahl" (Cavnar and Trenkle, "N-Gram-Based
Text Categorization", 1994).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

NGRAM_SIZE = 4
"""Letters of an n-gram: shorter ones are shared by chance, longer ones are words again."""

_BETWEEN_WORDS = re.compile(r"\W+")


def normalise_text(text: str) -> str:
    """`text` in small letters, with one space before, between and after its words."""
    return f" {_BETWEEN_WORDS.sub(' ', text.lower()).strip()} "


def char_ngrams(text: str) -> frozenset[str]:
    """The n-grams of the words of `text`; a word's beginning and end count as letters."""
    ngrams: set[str] = set()
    for word in set(normalise_text(text).split()):
        padded = f" {word} "
        ngrams.update(padded[start : start + NGRAM_SIZE] for start in range(max(1, len(padded) - NGRAM_SIZE + 1)))
    return frozenset(ngrams)


def containment(ngrams: Collection[str], texts: Iterable[str]) -> float:
    """The share of `ngrams` that stand in normalised texts (Broder, 1997), 0 to 1; 0 where there are none."""
    searched = " ".join(texts)
    return len([ngram for ngram in ngrams if ngram in searched]) / len(ngrams) if ngrams else 0.0
