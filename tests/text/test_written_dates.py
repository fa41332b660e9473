"""Dates as pages write them, in eight languages; what can be read two ways is not read."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._text.written_dates import find_date, parse_iso

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
    ],
)
def test_a_whole_written_date_is_read(line: str, written: str) -> None:
    assert find_date(line) == (THIRD_OF_MARCH, written)


@pytest.mark.parametrize("line", ["13/02/2019", "02/13/2019", "13.2.2019"])
def test_figures_that_can_only_be_read_one_way(line: str) -> None:
    assert find_date(line)[0] == dt.date(2019, 2, 13)


@pytest.mark.parametrize(
    "line",
    ["03/04/2019", "March 2019", "2019", "31 February 2019", "© 2019", "1.2.3", "room 3 march 20190", "", "32.13.2019"],
)
def test_a_line_without_one_single_date_is_not_read(line: str) -> None:
    assert find_date(line) == (None, "")


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
    date, written = find_date(text + part + text)
    assert (date is None) == (written == "")
    parse_iso(part + text)
