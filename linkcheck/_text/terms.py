"""The terms of a claim, with their weights and their kinds.

A weight says how informative it is that a word stands on the page: near 0 for function words, 1 for words that are
rare or in no vocabulary at all. Unknown words are never dropped; names of people and places are never discounted.

common_forms.txt holds the weights below 1, inverse document frequencies over the pages of the train sets; the formula
is in `linkcheck/training/_tables/frequencies.py`, which counts them again when words are normalised otherwise. The
power was chosen on the train sets: flatter weights reward posts that repeat a headline word for word, steeper ones
lose them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from linkcheck._parameters import PARAMETERS
from linkcheck._tables import table_weights
from linkcheck._text.currencies import is_currency_code
from linkcheck._text.scripts import HIRAGANA
from linkcheck._text.tokens import Word, is_bigrammed

MAX_TERMS = 200
"""Distinct terms of a claim that are weighed; the first, since a long text says early what it is about."""

RARE = PARAMETERS.terms.rare
COMMON = PARAMETERS.terms.common

_HIRAGANA_PAIR = re.compile(f"[{HIRAGANA}]{{1,2}}")


class Term(NamedTuple):
    """One distinct form of a claim: where it stands first, its weight, its kind ("number", "name", "word")."""

    form: str
    start: int
    end: int
    weight: float
    kind: str


@cache
def _common_forms() -> dict[str, float]:
    return table_weights("_text/data/common_forms.txt")


_SMALL_NUMBER = PARAMETERS.terms.small_number
_YEAR = PARAMETERS.terms.year
_SHORT_WORD = PARAMETERS.terms.short_word
_KANA = PARAMETERS.terms.kana


@lru_cache(maxsize=20_000)
def term_weight(form: str) -> float:
    """How informative it is that the normal form `form` is on a page, from 0.02 to 1."""
    if form.isdigit():
        return _SMALL_NUMBER if len(form) <= 2 else _YEAR if len(form) == 4 and form[:2] in ("19", "20") else 1.0
    weight = _common_forms().get(form)
    if weight is not None:
        return weight
    if len(form) <= 2 and form.isalpha():
        # Function words of languages outside the table are short; Han pairs are not; kana pairs are endings.
        return _KANA if _HIRAGANA_PAIR.fullmatch(form) else 1.0 if is_bigrammed(form) else _SHORT_WORD
    return 1.0


def read_terms(text: str, words: tuple[Word, ...]) -> tuple[Term, ...]:
    """The distinct terms of a claim, in order of first mention."""
    shouted = _mostly_capitalised(text, words)
    terms: dict[str, Term] = {}
    for number, word in enumerate(words):
        if word.form in terms or is_currency_code(text, word.start, word.end):
            continue
        weight = term_weight(word.form)
        named = number > 0 and not shouted and text[word.start].isupper()
        kind = "number" if any(c.isdigit() for c in word.form) else "name" if named and weight >= RARE else "word"
        terms[word.form] = Term(word.form, word.start, word.end, weight, kind)
        if len(terms) == MAX_TERMS:
            break
    return tuple(terms.values())


def _mostly_capitalised(text: str, words: tuple[Word, ...]) -> bool:
    """Whether capitals say nothing: headline style, or a script without small letters."""
    capitals = sum(text[word.start].isupper() for word in words)
    small = sum(text[word.start].islower() for word in words)
    return capitals > small
