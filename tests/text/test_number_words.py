"""Numbers in words: counts, shares of a scale, vague amounts, in every language of the tables."""

from __future__ import annotations

import pytest

from linkcheck._tables import table_columns
from linkcheck._text.number_words import Spoken, cardinal_words, scale_of, spoken_numbers


def only(text: str) -> Spoken:
    (spoken,) = spoken_numbers(text)
    return spoken


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("half a million", 500_000, 500_000),
        ("a quarter of a million", 250_000, 250_000),
        ("three quarters of a million", 750_000, 750_000),
        ("two and a half million", 2_500_000, 2_500_000),
        ("a few hundred", 200, 900),
        ("several thousand", 2_000, 9_000),
        ("a couple of hundred", 200, 300),
        ("tens of thousands", 20_000, 99_000),
        ("eine halbe Million", 500_000, 500_000),
        ("pół miliona", 500_000, 500_000),
        ("half a dozen", 6, 6),
    ],
)
def test_fractions_and_vague_words_before_a_scale_are_part_of_the_number(text: str, low: float, high: float) -> None:
    assert (only(text).low, only(text).high) == (low, high)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("nineteen eighty-four", 1984),
        ("two hundred thousand five hundred", 200_500),
        ("one hundred and one", 101),
        ("treinta y cinco", 35),
        ("quatre-vingt-dix", 90),
        ("vingt et un", 21),
        ("doscientos mil", 200_000),
        ("mil millones", 1_000_000_000),
        ("двадцать пять тысяч", 25_000),
        ("fünfundzwanzig", 25),
        ("dreihundert", 300),
    ],
)
def test_counted_numbers_are_put_together_in_every_language(text: str, value: float) -> None:
    assert only(text).low == value


@pytest.mark.parametrize("text", ["ich bin hier", "ein neues Haus sei", "half of them", "a few people", "sept"])
def test_words_that_are_more_often_something_else_are_no_numbers(text: str) -> None:
    assert list(spoken_numbers(text)) == []


def test_numbers_that_follow_one_another_are_two() -> None:
    assert [one.low for one in spoken_numbers("two million, three million")] == [2_000_000, 3_000_000]
    assert [one.low for one in spoken_numbers("two three")] == [2, 3]


@pytest.mark.parametrize("text", ["one", "second", "both", "a trio", "twins"])
def test_words_that_may_be_no_number_or_name_a_group_are_weak(text: str) -> None:
    assert only(text).weak


def test_every_cardinal_of_the_table_is_read_as_its_value() -> None:
    unwanted = {
        word
        for kind, _, _, _, words in table_columns("_text/data/quantity_words.txt", 5)
        for word in words.split("|")
        if kind == "not"
    }
    for kind, value, _, writings in table_columns("_text/data/number_words.txt", 4):
        for words in writings.split("|"):
            if kind != "scale" and words not in unwanted:
                assert [one.low for one in spoken_numbers(words)] == [float(value)], words


def test_every_scale_of_the_table_multiplies_digits() -> None:
    assert (scale_of("million"), scale_of("Mrd."), scale_of("тыс"), scale_of("people")) == (1e6, 1e9, 1e3, 0)


def test_the_words_of_a_number_are_known_in_every_language() -> None:
    assert {"seven", "sieben", "siete", "семь"} <= set(cardinal_words(7))
