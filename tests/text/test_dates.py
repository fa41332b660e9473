from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._text.dates import Date, find_dates


@pytest.mark.parametrize(
    "text", ["March 5, 2019", "5 March 2019", "5th of March 2019", "2019-03-05", "5. März 2019", "5 марта 2019"]
)
def test_one_day_written_in_many_ways_is_one_date(text: str) -> None:
    (date,) = find_dates(text)
    assert (date.year, date.month, date.day) == (2019, 3, 5)


def test_the_parts_that_a_date_leaves_open_are_none() -> None:
    assert find_dates("in December") == (Date(3, 11, month=12),)
    assert find_dates("on Tuesday") == (Date(3, 10, weekday=1),)


@pytest.mark.parametrize(("text", "minute"), [("3pm", 900), ("3:30 p.m", 930), ("12 am", 0), ("15:05", 905)])
def test_clock_times_are_minutes_of_the_day(text: str, minute: int) -> None:
    (date,) = find_dates(text)
    assert date.minute == minute


@pytest.mark.parametrize("text", ["2019-31-45", "99 March", "13pm", "it may rain", "a march to the sea", ""])
def test_impossible_dates_and_common_words_are_none(text: str) -> None:
    assert find_dates(text) == ()


@given(st.text(max_size=200) | st.text(alphabet="0123456789:-. apmMarchJune", max_size=200))
@settings(max_examples=150, deadline=None)
def test_spans_of_dates_are_ordered_and_inside_any_text(text: str) -> None:
    end = 0
    for date in find_dates(text):
        assert end <= date.start < date.end <= len(text)
        end = date.end


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("on 24/12/2019", (2019, 12, 24)),
        ("on 1/1/15", (2015, 1, 1)),
        ("on 12/24/99", (1999, 12, 24)),
        ("on 3/4/2019", (2019, None, None)),
    ],
)
def test_a_date_in_digits_states_what_is_sure(text: str, stated: tuple[int, int | None, int | None]) -> None:
    (date,) = find_dates(text)
    assert (date.year, date.month, date.day) == stated


@pytest.mark.parametrize("text", ["after 9/11", "24/7 open", "1/2/3/4", "31/31/2019"])
def test_other_slashes_are_no_date(text: str) -> None:
    assert find_dates(text) == ()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("use-by dates of 8, 9 and 10 November", ["8", "9", "10 November"]),
        ("Nov 8-10, all day", ["Nov 8", "10"]),
        ("8–10 November", ["8", "10 November"]),
        ("Nov 8 - 10am", ["Nov 8", "10am"]),
        ("Nov 8-10% off", ["Nov 8"]),
        ("it killed 12, 3 May", ["3 May"]),
    ],
)
def test_days_beside_a_date_share_its_month(text: str, days: list[str]) -> None:
    assert [text[date.start : date.end] for date in find_dates(text)] == days
    assert len({date.month for date in find_dates(text) if date.minute is None}) == 1
