"""Does the page have the claim's numbers, in the place where the claim has them?"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from linkcheck.evidence.alignment import Alignment, Place, Surroundings, best_place, words_between
from linkcheck.evidence.prepared import PreparedSentence
from linkcheck.evidence.tokens import form_of
from linkcheck.evidence.types import Evidence, Layer
from linkcheck.post.dates import find_dates
from linkcheck.post.numbers import Number, find_numbers
from linkcheck.post.types import Quote

MAX_NUMBERS = 12
"""Numbers of a claim that are compared: more is a table."""
_MAX_SENTENCES = 12  # of the page that are read for one number, beside the passages
LEAST_FIT = 0.35  # of the surroundings a rival must share: chance alone reaches .3 on the train pages
_HEDGED = 0.15  # "about 40" may be 35 or 46
_BEYOND = 1.34  # "more than 200" is said of 267, not of 300


def weigh_numbers(alignment: Alignment) -> Iterator[Evidence]:
    """The evidence of the claim's numbers: "number-differs", "number-absent", "number-confirmed"."""
    claimed = claimed_numbers(alignment.text)[:MAX_NUMBERS]
    differing: list[tuple[float, _Claimed, Place]] = []
    absent: list[_Claimed] = []
    confirmed: list[tuple[float, _Claimed, Place]] = []
    for number in claimed:
        one = _Claimed(number, *words_between(alignment.words, number.start, number.end))
        if one.first == one.last or alignment.segment_of(one.first) is None:
            continue
        own, rival = _in_slot(alignment, one)
        if own:
            confirmed.append((own.fit, one, own))
        elif not _on_page(alignment, number):
            absent.append(one)
        lead = (rival.fit if rival else 0.0) - (own.fit if own else 0.0)
        if rival and rival.fit >= LEAST_FIT and lead > 0:
            differing.append((lead, one, rival))
    if differing:
        yield _differs(alignment, *max(differing, key=lambda one: one[0]))
    if absent:
        yield _absent(alignment, absent, len(claimed))
    if confirmed:
        yield _confirmed(alignment, confirmed, len(claimed))


class _Claimed(NamedTuple):
    """A number of the claim and the words that it is made of."""

    number: Number
    first: int
    last: int


@lru_cache(maxsize=2_000)
def claimed_numbers(text: str) -> tuple[Number, ...]:
    """The numbers of a text that can be compared: neither perhaps no number nor part of a date."""
    dates = find_dates(text)
    return tuple(
        number
        for number in find_numbers(text)
        if not number.weak and not any(date.start < number.end and number.start < date.end for date in dates)
    )


def agree(claimed: Number, found: Number) -> bool:
    """Whether a page that has `found` bears out a post that has `claimed`: equal, or a fair rounding of it."""
    if claimed.unit and found.unit and claimed.unit != found.unit:
        return False
    return any(_close(claimed, a, b) for a in claimed.values for b in found.values)


def _close(claimed: Number, a: float, b: float) -> bool:
    if math.isclose(a, b, rel_tol=1e-9):
        return True
    if _is_year(a) and _is_year(b) and not claimed.unit:
        return False
    if claimed.bound == "above":
        return a <= b <= a * _BEYOND
    if claimed.bound == "below":
        return a / _BEYOND <= b <= a
    if claimed.bound == "about" and abs(a - b) <= _HEDGED * abs(b):
        return True
    return _rounds_to(b, a)


def _rounds_to(exact: float, rounded: float) -> bool:
    """Whether `rounded` is `exact` cut or rounded to fewer digits: 3 million for 2.97 million, 2.7 for 2.67."""
    digits = _significant(rounded)
    if not exact or digits >= _significant(exact):
        return False
    power = digits - 1 - math.floor(math.log10(abs(exact)))
    scale = 10.0**power
    return any(math.isclose(choose(exact * scale) / scale, rounded, rel_tol=1e-9) for choose in (round, math.floor))


def _significant(value: float) -> int:
    """How many digits of `value` say something: 1 for 3,000,000 and 3 for 2.67."""
    return len(f"{value:.6f}".replace(".", "").strip("0")) or 1


def _is_year(value: float) -> bool:
    return value.is_integer() and 1500 <= value <= 2100


