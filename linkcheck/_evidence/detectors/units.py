"""Does the page say a number of the claim in another unit: "a fifth" for 20 %, "two years" for 24 months?

What a number counts, and whether the page counts the same: "42 minutes" where the page knows only "48 minutes".
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from linkcheck._evidence.alignment import FUNCTION_FORMS
from linkcheck._evidence.prepared import PreparedPage, PreparedSentence
from linkcheck._text.casing import fold
from linkcheck._text.numbers import NUMBER_WORDS, Number, find_numbers
from linkcheck._text.tokens import normal_form

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
_NO_UNIT = frozenset(normal_form(word) for word in _NO_UNIT_WORDS.split())
_PLURAL = re.compile(r"[^s]s$", re.IGNORECASE)
_SAME_UNIT = {
    normal_form(short): normal_form(word)
    for word, shorts in {"minutes": "min", "hours": "hr", "years": "yr", "pounds": "lb lbs"}.items()
    for short in shorts.split()
}
"""Abbreviated units, in their forms; those that only units are short for are words to `normal_form` already."""


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
    form = normal_form(_counted(following[1], following[2].replace("-", " ").split()))
    return "" if form in _NO_UNIT else _SAME_UNIT.get(form, form)


def _counted(word: str, more: list[str]) -> str:
    """The noun of "300 armed men's boats": the first word, or the first plural where adjectives stand before it."""
    if normal_form(word) in _NO_UNIT or _PLURAL.search(word):
        return word
    for other in more:
        if normal_form(other) in FUNCTION_FORMS:
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


_NEAR_PERCENT = 1.0  # percentage points: a third is 33 or 34 %, two thirds are 66 or 67 %
_NEAR_SPAN = 0.02  # twelve months of thirty days are 1.4 % less than a year
_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_COUNTS = {"a": 1, "an": 1} | {word: value for value, word in enumerate(NUMBER_WORDS) if 1 <= value <= 10}
_COUNT = rf"\d{{1,2}}|{'|'.join(_COUNTS)}"
_FRACTION = re.compile(
    rf"\b(?:(?P<count>{_COUNT})[\s-])?(?P<part>half|halved|halves|thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)\b"
    rf"|\b(?P<some>{_COUNT})\s(?:in|out\sof)\s(?:every\s)?(?P<all>\d{{1,3}}|{'|'.join(_COUNTS)})\b",
    re.IGNORECASE,
)
_DAYS = {
    "minute": 1 / 1440,
    "min": 1 / 1440,
    "hour": 1 / 24,
    "hr": 1 / 24,
    "day": 1,
    "week": 7,
    "fortnight": 14,
    "month": 30,
    "year": 365,
    "decade": 3650,
}
_SPAN = re.compile(rf"[\s-](?P<unit>{'|'.join(_DAYS)})s?\b", re.IGNORECASE)
_ONE_SPAN = re.compile(
    rf"\b(?:an?|one)\s(?P<unit>{'|'.join(_DAYS)})\b(?P<half>\sand\sa\shalf)?"
    rf"|\b(?P<count>{_COUNT})\sand\sa\shalf\s(?P<units>{'|'.join(_DAYS)})s?\b"
    rf"|\b(?P<half_of>half)\san?\s(?P<halved>{'|'.join(_DAYS)})\b",
    re.IGNORECASE,
)
_PERCENT_SIGNS = re.compile(r"%|per\s?cent", re.IGNORECASE)
_PART_FORMS = tuple(dict.fromkeys(map(normal_form, (*_PARTS, "halved"))))
_COUNT_FORMS = tuple(dict.fromkeys(map(normal_form, (*map(str, range(1, 11)), *_COUNTS))))
_SPAN_FORMS = tuple(dict.fromkeys(normal_form(ending) for unit in _DAYS for ending in (unit, f"{unit}s")))


def said_otherwise(page: PreparedPage, text: str, number: Number) -> bool:
    """Whether the page has the `number` of the claim's `text` as a share, a percentage or in another unit of time."""
    if number.unit == "percent":
        return any(_near_percent(number.values[0], share) for share in _shares(page))
    claimed = _share_with(text, number)
    if claimed:
        return any(_near_percent(claimed, share) for share in (*_shares(page), *_percentages(page)))
    days = _days_after(text, number)
    if not days:
        return False
    places = sorted({place for form in _SPAN_FORMS for place in page.index.get(form, ())})[:MAX_SENTENCES]
    spans = (span for place in places for span in spans_of(page.sentences[place].text))
    return any(math.isclose(number.values[0] * days, span, rel_tol=_NEAR_SPAN) for span in spans)


@lru_cache(maxsize=2_000)
def shares_of(text: str) -> tuple[float, ...]:
    """The fractions of a text in percent: 75 for "three quarters" and for "3 out of 4"."""
    return tuple(share for match in _FRACTION.finditer(text) if (share := _share(match)))


@lru_cache(maxsize=2_000)
def spans_of(text: str) -> tuple[float, ...]:
    """The spans of time of a text in days: 365 for "a year", 14 for "two weeks"."""
    spans = [number.values[0] * days for number in find_numbers_once(text) if (days := _days_after(text, number))]
    for match in _ONE_SPAN.finditer(text):
        days = _DAYS[fold(match["unit"] or match["units"] or match["halved"])]
        whole = 0.0 if match["half_of"] else float(_count(match["count"] or "one"))
        spans.append((whole + (0.5 if match["half"] or match["count"] or match["half_of"] else 0.0)) * days)
    return tuple(spans)


def _share(match: re.Match[str]) -> float:
    if match["part"]:
        part = fold(match["part"])
        of = next(value for name, value in _PARTS.items() if part.startswith(name))
        some = _count(match["count"] or "one")
    else:
        some, of = _count(match["some"]), _count(match["all"])
    return 100.0 * some / of if 0 < some < of else 0.0


def _count(written: str) -> int:
    return int(written) if written.isdigit() else _COUNTS[fold(written)]


def _share_with(text: str, number: Number) -> float:
    """The share in percent that the number is part of, as in "1 in 8"; 0 where it is of none."""
    found = (_share(match) for match in _FRACTION.finditer(text) if match.start() <= number.start < match.end())
    return next(found, 0.0)


def _shares(page: PreparedPage) -> Iterator[float]:
    index = page.index
    of_parts = {place for form in _PART_FORMS for place in index.get(form, ())}
    counted = {place for form in _COUNT_FORMS for place in index.get(form, ())}
    of_counts = counted.intersection((*index.get("in", ()), *index.get("out", ())))
    for place in sorted(of_parts | of_counts)[:MAX_SENTENCES]:
        yield from shares_of(page.sentences[place].text)


def _percentages(page: PreparedPage) -> Iterator[float]:
    for sentence in islice((one for one in page.sentences if _PERCENT_SIGNS.search(one.text)), MAX_SENTENCES):
        yield from (number.values[0] for number in find_numbers_once(sentence.text) if number.unit == "percent")


def _near_percent(one: float, other: float) -> bool:
    return abs(one - other) <= _NEAR_PERCENT


def _days_after(text: str, number: Number) -> float:
    """The days of the unit of time that follows a number; 0 where none does."""
    unit = None if number.unit else _SPAN.match(text, number.end)
    return _DAYS[fold(unit["unit"])] if unit else 0.0
