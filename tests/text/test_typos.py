from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck._text.typos import differ_by_typo


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("government", "goverment"),
        ("government", "governmment"),
        ("government", "govermnent"),
        ("government", "governnent"),
        ("berlin", "berln"),
        ("berlin", "berlni"),
    ],
)
def test_one_letter_changed_lost_added_or_exchanged_is_a_typo(word: str, other: str) -> None:
    assert differ_by_typo(word, other, min_letters=6)
    assert differ_by_typo(other, word, min_letters=6)


@pytest.mark.parametrize(
    ("word", "other"),
    [("government", "governance"), ("berlin", "merlin"), ("berlin", "bern"), ("berlin", "brelni"), ("berlin", "")],
)
def test_two_slips_another_first_letter_or_another_length_are_other_words(word: str, other: str) -> None:
    assert not differ_by_typo(word, other, min_letters=6)


def test_short_words_are_other_words() -> None:
    assert not differ_by_typo("form", "from", min_letters=5)
    assert not differ_by_typo("house", "horse", min_letters=6)
    assert differ_by_typo("house", "horse", min_letters=5)


@given(st.text(min_size=6, max_size=12), st.integers(1, 11), st.characters())
def test_a_letter_put_into_any_word_behind_its_first_is_a_typo(word: str, at: int, letter: str) -> None:
    other = word[:at] + letter + word[at:]
    assert differ_by_typo(word, other, min_letters=6)
    assert differ_by_typo(other, word, min_letters=6)
