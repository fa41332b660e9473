"""Does the page have the claim's dates and times, where the claim has them? And is its news still news?"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache

from linkcheck._evidence.alignment import Alignment, Place, Surroundings, best_place, lead_of, words_between
from linkcheck._evidence.prepared import PreparedPage, PreparedPost
from linkcheck._evidence.types import Evidence, Layer
from linkcheck._page.types import Page
from linkcheck._post.types import Quote
from linkcheck._text.dates import Date, find_dates

MAX_DATES = 6
"""Dates of a claim that are compared: more is a calendar."""
MAX_TEXT = 4_000
"""Characters of a post in which words of news are looked for: "BREAKING" is no part of the claim, but of the post."""
LEAST_FIT = 0.35
"""Of the surroundings another date must share: chance alone reaches .3 on the train pages."""
FRESH_DAYS = 14
"""How long after its publication a page may be "today" or "breaking" to a post: long weekends and queues included."""
_STALE_DAYS = 365.0  # from here on nobody would call it news: the evidence is full

_ANNOUNCED = re.compile(
    r"\bBREAKING\b(?!\s+(?:BAD|POINT|DAWN))|\b[Bb]reaking(?: [Nn]ews)?\s?[:!|–—]|\bJUST IN\b|\b[Jj]ust in\s?[:!|–—]"
    r"|\b[Hh]appening now\b|\b[Jj]ust announced\b|\bDEVELOPING\b|\b[Dd]eveloping story\b"
)
"""What only news is announced with: neither "Breaking Bad" nor "just in time"."""
_TODAY = re.compile(
    r"\b(right now|today|tonight|this (?:morning|afternoon|evening|week|weekend)|yesterday|tomorrow|live now)\b",
    re.IGNORECASE,
)
_TODAY_ONLY = 0.4  # what "today" counts beside "breaking": advice of years ago may hold "as true today"
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_AHEAD = re.compile(
    rf"\b(tomorrow|tonight|this (?:weekend|{_DAYS})|today at \d|register now|join us|don['’]t miss|coming up|upcoming"
    rf"|save the date|last chance|starts (?:today|tomorrow|tonight|{_DAYS}|at \d)|book now"
    r"|(?:get|grab|buy|book) (?:your )?tickets|tickets (?:are )?(?:on sale|available|here|now))\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"\b(?:published|posted|updated|modified|last edited|written|reviewed)\b", re.IGNORECASE)
_RECENT_YEARS = 2  # a page without a date of its own: days longer ago are its history, not its event


def weigh_dates(alignment: Alignment) -> Iterator[Evidence]:
    """The evidence of the claim's dates and times: "date-differs", "date-confirmed"."""
    differing: list[tuple[float, Date, Place]] = []
    confirmed: list[tuple[float, Date, Place]] = []
    for date in find_dates_once(alignment.text)[:MAX_DATES]:
        first, last = words_between(alignment.words, date.start, date.end)
        if first == last or alignment.segment_of(first) is None:
            continue
        own, rival = _in_slot(alignment, date, first, last)
        if own:
            confirmed.append((own.fit, date, own))
        lead = lead_of(rival.fit, own.fit if own else 0.0) if rival and rival.fit >= LEAST_FIT else 0.0
        if rival and lead:
            differing.append((lead, date, rival))
    if differing:
        yield _evidence(alignment, "date-differs", *max(differing, key=_value))
    if confirmed:
        yield _evidence(alignment, "date-confirmed", *max(confirmed, key=_value))


def agree(claimed: Date, found: Date) -> bool | None:
    """Whether two dates can be the same moment; None if they state nothing in common."""
    fields = [
        (one, other) for one, other in zip(claimed[2:], found[2:], strict=True) if one is not None and other is not None
    ]
    if not fields:
        return None
    return all(one == other for one, other in fields)


def _value(one: tuple[float, Date, Place]) -> float:
    return one[0]


