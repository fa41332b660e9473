"""Moments of which some have a time zone and some have none, made comparable."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache


def aware(moment: dt.datetime) -> dt.datetime:
    """The moment with its time zone; one without is read as UTC, whatever zone the machine is in."""
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)


def in_zone(moment: dt.datetime, timezone: str) -> dt.datetime | None:
    """The moment in UTC; one without a zone is one of `timezone`, an IANA name. None where no clock has it."""
    try:
        return (moment if moment.tzinfo is not None else moment.replace(tzinfo=zone_of(timezone))).astimezone(dt.UTC)
    except OverflowError:
        return None


@lru_cache(maxsize=64)
def zone_of(name: str) -> dt.tzinfo:
    """The zone of an IANA name, such as Europe/Berlin. Raises ValueError where there is none of that name."""
    if name == "UTC":
        return dt.UTC
    from zoneinfo import ZoneInfo  # 3 ms, and on Windows a package of its own: not for those who need UTC alone

    try:
        return ZoneInfo(name)
    except (OSError, LookupError, ValueError) as error:
        raise ValueError(f"there is no time zone {name!r}") from error
