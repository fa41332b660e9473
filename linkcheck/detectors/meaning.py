"""Whether the page says the claim in other words: a detector that asks a sentence model where words leave doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from linkcheck._evidence.compare import prepare_page
from linkcheck._evidence.prepared import PreparedPage, PreparedPost
from linkcheck._evidence.topic import thinness
from linkcheck._evidence.types import Case, Evidence, Layer
from linkcheck._post.types import Quote
from linkcheck._scoring.model import logit
from linkcheck._text.display import plain
from linkcheck._text.language import identify_language
from linkcheck.detectors.calibration import MeaningCalibration, shipped_calibration
from linkcheck.detectors.embedding import Embedder, similarity
from linkcheck.detectors.passages import choose_passages
from linkcheck.detectors.weights import find_weights

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
        return f"the page says something like it in other words: “{shown}”"
    if log_odds >= _PLAIN:
        return f"no passage of the page comes near what the post says; the nearest is “{shown}”"
    return f"nearest in meaning on the page is “{shown}”"
