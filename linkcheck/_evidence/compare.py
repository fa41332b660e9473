"""Where do a post and a page differ? Each is prepared once, and each pair gives its evidence.

The detectors run stage by stage (`packaged.Stage`). The values of details are discounted here and nowhere else.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import msgspec

from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.detectors import DETECTORS, EVIDENCE_CODES
from linkcheck._evidence.frames import compared_claims
from linkcheck._evidence.packaged import Stage
from linkcheck._evidence.prepared import PreparedPage, PreparedPost, PreparedSentence
from linkcheck._evidence.types import Evidence, Stance
from linkcheck._page.types import Page
from linkcheck._parameters import PARAMETERS
from linkcheck._post.types import Claim, Link, Post
from linkcheck._text.normalise import normalise_characters
from linkcheck._text.sentences import sentence_spans

MAX_COMPARED_CLAIM = 4_000
"""Characters of a claim that are compared: four times the longest common post; work is bounded by it."""
MAX_PAGE_TEXT = 200_000
"""Characters of a page's text that are compared: some 33,000 words, longer than 99.9 % of articles."""
MAX_PAGE_FIELD = 2_000
"""Characters of title and description that are compared."""
_COMPARED = {"title": MAX_PAGE_FIELD, "titles": MAX_PAGE_FIELD, "description": MAX_PAGE_FIELD, "text": MAX_PAGE_TEXT}

_MIN_TOPIC = PARAMETERS.details.min_topic
_TOPIC_POWER = PARAMETERS.details.topic_power
_FOREIGN_INFLECTED = PARAMETERS.details.foreign_inflected
_AGAINST = frozenset({Stance.CONTRADICTS, Stance.ABSENT})
_INFLECTED = frozenset(code.code for code in EVIDENCE_CODES if code.inflected)


def prepare_post(post: Post, link: Link | None = None) -> PreparedPost:
    """The claim of `post`, or of the segment that speaks of `link`, ready for any number of pages."""
    claim = post.claim_for(link)
    if len(claim.text) <= MAX_COMPARED_CLAIM:
        return PreparedPost(post, link, claim)
    compared = Claim(
        text=claim.text[:MAX_COMPARED_CLAIM],
        offsets=claim.offsets[:MAX_COMPARED_CLAIM],
        ends=claim.ends[:MAX_COMPARED_CLAIM],
        no_claim_reason=claim.no_claim_reason,
    )
    return PreparedPost(post, link, compared, truncated=True)


def prepare_page(page: Page) -> PreparedPage:
    """The sentences of `page`, ready for any number of posts."""
    fields = {field: normalise_characters(page.quotable(field)[:limit]) for field, limit in _COMPARED.items()}
    sentences = [
        PreparedSentence(field, start, end, normal.text[start:end])
        for field, normal in fields.items()
        for start, end in sentence_spans(normal.text)
    ]
    if page.titles:
        sentences = _without_repeats(sentences)
    return PreparedPage(page, tuple(sentences), fields, truncated=len(page.text) > MAX_PAGE_TEXT)


def _without_repeats(sentences: list[PreparedSentence]) -> list[PreparedSentence]:
    """The sentences without those of other titles that say no more than the titles before them."""
    said = {form for sentence in sentences if sentence.field == "title" for form in sentence.forms}
    kept = []
    for sentence in sentences:
        if sentence.field == "titles":
            if said.issuperset(sentence.forms):
                continue
            said.update(sentence.forms)
        kept.append(sentence)
    return kept


def extract_evidence(post: PreparedPost, page: PreparedPage, as_of: dt.datetime | None = None) -> tuple[Evidence, ...]:
    """Everything found by comparing `post` and `page`; without `as_of`, nothing about time.

    Where the languages differ, that alone. A page does not contradict a post that is one of its own titles.
    """
    topic_claim, detail_claim = compared_claims(post, page)
    about = Alignment(topic_claim, page, as_of)
    language = run_stage(Stage.LANGUAGE, about)
    if language:
        return language
    topic = run_stage(Stage.TOPIC, about)
    alignment = Alignment(detail_claim, page, as_of)
    shared = topic[0].value
    details: tuple[Evidence, ...] = ()
    if shared >= _MIN_TOPIC:
        time = run_stage(Stage.TIME, alignment)
        titled = post.squeezed in page.squeezed_titles
        found = tuple(
            evidence
            for evidence in run_stage(Stage.DETAIL, alignment)
            if not (_is_of_cut_word(evidence, post) or (titled and evidence.stance in _AGAINST))
        )
        details = (*_discounted(found, page.page, shared, time), *time)
    return (*topic, *details, *run_stage(Stage.CONTEXT, alignment))


def _is_of_cut_word(evidence: Evidence, post: PreparedPost) -> bool:
    """Whether all that it quotes of the post ends in a word that is cut off: what that word was is not known."""
    if post.cut_word is None or not evidence.post_quotes:
        return False
    cut = post.quote(*post.cut_word)
    return all(quote.start < cut.end and cut.start < quote.end for quote in evidence.post_quotes)


def run_stage(stage: Stage, alignment: Alignment) -> tuple[Evidence, ...]:
    """The evidence of the detectors of one stage, before any discount."""
    return tuple(
        evidence for detector in DETECTORS if detector.stage is stage for evidence in detector.detect(alignment)
    )


class _Discounts(NamedTuple):
    """What is left of the value of a detail, as factors from 0 to 1."""

    topic: float
    """Of every detail: the less of the claim the best passage has, the less a detail says."""
    foreign: float
    """Of what other languages inflect, on pages in other languages than English."""
    agreement: float
    """Of what supports the claim: less where another detail is contradicted or absent."""
    news: float
    """Of what supports the claim: less where its news is old, for then the details agree as a matter of course."""


def _discounted(
    details: tuple[Evidence, ...], page: Page, shared: float, time: tuple[Evidence, ...]
) -> tuple[Evidence, ...]:
    against = [e.value for e in details if e.stance in _AGAINST]
    discounts = _Discounts(
        topic=min(1.0, shared) ** _TOPIC_POWER,
        foreign=1.0 if page.language in (None, "", "en") else _FOREIGN_INFLECTED,
        agreement=1.0 - max(against, default=0.0),
        news=1.0 - max((e.value for e in time), default=0.0),
    )
    return tuple(msgspec.structs.replace(e, value=_discount(e, discounts)) for e in details)


def _discount(evidence: Evidence, discounts: _Discounts) -> float:
    value = evidence.value
    factor = discounts.foreign if evidence.code in _INFLECTED else 1.0
    if evidence.stance is Stance.SUPPORTS:
        value = round(value * discounts.agreement, 4)
        factor *= discounts.news
    return value * discounts.topic * factor
