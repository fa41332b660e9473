from __future__ import annotations

import pytest

from linkcheck.evidence.details import weigh_details
from linkcheck.evidence.polarity import opposites
from linkcheck.evidence.tokens import form_of
from linkcheck.evidence.types import Evidence
from linkcheck.evidence.weighing import prepare_page, prepare_post
from linkcheck.page.types import Page
from linkcheck.post.types import Post

PAGE = Page(
    title="Harbour council rejects the new bridge",
    text="The harbour council rejected the new bridge on Monday. Ferry fares will rise in the spring.\n"
    "The mayor did not attend the vote.",
)


def details(post: str, page: Page = PAGE) -> dict[str, Evidence]:
    found = {e.code: e for e in weigh_details(prepare_post(Post(text=post)), prepare_page(page))}
    for evidence in found.values():
        for quote in evidence.post_quotes:
            assert post[quote.start : quote.end] == quote.text
        for quote in evidence.page_quotes:
            assert page.quotable(quote.field)[quote.start : quote.end] == quote.text
    return found


@pytest.mark.parametrize(
    ("post", "said", "found"),
    [
        ("Harbour council accepts the new bridge", "accepts", "rejects"),
        ("Ferry fares will fall in the spring", "fall", "rise"),
    ],
)
def test_the_opposite_in_the_same_place_differs_and_is_quoted(post: str, said: str, found: str) -> None:
    evidence = details(post)["opposite-differs"]
    assert evidence.value > 0.5
    assert [quote.text for quote in evidence.post_quotes] == [said]
    assert [quote.text for quote in evidence.page_quotes] == [found]


def test_the_same_direction_does_not_differ() -> None:
    assert "opposite-differs" not in details("Harbour council rejects the new bridge")


def test_a_denial_of_what_the_page_says_differs() -> None:
    evidence = details("Harbour council has not rejected the new bridge")["negation-differs"]
    assert evidence.value > 0.5
    assert [quote.text for quote in evidence.post_quotes] == ["not rejected"]


def test_a_denial_that_the_page_makes_too_does_not_differ() -> None:
    found = details("The mayor didn't attend the vote")
    assert "negation-differs" not in found or found["negation-differs"].value < 0.1


def test_no_word_of_the_table_is_its_own_opposite() -> None:
    table = opposites()
    assert not [form for form, others in table.opposite.items() if form in others]
    assert form_of("fall") in table.opposite[form_of("rises")]
