"""How well each page of a queue fits each post, and which pages are looked at at all."""

from __future__ import annotations

import pytest

from linkcheck._evidence.compare import prepare_page, prepare_post
from linkcheck._evidence.prepared import PreparedPage, PreparedPost
from linkcheck._page.states import with_state
from linkcheck._page.types import Page
from linkcheck._post.parse import parse_post
from linkcheck._queue.similarity import Fits, find_rivals
from linkcheck._scoring.model import load_model


def post(text: str) -> PreparedPost:
    parsed = parse_post(text)
    return prepare_post(parsed, parsed.links[0] if parsed.links else None)


def page(text: str) -> PreparedPage:
    return prepare_page(with_state(Page(title=text, text=f"{text}, officials said. " * 5)))


TREES, BREAD = "City plants 4,200 street trees", "Bakers in Lyon strike over flour prices"


def test_the_pages_that_share_the_rarest_words_are_looked_at_first() -> None:
    pages = [page("City opens a library"), page("City plants street trees"), page("Volcano erupts")]
    assert find_rivals([post(TREES)], pages) == [[1, 0]]


def test_an_unread_page_is_looked_at_for_nobody() -> None:
    assert find_rivals([post(TREES), None], [None, page(TREES)]) == [[1], []]


def test_no_more_pages_are_looked_at_than_asked_for() -> None:
    assert find_rivals([post(TREES)], [page(TREES) for _ in range(9)], 3) == [[0, 1, 2]]


def test_words_of_hundreds_of_pages_are_searched_for_where_there_is_no_rarer_one() -> None:
    pages = [page(f"Trees {number}") for number in range(201)]
    found = find_rivals([post("Trees of Volcano"), post("Trees")], [*pages, page("Volcano erupts")], 300)
    assert found[0] == [201]
    assert len(found[1]) == 200


def test_a_page_about_the_claim_fits_better_than_another() -> None:
    fits = Fits([post(TREES), post(BREAD)], [page(BREAD), page(TREES)], load_model())
    assert fits.advantage(0, 1) > 0 > -fits.advantage(1, 0)


def test_nothing_is_measured_where_nothing_was_read() -> None:
    fits = Fits([post(TREES), post(BREAD)], [None, page(BREAD)], load_model())
    assert fits(0, 0) is None
    assert fits.advantage(0, 0) == 0


def test_a_post_that_claims_nothing_fits_no_page() -> None:
    assert Fits([post("So, so good")], [page("So, so good")], load_model())(0, 0) is None


@pytest.mark.parametrize(
    ("other", "same"), [("https://example.org/a?utm_source=x", True), ("https://example.org/b", False)]
)
def test_unread_pages_are_the_same_where_their_links_are(other: str, same: bool) -> None:
    fits = Fits([post("One https://example.org/a"), post(f"Two {other}")], [None, None], load_model())
    assert (fits.same_page[0] == fits.same_page[1]) is same
