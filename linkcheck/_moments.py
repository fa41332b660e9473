"""Moments of which some have a time zone and some have none, made comparable."""

from __future__ import annotations

import datetime as dt


def aware(moment: dt.datetime) -> dt.datetime:
    """The moment with its time zone; one without is read as UTC, whatever zone the machine is in."""
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)
