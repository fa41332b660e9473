"""Names of months and weekdays are one table for all languages and all rooms."""

from __future__ import annotations

import pytest

from linkcheck._text.calendar import calendar


@pytest.mark.parametrize(
    ("word", "month"), [("march", 3), ("mrt", 3), ("märz", 3), ("marz", 3), ("марта", 3), ("stycznia", 1), ("ekim", 10)]
)
def test_months_of_every_language_have_their_number(word: str, month: int) -> None:
    assert calendar().words[word].month == month


@pytest.mark.parametrize(
    ("word", "weekday"), [("monday", 0), ("mondays", 0), ("lundi", 0), ("miércoles", 2), ("воскресенье", 6)]
)
def test_weekdays_of_every_language_have_their_number(word: str, weekday: int) -> None:
    assert calendar().words[word].weekday == weekday


def test_press_forms_and_cases_of_months_and_weekdays_are_known() -> None:
    words = calendar().words
    assert (words["setiembre"].month, words["styczniu"].month, words["январе"].month) == (9, 1, 1)
    assert (words["thurs"].weekday, words["środę"].weekday, words["sonnabend"].weekday) == (3, 2, 5)


def test_words_of_english_are_dates_only_where_nothing_else_is_meant() -> None:
    words = calendar().words
    assert words["december"].alone
    assert not words["march"].alone
    assert words["set"].between
    assert not words["mrt"].between


def test_short_forms_of_english_lead_to_the_full_name() -> None:
    short = calendar().english_short
    assert (short["sept"], short["thurs"]) == ("september", "thursday")
