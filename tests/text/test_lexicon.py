from __future__ import annotations

import pytest

from linkcheck._text.lexicon import is_common, is_derived, is_known_name


@pytest.mark.parametrize("word", ["reveals", "Revealed", "running", "biggest", "stories", "the", "a"])
def test_inflected_words_are_common(word: str) -> None:
    assert is_common(word)


@pytest.mark.parametrize("word", ["Kansas", "Okonkwo", "Jenner"])
def test_names_are_not_common(word: str) -> None:
    assert not is_common(word)


def test_some_words_are_both() -> None:
    assert is_common("brown")
    assert is_known_name("Brown")


@pytest.mark.parametrize("word", ["Allegedly", "Unverified", "Weaponized", "Untrue"])
def test_words_made_of_others_are_told_from_names(word: str) -> None:
    assert is_derived(word)


@pytest.mark.parametrize("word", ["Emily", "Renault", "Italy", "Reno", "Okonkwo"])
def test_names_are_not_made_of_words(word: str) -> None:
    assert not is_derived(word)
