"""Which dates and times does a text state in prose?

`find_dates` finds what a sentence says of time, down to a weekday; a bare year is a number (see numbers.py). Lines and
values that should be one date are read in whole_dates.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from linkcheck._tables import table_columns
from linkcheck._text.calendar import CalendarWord, calendar
from linkcheck._text.casing import fold, fold_in_place


class Date(NamedTuple):
    """One date or time: its span and what it states; what it leaves open is None."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    """Of the days of one month from `day` on, where it states several: "5-7 March"."""
    weekday: int | None = None
    """0 is Monday."""
    minute: int | None = None
    """Of the day, 0 to 1439."""
    half_open: bool = False
    """Whether the time may be before or after noon: "7:30"; `minute` is below 720."""
    offsets: tuple[int, ...] = ()
    """Minutes before UTC that the zone may be, where the time has one: -300 and -240 for "ET"."""


_YEAR = r"(?:19|20)\d\d"
_WORD = re.compile(r"[^\W\d_]{3,}(?:-feira)?")
_DIGITS_NEEDED = re.compile(r"\d(?:[:./h]\d\d?|\s?[ap]\.?m\b|-\d\d?-\d|[年月])|[月火水木金土日]曜", re.IGNORECASE)
_REACH = 24
"""Characters before the name of a month in which its days stand: "30th and 31st day of " is the longest."""

_DAY_BEFORE = re.compile(  # 5, 5th, 5th of, 5., 5 de, le 1er
    r"(?<![\d.,:/$€£#])(\d{1,2})(?:st|nd|rd|th|\.|er|º|°|[ªa]|-?го)?\s?(?:of\s|day\sof\s|de\s|d['’])?$", re.IGNORECASE
)
_DAY_AFTER = re.compile(
    r"\.?\s(\d{1,2})(?:st|nd|rd|th)?(?!\d|[:.]\d|,\d(?!\d\d\d\b)|\s?[ap]\.?m\b|\s?%|[^\W\d_])", re.IGNORECASE
)
_YEAR_AFTER = re.compile(rf"(?:\.?,?\s(?:de[l]?\s|of\s)?|,)({_YEAR})(?![\d%])|\.?\s['’](\d\d)\b", re.IGNORECASE)
_DAYS_BEFORE = re.compile(  # the "8" of "8, 9 and 10 November", "8-10 November"
    r"(?<![\d.,:/$€£#])(\d{1,2})(?:st|nd|rd|th|\.)?(?P<by>,\s|,?\s(?:and|or|und|et|y|e|en|och|i|и)\s|\s?[-–—/]\s?"
    r"|\s(?:to|through|until|till|bis|au|al|a|tot|até|do|till|по|до)\s)$",
    re.IGNORECASE,
)
_DAYS_AFTER = re.compile(  # the "10" of "Nov 8-10", "Nov 8 to 10"; not "8-10am", "8-10%"
    r"(?P<by>\s?[-–—/]\s?|\s(?:to|through|until|till|bis)\s|,?\s(?:and|or)\s)(\d{1,2})(?:st|nd|rd|th)?"
    r"(?!\d|[:.,]\d|\s?[ap]\.?m\b|\s?%|\s?[-–]\d|[^\W\d_]|\s(?:people|percent|per cent))",
    re.IGNORECASE,
)
_LISTING = re.compile(r"^,?\s?(?:,|and|or|und|et|y|e|en|och|i|и)\s?$", re.IGNORECASE)
"""Between days that are named one by one, and no range."""
_WEEKDAY_BEFORE = re.compile(r"([^\W\d_]{2,}(?:-feira)?)[.,]{0,2}\s(?:the\s|den\s|le\s|el\s|dem\s)?$", re.IGNORECASE)
_NUMBER_AFTER = re.compile(r"[.,]{0,2}\s(?:\d{1,2}(?:[:.h]\d\d|\s?[ap]\.?m\b|\s?uhr\b)|at\s\d)", re.IGNORECASE)
_OTHER_DAY = re.compile(r"\.?\s?[-–—/]\s?([^\W\d_]{3,})\b|\.?\s(?:to|and|or|through)\s([^\W\d_]{3,})\b", re.IGNORECASE)
_MAX_DAYS = 6
"""Of one month in a row: more are a table."""
_LAST_DAY = 31

_IN_DIGITS = re.compile(
    rf"""
    # 2019-03-05
      \b (?P<iso_year>{_YEAR}) - (?P<iso_month>\d\d) - (?P<iso_day>\d\d) \b
    # 2019年3月5日, 3月5日
    | (?: (?P<han_year>{_YEAR})年 )? (?P<han_month>\d{{1,2}})月 (?: (?P<han_day>\d{{1,2}})日 )?
    | (?P<han_weekday>[月火水木金土日])曜日?
    # 24/12/2019, 12/24/99
    | (?<![\d/]) (?P<first>\d{{1,2}}) / (?P<second>\d{{1,2}}) / (?P<slash_year>(?:19|20)?\d\d) (?![\d/])
    # 24.12.2019
    | (?<![\d.]) (?P<point_day>\d{{1,2}}) \. (?P<point_month>\d{{1,2}}) \. (?P<point_year>{_YEAR}) (?![\d.]?\d)
    # 3pm, 3:30 p.m
    | \b (?P<hour>\d{{1,2}}) (?:[:.](?P<minute>[0-5]\d))? \s? (?P<half>[ap])\.?m \b \.?
    # 15:05, 15h05
    | \b (?P<clock_hour>[01]?\d|2[0-3]) [:h] (?P<clock_minute>[0-5]\d) \b (?!:\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ZONE_AFTER = re.compile(r"\s?\(?([A-Za-z]{2,5})\b\)?(?:\s?([+-]\d{1,2})\b)?")
_HAN_WEEKDAYS = "月火水木金土日"


@cache
def _zones() -> dict[str, tuple[int, ...]]:
    return {name: tuple(map(int, offsets.split())) for name, offsets in table_columns("_text/data/time_zones.txt", 2)}


def find_dates(text: str) -> tuple[Date, ...]:
    """The dates and times of `text` in order; impossible ones (31/31, 25:00) are left out."""
    lower = fold_in_place(text)
    words = calendar().words
    found: list[Date] = []
    if not words.keys().isdisjoint(_WORD.findall(lower)):
        found += _worded(text, lower)
    if _DIGITS_NEEDED.search(text):
        found += (date for match in _IN_DIGITS.finditer(text) if (date := _in_digits(match)) is not None)
    if not found:
        return ()
    found.sort(key=lambda date: (date.start, -date.end))
    kept: list[Date] = []
    for date in found:
        if not kept or date.start >= kept[-1].end:
            kept.append(date)
    return tuple(kept)


def _worded(text: str, lower: str) -> Iterator[Date]:
    words = calendar().words
    done = 0
    for match in _WORD.finditer(lower):
        word = words.get(match[0])
        if word is None or match.start() < done:
            continue
        dates = _of_month(text, lower, match, word) if word.month else []
        if not dates and word.weekday is not None and _is_weekday(text, lower, match, word):
            dates = [Date(*match.span(), weekday=word.weekday)]
        for date in dates:
            yield date
            done = date.end


def _of_month(text: str, lower: str, match: re.Match[str], word: CalendarWord) -> list[Date]:
    """What the name of a month says with the days and the year beside it; empty where it is no month here."""
    start, end = match.span()
    low = max(0, start - _REACH)
    before = _DAY_BEFORE.search(lower, low, start)
    day = int(before[1]) if before else None
    if before and not 1 <= (day or 0) <= _LAST_DAY:
        return []
    after = None if before else _DAY_AFTER.match(lower, end)
    if after and 1 <= int(after[1]) <= _LAST_DAY:
        day, end = int(after[1]), after.end()
    date = Date(before.start() if before else start, end, month=word.month, day=day)
    dates = _days_beside(lower, date, low) if before else _days_after(lower, date) if day else [date]
    year = _YEAR_AFTER.match(lower, dates[-1].end)
    small_verb = after is not None and not word.alone and text[start].islower()  # "may 5 people"
    if not (year or word.alone or (day and not small_verb)) or (word.between and not (before and year)):
        return []
    if year:
        stated = int(year[1]) if year[1] else 2000 + int(year[2])
        dates = [one._replace(year=stated) for one in dates]
        dates[-1] = dates[-1]._replace(end=year.end())
    elif lower[dates[-1].end : dates[-1].end + 1] == "." and not word.alone and match.end() == dates[-1].end:
        dates[-1] = dates[-1]._replace(end=dates[-1].end + 1)
    weekday = _WEEKDAY_BEFORE.search(lower, max(0, dates[0].start - _REACH), dates[0].start) if day else None
    named = calendar().words.get(weekday[1]) if weekday else None
    if weekday and named and named.weekday is not None:
        dates[0] = dates[0]._replace(start=weekday.start(), weekday=named.weekday)
    return dates


def _days_beside(lower: str, date: Date, low: int) -> list[Date]:
    """The date, and the days before it that share its month: "8, 9 and 10 November", "8-10 November"."""
    dates = [date]
    while len(dates) < _MAX_DAYS:
        first = dates[0]
        before = _DAYS_BEFORE.search(lower, max(low, first.start - _REACH), first.start)
        if before is None or not 1 <= int(before[1]) < (first.day or 0):
            break
        if _LISTING.match(before["by"]):
            dates.insert(0, date._replace(start=before.start(), end=before.end(1), day=int(before[1]), last_day=None))
        else:
            dates[0] = first._replace(start=before.start(), day=int(before[1]), last_day=first.last_day or first.day)
            break
    return dates


def _days_after(lower: str, date: Date) -> list[Date]:
    """The date, and the day after it that shares its month: "Nov 8-10", "Nov 8 and 10"."""
    after = _DAYS_AFTER.match(lower, date.end)
    if after is None or not (date.day or 0) < int(after[2]) <= _LAST_DAY:
        return [date]
    if _LISTING.match(after["by"]):
        return [date, date._replace(start=after.start(2), end=after.end(), day=int(after[2]))]
    return [date._replace(end=after.end(), last_day=int(after[2]))]


def _is_weekday(text: str, lower: str, match: re.Match[str], word: CalendarWord) -> bool:
    """Whether the name of a weekday is one here: short forms only before a time or another day."""
    if word.alone:
        return True
    if not text[match.start()].isupper():
        return False
    if _NUMBER_AFTER.match(lower, match.end()):
        return True
    other = _OTHER_DAY.match(lower, match.end())
    named = calendar().words.get(other[1] or other[2]) if other else None
    return named is not None and named.weekday is not None


def _in_digits(match: re.Match[str]) -> Date | None:
    start, end = match.span()
    group = match.groupdict()
    if group["hour"] or group["clock_hour"]:
        return _time_of(match)
    if group["han_weekday"]:
        return Date(start, end, weekday=_HAN_WEEKDAYS.index(group["han_weekday"]))
    if group["slash_year"]:
        return _slashed(match)
    day = _number(group["iso_day"] or group["point_day"] or group["han_day"])
    month = _number(group["iso_month"] or group["point_month"] or group["han_month"])
    year = _number(group["iso_year"] or group["point_year"] or group["han_year"])
    if not month or not 1 <= month <= 12 or (day is not None and not 1 <= day <= _LAST_DAY):
        return None
    return Date(start, end, year=year, month=month, day=day)


def _slashed(match: re.Match[str]) -> Date | None:
    """A date in digits: 3/4/2019 is a day in March or in April, and only one of both where one of them is above 12."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["slash_year"])
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    day, month = max(first, second), min(first, second)
    if not 1 <= month <= 12 or not 1 <= day <= _LAST_DAY:
        return None
    if day > 12 or day == month:
        return Date(match.start(), match.end(), year=year, month=month, day=day)
    return Date(match.start(), match.end(), year=year)


def _time_of(match: re.Match[str]) -> Date | None:
    written = match["hour"] or match["clock_hour"]
    hour, minute = int(written), int(match["minute"] or match["clock_minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if fold(match["half"]) == "p" else 0)
    half_open = not match["half"] and 1 <= hour <= 12 and not written.startswith("0")
    zone = _ZONE_AFTER.match(match.string, match.end())
    offsets = _zones().get(zone[1].upper(), ()) if zone else ()
    if zone and offsets:
        offsets = tuple(offset + 60 * int(zone[2] or 0) for offset in offsets)
    end = zone.end() if zone and offsets else match.end()
    minutes = hour * 60 + minute
    return Date(
        match.start(), end, minute=minutes % 720 if half_open else minutes, half_open=half_open, offsets=offsets
    )


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None
