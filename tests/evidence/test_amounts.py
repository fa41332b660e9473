from __future__ import annotations

import pytest

from linkcheck.evidence.amounts import amounts_of, unit_of
from linkcheck.evidence.details import weigh_details
from linkcheck.evidence.tokens import form_of
from linkcheck.evidence.weighing import prepare_page, prepare_post
from linkcheck.page.types import Page
from linkcheck.post.numbers import find_numbers
from linkcheck.post.types import Post

PAGE = Page(
    title="Fisherman talks of his rescue",
    text="Ole Berg, 57, was under the ice for 48 minutes.\nHis boat had cost $9,000, about 20 percent of his savings.",
)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("dead at 57", "age"),
        ("a 57-year-old", "age"),
        ("Ole Berg, 57, said", "age"),
        ("$57", "money"),
        ("57%", "percent"),
        ("57 minutes", form_of("minutes")),
        ("57 and more", ""),
        ("in 57", ""),
    ],
)
def test_a_number_counts_what_stands_beside_it(text: str, unit: str) -> None:
    assert unit_of(text, find_numbers(text)[0]) == unit


@pytest.mark.parametrize(("unit", "value"), [("age", 57), ("money", 9000), ("percent", 20), (form_of("minute"), 48)])
def test_the_page_is_asked_for_what_it_counts(unit: str, value: float) -> None:
    assert [amount.number.values[0] for amount in amounts_of(prepare_page(PAGE), unit)] == [value]


def test_an_absent_number_of_which_the_page_has_another_is_told_with_both() -> None:
    found = {e.code: e for e in weigh_details(prepare_post(Post(text="Dead for 42 minutes")), prepare_page(PAGE))}
    evidence = found["number-counted-otherwise"]
    assert evidence.value == 1
    assert [quote.text for quote in evidence.post_quotes] == ["42"]
    assert [quote.text for quote in evidence.page_quotes] == ["48"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("31 old cartoons that sold toys", form_of("cartoons")),
        ("300 Iraqi soldiers", form_of("soldiers")),
        ("48 mins", form_of("minutes")),
        ("at the age of 57.", "age"),
        ("42-year sickie", form_of("year")),
    ],
)
def test_a_unit_may_follow_an_adjective_or_be_shortened(text: str, unit: str) -> None:
    assert unit_of(text, find_numbers(text)[0]) == unit
