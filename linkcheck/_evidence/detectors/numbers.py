"""Does the page have the claim's numbers, in the place where the claim has them?"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from linkcheck._evidence.alignment import (
    Alignment,
    Place,
    Surroundings,
    best_place,
    best_surroundings,
    lead_of,
    words_between,
)
from linkcheck._evidence.detectors.dates import find_dates_once
from linkcheck._evidence.detectors.units import Amount, amounts_of, find_numbers_once, said_otherwise, unit_of
from linkcheck._evidence.prepared import PreparedSentence
from linkcheck._evidence.types import Evidence, Layer
from linkcheck._post.types import Quote
from linkcheck._text.numbers import NUMBER_WORDS, ROMAN, Number
from linkcheck._text.tokens import normal_form

MAX_NUMBERS = 12
"""Numbers of a claim that are compared: more is a table."""
_MAX_SENTENCES = 12  # of the page that are read for one number, beside the passages
LEAST_FIT = 0.35  # of the surroundings a rival must share: chance alone reaches .3 on the train pages
_LEAST_ORDINAL_FIT = 0.6  # the rest of the sentence has to be the same: "first" stands in many places
_ALONE = 0.6  # what absence counts where the page has nothing of the number's surroundings: 1 to 4 % of true posts
_HEDGED = 0.15  # "about 40" may be 35 or 46
_BEYOND = 1.34  # "more than 200" is said of 267, not of 300


class _Findings:
    """What was found of the numbers of one claim, with how much it says."""

    def __init__(self) -> None:
        self.differing: list[tuple[float, _Claimed, Place]] = []
        self.absent: list[tuple[float, _Claimed]] = []
        self.counted: list[tuple[float, _Claimed, Amount]] = []
        self.misplaced: list[tuple[float, _Claimed, Place]] = []
        self.confirmed: list[tuple[float, _Claimed, Place]] = []


def weigh_numbers(alignment: Alignment) -> Iterator[Evidence]:
    """The evidence of the claim's numbers.

    "number-differs": another number stands in its surroundings. "number-absent": it is nowhere on the page.
    "number-counted-otherwise": so it is, and the page has another number of the same.
    "number-misplaced": it is on the page, but its surroundings are elsewhere. "number-confirmed": it stands in them.
    """
    claimed = tuple(n for n in claimed_numbers(alignment.text) if not _is_rank(alignment, n))[:MAX_NUMBERS]
    found = _Findings()
    for number in _ordinals(alignment.text)[:MAX_NUMBERS]:
        _look_for_ordinal(alignment, number, found)
    for number in claimed:
        first, last = words_between(alignment.words, number.start, number.end)
        if first < last and alignment.segment_of(first) is not None:
            _look_for(alignment, _Claimed(number, first, last), found)
    _look_for_replaced(alignment, claimed, found)
    if found.differing:
        yield _differs(alignment, *max(found.differing, key=_lead))
    if found.absent:
        yield _absent(alignment, found.absent)
    if found.counted:
        yield _counted(alignment, *max(found.counted, key=lambda one: one[0]))
    differing = {one[1].first for one in found.differing}
    found.misplaced = [one for one in found.misplaced if one[1].first not in differing]
    if found.misplaced:
        yield _misplaced(alignment, *max(found.misplaced, key=_lead))
    if found.confirmed:
        yield _confirmed(alignment, found.confirmed, len(claimed))


def _is_rank(alignment: Alignment, number: Number) -> bool:
    """Whether the post writes "#1", a rank that pages word in many ways and that find_numbers reads on none."""
    start = alignment.post.claim.span(number.start, number.end)[0]
    return alignment.post.post.text[max(0, start - 1) : start] == "#"


def _look_for(alignment: Alignment, claimed: _Claimed, found: _Findings) -> None:
    around = alignment.around(alignment.slot(claimed.first, claimed.last))
    own, rival = _in_slot(alignment, around, claimed.number)
    best = best_surroundings(around)
    own_fit, best_fit = (own.fit if own else 0.0), (best.fit if best else 0.0)
    if own:
        found.confirmed.append((own.fit, claimed, own))
        if best and best_fit > own_fit:
            found.misplaced.append((best_fit - own_fit, claimed, best))
    elif said_otherwise(alignment.page, alignment.text, claimed.number):
        return
    elif not _on_page(alignment, claimed.number):
        found.absent.append((best_fit, claimed))
        _count_otherwise(alignment, claimed, found)
    if rival and rival.fit >= LEAST_FIT and rival.fit > own_fit:
        found.differing.append((lead_of(rival.fit, own_fit), claimed, rival))


def _look_for_replaced(alignment: Alignment, claimed: tuple[Number, ...], found: _Findings) -> None:
    """Numbers that stand in another's place in a sentence that is otherwise the same, wherever else they stand."""
    for difference in alignment.differences:
        if difference.first == difference.last or difference.start == difference.end:
            continue
        ours = [n for n in claimed if _within(n, words_between(alignment.words, n.start, n.end), difference[1:3])]
        passage = difference.passage
        theirs = [
            (number, words)
            for number in rivals_in(passage.sentence.text)
            if _within(number, words := passage.word_range(number.start, number.end), difference[4:6])
        ]
        if len(ours) != 1 or len(theirs) != 1:
            continue
        (number,), ((other, words),) = ours, theirs
        if _alike(number, other) and not agree(number, other):
            one = _Claimed(number, *words_between(alignment.words, number.start, number.end))
            own, _ = _in_slot(alignment, alignment.around(alignment.slot(one.first, one.last)), number)
            lead = lead_of(difference.sameness, own.fit if own else 0.0)
            found.differing.append((lead, one, Place(difference.sameness, passage, *words)))


