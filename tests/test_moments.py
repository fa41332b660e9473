from __future__ import annotations

import datetime as dt

import pytest

from linkcheck._moments import aware, in_zone, zone_of

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


def test_a_moment_without_a_zone_is_one_of_the_zone_that_is_named_in_summer_and_winter() -> None:
    assert in_zone(NAIVE, "Europe/Berlin") == dt.datetime(2026, 11, 22, 8, 30, tzinfo=dt.UTC)
    assert in_zone(NAIVE.replace(month=7), "Europe/Berlin") == dt.datetime(2026, 7, 22, 7, 30, tzinfo=dt.UTC)
    assert in_zone(NAIVE.replace(tzinfo=KOLKATA), "Europe/Berlin") == dt.datetime(2026, 11, 22, 4, tzinfo=dt.UTC)


@pytest.mark.parametrize("name", ["Europe/Nowhere", "", "../etc/passwd", "/etc/passwd", "CET+1", "\0"])
def test_a_zone_that_there_is_not_is_a_value_error(name: str) -> None:
    with pytest.raises(ValueError, match="there is no time zone"):
        zone_of(name)


def test_a_moment_that_no_clock_has_in_its_zone_is_none() -> None:
    assert in_zone(dt.datetime.fromisoformat("0001-01-01T00:00+14:00"), "UTC") is None
