"""The doors of room four: prepare a post, prepare a page, weigh the pair."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from linkcheck.evidence.card import weigh_card
from linkcheck.evidence.detectors import DETECTORS, TIMED_DETECTORS
from linkcheck.evidence.language import weigh_language
from linkcheck.evidence.prepared import PreparedPage, PreparedPost, PreparedSentence
from linkcheck.evidence.sentences import sentence_spans
from linkcheck.evidence.source import weigh_source
from linkcheck.evidence.topic import weigh_topic
from linkcheck.evidence.types import AGREES, Evidence
from linkcheck.page.types import Page
from linkcheck.post.claims import claim_for
from linkcheck.post.types import Claim, Link, Post

MAX_CLAIM = 4_000
"""Characters of a claim that are compared: four times the longest common post; work is bounded by it."""
MAX_PAGE_TEXT = 200_000
"""Characters of a page's text that are compared: some 33,000 words, longer than 99.9 % of articles."""
MAX_PAGE_FIELD = 2_000
"""Characters of title and description that are compared."""


def prepare_post(post: Post, link: Link | None = None) -> PreparedPost:
    """The claim of `post`, or of the segment that speaks of `link`, ready for any number of pages."""
    claim = claim_for(post, link) if link is not None else post.claim
    if len(claim.text) <= MAX_CLAIM:
        return PreparedPost(post, link, claim)
    cut = Claim(text=claim.text[:MAX_CLAIM], offsets=claim.offsets[:MAX_CLAIM], unclaimed=claim.unclaimed)
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
