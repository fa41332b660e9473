"""Which whole dates, with day, month and year, does a line or a value state? Nothing is added to what is written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from linkcheck._text.calendar import calendar
from linkcheck._text.casing import fold

Moment = dt.date | dt.datetime


class WholeDate(NamedTuple):
    """One date of a line, and its span there."""

    day: dt.date
    start: int
    end: int


_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_DAY_FIRST = re.compile(  # 5 March 2019, 5th of March, 2019, 5. März 2019, 5 de marzo del 2019, 05-Mar-2019
    rf"""
    (?<![\w.]) (?P<day>{_DAY}) (?:st|nd|rd|th|er|º|\.)? [\s-]{{0,3}} (?:de[ ]|of[ ])?
    (?P<month>[^\W\d_]{{3,12}}) \.?,?[\s-]{{0,3}} (?:de[ ]|del[ ])? (?P<year>{_YEAR}) (?!\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MONTH_FIRST = re.compile(  # March 5, 2019
    rf"""
    (?<!\w) (?P<month>[^\W\d_]{{3,12}}) \.? \s{{1,3}} (?P<day>{_DAY}) (?:st|nd|rd|th)?,? \s{{1,3}}
    (?P<year>{_YEAR}) (?!\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_YEAR_FIRST = re.compile(  # 2019-03-05, 2019/3/5, 2019年3月5日, 2019년 3월 5일
    rf"""
    (?<!\d) (?P<year>{_YEAR}) (?:[年년]|[-/.]) \s? (?P<month>0?[1-9]|1[0-2]) (?:[月월]|[-/.]) \s?
    (?P<day>{_DAY}) [日일]? (?!\d)
    """,
    re.VERBOSE,
)
_IN_FIGURES = re.compile(  # 24.12.2019, 24/12/2019, 24-12-2019, 24.12.19
    rf"(?<![\d./-])(?P<a>\d{{1,2}})(?:(?P<by>[./-])(?P<b>\d{{1,2}})(?P=by)(?P<year>{_YEAR})"
    r"|(?<=\d\d)\.(?P<c>\d\d)\.(?P<short>\d\d))(?!\d|\.\d)"
)
_HAS_DATE = re.compile(r"(?:19|20)\d\d|\.\d\d\.\d\d")
_MAX_LINE = 400


def parse_iso(written: str) -> Moment | None:
    """Return what an ISO 8601 text means, or None. Times keep their zone; without one they stay without."""
    text = written.strip()[:40]
    if not text[:4].isdigit():
        return None
    try:
        if "T" in text or ":" in text:
            return dt.datetime.fromisoformat(text)
        return dt.date.fromisoformat(text)
    except ValueError:
        pass
    found = _YEAR_FIRST.match(text)
    return _date(found["year"], found["month"], found["day"]) if found else None


def whole_dates(line: str, *, month_first: bool | None = None) -> tuple[WholeDate, ...]:
    """The whole dates of a line, in order; of a longer line those of its first 400 characters.

    Figures between slashes or hyphens count where day and month cannot be confused, or `month_first` says which of the
    two comes first; between points the day does, as in German.
    """
    line = line[:_MAX_LINE]
    if not _HAS_DATE.search(line):
        return ()
    dates: list[WholeDate] = []
    for found in sorted((*_with_month(line), *_in_figures(line, month_first)), key=lambda date: date.start):
        if not dates or found.start >= dates[-1].end:
            dates.append(found)
    return tuple(dates)


def _with_month(line: str) -> Iterator[WholeDate]:
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST):
        for match in pattern.finditer(line):
            month = _month_number(match["month"])
            day = _date(match["year"], month, match["day"]) if month else None
            if day is not None:
                yield WholeDate(day, *match.span())


def _month_number(written: str) -> str:
    if written.isdigit():
        return written
    word = calendar().words.get(fold(written))
    return str(word.month) if word and word.month else ""


def _in_figures(line: str, month_first: bool | None) -> Iterator[WholeDate]:
    for match in _IN_FIGURES.finditer(line):
        a, b = match["a"], match["b"] or match["c"]
        by = match["by"] or "."
        if int(a) <= 12 < int(b):
            month, day = a, b
        elif int(b) <= 12 < int(a) or by == "." or a == b or month_first is False:
            month, day = b, a
        elif month_first:
            month, day = a, b
        else:
            continue
        found = _date(match["year"] or _full_year(match["short"]), month, day)
        if found is not None:
            yield WholeDate(found, *match.span())


def _full_year(short: str) -> str:
    return f"20{short}" if int(short) < 70 else f"19{short}"


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
