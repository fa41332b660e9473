from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._text.calendar import calendar
from linkcheck._text.dates import Date, find_dates
from linkcheck._text.whole_dates import whole_dates


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


@pytest.mark.parametrize(
    "text",
    [
        "5 mrt 2024",
        "5. mär 2024",
        "le 5 mars 2024",
        "5 de marzo de 2024",
        "5 marca 2024",
        "5 марта 2024",
        "March 5, 2024",
        "2024-03-05",
    ],
)
def test_prose_and_lines_know_the_same_months(text: str) -> None:
    (date,) = find_dates(text)
    assert (date.year, date.month, date.day) == (2024, 3, 5)
    assert [found.day for found in whole_dates(text)] == [dt.date(2024, 3, 5)]


@pytest.mark.parametrize(
    ("text", "month"), [("5 set 2024", 9), ("5 out 2024", 10), ("5 ago. 2024", 8), ("5 de mag de 2024", 5)]
)
def test_a_short_month_that_is_an_english_word_stands_between_day_and_year(text: str, month: int) -> None:
    (date,) = find_dates(text)
    assert (date.year, date.month, date.day) == (2024, month, 5)


@pytest.mark.parametrize("text", ["8 out of 10", "set 5 records", "10 years ago 2016 began", "gen 2", "5 lug nuts"])
def test_an_english_word_alone_is_no_month(text: str) -> None:
    assert find_dates(text) == ()


@pytest.mark.parametrize("text", ["monday, 5 aprİl 2019", "sunday ſunday", "5 ſeptember 2019 at 3pm"])
def test_letters_of_months_in_another_case_are_read_like_them(text: str) -> None:
    assert find_dates(text) == find_dates(text.replace("İ", "i").replace("ſ", "s"))
    assert whole_dates(text) == whole_dates(text.replace("İ", "i").replace("ſ", "s"))


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
        ("Nov 8 - 10am", ["Nov 8", "10am"]),
        ("Nov 8-10% off", ["Nov 8"]),
        ("it killed 12, 3 May", ["3 May"]),
    ],
)
def test_days_beside_a_date_share_its_month(text: str, days: list[str]) -> None:
    assert [text[date.start : date.end] for date in find_dates(text)] == days
    assert len({date.month for date in find_dates(text) if date.minute is None}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "8-10 November",
        "8–10 November",
        "8 to 10 November",
        "Nov 8-10, all day",
        "November 8 to 10",
        "November 8 until 10",
    ],
)
def test_days_that_run_on_are_one_date_with_a_first_and_a_last_day(text: str) -> None:
    (date,) = find_dates(text)
    assert (date.month, date.day, date.last_day) == (11, 8, 10)


@pytest.mark.parametrize("text", ["Mon 5 Dec", "Monday, 5 December", "Mon., Dec. 5", "Monday December 5th"])
def test_a_weekday_before_a_day_is_part_of_the_date(text: str) -> None:
    assert [(date.weekday, date.month, date.day) for date in find_dates(text)] == [(0, 12, 5)]


@pytest.mark.parametrize(("text", "written"), [("Sat 3pm", "Sat"), ("Tue-Thu", "Tue"), ("Wed, 10:00", "Wed")])
def test_a_short_weekday_counts_before_a_time_or_another_weekday(text: str, written: str) -> None:
    first = find_dates(text)[0]
    assert text[first.start : first.end] == written
    assert first.weekday is not None


@pytest.mark.parametrize("text", ["He sat 3 exams", "The Sun 3 days later", "They wed in style", "may 5 people come"])
def test_words_that_look_like_short_weekdays_and_months_are_none(text: str) -> None:
    assert find_dates(text) == ()


@pytest.mark.parametrize(
    ("text", "minute", "half_open", "offsets"),
    [
        ("8pm ET", 1200, False, (-300, -240)),
        ("20:00 GMT", 1200, False, (0,)),
        ("20h00", 1200, False, ()),
        ("8:00 CET", 480, True, (60,)),
        ("9:00 UTC+2", 540, True, (120,)),
    ],
)
def test_times_have_their_zone_and_tell_whether_they_may_be_of_either_half(
    text: str, minute: int, half_open: bool, offsets: tuple[int, ...]
) -> None:
    (date,) = find_dates(text)
    assert (date.minute, date.half_open, date.offsets) == (minute, half_open, offsets)


def test_japanese_dates_and_weekdays_are_read_by_their_signs() -> None:
    day, weekday = find_dates("2019年3月5日（火曜日）")
    assert (day.year, day.month, day.day, weekday.weekday) == (2019, 3, 5, 1)


def test_every_month_of_the_tables_is_a_date_beside_a_day() -> None:
    for written, word in calendar().words.items():
        if word.month and word.weekday is None:
            (date,) = find_dates(f"5 {written} 2024")
            assert (date.year, date.month, date.day) == (2024, word.month, 5), written
            assert whole_dates(f"5 {written} 2024")[0].day == dt.date(2024, word.month, 5), written
