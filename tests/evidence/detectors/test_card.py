from __future__ import annotations

import msgspec

from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.compare import prepare_page, prepare_post
from linkcheck._evidence.detectors.card import detect_card
from linkcheck._evidence.types import Evidence
from linkcheck._page.types import Page
from linkcheck._post.parse import parse_post
from linkcheck._post.types import Card


def weighed(title: str, page: Page) -> list[Evidence]:
    post = msgspec.structs.replace(parse_post("look at this"), card=Card(title=title))
    return list(detect_card(Alignment(prepare_post(post), prepare_page(page))))


def test_a_preview_of_another_page_is_told(moon: Page) -> None:
    (found,) = weighed("Win a free phone in our lottery", moon)
    assert found.code == "card-differs"
    assert found.post_quotes[0].text == "Win a free phone in our lottery"


def test_the_pages_own_title_and_short_titles_are_not(moon: Page) -> None:
    assert not weighed(moon.title, moon)
    assert not weighed("Home", moon)
    assert not weighed("", moon)
