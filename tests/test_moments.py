from __future__ import annotations

import datetime as dt

import pytest

from linkcheck._moments import aware

NAIVE = dt.datetime.fromisoformat("2026-11-22T09:30")
KOLKATA = dt.timezone(dt.timedelta(hours=5, minutes=30))


def test_a_moment_without_a_zone_is_read_as_utc() -> None:
    assert aware(NAIVE) == dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)


def test_a_moment_with_a_zone_keeps_it() -> None:
    assert aware(NAIVE.replace(tzinfo=KOLKATA)).tzinfo is KOLKATA


@pytest.mark.parametrize(
    "written", ["0001-01-01T00:00", "9999-12-31T23:59", "0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"]
)
def test_moments_at_the_ends_of_time_are_taken(written: str) -> None:
    moment = dt.datetime.fromisoformat(written)
    assert aware(moment).replace(tzinfo=None) == moment.replace(tzinfo=None)
