from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck._text.lexicon import base_forms, is_common, is_derived, is_known_name, stem


@pytest.mark.parametrize(
    ("inflected", "plain"),
    [
        ("studies", "study"),
        ("studied", "study"),
        ("princesses", "princess"),
        ("findings", "finding"),
        ("walking", "walked"),
        ("making", "makes"),
        ("dioceses", "diocese"),
        ("boxes", "box"),
    ],
)
def test_inflections_of_a_word_have_one_stem(inflected: str, plain: str) -> None:
    assert stem(inflected) == stem(plain)


@pytest.mark.parametrize(
    ("one", "other"),
    [("universe", "university"), ("campus", "camp"), ("chinese", "chin"), ("teacher", "teach"), ("crisis", "cry")],
)
def test_words_of_other_meaning_have_another_stem(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize("word", ["bus", "red", "is", "a", "ring", ""])
def test_short_words_have_no_ending(word: str) -> None:
    assert stem(word) == word


@pytest.mark.parametrize(
    ("inflected", "base"),
    [
        ("making", "make"),
        ("walked", "walk"),
        ("stopped", "stop"),
        ("studies", "study"),
        ("boxes", "box"),
        ("makes", "make"),
        ("later", "late"),
        ("biggest", "big"),
        ("badly", "bad"),
    ],
)
def test_the_base_form_is_among_those_of_an_inflection(inflected: str, base: str) -> None:
    assert base in base_forms(inflected)


@pytest.mark.parametrize("word", ["bus", "fly", "human", "x", ""])
def test_a_word_without_ending_has_no_base_form(word: str) -> None:
    assert base_forms(word) == []


@given(st.text(max_size=30))
def test_three_letters_of_any_word_stay(word: str) -> None:
    assert stem(word)[:3] == word[:3]
    assert all(form[:3] == word[:3] and len(form) <= len(word) for form in base_forms(word))


@pytest.mark.parametrize("word", ["reveals", "Revealed", "running", "biggest", "stories", "the", "a"])
def test_inflected_words_are_common(word: str) -> None:
    assert is_common(word)


@pytest.mark.parametrize("word", ["Kansas", "Okonkwo", "Jenner"])
def test_names_are_not_common(word: str) -> None:
    assert not is_common(word)


def test_some_words_are_names_and_common_words() -> None:
    assert is_common("brown")
    assert is_known_name("Brown")


@pytest.mark.parametrize("word", ["Allegedly", "Unverified", "Weaponized", "Untrue"])
def test_a_word_derived_from_another_is_known_as_such(word: str) -> None:
    assert is_derived(word)


@pytest.mark.parametrize("word", ["Emily", "Renault", "Italy", "Reno", "Okonkwo"])
def test_a_name_is_not_derived_from_a_word(word: str) -> None:
    assert not is_derived(word)
