from __future__ import annotations

import pytest

from linkcheck._evidence.misquotes import misquoted
from linkcheck._text.tokens import normal_forms

PAGE = "I have never seen a harbour as quiet as this one, and I hope that it stays open for forty years"


def value(said: str, there: str = PAGE) -> float:
    """How surely the quoted words turn the sense of the page's, 0 where they do not."""
    found = misquoted(normal_forms(said), normal_forms(there))
    return found.value if found else 0.0


@pytest.mark.parametrize(
    ("said", "there"),
    [
        ("I have seen a harbour as quiet as this one", PAGE),
        ("We will build this bridge in my lifetime", "We will not build this bridge in my lifetime"),
        ("We didn't want these boats", "We did want these boats"),
        ("I hope that it stays closed for forty years", PAGE),
        ("I hope that it stays open for fifty years", PAGE),
        ("I hope that it stays open for 50 years", PAGE),
        ("Everybody came here to sell a boat", "Nobody came here to sell a boat"),
        ("We would rather be wet than late", "We would rather be late than wet"),
    ],
)
def test_a_denial_an_opposite_a_number_and_an_exchange_surely_turn_a_quotation(said: str, there: str) -> None:
    assert value(said, there) == 1.0


def test_another_word_of_content_turns_a_quotation_a_little_less_surely() -> None:
    assert 0.5 < value("I have never seen a market as quiet as this one") < 1.0
    assert (
        0.5
        < value(
            "I have never seen a harbour as quiet as this market", "I have never seen a harbour as quiet as this street"
        )
        < 1.0
    )


@pytest.mark.parametrize(
    ("said", "there"),
    [
        (PAGE, PAGE),
        ("never seen a harbour as quiet as this one", PAGE),
        ("I have never seen a harbour as quiet, and I hope that it stays open", PAGE),
        ("I HAVE NEVER SEEN A HARBOR AS QUIET AS THIS ONE!", PAGE),
        ("he has never seen a harbour as quiet as this one", PAGE),
        ("I've never seen harbours as quiet as this one", PAGE),
        ("I hope that it stays open for 40 years", PAGE),
        ("I hope that it stays open for a hundred years", "I hope that it stays open for 100 years"),
        ("I have not seen a harbour as quiet as this one", PAGE),
        ("We can not sell the boats in winter", "We can't sell the boats in winter"),
        ("It is not over before the winter", "It ain't over before the winter"),
        ("Never before was a port so calm, says the captain", PAGE),
        ("Bob never sells a boat in winter", "Robert never sells a boat in winter"),
        ("We must organise the boats of the town", "We must organize the boats of the town"),
    ],
)
def test_a_quotation_that_is_shortened_tidied_or_told_again_turns_nothing(said: str, there: str) -> None:
    assert value(said, there) == 0.0


def test_a_denial_may_be_of_what_was_left_out() -> None:
    there = "We have sold, and nobody believes how hard it was or what a price we were paid, the boats of the town"
    assert value("We have sold the boats of the town", there) == 0.0


def test_few_common_words_are_no_quotation_of_the_page() -> None:
    assert value("At least 11 boats", "at least six boats") == 0.0
    assert value("a vote on it", "a fight over it") == 0.0
