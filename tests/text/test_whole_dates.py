from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._text.whole_dates import parse_iso, whole_dates

THIRD_OF_MARCH = dt.date(2019, 3, 3)


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("Published March 3, 2019 by Ann", "March 3, 2019"),
        ("3 March 2019", "3 March 2019"),
        ("Sunday, 3rd Mar. 2019 at 10:00", "3rd Mar. 2019"),
        ("3 de marzo de 2019", "3 de marzo de 2019"),
        ("Sonntag, 3. März 2019", "3. März 2019"),
        ("Publié le 3 mars 2019", "3 mars 2019"),
        ("3 maart 2019", "3 maart 2019"),
        ("3 de março de 2019", "3 de março de 2019"),
        ("3 marzo 2019", "3 marzo 2019"),
        ("2019年3月3日", "2019年3月3日"),
        ("2019-03-03 10:00", "2019-03-03"),
        ("03.03.2019", "03.03.2019"),
        ("03/03/2019", "03/03/2019"),
        ("Party, 03.03.19", "03.03.19"),
        ("03-Mar-2019", "03-Mar-2019"),
        ("2019년 3월 3일", "2019년 3월 3일"),
    ],
)
def test_a_whole_written_date_is_read(line: str, written: str) -> None:
    (found,) = whole_dates(line)
    assert (found.day, line[found.start : found.end]) == (THIRD_OF_MARCH, written)


@pytest.mark.parametrize("line", ["13/02/2019", "02/13/2019", "13.2.2019"])
def test_figures_that_can_only_be_read_one_way(line: str) -> None:
    assert whole_dates(line)[0].day == dt.date(2019, 2, 13)


@pytest.mark.parametrize(
    "line",
    [
        *("03/04/2019", "March 2019", "2019", "31 February 2019", "© 2019", "1.2.3", "10.20.30.40"),
        *("room 3 march 20190", "", "32.13.2019"),
    ],
)
def test_a_line_without_one_single_date_is_not_read(line: str) -> None:
    assert whole_dates(line) == ()


@pytest.mark.parametrize(("month_first", "day"), [(True, dt.date(2019, 3, 4)), (False, dt.date(2019, 4, 3))])
def test_figures_that_can_be_read_two_ways_are_read_as_one_is_told(month_first: bool, day: dt.date) -> None:
    assert whole_dates("03/04/2019", month_first=month_first)[0].day == day


def test_all_dates_of_a_line_are_read_in_order() -> None:
    found = whole_dates("Updated 4 May 2020, published March 3, 2019")
    assert [date.day for date in found] == [dt.date(2020, 5, 4), THIRD_OF_MARCH]


@pytest.mark.parametrize(("line", "year"), [("01.02.68", 2068), ("01.02.70", 1970)])
def test_a_year_of_two_figures_is_of_the_century_around(line: str, year: int) -> None:
    assert whole_dates(line)[0].day.year == year


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2019-03-03", THIRD_OF_MARCH),
        ("2019-03-03T10:30:00Z", dt.datetime(2019, 3, 3, 10, 30, tzinfo=dt.UTC)),
        ("2019-03-03T10:30:00+01:00", dt.datetime(2019, 3, 3, 10, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))),
        ("2019/03/03", THIRD_OF_MARCH),
        ("20190303", THIRD_OF_MARCH),
        ("March 3", None),
        ("2019-13-03", None),
        ("", None),
    ],
)
def test_an_iso_date_is_parsed_or_refused(written: str, moment: dt.date | None) -> None:
    assert parse_iso(written) == moment


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["", "2019", "March", "3. "]))
def test_any_text_is_looked_through(text: str, part: str) -> None:
    assert all(found.start < found.end for found in whole_dates(text + part + text))
    parse_iso(part + text)
