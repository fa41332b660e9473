from __future__ import annotations

import pytest

from linkcheck._text.lexicon import is_common, is_derived, is_known_name


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
