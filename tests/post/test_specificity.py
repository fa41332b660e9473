from __future__ import annotations

import pytest

from linkcheck.post.specificity import unspecific_words, why_unclaimed


@pytest.mark.parametrize(
    "text",
    [
        "Klopp won't be happy with this",
        "That's 200 of them",
        "What J.K. Rowling is most proud of",
        'Never say "I love you"',
        "Trump: I want more",
        "Bus drivers on strike",
        "首相が辞任",
        "Выборы отменены",
        "How to use promises",
    ],
)
def test_a_name_a_number_a_quotation_or_two_common_words_are_enough(text: str) -> None:
    assert why_unclaimed(text) == ""


@pytest.mark.parametrize(
    "text", ["Well this is awkward", "You won't believe this!", "Damn, that's fast!", "速報", "How to do it"]
)
def test_praise_and_pointing_claim_nothing(text: str) -> None:
    assert why_unclaimed(text).startswith("no-claim-")


def test_hashtag_names_something_unless_it_is_unspecific_too() -> None:
    assert why_unclaimed("Bad news... Arrow", ["Arrow"]) == ""
    assert why_unclaimed("Bad news... wow", ["wow"]) == "no-claim-reaction"


def test_long_text_claims_something() -> None:
    assert why_unclaimed("so good " * 100) == ""


def test_words_are_lower_case_and_whole() -> None:
    assert all(word == word.lower() and word.isalpha() for word in unspecific_words())
