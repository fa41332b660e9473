from __future__ import annotations

import pytest

from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.compare import prepare_page, prepare_post
from linkcheck._evidence.detectors.source import detect_source
from linkcheck._page.types import Page
from linkcheck._post.parse import parse_post


def absent(text: str, page: Page) -> bool:
    return bool(list(detect_source(Alignment(prepare_post(parse_post(text)), prepare_page(page)))))


@pytest.mark.parametrize(
    "page",
    [
        Page(url="https://www.bbc.co.uk/news/1", text="It rained."),
        Page(url="https://example.org/1", site_name="BBC News", text="It rained."),
        Page(url="https://example.org/1", text="It rained, the BBC says."),
    ],
)
def test_a_source_that_the_page_shows_is_not_missed(page: Page) -> None:
    assert not absent("It rained (via the BBC)", page)


def test_initials_of_a_source_may_be_the_host() -> None:
    assert not absent("Rain in town, via New York Times", Page(url="https://nytimes.com/1", text="It rained."))


@pytest.mark.parametrize(
    ("source", "host"),
    [("the Beeb", "www.bbc.co.uk"), ("WSJ", "wallstreetjournal.example"), ("WaPo", "washingtonpost.com")],
)
def test_a_source_may_be_shown_by_another_of_its_names(source: str, host: str) -> None:
    assert not absent(f"Rain in town, via {source}", Page(url=f"https://{host}/1", text="It rained."))


def test_another_source_is_told() -> None:
    assert absent("It rained, source: Reuters", Page(url="https://example.org/1", text="It rained."))


def test_a_page_without_address_says_nothing_of_its_source() -> None:
    assert not absent("It rained, via the BBC", Page(text="It rained."))
