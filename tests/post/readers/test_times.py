from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._post.readers.times import as_clock, as_slashed_time, as_time, is_slashed_time

NINE = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
LOCAL = NINE.replace(tzinfo=None)


@pytest.mark.parametrize(
    "value",
    [
        "2026-11-22T09:30:00Z",
        "2026-11-22T09:30:00.000+00:00",
        "2026-11-22T10:30:00+01:00",
        "2026-11-22T09:30:00+0000",
        "2026-11-22 09:30:00 +0000",
        "2026-11-22 09:30:00 UTC",
        "2026-11-22 11:30:00 (EET)",
        "Sun Nov 22 09:30:00 +0000 2026",
        "Sun, 22 Nov 2026 09:30:00 GMT",
        "Sun, 22 Nov 2026 10:30:00 +0100",
        "22 Nov 2026 09:30 UTC",
        "Nov 22, 2026 · 9:30 AM UTC",
        "9:30 AM · Nov 22, 2026 UTC",
        1795339800,
        1795339800.0,
        1795339800000,
        1795339800000000,
        1795339800000000000,
        "1795339800",
        "1795339800000",
        {"$date": "2026-11-22T09:30:00Z"},
        {"$date": {"$numberLong": "1795339800000"}},
        {"_seconds": 1795339800, "_nanoseconds": 0},
        [2026, 11, 22, 9, 30, 0, 6, 326, 0],
        NINE,
    ],
)
def test_a_time_whose_zone_is_known_is_read_in_utc(value: object) -> None:
    assert as_time(value) == NINE


@pytest.mark.parametrize(
    "value",
    [
        "2026-11-22 09:30",
        "2026-11-22 09:30:00",
        "Nov 22, 2026 9:30 am",
        "22/11/2026 09:30",
        "11/22/2026, 9:30 AM",
        "November 22, 2026 at 9:30 AM",
        "22. November 2026, 09:30",
        46348.395833333336,
        "46348.395833333336",
        LOCAL,
    ],
)
def test_a_time_without_a_zone_stays_without(value: object) -> None:
    assert as_time(value) == LOCAL


@pytest.mark.parametrize(
    "value", ["2026-11-22", "22 November 2026", "22/11/2026", "20261122", 46348, dt.date(2026, 11, 22)]
)
def test_a_day_is_its_first_moment(value: object) -> None:
    assert as_time(value) == dt.datetime(2026, 11, 22)  # noqa: DTZ001  # it has no zone


@pytest.mark.parametrize(
    "value",
    [
        *(
            "",
            "soon",
            "2026-13-01",
            True,
            None,
            [],
            float("nan"),
            float("inf"),
            10**40,
            "1" * 500,
            [2026],
            {},
            {"$date": []},
        ),
        *("9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "05/06/2026 09:30", "Nov 22, 2026 25:99", "2026"),
    ],
)
def test_a_value_that_is_no_time_is_read_as_none(value: object) -> None:
    assert as_time(value) is None


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=30)
    | st.integers()
    | st.floats()
    | st.datetimes()
    | st.dates()
    | st.lists(st.integers(), max_size=9)
)
def test_no_value_raises(value: object) -> None:
    time = as_time(value)
    assert time is None or time.tzinfo in (None, dt.UTC)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("11/22/2026 09:30", (2026, 11, 22, 9, 30)),
        ("22/11/2026 09:30", (2026, 11, 22, 9, 30)),
        ("05/05/2026 9:30 pm", (2026, 5, 5, 21, 30)),
        ("05/06/2026 09:30", None),
        ("31/02/2026 09:30", None),
        ("31/31/2026 09:30", None),
        ("next Monday", None),
    ],
)
def test_day_and_month_between_slashes_are_read_only_where_their_order_is_known(
    written: str, moment: tuple[int, int, int, int, int] | None
) -> None:
    assert as_slashed_time(written) == (dt.datetime(*moment) if moment else None)  # noqa: DTZ001


def test_a_row_without_a_header_begins_with_a_date_and_a_time() -> None:
    assert is_slashed_time("11/24/2026 09:30")
    assert not is_slashed_time("11/24/2026")


def test_a_time_of_the_day_is_read_alone() -> None:
    assert as_clock("9:30 pm") == dt.time(21, 30)
    assert as_clock("10:00:00") == dt.time(10)
    assert as_clock("25:00") is None
    assert as_clock(5) is None
