"""Dates of a text: every date and time in prose, and the whole dates that pages state.

`find_dates` finds what a sentence says of time, down to a weekday; a bare year is a number (see numbers.py).
`find_date` and `parse_iso` read a line or a value that should be one date: day, month and year.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from linkcheck._text.casing import fold

Moment = dt.date | dt.datetime


class Date(NamedTuple):
    """One date or time: its span and what it states; what it leaves open is None."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """0 is Monday."""
    minute: int | None = None
    """Of the day, 0 to 1439; a time without am or pm that could be either is below 720."""


# Full names and usual short forms in English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, and the
# genitives of Polish and Russian.
_MONTHS = (
    "january jan januar jän janvier janv enero ene gennaio gen janeiro januari stycznia января",
    "february feb februar février févr febrero febbraio fevereiro fev februari lutego февраля",
    "march mar märz mär mars marzo março maart mrt marca марта",
    "april apr avril avr abril abr aprile kwietnia апреля",
    "may mai mayo maggio mag maio mei maj maja мая",
    "june jun juni juin junio giugno giu junho czerwca июня",
    "july jul juli juillet juil julio luglio lug julho lipca июля",
    "august aug août agosto ago augustus augusti sierpnia августа",
    "september sept sep septembre septiembre settembre setembro set września сентября",
    "october oct oktober okt octobre octubre ottobre ott outubro out października октября",
    "november nov novembre noviembre novembro listopada ноября",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro grudnia декабря",
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_ENGLISH_WORDS = frozenset({"ago", "gen", "lug", "mag", "out", "set"})
"""Short forms that are words of English: in prose they are a month only between a day and a year."""
ENGLISH_MONTHS = tuple(names.split()[0] for names in _MONTHS)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY_OF = {name: number for number, name in enumerate(WEEKDAYS)}


def _alternatives(names: set[str] | frozenset[str]) -> str:
    return "|".join(sorted(names, key=lambda name: (-len(name), name)))


_ANY_MONTH = _alternatives(set(_MONTH_OF))
_MONTH = _alternatives(_MONTH_OF.keys() - _ENGLISH_WORDS)
_YEAR = r"(?:19|20)\d\d"

_DATE = re.compile(
    rf"""
    # 2019-03-05
      \b (?P<iso_year>{_YEAR}) - (?P<iso_month>\d\d) - (?P<iso_day>\d\d) \b
    # 5 March, 5th of March 2019, 5. März 2019, 5 de marzo de 2019, 5 set 2019
    | \b (?P<day_first>\d{{1,2}}) (?:st|nd|rd|th|\.|er|º)? \s (?:of\s|de\s)?
      (?P<month_last>{_MONTH}|(?:{_alternatives(_ENGLISH_WORDS)})(?=\.?,?\s(?:de\s)?{_YEAR}\b)) \b \.?
      (?: ,?\s (?:de\s)? (?P<year_last>{_YEAR}) )? \b
    # March 5, Mar. 5th, 2019; not "March 5:30" or "March 5 pm"
    | \b (?P<month_first>{_MONTH}) \b \.? \s (?P<day_last>\d{{1,2}}) (?:st|nd|rd|th)? (?![\d:.]|\s?[ap]\.?m)
      (?: ,?\s (?P<year_end>{_YEAR}) )? \b
    # 24/12/2019, 12/24/99
    | (?<![\d/]) (?P<first>\d{{1,2}}) / (?P<second>\d{{1,2}}) / (?P<slash_year>(?:19|20)?\d\d) (?![\d/])
    # March 2019
    | \b (?P<month_only>{_MONTH}) \s (?P<year_only>{_YEAR}) \b
    # Monday, Mondays
    | \b (?P<weekday>{"|".join(WEEKDAYS)}) s? \b
    # 3pm, 3:30 p.m
    | \b (?P<hour>\d{{1,2}}) (?:[:.](?P<minute>[0-5]\d))? \s? (?P<half>[ap])\.?m \b
    # 15:05
    | \b (?P<clock_hour>[01]?\d|2[0-3]) : (?P<clock_minute>[0-5]\d) \b (?!:\d)
    # December; neither "may" nor "march"
    | \b (?P<name>{_alternatives(frozenset(ENGLISH_MONTHS) - {"march", "may"})}) \b
    """,
    re.IGNORECASE | re.VERBOSE,
)

_HINT = re.compile(r"[^\W\d_]{2,}")
_HINTS = frozenset({*_MONTH_OF, *WEEKDAYS, *(f"{day}s" for day in WEEKDAYS)})
_CLOCK = re.compile(r"\d(?:[:./]\d\d?|\s?[ap]\.?m\b|-\d\d-\d)", re.IGNORECASE)


def find_dates(text: str) -> tuple[Date, ...]:
    """The dates and times of `text` in order; impossible ones (31/31, 25:00) are left out."""
    if _HINTS.isdisjoint(_HINT.findall(text.lower())) and not _CLOCK.search(text):
        return ()
    found = ((match, date) for match in _DATE.finditer(text) if (date := _date_of(match)) is not None)
    return tuple(one for match, date in found for one in _with_days_beside(text, match, date))


_DAY_BEFORE = re.compile(  # the "8" of "8, 9 and 10 November", "8-10 November"
    r"""
    (?<![\d.,:/$€£#]) (\d{1,2}) (?:st|nd|rd|th|\.)?
    (?: ,\s | ,?\s(?:and|or|to|und|bis|et|y)\s | \s?[-–]\s? ) $
    """,
    re.VERBOSE,
)
_DAY_AFTER = re.compile(  # the "10" of "Nov 8-10"; not "8-10am", "8-10%"
    r"\s?[-–]\s?(\d{1,2})(?:st|nd|rd|th)?(?![\d:.%]|\s?[ap]\.?m|[^\W\d_])"
)
_LONGEST_DAY = 9  # characters of "30th and "
_MAX_DAYS = 6  # of one month in a row: more are a table


def _with_days_beside(text: str, match: re.Match[str], date: Date) -> list[Date]:
    """The date, and the days that share its month: "8, 9 and 10 November", "Nov 8-10"."""
    dates = [date]
    if match["day_first"]:
        while len(dates) < _MAX_DAYS:
            start = dates[0].start
            before = _DAY_BEFORE.search(text[max(0, start - _LONGEST_DAY) : start])
            if before is None or not 1 <= int(before[1]) < (dates[0].day or 0):
                break
            first = max(0, start - _LONGEST_DAY) + before.start()
            dates.insert(0, date._replace(start=first, end=first + len(before[1]), day=int(before[1])))
    elif match["day_last"] and not match["year_end"]:
        after = _DAY_AFTER.match(text, date.end)
        if after and (date.day or 0) < int(after[1]) <= _LAST_DAY:
            dates.append(date._replace(start=after.start(1), end=after.end(1), day=int(after[1])))
    return dates


_LAST_DAY = 31


def _date_of(match: re.Match[str]) -> Date | None:
    start, end = match.span()
    group = match.groupdict()
    if group["weekday"]:
        return Date(start, end, weekday=_WEEKDAY_OF[fold(group["weekday"])])
    if group["hour"] or group["clock_hour"]:
        return _time_of(match)
    if group["slash_year"]:
        return _slashed(match)
    name = group["month_last"] or group["month_first"] or group["month_only"] or group["name"]
    day = _number(group["iso_day"] or group["day_first"] or group["day_last"])
    year = _number(group["iso_year"] or group["year_last"] or group["year_end"] or group["year_only"])
    month = _MONTH_OF[fold(name)] if name else _number(group["iso_month"])
    if not month or not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    return Date(start, end, year=year, month=month, day=day)


def _slashed(match: re.Match[str]) -> Date | None:
    """A date in digits: 3/4/2019 is a day in March or in April, and only one of both where one of them is above 12."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["slash_year"])
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    day, month = max(first, second), min(first, second)
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    if day > 12 or day == month:
        return Date(match.start(), match.end(), year=year, month=month, day=day)
    return Date(match.start(), match.end(), year=year)


def _time_of(match: re.Match[str]) -> Date | None:
    hour = int(match["hour"] or match["clock_hour"])
    minute = int(match["minute"] or match["clock_minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if fold(match["half"]) == "p" else 0)
    return Date(match.start(), match.end(), minute=hour * 60 + minute)


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_WHOLE_DAY_FIRST = re.compile(  # 5 March 2019, 5th of March, 2019, 5. März 2019, 5 de marzo del 2019
    rf"""
    (?<![\w.]) (?P<day>{_DAY}) (?:st|nd|rd|th|er|º|\.)? \s{{0,3}} (?:de[ ]|of[ ])?
    (?P<month>{_ANY_MONTH}) \.?,?\s{{0,3}} (?:de[ ]|del[ ])? (?P<year>{_YEAR}) (?!\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WHOLE_MONTH_FIRST = re.compile(  # March 5, 2019
    rf"""
    (?<!\w) (?P<month>{_ANY_MONTH}) \.? \s{{1,3}} (?P<day>{_DAY}) (?:st|nd|rd|th)?,? \s{{1,3}} (?P<year>{_YEAR}) (?!\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WHOLE_YEAR_FIRST = re.compile(  # 2019-03-05, 2019/3/5, 2019年3月5日
    rf"""
    (?<!\d) (?P<year>{_YEAR}) (?:年|[-/.]) \s? (?P<month>0?[1-9]|1[0-2]) (?:月|[-/.]) \s?
    (?P<day>{_DAY}) 日? (?!\d)
    """,
    re.VERBOSE,
)
_IN_FIGURES = re.compile(  # 24.12.2019, 24/12/2019, 24-12-2019
    rf"(?<![\d./])(?P<a>\d{{1,2}})(?P<by>[./-])(?P<b>\d{{1,2}})(?P=by)(?P<year>{_YEAR})(?![\d])"
)
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
    found = _WHOLE_YEAR_FIRST.match(text)
    return _date(found["year"], found["month"], found["day"]) if found else None


def find_date(line: str) -> tuple[dt.date | None, str]:
    """Return the first whole date (day, month and year) in a line, and how it is written; (None, "") without one.

    Dates in figures count only where day and month cannot be confused, or are parted by points, as in German.
    """
    line = line[:_MAX_LINE]
    found = [
        match for match in (p.search(line) for p in (_WHOLE_DAY_FIRST, _WHOLE_MONTH_FIRST, _WHOLE_YEAR_FIRST)) if match
    ]
    for match in sorted(found, key=lambda match: match.start()):
        month = fold(match["month"])
        date = _date(match["year"], str(_MONTH_OF.get(month, month)), match["day"])
        if date is not None:
            return date, match[0]
    return _in_figures(line)


def _in_figures(line: str) -> tuple[dt.date | None, str]:
    found = _IN_FIGURES.search(line)
    if found is None:
        return None, ""
    a, b = int(found["a"]), int(found["b"])
    if a <= 12 < b:
        date = _date(found["year"], found["a"], found["b"])
    elif b <= 12 < a or found["by"] == "." or a == b:
        date = _date(found["year"], found["b"], found["a"])
    else:
        return None, ""
    return date, found[0] if date else ""


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
