"""Calendar dates and clock times of a text. A bare year is a number; see numbers.py."""

from __future__ import annotations

import re
from typing import NamedTuple


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


_MONTHS = (
    "january jan januar janvier enero gennaio janeiro januari stycznia января",
    "february feb februar février febrero febbraio fevereiro februari lutego февраля",
    "march mar märz mars marzo março maart marca марта",
    "april apr avril abril aprile kwietnia апреля",
    "may mai mayo maggio maio mei maja мая",
    "june jun juni juin junio giugno junho czerwca июня",
    "july jul juli juillet julio luglio julho lipca июля",
    "august aug août agosto augustus augusti sierpnia августа",
    "september sept sep septembre septiembre settembre setembro września сентября",
    "october oct oktober octobre octubre ottobre outubro october października октября",
    "november nov novembre noviembre novembro listopada ноября",
    "december dec dezember décembre diciembre dicembre dezembro grudnia декабря",
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = "|".join(sorted(_MONTH_OF, key=len, reverse=True))

_DATE = re.compile(
    rf"\b(?P<iso_year>(?:19|20)\d\d)-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)\b"
    rf"|\b(?P<day_first>\d{{1,2}})(?:st|nd|rd|th|\.|er|º)?\s(?:of\s|de\s)?(?P<month_last>{_MONTH})\b\.?(?:,?\s(?:de\s)?(?P<year_last>(?:19|20)\d\d))?\b"
    rf"|\b(?P<month_first>{_MONTH})\b\.?\s(?P<day_last>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.]|\s?[ap]\.?m)(?:,?\s(?P<year_end>(?:19|20)\d\d))?\b"
    r"|(?<![\d/])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<slash_year>(?:19|20)?\d\d)(?![\d/])"
    rf"|\b(?P<month_only>{_MONTH})\s(?P<year_only>(?:19|20)\d\d)\b"
    rf"|\b(?P<weekday>{'|'.join(_WEEKDAYS)})s?\b"
    r"|\b(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b"
    r"|\b(?P<clock_hour>[01]?\d|2[0-3]):(?P<clock_minute>[0-5]\d)\b(?!:\d)"
    r"|\b(?P<name>(?:january|february|april|june|july|august|september|october|november|december))\b",
    re.IGNORECASE,
)


_HINT = re.compile(r"[^\W\d_]{2,}")
_HINTS = frozenset({*_MONTH_OF, *_WEEKDAYS, *(f"{day}s" for day in _WEEKDAYS)})
_CLOCK = re.compile(r"\d(?:[:./]\d\d?|\s?[ap]\.?m\b|-\d\d-\d)", re.IGNORECASE)


def find_dates(text: str) -> tuple[Date, ...]:
    """The dates and times of `text` in order; impossible ones (31/31, 25:00) are left out."""
    if _HINTS.isdisjoint(_HINT.findall(text.lower())) and not _CLOCK.search(text):
        return ()
    found = ((match, date) for match in _DATE.finditer(text) if (date := _date_of(match)) is not None)
    return tuple(one for match, date in found for one in _with_days_beside(text, match, date))


_DAY_BEFORE = re.compile(
    r"(?<![\d.,:/$€£#])(\d{1,2})(?:st|nd|rd|th|\.)?(?:,\s|,?\s(?:and|or|to|und|bis|et|y)\s|\s?[-–]\s?)$"
)
_DAY_AFTER = re.compile(r"\s?[-–]\s?(\d{1,2})(?:st|nd|rd|th)?(?![\d:.%]|\s?[ap]\.?m|[^\W\d_])")
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
        return Date(start, end, weekday=_WEEKDAYS.index(group["weekday"].lower()))
    if group["hour"] or group["clock_hour"]:
        return _time_of(match)
    if group["slash_year"]:
        return _slashed(match)
    name = group["month_last"] or group["month_first"] or group["month_only"] or group["name"]
    day = _number(group["iso_day"] or group["day_first"] or group["day_last"])
    year = _number(group["iso_year"] or group["year_last"] or group["year_end"] or group["year_only"])
    month = _MONTH_OF[name.lower()] if name else _number(group["iso_month"])
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
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    return Date(match.start(), match.end(), minute=hour * 60 + minute)


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None
