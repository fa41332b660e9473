from __future__ import annotations

import pytest

from linkcheck.evidence.media import offers, tells_media
from linkcheck.page.types import Page


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
    assert tells_media(Page(kind="article"))
    assert not tells_media(Page(text="Mending nets."))
