"""The doors of room four: prepare a post, prepare a page, weigh the pair.

Whether the page says the same of the claim: every kind of detail, over one alignment of claim and page.

The register of detail detectors: what is compared beside the topic.

A detector returns at most one Evidence a code for a pair of post and page. The code is the name of a
feature of the model (absent means 0), the value its size; positive values speak for a mismatch unless
the code says otherwise in `scoring.features`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

import msgspec

from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.detectors.card import weigh_card
from linkcheck._evidence.detectors.dates import weigh_age, weigh_dates
from linkcheck._evidence.detectors.language import weigh_language
from linkcheck._evidence.detectors.media import weigh_promises
from linkcheck._evidence.detectors.names import weigh_names
from linkcheck._evidence.detectors.numbers import weigh_numbers
from linkcheck._evidence.detectors.polarity import weigh_polarity
from linkcheck._evidence.detectors.quotations import weigh_quotations
from linkcheck._evidence.detectors.roles import weigh_roles
from linkcheck._evidence.detectors.source import weigh_source
from linkcheck._evidence.prepared import PreparedPage, PreparedPost, PreparedSentence
from linkcheck._evidence.topic import weigh_topic
from linkcheck._evidence.types import AGREES, CONTRADICTS, Evidence
from linkcheck._page.types import Page
from linkcheck._post.types import Claim, Link, Post
from linkcheck._text.sentences import sentence_spans

KINDS: tuple[Callable[[Alignment], Iterator[Evidence]], ...] = (
    weigh_numbers,
    weigh_names,
    weigh_dates,
    weigh_quotations,
    weigh_polarity,
    weigh_roles,
    weigh_promises,
)
"""The kinds of detail, in the order in which they are weighed."""


def weigh_details(post: PreparedPost, page: PreparedPage) -> Iterator[Evidence]:
    """The detail evidence of one pair, at most one a code; nothing for a claim or page without words."""
    if not post.words or not page.sentences:
        return
    alignment = Alignment(post, page)
    found = [evidence for weigh in KINDS for evidence in weigh(alignment)]
    contradicted = max((e.value for e in found if e.code.endswith((*CONTRADICTS, "-absent"))), default=0.0)
    for evidence in found:
        if evidence.code.endswith(AGREES):
            evidence = msgspec.structs.replace(evidence, value=round(evidence.value * (1 - contradicted), 4))
        yield evidence


Detector = Callable[[PreparedPost, PreparedPage], Iterable[Evidence]]
TimedDetector = Callable[[PreparedPost, PreparedPage, dt.datetime], Iterable[Evidence]]

DETECTORS: tuple[Detector, ...] = (weigh_details,)
"""Asked for every pair, in this order."""

TIMED_DETECTORS: tuple[TimedDetector, ...] = (weigh_age,)
"""Asked only where it is known as of when the post speaks."""


MAX_CLAIM = 4_000
"""Characters of a claim that are compared: four times the longest common post; work is bounded by it."""
MAX_PAGE_TEXT = 200_000
"""Characters of a page's text that are compared: some 33,000 words, longer than 99.9 % of articles."""
MAX_PAGE_FIELD = 2_000
"""Characters of title and description that are compared."""


def prepare_post(post: Post, link: Link | None = None) -> PreparedPost:
    """The claim of `post`, or of the segment that speaks of `link`, ready for any number of pages."""
    claim = post.claim_for(link)
    if len(claim.text) <= MAX_CLAIM:
        return PreparedPost(post, link, claim)
    cut = Claim(text=claim.text[:MAX_CLAIM], offsets=claim.offsets[:MAX_CLAIM], no_claim_reason=claim.no_claim_reason)
    return PreparedPost(post, link, cut, truncated=True)


def prepare_page(page: Page) -> PreparedPage:
    """The sentences of `page`, ready for any number of posts."""
    sentences = [
        PreparedSentence(field, start, end, text[start:end])
        for field, limit in (("title", MAX_PAGE_FIELD), ("description", MAX_PAGE_FIELD), ("text", MAX_PAGE_TEXT))
        for text in (page.quotable(field)[:limit],)
        for start, end in sentence_spans(text)
    ]
    return PreparedPage(page, tuple(sentences), truncated=len(page.text) > MAX_PAGE_TEXT)


_ABOUT = 0.3
"""Share of the claim in the best passage below which no detail is compared: no passage speaks of the same."""
_CLOSENESS = 0.5
"""A detail is worth its value times the share of the claim in the best passage to this power. Chosen on the train
sets: at 0 vague posts are accused of details, at 1 and above changed details are lost."""
_FOREIGN_NAMES = 0.7
"""What a differing name is worth on pages in other languages, whose inflected names look like other names."""


def weigh(post: PreparedPost, page: PreparedPage, as_of: dt.datetime | None = None) -> tuple[Evidence, ...]:
    """Everything found by comparing `post` and `page`; without `as_of`, nothing about time.

    Where the languages differ, that alone.
    """
    found = list(weigh_language(post, page))
    if found:
        return tuple(found)
    found.extend(weigh_topic(post, page))
    if found[0].value >= _ABOUT:
        found.extend(_details(post, page, as_of, closeness=min(1.0, found[0].value) ** _CLOSENESS))
    found.extend(weigh_card(post, page))
    found.extend(weigh_source(post, page))
    return tuple(found)


def _details(
    post: PreparedPost, page: PreparedPage, as_of: dt.datetime | None, *, closeness: float
) -> Iterator[Evidence]:
    foreign = page.page.language not in (None, "", "en")
    past = [evidence for timed in TIMED_DETECTORS for evidence in timed(post, page, as_of)] if as_of is not None else []
    # That names and numbers agree says nothing for old news: of course they do.
    left = 1.0 - max((evidence.value for evidence in past), default=0.0)
    for detector in DETECTORS:
        for evidence in detector(post, page):
            factor = _FOREIGN_NAMES if foreign and evidence.code.startswith("name-") else 1.0
            factor *= left if evidence.code.endswith(AGREES) else 1.0
            yield msgspec.structs.replace(evidence, value=evidence.value * closeness * factor)
    yield from past
