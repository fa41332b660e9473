"""A number of the page contradicts one of the claim only as another amount of the same thing."""

from __future__ import annotations

import pytest

from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.compare import prepare_page, prepare_post
from linkcheck._evidence.number_rivals import NumberRivals
from linkcheck._page.types import Page
from linkcheck._post.types import Post
from linkcheck._text.numbers import find_numbers


def rivals(post: str, page: str) -> NumberRivals:
    alignment = Alignment(prepare_post(Post(text=post)), prepare_page(Page(text=page)))
    return NumberRivals(alignment, alignment.post.details.comparable_numbers[0])


@pytest.mark.parametrize(
    ("post", "page", "held"),
    [
        ("40 trees fell", "31 trees fell", True),
        ("40 trees fell", "31 oak trees fell", True),
        ("40 people fell", "31 fell", True),
        ("40 trees fell", "31 houses fell", False),
        ("40 trees fell", "31 kilometres burned", False),
        ("40 trees fell", "31 other trees fell", False),
        ("another 40 trees fell", "another 31 trees fell", True),
        ("40 trees fell", "$31 was paid", False),
        ("40 trees fell", "more than 35 trees fell", False),
        ("in 2019", "in 31 days", False),
        ("20% are held", "80% are held", False),
        ("20% are held", "70% are held", True),
    ],
)
def test_another_amount_of_the_same_thing_is_held_against_the_claim(post: str, page: str, held: bool) -> None:
    assert rivals(post, page).holds(find_numbers(page)[0], page) is held


def test_a_sentence_that_has_the_number_of_the_same_thing_has_no_rivals() -> None:
    page = prepare_page(Page(text="31 trees fell on Monday and 40 trees on Tuesday."))
    assert rivals("40 trees fell", "").among(page.sentences[0].details) == ()
    assert len(rivals("50 trees fell", "").among(page.sentences[0].details)) == 2


def test_a_sentence_that_has_the_year_of_the_claim_may_have_that_of_the_event() -> None:
    page = prepare_page(Page(text="She was nominated in 2019 and won the prize in 2021."))
    assert len(rivals("She won the prize in 2019", "").among(page.sentences[0].details)) == 2


@pytest.mark.parametrize(
    ("page", "admitted"),
    [
        ("More than 30 trees fell in Fernhill.", False),
        ("30 to 50 trees fell in Fernhill.", True),
        ("Hundreds of trees fell in Fernhill.", False),
        ("Dozens of trees fell in Fernhill.", True),
        ("28 oaks and 12 elms fell in Fernhill.", True),
        ("31 trees fell in Fernhill.", False),
    ],
)
def test_sentences_that_leave_the_number_open_admit_it(page: str, admitted: bool) -> None:
    post = prepare_post(Post(text="40 trees fell in Fernhill"))
    alignment = Alignment(post, prepare_page(Page(text=page)))
    found = NumberRivals(alignment, post.details.comparable_numbers[0])
    assert found.admitted_by(alignment.contexts(alignment.slot(0, 1))) is admitted


def test_a_hedged_number_is_supported_only_by_one_of_its_unit() -> None:
    found = rivals("More than 40 trees fell", "")
    assert found.supports(find_numbers("46 trees")[0], "46 trees")
    assert not found.supports(find_numbers("in 2019")[0], "in 2019")
