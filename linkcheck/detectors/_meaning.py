"""The detector "meaning": does the page say the claim in other words? A sentence model is asked.

The few passages that may hold the claim are compared with it; what their similarity adds to the log-odds was fitted by
`python -m linkcheck.training meaning`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import msgspec

from linkcheck._evidence.compare import prepare_page
from linkcheck._evidence.overlap import find_term_sentences
from linkcheck._evidence.prepared import PreparedPage, PreparedPost
from linkcheck._evidence.topic import thinness
from linkcheck._evidence.types import Case, Evidence, Layer
from linkcheck._post.types import Quote
from linkcheck._scoring.model import logit
from linkcheck._text.display import plain
from linkcheck._text.language import identify_language
from linkcheck.detectors._embedding import Embedder, find_weights, similarity
from linkcheck.errors import ModelError

SCHEMA = 1


class MeaningCalibration(msgspec.Struct, frozen=True, kw_only=True):
    """The shipped numbers. `words` are the topic's log-odds by words alone, `thinness` is that of the page (0 to 1).

    Each similarity adds to what words say. On a page of a few sentences a claim's words have few chances to stand, so
    that their absence proves less: part of what they say is taken back.
    """

    schema: int
    intercept: float
    similarity: float
    """Log-odds of being off topic for a similarity of 1; negative."""
    thin: float
    """Log-odds for a thinness of 1."""
    thin_words: float
    """The share of `words` that a thinness of 1 takes back; from -1 to 0."""
    provenance: dict[str, Any]

    def __post_init__(self) -> None:
        numbers = (self.intercept, self.similarity, self.thin, self.thin_words)
        if self.schema != SCHEMA or not all(map(math.isfinite, numbers)):
            raise ModelError(f"this is not a calibration of schema {SCHEMA}")
        if self.similarity > 0 or not -1 <= self.thin_words <= 0:
            raise ModelError("a calibration's similarity and thin words can only speak for a match")

    def counted(self, words: float, thinness: float) -> float:
        """What words say of the topic, as far as it counts on such a page."""
        return words * (1 + self.thin_words * thinness)

    def nearness(self, *, similarity: float, thinness: float) -> float:
        """What the similarity says by itself; negative where the passage is near."""
        return self.intercept + self.similarity * similarity + self.thin * thinness

    def log_odds(self, *, words: float, similarity: float, thinness: float) -> float:
        """What is added to `words`: what the similarity says, less what of the words does not count on such a page."""
        drawn_back = self.counted(words, thinness) - words
        return self.nearness(similarity=similarity, thinness=thinness) + drawn_back


@cache
def shipped_calibration() -> MeaningCalibration:
    """The calibration inside the package."""
    content = resources.files("linkcheck.detectors").joinpath("calibration.json").read_bytes()
    return msgspec.json.decode(content, type=MeaningCalibration)


WORDS = 40
"""Words of a passage, the last sentence whole: a claim's length. Much longer ones blur (and passages of 35 words were
what the model was measured with)."""
CHARACTERS = 600
"""Characters of a passage, and of a description, at most."""
NEAREST = 3
"""Passages with the most of the claim's words; all passages together find no more (FNC-1: AUC .9975 and .9973)."""
FIRST = 2
"""Passages that open the text: what a page is about stands there, in whatever words."""


def choose_passages(post: PreparedPost, page: PreparedPage) -> tuple[Quote, ...]:
    """Title, description, the first passages of the text and those with the most of the claim's words: 7 at most.

    In the page's order, none twice.
    """
    found = (*_headings(page), *_passages_of_text(post, page))
    return tuple(quote for quote in found if quote.text.strip())


def _headings(page: PreparedPage) -> Iterator[Quote]:
    for field in ("title", "description"):
        yield page.page.quote(field, 0, min(len(page.page.quotable(field)), CHARACTERS))


def _passages_of_text(post: PreparedPost, page: PreparedPage) -> Iterator[Quote]:
    passages = cut_passages(page)
    weights = _shared(post, page, passages)
    nearest = sorted(range(len(passages)), key=lambda number: (-weights[number], number))[:NEAREST]
    for number in sorted({*range(min(FIRST, len(passages))), *nearest}):
        first, last = passages[number]
        start = page.sentences[first].start
        yield page.quote_field("text", start, min(page.sentences[last].end, start + CHARACTERS))


def cut_passages(page: PreparedPage) -> list[tuple[int, int]]:
    """The text in passages of whole sentences: the numbers of the first and last sentence of each."""
    passages: list[tuple[int, int]] = []
    words = 0
    for number in range(page.body_start, len(page.sentences)):
        sentence = page.sentences[number]
        words += len(sentence.forms)
        first = passages[-1][0] if passages else number
        if passages and words <= WORDS and sentence.end - page.sentences[first].start <= CHARACTERS:
            passages[-1] = (first, number)
        else:
            passages.append((number, number))
            words = len(sentence.forms)
    return passages