def _within(number: Number, words: tuple[int, int], stretch: tuple[int, int]) -> bool:
    return not number.weak and stretch[0] <= words[0] < words[1] <= stretch[1]


def _count_otherwise(alignment: Alignment, claimed: _Claimed, found: _Findings) -> None:
    """Another number of what the absent one counts; it says the more, the fewer of them the page has."""
    unit = unit_of(alignment.text, claimed.number)
    amounts = list(amounts_of(alignment.page, unit)) if unit else []
    if amounts:
        different = len({amount.number.values for amount in amounts})
        found.counted.append((1 / different, claimed, amounts[0]))


def _look_for_ordinal(alignment: Alignment, number: Number, found: _Findings) -> None:
    """A "first" or "third" says little by itself; another ordinal in its place does."""
    first, last = words_between(alignment.words, number.start, number.end)
    if first == last or alignment.segment_of(first) is None:
        return
    around = alignment.around(alignment.slot(first, last))
    own = best_place(around, lambda one: _places(one, lambda other: other.values == number.values))
    rival = best_place(
        around, lambda one: _places(one, lambda other: other.unit == "ordinal" and other.values != number.values)
    )
    own_fit = own.fit if own else 0.0
    if rival and rival.fit >= _LEAST_ORDINAL_FIT and rival.fit > own_fit:
        found.differing.append((lead_of(rival.fit, own_fit), _Claimed(number, first, last), rival))


@lru_cache(maxsize=500)
def _ordinals(text: str) -> tuple[Number, ...]:
    return tuple(number for number in find_numbers_once(text) if number.weak and number.unit == "ordinal")


def _lead(one: tuple[float, _Claimed, Place]) -> float:
    return one[0]


class _Claimed(NamedTuple):
    """A number of the claim and the words that it is made of."""

    number: Number
    first: int
    last: int


@lru_cache(maxsize=2_000)
def claimed_numbers(text: str) -> tuple[Number, ...]:
    """The numbers of a text that can be compared: neither perhaps no number nor part of a date."""
    dates = find_dates_once(text)
    return tuple(
        number
        for number in find_numbers_once(text)
        if not number.weak and not any(date.start < number.end and number.start < date.end for date in dates)
    )


@lru_cache(maxsize=5_000)
def agree(claimed: Number, found: Number) -> bool:
    """Whether a page that has `found` bears out a post that has `claimed`: equal, or a fair rounding of it."""
    if "decade" in (claimed.unit, found.unit):
        return any(_in_decade(a, b) for a in claimed.values for b in found.values)
    if claimed.unit and found.unit and claimed.unit != found.unit:
        return False
    if any(_close(claimed, a, b) for a in claimed.values for b in found.values):
        return True
    return claimed.scaled != found.scaled and _differ_in_scale(claimed.values[0], found.values[0])


def _in_decade(a: float, b: float) -> bool:
    """Whether two years are of one decade: the 1970s and 1974."""
    return a // 10 == b // 10


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


def _differ_in_scale(a: float, b: float) -> bool:
    """Whether one is the other times a thousand, a million or a billion: a "million" was left out, as in tables."""
    low, high = sorted((abs(a), abs(b)))
    return low >= 2 and any(math.isclose(high, low * scale, rel_tol=1e-9) for scale in (1e3, 1e6, 1e9))


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


