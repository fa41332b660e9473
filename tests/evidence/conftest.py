from __future__ import annotations

from collections.abc import Callable

import pytest

from linkcheck.evidence.prepared import PreparedPage, PreparedPost
from linkcheck.evidence.weighing import prepare_page, prepare_post
from linkcheck.page.states import with_state
from linkcheck.page.types import Page
from linkcheck.post.reading import parse_post

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
