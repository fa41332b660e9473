"""Does the page have the claim's dates and times, where the claim has them?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from linkcheck._evidence.alignment import MIN_FIT, Alignment, Context, Match, best_match, fit_of, margin, words_between
from linkcheck._evidence.packaged import PackagedDetector, Stage
from linkcheck._evidence.types import Code, Evidence, Example, Layer, Stance
from linkcheck._text.dates import Date

_FESTIVAL = "The harbour festival opens on {}, the council said. Entry is free."

_DATE_DIFFERS = Code(
    code="date-differs",
    layer=Layer.DETAIL,
    stance=Stance.CONTRADICTS,
    coefficient_of="number-differs",
    meaning="another date stands in its place",
    example=Example(
        post="The harbour festival opens on 12 May", title="Harbour festival", text=_FESTIVAL.format("12 June")
    ),
)
_DATE_CONFIRMED = Code(
    code="date-confirmed",
    layer=Layer.DETAIL,
    stance=Stance.SUPPORTS,
    sign=-1,
    meaning="the page has the same date in the same place",
    example=Example(
        post="The harbour festival opens on 12 June", title="Harbour festival", text=_FESTIVAL.format("12 June")
    ),
)

MAX_DATES = 6
"""Dates of a claim that are compared: more is a calendar."""


_HALF_A_DAY = 720


class _Finding(NamedTuple):
    """How much it says, the date of the claim, and what stands in its context on the page."""

    value: float
    date: Date
    match: Match


def detect_dates(alignment: Alignment) -> Iterator[Evidence]:
    """The evidence of the claim's dates and times, at most one of each code."""
    differing: list[_Finding] = []
    confirmed: list[_Finding] = []
    for date in alignment.post.details.dates[:MAX_DATES]:
        first, last = words_between(alignment.words, date.start, date.end)
        if first == last or alignment.sentence_of(first) is None:
            continue
        own, rival = _own_and_rival(alignment, date, first, last)
        if own:
            confirmed.append(_Finding(own.fit, date, own))
        value = margin(rival.fit, fit_of(own)) if rival and rival.fit >= MIN_FIT else 0.0
        if rival and value:
            differing.append(_Finding(value, date, rival))
    if differing:
        found = max(differing, key=_value)
        said = alignment.text[found.date.start : found.date.end]
        message = f"The post says “{said}”; the page says “{found.match.written}”."
        yield _evidence(alignment, _DATE_DIFFERS, found, message)
    if confirmed:
        found = max(confirmed, key=_value)
        yield _evidence(alignment, _DATE_CONFIRMED, found, f"The page says “{found.match.written}” too.")


DATES = PackagedDetector(Stage.DETAIL, (_DATE_DIFFERS, _DATE_CONFIRMED), detect_dates)


def dates_agree(claimed: Date, found: Date) -> bool | None:
    """Whether two dates can be the same moment; None if they state nothing in common."""
    fields = [
        (one, other)
        for one, other in (
            (claimed.year, found.year),
            (claimed.month, found.month),
            (claimed.weekday, found.weekday),
        )
        if one is not None and other is not None
    ]
    agreed = [one == other for one, other in fields]
    if claimed.day is not None and found.day is not None:
        agreed.append(_days_agree(claimed, found))
    if claimed.minute is not None and found.minute is not None:
        same = _times_agree(claimed, found)
        if same or bool(claimed.offsets) == bool(found.offsets):  # a time without a zone may be of any
            agreed.append(same)
    return all(agreed) if agreed else None


def _days_agree(one: Date, other: Date) -> bool:
    """Whether the days are the same or a day is one of several; two that both state several have to state the same."""
    if one.last_day and other.last_day:
        return (one.day, one.last_day) == (other.day, other.last_day)
    first, last = max(one.day or 0, other.day or 0), min(one.last_day or one.day or 0, other.last_day or other.day or 0)
    return first <= last


def _times_agree(one: Date, other: Date) -> bool:
    span = _HALF_A_DAY if one.half_open or other.half_open else 2 * _HALF_A_DAY
    apart = (one.minute or 0) - (other.minute or 0)
    return any((apart - here + there) % span == 0 for here in one.offsets or (0,) for there in other.offsets or (0,))


def _value(found: _Finding) -> float:
    return found.value


def _own_and_rival(alignment: Alignment, date: Date, first: int, last: int) -> tuple[Match | None, Match | None]:
    contexts = alignment.contexts(alignment.slot(first, last))
    own = best_match(contexts, lambda one: _ranges(one, date, agreed=True))
    return own, best_match(contexts, lambda one: _ranges(one, date, agreed=False))


def _ranges(context: Context, date: Date, *, agreed: bool) -> Iterator[tuple[int, int]]:
    passage = context.passage
    dates = passage.sentence.details.dates
    if not agreed and any(_fills(date, found) and dates_agree(date, found) for found in dates):
        return  # the sentence has both: from one to the other, or of two things
    for found in dates:
        if dates_agree(date, found) is agreed and (agreed or _fills(date, found)):
            first, last = passage.word_range(found.start, found.end)
            if first < last:
                yield first, last


def _fills(date: Date, found: Date) -> bool:
    """Whether the date found is as exact as that of the claim: a day is not contradicted by a month and a year."""
    if date.day is not None:
        return found.day is not None
    return (date.month is None or found.month is not None) and (date.minute is None) == (found.minute is None)


def _evidence(alignment: Alignment, code: Code, found: _Finding, message: str) -> Evidence:
    return code.evidence(
        round(found.value, 4),
        message,
        post=(alignment.post.quote(found.date.start, found.date.end),),
        page=(alignment.page_quote(found.match),),
    )
