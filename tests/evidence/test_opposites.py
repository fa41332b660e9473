from __future__ import annotations

from linkcheck._evidence.opposites import opposites
from linkcheck._text.tokens import normal_form


def test_an_opposite_is_known_from_both_sides() -> None:
    table = opposites()
    assert "close" in table.opposite["open"] or normal_form("closed") in table.opposite["open"]
    assert "open" in table.opposite[normal_form("closed")]


def test_words_of_one_side_say_the_same() -> None:
    table = opposites()
    assert all(form in same for form, same in table.same.items())