def _in_slot(alignment: Alignment, claimed: _Claimed) -> tuple[Place | None, Place | None]:
    """The best place of the number itself in its surroundings, and that of another number."""
    around = alignment.around(alignment.slot(claimed.first, claimed.last))
    others = claimed_numbers(alignment.text)

    def own(number: Number) -> bool:
        return agree(claimed.number, number)

    def rival(number: Number) -> bool:
        if number.weak or not _alike(claimed.number, number):
            return False
        return not any(agree(other, number) for other in others)

    return best_place(around, lambda one: _places(one, own)), best_place(around, lambda one: _places(one, rival))


def _places(surroundings: Surroundings, wanted: Callable[[Number], bool]) -> Iterator[tuple[int, int]]:
    passage = surroundings.passage
    for number in find_numbers_once(passage.sentence.text):
        if wanted(number):
            first, last = passage.word_range(number.start, number.end)
            if first < last:
                yield first, last


def _alike(number: Number, found: Number) -> bool:
    """Whether the two could stand for one another: of one unit, and both years or neither."""
    if number.unit and found.unit and number.unit != found.unit:
        return False
    return _is_year(number.values[0]) == _is_year(found.values[0])


@lru_cache(maxsize=2_000)
def find_numbers_once(text: str) -> tuple[Number, ...]:
    """find_numbers, remembered: many claims are laid beside one sentence, and many numbers of one claim."""
    return find_numbers(text)


def _on_page(alignment: Alignment, number: Number) -> bool:
    sentences: list[PreparedSentence] = alignment.sentences_with(_writings(number), _MAX_SENTENCES)
    return any(agree(number, found) for sentence in sentences for found in find_numbers_once(sentence.text))


_SPOKEN = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)


def _writings(number: Number) -> tuple[str, ...]:
    """Forms of words that a page would have that has this number."""
    writings: list[str] = []
    for value in number.values:
        if value.is_integer():
            grouped = f"{int(value):,}".split(",")
            writings += [str(int(value)), grouped[0] if len(grouped[0]) > 1 else grouped[-1]]
            if value <= 20:
                writings.append(form_of(_SPOKEN[int(value)]))
        else:
            writings += f"{value:.10g}".split(".")[:1]
        for scale, names in ((1e3, "k thousand"), (1e6, "m million"), (1e9, "bn b billion"), (1e12, "tn trillion")):
            if value >= scale:
                writings += [form_of(name) for name in names.split()]
    return tuple(dict.fromkeys(writings))


def _differs(alignment: Alignment, lead: float, claimed: _Claimed, rival: Place) -> Evidence:
    said = alignment.phrase(claimed.first, claimed.last)
    return Evidence(
        code="number-differs",
        layer=Layer.DETAIL,
        value=round(lead, 4),
        message=f"the post says “{said}”, the page says “{rival.phrase}”",
        post_quotes=(_quote(alignment, claimed),),
        page_quotes=(alignment.page_quote(rival),),
    )


def _absent(alignment: Alignment, absent: list[_Claimed], total: int) -> Evidence:
    listed = ", ".join(f"“{alignment.phrase(claimed.first, claimed.last)}”" for claimed in absent[:3])
    return Evidence(
        code="number-absent",
        layer=Layer.DETAIL,
        value=round(len(absent) / total, 4),
        message=f"the post says {listed}; that number is nowhere on the page",
        post_quotes=tuple(_quote(alignment, claimed) for claimed in absent[:3]),
    )


def _confirmed(alignment: Alignment, confirmed: list[tuple[float, _Claimed, Place]], total: int) -> Evidence:
    _, claimed, place = max(confirmed, key=lambda one: one[0])
    return Evidence(
        code="number-confirmed",
        layer=Layer.DETAIL,
        value=round(math.fsum(one for one, _, _ in confirmed) / total, 4),
        message=f"the page says “{place.phrase}” too",
        post_quotes=(_quote(alignment, claimed),),
        page_quotes=(alignment.page_quote(place),),
    )


def _quote(alignment: Alignment, claimed: _Claimed) -> Quote:
    return alignment.post.quote(claimed.number.start, claimed.number.end)
