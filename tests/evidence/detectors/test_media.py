from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linkcheck._evidence.detectors.media import media_known, offers
from linkcheck._page.types import Page

if TYPE_CHECKING:
    from tests.evidence.conftest import Details


@pytest.mark.parametrize(
    ("page", "offer"),
    [
        (Page(media=("video",)), "video"),
        (Page(kind="audio"), "podcast"),
        (Page(text="The footage shows a boat."), "video"),
        (Page(text="It costs $40."), "price"),
        (Page(title="Free nets"), "free"),
        (Page(text="Preheat the oven."), "recipe"),
    ],
)
def test_a_page_offers_what_it_has_or_speaks_of(page: Page, offer: str) -> None:
    assert offers(page, offer)


@pytest.mark.parametrize(
    "offer", ["video", "podcast", "download", "gallery", "recipe", "price", "free", "no such offer"]
)
def test_a_page_of_which_nothing_is_said_offers_nothing(offer: str) -> None:
    assert not offers(Page(text="Mending nets takes patience."), offer)


def test_only_a_page_with_kind_or_media_tells_what_it_offers() -> None:
    assert media_known(Page(kind="article"))
    assert not media_known(Page(text="Mending nets."))


PAGE = Page(title="How to mend a net", text="Mending nets takes patience. The course costs $40.", kind="article")


@pytest.mark.parametrize(
    ("post", "promise"),
    [
        ("How to mend a net: watch the video", "watch the"),
        ("Mending nets: download the PDF", "download the"),
        ("Mending nets, listen to the episode", "listen to"),
        ("Get your free course in mending nets", "free course"),
    ],
)
def test_a_promise_of_which_the_page_shows_no_trace_is_unmet(details: Details, post: str, promise: str) -> None:
    evidence = details(post)["promise-unmet"]
    assert evidence.post_quotes[0].text == promise


@pytest.mark.parametrize("medium", ["video", "download", "audio"])
def test_a_promise_of_a_medium_that_the_page_has_is_met(details: Details, medium: str) -> None:
    page = Page(title="How to mend a net", text="Mending nets takes patience.", media=(medium,))
    assert "promise-unmet" not in details("Mend a net: watch the video", page) or medium != "video"


def test_something_free_on_a_page_with_prices_is_met_if_the_page_says_free(
    details: Details,
) -> None:
    page = Page(text="The course costs $40. The first lesson is free.")
    assert "promise-unmet" not in details("Get a free lesson in mending nets", page)


def test_a_numbered_list_of_another_length_is_unmet(
    details: Details,
) -> None:
    page = Page(title="Ways to mend a net", text="1. Knot it.\n2. Sew it.\n3. Buy a new one.\n4. Ask a fisherman.")
    assert details("10 ways to mend a net", page)["promise-unmet"].message.endswith("the list of the page has 4 items.")
    assert "promise-unmet" not in details("4 ways to mend a net", page)


def test_a_page_of_which_only_text_is_known_counts_less(
    details: Details,
) -> None:
    page = Page(text="Mending nets takes patience.")
    assert details("Mending nets: watch the video", page)["promise-unmet"].value < 1
