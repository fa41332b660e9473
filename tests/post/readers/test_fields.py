from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._post.readers.fields import (
    as_slashed_time,
    as_time,
    language_code,
    mappings_in,
    optional_text,
    replace_surrogates,
    text_in,
    time_in,
)
from linkcheck.errors import PostError

NINE = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "value",
    [
        "2026-11-22T09:30:00Z",
        "2026-11-22T09:30:00.000+00:00",
        "2026-11-22T10:30:00+01:00",
        "2026-11-22 09:30",
        "Sun Nov 22 09:30:00 +0000 2026",
        1795339800,
        1795339800000,
        "1795339800",
        dt.datetime(2026, 11, 22, 9, 30),  # noqa: DTZ001  # what a DataFrame holds
        NINE,
    ],
)
def test_times_are_read_in_many_forms(value: object) -> None:
    assert as_time(value) == NINE


@pytest.mark.parametrize(
    "value", ["", "soon", "2026-13-01", True, None, [], float("nan"), 10**40, "1" * 500, "9999-12-31T23:59:59-12:00"]
)
def test_a_value_that_is_no_time_is_read_as_none(value: object) -> None:
    assert as_time(value) is None


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30) | st.integers() | st.floats() | st.datetimes() | st.dates())
def test_no_value_raises(value: object) -> None:
    time = as_time(value)
    assert time is None or time.tzinfo is dt.UTC


def test_field_and_expectation_are_named() -> None:
    with pytest.raises(PostError, match="text is missing: expected a string"):
        text_in({}, "text")
    with pytest.raises(PostError, match="text is a list: expected a string"):
        text_in({"text": []}, "text")
    with pytest.raises(PostError, match=r"urls\[1\] is null: expected an object"):
        mappings_in({"urls": [{}, None]}, "urls")


def test_language_is_the_two_letters_a_tag_begins_with() -> None:
    assert [language_code(tag) for tag in ("en", "pt-BR", "zh_Hans", "cmn", "und", "qme", "")] == [
        "en",
        "pt",
        "zh",
        *[""] * 4,
    ]


def test_numbers_are_ids_too() -> None:
    assert optional_text({"id": 17}, "id") == "17"


def test_replacing_surrogates_keeps_the_length() -> None:
    assert replace_surrogates("a\udc00b") == ("a\ufffdb", ("1 lone surrogate was replaced by U+FFFD.",))
    assert replace_surrogates("😀") == ("😀", ())


@pytest.mark.parametrize(
    ("written", "day_first", "moment"),
    [
        ("11/22/2026 09:30", None, dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)),
        ("22/11/2026 09:30", None, dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)),
        ("05/05/2026 9:30 pm", None, dt.datetime(2026, 5, 5, 21, 30, tzinfo=dt.UTC)),
        ("05/06/2026 09:30", True, dt.datetime(2026, 6, 5, 9, 30, tzinfo=dt.UTC)),
        ("05/06/2026 09:30", False, dt.datetime(2026, 5, 6, 9, 30, tzinfo=dt.UTC)),
        ("05/06/2026 09:30", None, None),
        ("31/02/2026 09:30", True, None),
        ("next Monday", True, None),
    ],
)
def test_day_and_month_between_slashes_are_read_only_where_their_order_is_known(
    written: str, day_first: bool | None, moment: dt.datetime | None
) -> None:
    assert as_slashed_time(written, day_first=day_first) == moment


@pytest.mark.parametrize("value", [float("inf"), 10**30, "9" * 41, True, "0001-01-01T00:00:00+14:00", [2026]])
def test_values_that_are_no_time_are_none(value: object) -> None:
    assert as_time(value) is None


def test_a_time_that_cannot_be_written_out_is_a_post_error() -> None:
    with pytest.raises(PostError, match="created_at is an int: expected a time"):
        time_in({"created_at": 10**5000}, "created_at")
    nested: list[object] = []
    for _ in range(5000):
        nested = [nested]
    with pytest.raises(PostError, match="created_at is a list: expected a time"):
        time_in({"created_at": nested}, "created_at")
