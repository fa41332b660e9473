from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import pytest

from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.compare import prepare_page, prepare_post, run_stage
from linkcheck._evidence.packaged import Stage
from linkcheck._evidence.prepared import PreparedPage, PreparedPost
from linkcheck._evidence.types import Evidence
from linkcheck._page.states import with_state
from linkcheck._page.types import Page
from linkcheck._post.parse import parse_post
from linkcheck._post.types import Post

MOON = Page(
    url="https://example.org/moon",
    title="NASA finds water ice at the Moon's south pole",
    text=(
        "NASA scientists have confirmed water ice on the Moon. The discovery was made by an instrument on a probe. "
        "It was published on Monday.\nThe finding may help astronauts who will land near the south pole."
    ),
)


@pytest.fixture
def moon() -> Page:
    return with_state(MOON)


@pytest.fixture
def prepared() -> Callable[[str, Page], tuple[PreparedPost, PreparedPage]]:
    def prepare(text: str, page: Page) -> tuple[PreparedPost, PreparedPage]:
        return prepare_post(parse_post(text)), prepare_page(with_state(page))

    return prepare


class Details(Protocol):
    def __call__(self, post: str, page: Page = ...) -> dict[str, Evidence]: ...


@pytest.fixture
def details(request: pytest.FixtureRequest) -> Details:
    """Detects the details of a post by code and checks their quotes.

    The page is PAGE of the test's module or another; no discount is taken.
    """

    def detect(post: str, page: Page | None = None) -> dict[str, Evidence]:
        page = page or request.module.PAGE
        alignment = Alignment(prepare_post(Post(text=post)), prepare_page(page))
        found = {evidence.code: evidence for evidence in run_stage(Stage.DETAIL, alignment)}
        for evidence in found.values():
            for quote in evidence.post_quotes:
                assert post[quote.start : quote.end] == quote.text
            for quote in evidence.page_quotes:
                assert page.quotable(quote.field)[quote.start : quote.end] == quote.text
        return found

    return detect
