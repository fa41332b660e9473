from __future__ import annotations

import datetime as dt
from typing import Any

import numpy
import pytest

from linkcheck._post.readers.fields import SideFields, is_empty, language_code, replace_surrogates, text_in
from linkcheck.errors import PostError


def test_a_text_that_is_missing_or_no_text_is_named_with_what_was_expected() -> None:
    with pytest.raises(PostError, match="text is missing: expected a string"):
        text_in({}, "text")
    with pytest.raises(PostError, match="text is a list: expected a string"):
        text_in({"text": []}, "text")


def test_language_is_the_two_letters_a_tag_begins_with() -> None:
    assert [language_code(tag) for tag in ("en", "pt-BR", "zh_Hans", "cmn", "und", "qme", "")] == [
        "en",
        "pt",
        "zh",
        *[""] * 4,
    ]


@pytest.mark.parametrize("value", [17, "17", numpy.int64(17), 17.0, {"$oid": "17"}, {"$numberLong": "17"}])
def test_an_id_is_a_string_a_number_or_what_a_database_makes_of_it(value: object) -> None:
    side = SideFields({"id": value})
    assert (side.text("id"), side.notes) == ("17", ())


@pytest.mark.parametrize(
    "value",
    [
        "ada",
        "@ada",
        {"username": "ada", "name": "Ada"},
        {"screen_name": "ada"},
        {"name": "ada", "url": "https://s.example/ada"},
        [{"name": "ada"}, {"name": "bea"}],
        ["ada", "bea"],
    ],
)
def test_an_author_is_a_string_an_object_or_a_list_of_them(value: object) -> None:
    assert SideFields({"author": value}).name("author") == "ada"


@pytest.mark.parametrize("value", [{"a": 1}, ["x"], True, 10**31, b"x"])
def test_a_field_of_an_odd_form_is_left_out_and_noted(value: Any) -> None:
    side = SideFields({"id": value, "card": "x"})
    assert side.text("id") == ""
    assert side.within("card").text("url") == ""
    assert [note.startswith("The field “") for note in side.notes] == [True, True]


def test_a_list_is_read_without_its_odd_entries_and_says_so() -> None:
    side = SideFields({"urls": [{"url": "a"}, None, {"url": "b"}], "facets": {"a": 1}})
    assert [item["url"] for item in side.mappings("urls")] == ["a", "b"]
    assert side.mappings("facets") == []
    assert side.notes == (
        "An entry of the field “urls” is null: it was not read.",
        "The field “facets” is an object: it was not read.",
    )


def test_a_time_that_is_not_understood_is_noted_with_what_stands_there() -> None:
    side = SideFields({"date": "yesterday", "at": 10**5000, "when": "2026-11-22T09:30:00Z"})
    assert side.time("when") == dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
    assert (side.time("date"), side.time("at")) == (None, None)
    assert side.notes[0] == "The time in “date”, “yesterday”, was not understood."
    assert "an int" in side.notes[1]


@pytest.mark.parametrize("value", [None, "", [], {}, (), False, float("nan"), numpy.float64("nan")])
def test_a_value_that_says_nothing_is_empty(value: object) -> None:
    assert is_empty(value)
    assert SideFields({"id": value}).notes == ()


def test_replacing_surrogates_keeps_the_length() -> None:
    assert replace_surrogates("a\udc00b") == ("a\ufffdb", ("1 lone surrogate was replaced by U+FFFD.",))
    assert replace_surrogates("😀") == ("😀", ())
