"""What writers put for a word of a name."""

from __future__ import annotations

import pytest

from linkcheck._text.name_words import (
    is_given_name,
    is_short_form,
    is_slip,
    is_title,
    is_title_word,
    same_sound,
    same_word,
    variants_of,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mohammed", "muhammad"),
        ("qaddafi", "gaddafi"),
        ("kadhafi", "gaddafi"),
        ("koran", "quran"),
        ("mursi", "morsi"),
        ("moslem", "muslim"),
        ("taleban", "taliban"),
        ("tchaikovsky", "chaikovsky"),
        ("zelenskyy", "zelensky"),
        ("hizbullah", "hezbollah"),
        ("hussein", "houssein"),
    ],
)
def test_one_foreign_name_that_two_ears_wrote_is_one_sound(one: str, other: str) -> None:
    assert same_sound(one, other)
    assert same_sound(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("martin", "merton"), ("paris", "peres"), ("texas", "taxis"), ("iran", "iraq"), ("10000", "10001")],
)
def test_other_names_are_other_sounds(one: str, other: str) -> None:
    assert not same_sound(one, other)


@pytest.mark.parametrize(("one", "other"), [("aplpe", "apple"), ("eygptian", "egyptian"), ("merkle", "merkel")])
def test_a_slip_of_the_fingers_is_the_same_word(one: str, other: str) -> None:
    assert is_slip(one, other)
    assert same_word(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("bill", "william"), ("sen", "senator"), ("ltd", "limited"), ("mt", "mount")]
)
def test_short_forms_are_one_word_in_both_directions(one: str, other: str) -> None:
    assert other in variants_of(one)
    assert same_word(other, one)


def test_titles_short_forms_and_given_names_are_told_apart() -> None:
    assert is_title("prime minister")
    assert is_short_form("ltd")
    assert is_given_name("william")
    assert is_title_word("executive")
    assert not any(known("ruiz") for known in (is_title, is_title_word, is_short_form, is_given_name))