def _shared(post: PreparedPost, page: PreparedPage, passages: list[tuple[int, int]]) -> list[float]:
    """The weight of the claim's terms that each passage has."""
    number_of = {sentence: n for n, (first, last) in enumerate(passages) for sentence in range(first, last + 1)}
    terms: list[list[float]] = [[] for _ in passages]
    for term, sentences in zip(post.terms, find_term_sentences(post, page), strict=True):
        for number in sorted({number_of[one] for one in sentences if one in number_of}):
            terms[number].append(term.weight)
    return [math.fsum(weights) for weights in terms]


NEAR, FAR = "meaning-near", "meaning-far"

DOUBT = 4.6
"""Log-odds of a match below which words leave doubt: a probability of being off topic from .01 on. There is no end
above: nobody is accused before meanings were compared, and few honest posts come that far."""
MAX_CLAIM = 1_000
"""Characters of a claim that are read: more than the model takes in."""
_LANGUAGE = "en"
"""What the model was trained on. In other languages, and between languages, it has nothing to say."""
_PLAIN = 1.0
"""Log-odds from which a message says that the page comes near, or does not: below, it only shows what comes nearest."""
_SHOWN = 120
"""Characters of a passage shown in a message; its quote is whole."""


class Nearest(NamedTuple):
    """The passage of a page that is nearest to a claim, and how near."""

    passage: Quote
    similarity: float


class Subject(NamedTuple):
    """What is compared: claim and page in their sentences, and what words say of the topic (log-odds, no prior)."""

    post: PreparedPost
    page: PreparedPage
    words: float
    thinness: float


class Meaning:
    """The detector "meaning". Made without arguments by name; safe to ask from several threads.

    Raises MissingExtraError without the extra [semantic], ModelError where the installed model is another.
    """

    code = "meaning"

    def __init__(self, embedder: Embedder | None = None, calibration: MeaningCalibration | None = None) -> None:
        self._embedder = embedder or Embedder(find_weights())
        self._calibration = calibration or shipped_calibration()

    def weigh(self, case: Case) -> Iterator[Evidence]:
        """One piece of evidence of the topic: where words leave doubt, on a page in English."""
        subject = read_subject(case)
        if subject is None or not in_doubt(subject, self._calibration):
            return
        found = find_nearest(subject, self._embedder)
        if found is None:
            return
        yield self._evidence(case, subject, found)

    def _evidence(self, case: Case, subject: Subject, found: Nearest) -> Evidence:
        thin = subject.thinness
        log_odds = self._calibration.log_odds(words=subject.words, similarity=found.similarity, thinness=thin)
        says = self._calibration.nearness(similarity=found.similarity, thinness=thin)
        return Evidence(
            code=NEAR if log_odds <= 0 else FAR,
            layer=Layer.TOPIC,
            value=min(max(found.similarity, 0.0), 1.0),
            log_odds=log_odds,
            message=_told(found.passage, min(says, log_odds) if log_odds > 0 else max(says, log_odds)),
            post_quotes=(case.quote(0, len(case.claim.text)),),
            page_quotes=(found.passage,),
        )


def read_subject(case: Case) -> Subject | None:
    """The two as they are compared; None where words had nothing to say, or not in English."""
    if case.off_topic is None or not 0 < case.off_topic < 1 or not _in_english(case):
        return None
    page = prepare_page(case.page)
    words = logit(case.off_topic) - logit(case.prior)
    return Subject(PreparedPost(case.post, case.link, case.claim), page, words, thinness(page))


def _in_english(case: Case) -> bool:
    """Whether the page is; where it is too short to tell, whether the claim is."""
    return (case.page.language or identify_language(case.claim.text).code) == _LANGUAGE


def in_doubt(subject: Subject, calibration: MeaningCalibration) -> bool:
    """Whether words, as far as they count on such a page, leave doubt."""
    return calibration.counted(subject.words, subject.thinness) > -DOUBT


def find_nearest(subject: Subject, embedder: Embedder) -> Nearest | None:
    """The passage nearest to the claim, the first of equals; None for a page without text."""
    passages = choose_passages(subject.post, subject.page)
    if not passages:
        return None
    return nearest_of(subject.post.claim.text[:MAX_CLAIM], passages, embedder)


def nearest_of(claim: str, passages: Sequence[Quote], embedder: Embedder) -> Nearest:
    """The one of `passages` nearest to `claim`, the first of equals."""
    wanted = embedder.embed(claim)
    return max(
        (Nearest(passage, similarity(wanted, embedder.embed(passage.text))) for passage in passages),
        key=lambda found: found.similarity,
    )


def _told(passage: Quote, log_odds: float) -> str:
    shown = plain(passage.text, _SHOWN)
    if log_odds <= -_PLAIN:
        return f"The page says something like it in other words: “{shown}”."
    if log_odds >= _PLAIN:
        return f"No passage of the page comes near what the post says; the nearest is “{shown}”."
    return f"The nearest in meaning on the page is “{shown}”."
