"""What a number counts, and whether the page counts the same: "42 minutes" where the page knows only "48 minutes"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from linkcheck.evidence.alignment import FUNCTION_FORMS
from linkcheck.evidence.prepared import PreparedPage, PreparedSentence
from linkcheck.evidence.tokens import form_of
from linkcheck.post.numbers import Number, find_numbers

MAX_SENTENCES = 24
"""Sentences of a page in which one kind of amount is looked for."""

_NEXT = re.compile(r"[\s-]{1,2}([^\W\d_]{2,})((?:[\s-][^\W\d_]{2,}){0,2})")
_AGE_BEFORE = re.compile(
    r"\b(?:aged?(?: of)?|dead at|dies at|died at|dying at|turns|turned)\s?$|[^\W\d_]['’”]?,\s?$", re.IGNORECASE
)
_AGE_AFTER = re.compile(r"[\s-]{1,2}(?:years?[\s-]old|yrs? old|yo\b)|\s?(?:[,.;:)]|$)", re.IGNORECASE)
_OLD = re.compile(r"[\s-]{1,2}(?:years?[\s-]old|yrs? old|yo\b)", re.IGNORECASE)
_AGES = (0, 122)  # the longest life on record: J. Calment, 122
_SIGNS = {
    "age": re.compile(r"\d[\s-](?:year|yr)|\baged?\b|\bat \d|[^\W\d_]['’”]?, \d\d[,.]", re.IGNORECASE),
    "money": re.compile(r"[$€£¥₹]|\bdollars?\b|\beuros?\b|\bpounds?\b", re.IGNORECASE),
    "percent": re.compile(r"%|per\s?cent", re.IGNORECASE),
}
_NO_UNIT_WORDS = "and the for with that from were have are was has new more people times"
_NO_UNIT = frozenset(form_of(word) for word in _NO_UNIT_WORDS.split())
_PLURAL = re.compile(r"[^s]s$", re.IGNORECASE)
_SAME_UNIT = {
    form_of(short): form_of(word)
    for word, shorts in {"minutes": "min", "hours": "hr", "years": "yr", "pounds": "lb lbs"}.items()
    for short in shorts.split()
}
"""Abbreviated units, in their forms; those that only units are short for are words to `form_of` already."""


class Amount(NamedTuple):
    """A number of the page that counts the same, and where it stands."""

    number: Number
    sentence: PreparedSentence


def unit_of(text: str, number: Number) -> str:
    """What the number counts: "age", "money", "percent", the form of the word that follows it, or empty."""
    if _is_age(text, number):
        return "age"
    if number.unit in ("money", "percent"):
        return number.unit
    following = _NEXT.match(text, number.end)
    if following is None:
        return ""
    form = form_of(_counted(following[1], following[2].replace("-", " ").split()))
    return "" if form in _NO_UNIT else _SAME_UNIT.get(form, form)


def _counted(word: str, more: list[str]) -> str:
    """The noun of "300 armed men's boats": the first word, or the first plural where adjectives stand before it."""
    if form_of(word) in _NO_UNIT or _PLURAL.search(word):
        return word
    for other in more:
        if form_of(other) in FUNCTION_FORMS:
            break
        if _PLURAL.search(other):
            return other
    return word


def amounts_of(page: PreparedPage, unit: str) -> Iterator[Amount]:
    """The numbers of the page that count `unit`, sentence by sentence."""
    for sentence in _sentences_with(page, unit):
        for number in find_numbers_once(sentence.text):
            if not number.weak and unit_of(sentence.text, number) == unit:
                yield Amount(number, sentence)


def _sentences_with(page: PreparedPage, unit: str) -> list[PreparedSentence]:
    if unit in _SIGNS:
        found = (sentence for sentence in page.sentences if _SIGNS[unit].search(sentence.text))
    else:
        short = [form for form, same in _SAME_UNIT.items() if same == unit]
        numbers = sorted({number for form in (unit, *short) for number in page.index.get(form, ())})
        found = (page.sentences[number] for number in numbers)
    return list(islice(found, MAX_SENTENCES))


@lru_cache(maxsize=2_000)
def find_numbers_once(text: str) -> tuple[Number, ...]:
    """find_numbers, remembered: many claims are laid beside one sentence, and many numbers of one claim."""
    return find_numbers(text)


def _is_age(text: str, number: Number) -> bool:
    if not _AGES[0] < number.values[0] < _AGES[1] or number.unit:
        return False
    if _OLD.match(text, number.end):
        return True
    before = text[max(0, number.start - 12) : number.start]
    return bool(_AGE_BEFORE.search(before)) and bool(_AGE_AFTER.match(text, number.end))
