"""Which moment does a value name? As platforms, feeds, spreadsheets and people write it.

A moment with a zone is given in UTC. One without a zone stays without: `Settings.timezone` says what it means.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from functools import cache
from numbers import Integral, Real
from typing import SupportsFloat, cast

from linkcheck._tables import table_columns
from linkcheck._text.whole_dates import whole_dates

_LONGEST = 60
"""Characters of a time; the longest that was seen, of browsers, has 56."""
_SLASHED_TIME = re.compile(
    r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:,?[ T]+(\d{1,2}):(\d{2})(?::\d{2})?\s*([AaPp][Mm])?)?", re.ASCII
)
_FIGURES = re.compile(r"(?P<whole>\d{5,19})(?P<rest>\.\d{1,12})?", re.ASCII)
_COMPACT_DAY = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", re.ASCII)
_SERIALS = range(25_569, 73_051)
"""Days since 1899-12-30, as spreadsheets count: 1970 to 2099. As seconds since 1970 they would be its first day."""
_SPREADSHEET_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001  # a spreadsheet knows no zones
_ISO_WITH_ZONE = re.compile(r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(\(?[A-Z]{1,5}\)?|[+-]\d\d:?\d\d)")
_CLOCK = re.compile(
    r"(?<![\d:])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:\s*([ap])\.?m\b\.?)?(?!:?\d)", re.IGNORECASE
)
_ZONE = re.compile(r"(?:\b(?:GMT|UTC))?\s?([+-])(\d{2}):?(\d{2})\b|\b([A-Z]{1,5})\b")
_WHERE_WRITTEN = ("$date", "$numberLong", "iso", "seconds", "_seconds", "value")
"""Under which keys databases put a time: MongoDB, Parse, Firestore."""


def as_time(value: object) -> dt.datetime | None:
    """`value` as a time: ISO 8601, RFC 2822, what platforms show, seconds to nanoseconds since 1970, the days that a
    spreadsheet counts, and what databases put around these; None otherwise. In UTC where the zone is known.
    """
    if isinstance(value, dt.datetime):
        return in_utc(value)
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001  # it has no zone
    if isinstance(value, Real) and not isinstance(value, bool):
        return _time_from_number(cast(SupportsFloat, value))
    if isinstance(value, str):
        return _time_from_text(value.strip())
    if isinstance(value, Mapping):
        inner = next((value[key] for key in _WHERE_WRITTEN if key in value), None)
        return as_time(inner) if not isinstance(inner, Mapping) else as_time(inner.get("$numberLong"))
    return _time_from_parts(value) if isinstance(value, (list, tuple)) else None


def as_slashed_time(text: str) -> dt.datetime | None:
    """A time such as 11/22/2026 09:30, without a zone; None if it is none, or if day and month cannot be told apart."""
    match = _SLASHED_TIME.fullmatch(text.strip())
    if match is None or (match[1] != match[2] and (int(match[1]) > 12) == (int(match[2]) > 12)):
        return None
    day, month = (match[1], match[2]) if int(match[1]) > 12 else (match[2], match[1])
    hour = int(match[4] or 0) % 12 + 12 * (match[6].lower() == "pm") if match[6] else int(match[4] or 0)
    try:
        return dt.datetime(int(match[3]), int(month), int(day), hour, int(match[5] or 0))  # noqa: DTZ001  # no zone
    except ValueError:
        return None


def is_slashed_time(text: str) -> bool:
    """Whether `text` is a time such as 11/22/2026 09:30, whichever of day and month comes first."""
    match = _SLASHED_TIME.fullmatch(text.strip())
    return match is not None and match[4] is not None


def as_clock(value: object) -> dt.time | None:
    """A time of the day, such as 09:30 or "2:34 PM"; None otherwise."""
    match = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) and len(value) <= _LONGEST else None
    return _clock_of(match) if match is not None else value if isinstance(value, dt.time) else None


def in_utc(time: dt.datetime) -> dt.datetime | None:
    """A moment in UTC, or as it is where it has no zone; None where no clock has it."""
    if time != time:  # pandas' NaT
        return None
    if time.tzinfo is None:
        return time
    try:
        return time.astimezone(dt.UTC)
    except (OverflowError, ValueError):
        return None


def _time_from_text(text: str) -> dt.datetime | None:
    if len(text) > _LONGEST:
        return None
    figures = _FIGURES.fullmatch(text)
    if figures is not None and not _COMPACT_DAY.fullmatch(text):
        return _time_from_number(float(text)) if figures["rest"] or len(text) == 5 or len(text) >= 9 else None
    time = _time_from_iso(text)
    if time is not None:
        return time
    try:
        return in_utc(dt.datetime.strptime(text, "%a %b %d %H:%M:%S %z %Y"))  # X's archive and API v1.1
    except ValueError:
        return as_slashed_time(text) or _time_from_words(text)


def _time_from_iso(text: str) -> dt.datetime | None:
    zoned = _ISO_WITH_ZONE.fullmatch(text)
    try:
        if zoned is None:
            return in_utc(dt.datetime.fromisoformat(text))
        time = dt.datetime.fromisoformat(zoned[1])
    except ValueError:
        return None
    return _with_zone(time, zoned[2].strip("()"))


def _time_from_words(text: str) -> dt.datetime | None:
    """A time with a date that a person reads: "Oct 28, 2023 · 2:34 PM UTC", "Fri, 24 Nov 2023 17:49:36 GMT"."""
    dates = whole_dates(text)
    if not dates:
        return None
    rest = f"{text[: dates[0].start]} {text[dates[0].end :]}"
    match = _CLOCK.search(rest)
    clock = _clock_of(match) if match is not None else dt.time()
    if clock is None:
        return None
    return _with_zone(dt.datetime.combine(dates[0].day, clock), rest[match.end() :] if match is not None else "")


def _clock_of(match: re.Match[str]) -> dt.time | None:
    hour = int(match[1])
    if match[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (match[4].lower() == "p")
    try:
        return dt.time(hour, int(match[2]), int(match[3] or 0))
    except ValueError:
        return None


def _with_zone(time: dt.datetime, written: str) -> dt.datetime | None:
    """`time` in the zone that stands behind it, in UTC; without one where that is unknown or may be several."""
    for match in _ZONE.finditer(written):
        if match[1]:
            minutes = (int(match[2]) * 60 + int(match[3])) * (-1 if match[1] == "-" else 1)
        else:
            offsets = _zone_offsets().get(match[4], ())
            if len(offsets) != 1:
                continue
            minutes = offsets[0]
        if abs(minutes) < 24 * 60:
            return in_utc(time.replace(tzinfo=dt.timezone(dt.timedelta(minutes=minutes))))
    return time


@cache
def _zone_offsets() -> Mapping[str, tuple[int, ...]]:
    return {name: tuple(map(int, offsets.split())) for name, offsets in table_columns("_text/data/time_zones.txt", 2)}


def _time_from_number(value: SupportsFloat) -> dt.datetime | None:
    """Seconds since 1970, or thousandths, millionths, milliardths of them by their size; or a spreadsheet's days."""
    try:
        number = float(value)
    except (OverflowError, ValueError):
        return None
    if not math.isfinite(number):
        return None
    if int(number) in _SERIALS:
        days = dt.timedelta(days=number)
        return _SPREADSHEET_EPOCH + dt.timedelta(seconds=round(days.total_seconds()))
    for least, unit in ((1e17, 1e9), (1e14, 1e6), (1e11, 1e3)):
        if abs(number) >= least:
            number /= unit
            break
    try:
        return dt.datetime.fromtimestamp(number, tz=dt.UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _time_from_parts(parts: list[object] | tuple[object, ...]) -> dt.datetime | None:
    """A time in its parts, year to second, as feedparser gives it: in UTC."""
    numbers = [int(part) for part in parts[:6] if isinstance(part, Integral) and not isinstance(part, bool)]
    if len(parts) < 6 or len(numbers) < 6:
        return None
    try:
        return dt.datetime(*numbers, tzinfo=dt.UTC)  # type: ignore[arg-type, misc]  # six of them
    except (OverflowError, ValueError):
        return None
