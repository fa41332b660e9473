"""How much of a text stands in another letter by letter: endings and compounds hide words, but not the runs in them.

Words are compared by their forms, which know simple English endings alone. Runs of four letters, word ends
included, find "optimism" in "optimists" and "Wahlkampf" in "Kampf um die Wahl" as well (character n-grams: Cavnar and
Trenkle, "N-Gram-Based Text Categorization", 1994).
"""

from __future__ import annotations

import re

RUN = 4
"""Letters of a run: shorter ones are shared by chance, longer ones are words again."""

_WORD = re.compile(r"\w+")


def runs_of(text: str) -> frozenset[str]:
    """The runs of `text`, without case; a word's beginning and end count as letters."""
    runs: set[str] = set()
    for word in set(_WORD.findall(text.lower())):
        padded = f" {word} "
        runs.update(padded[start : start + RUN] for start in range(max(1, len(padded) - RUN + 1)))
    return frozenset(runs)