def _in_slot(alignment: Alignment, date: Date, first: int, last: int) -> tuple[Place | None, Place | None]:
    around = alignment.around(alignment.slot(first, last))
    own = best_place(around, lambda one: _places(one, date, agreed=True))
    return own, best_place(around, lambda one: _places(one, date, agreed=False))


def _places(surroundings: Surroundings, date: Date, *, agreed: bool) -> Iterator[tuple[int, int]]:
    passage = surroundings.passage
    for found in find_dates_once(passage.sentence.text):
        if agree(date, found) is agreed:
            first, last = passage.word_range(found.start, found.end)
            if first < last:
                yield first, last


@lru_cache(maxsize=2_000)
def find_dates_once(text: str) -> tuple[Date, ...]:
    """find_dates, remembered: many claims are laid beside one sentence."""
    return find_dates(text)


def _evidence(alignment: Alignment, code: str, value: float, date: Date, place: Place) -> Evidence:
    said = alignment.text[date.start : date.end]
    message = f"the post says “{said}”, the page says “{place.written}”"
    return Evidence(
        code=code,
        layer=Layer.DETAIL,
        value=round(value, 4),
        message=message if code == "date-differs" else f"the page says “{place.written}” too",
        post_quotes=(alignment.post.quote(date.start, date.end),),
        page_quotes=(alignment.page_quote(place),),
    )


def weigh_age(post: PreparedPost, page: PreparedPage, as_of: dt.datetime) -> Iterator[Evidence]:
    """The evidence of time passed: "stale" news, an "event-over"."""
    announced = _ANNOUNCED.search(post.post.text[:MAX_TEXT])
    news = announced or _TODAY.search(post.post.text[:MAX_TEXT])
    published = _day(page.page.published)
    today = _day(as_of)
    if news and published and today and (today - published).days > FRESH_DAYS:
        days = (today - published).days
        yield Evidence(
            code="stale",
            layer=Layer.DETAIL,
            value=round(min(1.0, days / _STALE_DAYS) * (1.0 if announced else _TODAY_ONLY), 4),
            message=f"the post says “{news[0]}”, the page is of {published:%d %B %Y}, {days} days before",
            post_quotes=(post.post.quote(*news.span()),),
            page_quotes=_published_quotes(page.page),
        )
    ahead = _AHEAD.search(post.post.text[:MAX_TEXT])
    over = _last_day(page, published, today) if ahead and today else None
    if ahead and today and over and over[0] < today - dt.timedelta(days=1):
        yield Evidence(
            code="event-over",
            layer=Layer.DETAIL,
            value=1.0,
            message=f"the post says “{ahead[0]}”, the last day that the page names is {over[0]:%d %B %Y}",
            post_quotes=(post.post.quote(*ahead.span()),),
            page_quotes=(over[1],),
        )


def _day(moment: dt.date | dt.datetime | None) -> dt.date | None:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _published_quotes(page: Page) -> tuple[Quote, ...]:
    return (page.quote("published_text", 0, len(page.published_text)),) if page.published_text else ()


def _last_day(page: PreparedPage, published: dt.date | None, today: dt.date) -> tuple[dt.date, Quote] | None:
    """The last full date of title, description and first sentences that may be an event's: it is announced before."""
    earliest = published or dt.date(today.year - _RECENT_YEARS, 1, 1)
    found: list[tuple[dt.date, Quote]] = []
    for sentence in page.sentences[:20]:
        if _BYLINE.search(sentence.text):
            continue
        for date in find_dates_once(sentence.text):
            day = _as_day(date)
            if day and (day > earliest if published else day >= earliest):
                found.append((day, page.quote(sentence, sentence.start + date.start, sentence.start + date.end)))
    return max(found, key=lambda one: one[0], default=None)


def _as_day(date: Date) -> dt.date | None:
    if not (date.year and date.month and date.day):
        return None
    try:
        return dt.date(date.year, date.month, date.day)
    except ValueError:
        return None
