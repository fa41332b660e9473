"""The value of a field of a record, validated: errors name the field and what was expected there."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from linkcheck._moments import aware
from linkcheck._text.display import plain
from linkcheck.errors import PostError, shown_value, type_of

MAX_POST_TEXT = 100_000
"""Characters of a post's text; the longest that a platform allows are X's 25,000."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_SHOWN = 60  # characters of a wrong value in a message
_SLASHED_TIME = re.compile(
    r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})[ T]+(\d{1,2}):(\d{2})(?::\d{2})?\s*([AaPp][Mm])?", re.ASCII
)
_ENOUGH_DIGITS = 15
"""Digits of a number that is a time: milliseconds have 13 until the year 2286."""


def replace_surrogates(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` with lone surrogates replaced one for one, so that spans hold, and a note if there were any."""
    cleaned, count = _SURROGATE.subn("\ufffd", text)
    if not count:
        return cleaned, ()
    surrogates = "1 lone surrogate was" if count == 1 else f"{count} lone surrogates were"
    return cleaned, (f"{surrogates} replaced by U+FFFD.",)


def repost_note(original_id: str) -> str:
    """The note of a repost, whose text and links are those of the original."""
    return f"This is a repost, read from the original {original_id}".rstrip() + "."


def is_missing(value: object) -> bool:
    """Whether `value` stands for none: null, and what a DataFrame has in an empty cell (NaN, NaT)."""
    return value is None or (isinstance(value, (float, dt.datetime)) and value != value)


def text_in(record: Mapping[str, Any], field: str) -> str:
    """The string in `field`. Raises PostError when it is missing or something else."""
    value = record.get(field)
    if isinstance(value, str):
        return value
    problem = "is missing" if value is None else f"is {_kind(value)}"
    raise PostError(f"{field} {problem}: expected a string", field=field)


def post_text_in(record: Mapping[str, Any], field: str) -> tuple[str, tuple[str, ...]]:
    """The post's own text in `field`, and notes, as `post_text`. Raises PostError when it is missing or too long."""
    return post_text(text_in(record, field), field)


def post_text(text: str, field: str = "text") -> tuple[str, tuple[str, ...]]:
    """`text` without lone surrogates, and notes. Raises PostError when it is longer than any platform allows."""
    if len(text) > MAX_POST_TEXT:
        raise PostError(f"{field} has {len(text)} characters: expected at most {MAX_POST_TEXT}", field=field)
    return replace_surrogates(text)


def url_in(record: Mapping[str, Any], field: str) -> str:
    """The URL in `field`, as written. Raises PostError when it is missing, empty or something else."""
    url = replace_surrogates(text_in(record, field))[0]
    if not url.strip():
        raise PostError(f"{field} is empty: expected a URL", field=field)
    return url


def optional_text(record: Mapping[str, Any], field: str) -> str:
    """The string in `field` (a number counts: ids come as both), or "" when it is missing."""
    value = record.get(field)
    if value is None:
        return ""
    if isinstance(value, str):
        return replace_surrogates(value)[0]
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**30:
        return str(value)
    raise PostError(f"{field} is {_kind(value)}: expected a string", field=field)


def mapping_in(record: Mapping[str, Any], field: str) -> Mapping[str, Any]:
    """The object in `field`, or an empty one when it is missing."""
    value = record.get(field)
    if value is None:
        return {}
    if isinstance(value, Mapping):
        return value
    raise PostError(f"{field} is {_kind(value)}: expected an object", field=field)


def mappings_in(record: Mapping[str, Any], field: str) -> list[Mapping[str, Any]]:
    """The objects of the list in `field`, or none when it is missing."""
    value = record.get(field)
    if value is None:
        return []
    if not isinstance(value, (list, tuple)):
        raise PostError(f"{field} is {_kind(value)}: expected a list of objects", field=field)
    for number, item in enumerate(value):
        if not isinstance(item, Mapping):
            raise PostError(f"{field}[{number}] is {_kind(item)}: expected an object", field=f"{field}[{number}]")
    return list(value)


def offset_in(record: Mapping[str, Any], field: str) -> int | None:
    """The offset in `field`, a number or (X archive) a string of digits; None when it is neither."""
    return as_offset(record.get(field))


def as_offset(value: object) -> int | None:
    """`value` as an offset, or None when it cannot be one."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 9:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    return None


def time_in(record: Mapping[str, Any], field: str) -> dt.datetime | None:
    """The time in `field`, in UTC; None when it is missing. Raises PostError when it is no time."""
    value = record.get(field)
    if value is None or (isinstance(value, str) and not value):
        return None
    time = as_time(value)
    if time is None:
        raise PostError(
            f"{field} is {plain(shown_value(value), _SHOWN)}: expected a time such as 2026-11-22T09:30:00Z", field=field
        )
    return time


def as_time(value: object) -> dt.datetime | None:
    """`value` as a time in UTC: ISO 8601, X's archive form, seconds or milliseconds since 1970; None otherwise.

    A time without a zone is read as UTC.
    """
    if isinstance(value, dt.datetime):
        return _in_utc(value)
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day, tzinfo=dt.UTC)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _time_from_epoch(float(value)) if abs(value) < 10**_ENOUGH_DIGITS else None
    if isinstance(value, str):
        return _time_from_text(value.strip())
    return None


def day_first_in(dates: Iterable[str]) -> bool | None:
    """Whether the dates of one file begin with the day; None where no date decides it."""
    for date in dates:
        match = _SLASHED_TIME.fullmatch(date.strip())
        if match is not None and (int(match[1]) > 12) != (int(match[2]) > 12):
            return int(match[1]) > 12
    return None


def as_slashed_time(text: str, *, day_first: bool | None) -> dt.datetime | None:
    """A time such as 11/22/2026 09:30, in UTC; None if it is none, or if day and month cannot be distinguished."""
    match = _SLASHED_TIME.fullmatch(text.strip())
    if match is None:
        return None
    if day_first is None and match[1] != match[2]:
        day_first = day_first_in([text])
        if day_first is None:
            return None
    day, month = (match[1], match[2]) if day_first else (match[2], match[1])
    hour = int(match[4]) % 12 + 12 * (match[6].lower() == "pm") if match[6] else int(match[4])
    try:
        return dt.datetime(int(match[3]), int(month), int(day), hour, int(match[5]), tzinfo=dt.UTC)
    except ValueError:
        return None


def is_slashed_time(text: str) -> bool:
    """Whether `text` is a time such as 11/22/2026 09:30, whichever of day and month comes first."""
    return _SLASHED_TIME.fullmatch(text.strip()) is not None


def language_code(tag: str) -> str:
    """The two-letter code that a BCP 47 tag begins with, or "" where it begins otherwise ("und", "cmn", "qme")."""
    code = tag.replace("_", "-").partition("-")[0].lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""


def _time_from_text(text: str) -> dt.datetime | None:
    if len(text) > 40:
        return None
    if text.isascii() and text.isdigit() and 9 <= len(text) <= _ENOUGH_DIGITS:
        return _time_from_epoch(float(text))
    try:
        return _in_utc(dt.datetime.fromisoformat(text))
    except ValueError:
        pass
    try:
        return _in_utc(dt.datetime.strptime(text, "%a %b %d %H:%M:%S %z %Y"))  # X's archive and API v1.1
    except ValueError:
        return None


def _time_from_epoch(value: float) -> dt.datetime | None:
    seconds = value / 1000 if abs(value) >= 10**11 else value
    if not math.isfinite(seconds):
        return None
    try:
        return dt.datetime.fromtimestamp(seconds, tz=dt.UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _in_utc(time: dt.datetime) -> dt.datetime | None:
    try:
        return aware(time).astimezone(dt.UTC)
    except OverflowError:
        return None


def _kind(value: object) -> str:
    """What JSON calls the kind of a value, with an article."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, str):
        return "a string"
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, (list, tuple)):
        return "a list"
    return type_of(value)
