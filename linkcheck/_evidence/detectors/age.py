"""Is the page's news still news, and its event still to come, when the post speaks of them?"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.packaged import PackagedDetector, Stage
from linkcheck._evidence.prepared import PreparedPage
from linkcheck._evidence.types import Code, Evidence, Example, Layer, Stance
from linkcheck._page.types import Page
from linkcheck._parameters import PARAMETERS
from linkcheck._post.types import Post, Quote
from linkcheck._text.calendar import calendar
from linkcheck._text.dates import Date

_STALE = Code(
    code="stale",
    layer=Layer.DETAIL,
    stance=Stance.CONTRADICTS,
    coefficient=PARAMETERS.coefficients.stale,
    meaning="the post calls it news, but the page is old",
    example=Example(
        post="BREAKING: the harbour bridge of Dorsten has collapsed",
        title="Harbour bridge of Dorsten collapses",
        text="The harbour bridge of Dorsten has collapsed, the fire brigade said.",
        published="2016-02-08",
        as_of="2026-05-20",
    ),
)
_EVENT_OVER = Code(
    code="event-over",
    layer=Layer.DETAIL,
    stance=Stance.CONTRADICTS,
    coefficient=PARAMETERS.coefficients.event_over,
    meaning="the post looks ahead to an event that is over",
    example=Example(
        post="Don't miss the harbour festival of Dorsten, get your tickets",
        title="Harbour festival of Dorsten",
        text="The harbour festival of Dorsten opens on 12 June 2025. Tickets are sold at the gate.",
        as_of="2026-05-20",
    ),
)

MAX_TEXT = 4_000
"""Characters of a post in which words of news are looked for: "BREAKING" is no part of the claim, but of the post."""
FRESH_DAYS = PARAMETERS.age.fresh_days
_STALE_DAYS = PARAMETERS.age.stale_days
_DAYS_A_YEAR = 365.25
_DAYS_A_MONTH = _DAYS_A_YEAR / 12

_ANNOUNCED = re.compile(
    r"\bBREAKING\b(?!\s+(?:BAD|POINT|DAWN))|\b[Bb]reaking(?: [Nn]ews)?\s?[:!|–—]|\bJUST IN\b|\b[Jj]ust in\s?[:!|–—]"
    r"|\b[Hh]appening now\b|\b[Jj]ust announced\b|\bDEVELOPING\b|\b[Dd]eveloping story\b"
)
"""What only news is announced with: neither "Breaking Bad" nor "just in time"."""
_TODAY = re.compile(
    r"\b(right now|today|tonight|this (?:morning|afternoon|evening|week|weekend)|yesterday|tomorrow|live now)\b",
    re.IGNORECASE,
)
_TODAY_ONLY = PARAMETERS.age.today_only
_DAYS = "|".join(calendar().english_weekdays)
_AHEAD = re.compile(
    rf"\b(tomorrow|tonight|this (?:weekend|{_DAYS})|today at \d|register now|join us|don['’]t miss|coming up|upcoming"
    rf"|save the date|last chance|starts (?:today|tomorrow|tonight|{_DAYS}|at \d)|book now"
    r"|(?:get|grab|buy|book) (?:your )?tickets|tickets (?:are )?(?:on sale|available|here|now))\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"\b(?:published|posted|updated|modified|last edited|written|reviewed)\b", re.IGNORECASE)
_RECENT_YEARS = PARAMETERS.age.history_years


def detect_age(alignment: Alignment) -> Iterator[Evidence]:
    """The evidence of time passed: "stale" news, an "event-over"; nothing without `as_of`."""
    today = _day(alignment.as_of)
    if today is None:
        return
    published = _day(alignment.page.page.published)
    if published:
        yield from _stale(alignment.post.post, alignment.page.page, published, today)
    yield from _event_over(alignment.post.post, alignment.page, published, today)


AGE = PackagedDetector(Stage.TIME, (_STALE, _EVENT_OVER), detect_age)


def _stale(post: Post, page: Page, published: dt.date, today: dt.date) -> Iterator[Evidence]:
    announced = _ANNOUNCED.search(post.text[:MAX_TEXT])
    news = announced or _TODAY.search(post.text[:MAX_TEXT])
    days = (today - published).days
    if news and days > FRESH_DAYS:
        yield _STALE.evidence(
            round(min(1.0, days / _STALE_DAYS) * (1.0 if announced else _TODAY_ONLY), 4),
            f"The post says “{news[0]}”; the page was published on {published:%Y-%m-%d}, {_span(days)} before.",
            post=(post.quote(*news.span()),),
            page=_published_quotes(page),
        )


def _event_over(post: Post, page: PreparedPage, published: dt.date | None, today: dt.date) -> Iterator[Evidence]:
    ahead = _AHEAD.search(post.text[:MAX_TEXT])
    last = _last_day(page, published, today) if ahead else None
    if ahead and last and last[0] < today - dt.timedelta(days=1):
        yield _EVENT_OVER.evidence(
            1.0,
            f"The post says “{ahead[0]}”; the last day that the page names is {last[0]:%Y-%m-%d}.",
            post=(post.quote(*ahead.span()),),
            page=(last[1],),
        )


def _span(days: int) -> str:
    """A number of days as a person says it: "20 days", "5 months", "10 years"."""
    if days < _DAYS_A_MONTH * 2:
        return f"{days} days"
    if days < _DAYS_A_YEAR * 2:
        return f"{days / _DAYS_A_MONTH:.0f} months"
    return f"{days / _DAYS_A_YEAR:.0f} years"


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
        for date in sentence.details.dates:
            day = _as_day(date)
            if day and (day > earliest if published else day >= earliest):
                found.append((day, page.quote(sentence, sentence.start + date.start, sentence.start + date.end)))
    return max(found, key=lambda one: one[0], default=None)


def _as_day(date: Date) -> dt.date | None:
    if not (date.year and date.month and date.day):
        return None
    try:
        return dt.date(date.year, date.month, date.last_day or date.day)
    except ValueError:
        return None