def _in_slot(
    alignment: Alignment, around: tuple[Surroundings, ...], claimed: Number
) -> tuple[Place | None, Place | None]:
    """The best place of the number itself in its surroundings, and that of another number."""
    others = claimed_numbers(alignment.text)

    def own(number: Number) -> bool:
        return agree(claimed, number)

    def rival(number: Number) -> bool:
        return _alike(claimed, number) and not any(agree(other, number) for other in others)

    return (
        best_place(around, lambda one: _places(one, own)),
        best_place(around, lambda one: _places(one, rival, among=rivals_in)),
    )


@lru_cache(maxsize=2_000)
def rivals_in(text: str) -> tuple[Number, ...]:
    """The numbers of a page's sentence that may stand in another's place: neither perhaps none nor a day of a month."""
    dates = find_dates_once(text)
    return tuple(
        number
        for number in find_numbers_once(text)
        if not number.weak
        and (_is_year(number.values[0]) or not any(d.start < number.end and number.start < d.end for d in dates))
    )


def _places(
    surroundings: Surroundings,
    wanted: Callable[[Number], bool],
    *,
    among: Callable[[str], tuple[Number, ...]] = find_numbers_once,
) -> Iterator[tuple[int, int]]:
    passage = surroundings.passage
    for number in among(passage.sentence.text):
        if wanted(number):
            first, last = passage.word_range(number.start, number.end)
            if first < last:
                yield first, last


def _alike(number: Number, found: Number) -> bool:
    """Whether the two could stand for one another: of one unit and currency, and both years or neither.

    A price stands for no count ("399 dollars" for "four days"), so that a missing unit is another one.
    """
    if number.unit != found.unit or (number.currency and found.currency and number.currency != found.currency):
        return False
    return _is_year(number.values[0]) == _is_year(found.values[0])


def _on_page(alignment: Alignment, number: Number) -> bool:
    sentences: list[PreparedSentence] = alignment.sentences_with(_writings(number), _MAX_SENTENCES)
    return any(agree(number, found) for sentence in sentences for found in find_numbers_once(sentence.text))


_ROMAN_FORMS = {value: normal_form(numeral) for numeral, value in ROMAN.items()}


def _writings(number: Number) -> tuple[str, ...]:
    """Forms of words that a page would have that has this number."""
    writings: list[str] = []
    for value in number.values:
        if value.is_integer():
            grouped = f"{int(value):,}".split(",")
            writings += [str(int(value)), grouped[0] if len(grouped[0]) > 1 else grouped[-1]]
            if value < len(NUMBER_WORDS):
                writings.append(normal_form(NUMBER_WORDS[int(value)]))
            if value in _ROMAN_FORMS:
                writings.append(_ROMAN_FORMS[value])
        else:
            writings += f"{value:.10g}".split(".")[:1]
        for scale, names in ((1e3, "k thousand"), (1e6, "m million"), (1e9, "bn b billion"), (1e12, "tn trillion")):
            if value >= scale:
                writings += [normal_form(name) for name in names.split()]
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


def _counted(alignment: Alignment, value: float, claimed: _Claimed, amount: Amount) -> Evidence:
    start = amount.sentence.start
    quote = alignment.page.quote(amount.sentence, start + amount.number.start, start + amount.number.end)
    said = alignment.phrase(claimed.first, claimed.last)
    return Evidence(
        code="number-counted-otherwise",
        layer=Layer.DETAIL,
        value=round(value, 4),
        message=f"the post says “{said}”; of the same the page says “{quote.text}”",
        post_quotes=(_quote(alignment, claimed),),
        page_quotes=(quote,),
    )


def _misplaced(alignment: Alignment, lead: float, claimed: _Claimed, best: Place) -> Evidence:
    said = alignment.phrase(claimed.first, claimed.last)
    return Evidence(
        code="number-misplaced",
        layer=Layer.DETAIL,
        value=round(lead, 4),
        message=f"the page has the number of “{said}”, but not where it says the rest of it",
        post_quotes=(_quote(alignment, claimed),),
        page_quotes=(alignment.page.quote(best.passage.sentence),),
    )


def _absent(alignment: Alignment, absent: list[tuple[float, _Claimed]]) -> Evidence:
    listed = ", ".join(f"“{alignment.phrase(claimed.first, claimed.last)}”" for _, claimed in absent[:3])
    return Evidence(
        code="number-absent",
        layer=Layer.DETAIL,
        value=round(_ALONE + (1 - _ALONE) * max(around for around, _ in absent), 4),
        message=f"the post says {listed}; that number is nowhere on the page",
        post_quotes=tuple(_quote(alignment, claimed) for _, claimed in absent[:3]),
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
