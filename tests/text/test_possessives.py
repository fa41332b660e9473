from __future__ import annotations

import pytest

from linkcheck._text.possessives import is_possessive, without_possessive


@pytest.mark.parametrize("written", ["Karin Ruiz's", "Karin Ruiz’s", "Karin Ruiz", "Karin Ruiz’"])
def test_a_name_is_read_without_the_ending_of_an_owner(written: str) -> None:
    assert without_possessive(written) == "Karin Ruiz"


@pytest.mark.parametrize(("word", "owner"), [("Tom's", True), ("dogs'", True), ("O'Brien", False), ("dogs", False)])
def test_an_owner_is_told_by_the_end_of_the_word(word: str, owner: bool) -> None:
    assert is_possessive(word) is owner
