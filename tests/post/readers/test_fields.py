from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._post.readers.fields import (
    as_time,
    language_code,
    mappings_in,
    optional_text,
    replace_surrogates,
    text_in,
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
