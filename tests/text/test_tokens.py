from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._tables import table_pairs
from linkcheck._text.tokens import normal_form, normal_forms, tokenise


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Travelling", "TRAVELS"),
        ("studies", "study"),
        ("dioceses", "diocese"),
        ("princesses", "princess"),
        ("soooo", "so"),
        ("café", "cafe"),
        ("Obama's", "Obama"),
        ("l'homme", "hommes"),
        ("168,000", "168000"),
        ("Straße", "strasse"),
        ("ёлка", "елка"),
        ("don’t", "don't"),
        ("متجرًا", "متجرا"),
        ("İngiltere", "ingiltere"),
    ],
)
def test_words_that_mean_the_same_have_one_form(one: str, other: str) -> None:
    assert normal_form(one) == normal_form(other)


@pytest.mark.parametrize(("one", "other"), [("universe", "university"), ("win", "lose"), ("2018", "2019"), ("as", "a")])
def test_words_that_mean_different_things_keep_apart(one: str, other: str) -> None:
    assert normal_form(one) != normal_form(other)


def test_underscores_part_words_and_decimals_stay_readable() -> None:
    assert normal_forms("climate_change 1,000,000") == ["climat", "chang", "1000000"]


def test_scripts_without_spaces_are_read_in_bigrams() -> None:
    assert normal_forms("気候変動") == ["気候", "候変", "変動"]
    assert normal_forms("水") == ["水"]
    assert normal_forms("NASA発見") == ["nasa", "発見"]


def test_vowel_signs_do_not_part_hindi_words() -> None:
    assert len(normal_forms("हिन्दी समाचार")) == 2


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200), st.integers(0, 5))
def test_spans_hold_for_any_text(text: str, offset: int) -> None:
    words = tokenise(text, offset)
    assert [word.form for word in words] == normal_forms(text)
    assert all(word.form for word in words)
    for word in words:
        assert offset <= word.start < word.end <= offset + len(text)


def test_an_abbreviation_in_a_post_meets_the_full_word_on_a_page() -> None:
    for short, written in (
        ("govt", "Government"),
        ("Gov't", "governments"),
        ("Intl", "international"),
        ("yrs", "years"),
    ):
        assert normal_form(short) == normal_form(written)


def test_every_short_word_has_the_form_of_what_it_stands_for() -> None:
    pairs = table_pairs("_text/data/short_words.txt")
    assert [short for short, full in pairs.items() if normal_form(short) != normal_form(full)] == []
    without = {short for short, full in pairs.items() if normal_form(f"{short}x") != normal_form(f"{full}x")}
    assert without == pairs.keys(), "a row that says nothing"
