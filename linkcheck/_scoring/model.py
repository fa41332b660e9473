"""The model: from evidence to log-odds, each part of which can be reported.

Two logistic regressions, one of the topic and one of the details; `joining` makes one score of them.
"""

from __future__ import annotations

import hashlib
import math
import os
from collections.abc import Collection, Iterable
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from linkcheck._evidence.types import Evidence, Layer, Stance
from linkcheck._parameters import PARAMETERS
from linkcheck._scoring.features import (
    CLAIM_WEIGHT_CODE,
    DOUBTS,
    MANUAL_COEFFICIENTS,
    PAGE_WEIGHT_CODE,
    SHARED_COEFFICIENTS,
    SUBJECT_TITLED_CODE,
)
from linkcheck._scoring.joining import DetailSums, Joined, Levels, join_sides, kept_below
from linkcheck.errors import ModelError

MODEL_SCHEMA = 1

_MIN_CLAIM_WEIGHT = PARAMETERS.verdicts.min_claim_weight
_MIN_PAGE_WEIGHT = PARAMETERS.verdicts.min_page_weight
_BARRED_MARGIN = PARAMETERS.verdicts.barred_margin


class Linear(msgspec.Struct, frozen=True, kw_only=True):
    """A standardised logistic regression: features in order, and one number a feature in each list."""

    features: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    coefficients: tuple[float, ...]
    """Log-odds of a mismatch for one standard deviation."""
    intercept: float
    power: float = 1.0
    """What a value is raised to before it is standardised: above 1, weak values count for less than their share."""

    def __post_init__(self) -> None:
        lengths = {len(self.features), len(self.mean), len(self.scale), len(self.coefficients)}
        numbers = (*self.mean, *self.scale, *self.coefficients, self.intercept)
        if (
            len(lengths) != 1
            or not all(map(math.isfinite, numbers))
            or min(self.scale, default=1) <= 0
            or self.power <= 0
        ):
            raise ModelError("a part of the model has lists of unequal length, or numbers that are none")

    def contributions(self, values: dict[str, float]) -> dict[str, float]:
        """Log-odds of each feature; with the intercept they sum to the log-odds."""
        return {
            code: coefficient * (max(values.get(code, 0.0), 0.0) ** self.power - mean) / scale
            for code, mean, scale, coefficient in zip(
                self.features, self.mean, self.scale, self.coefficients, strict=True
            )
        }


class Model(msgspec.Struct, frozen=True, kw_only=True):
    """What `train` writes and `judge` reads."""

    schema: int
    topic: Linear
    details: Linear
    """Mean 0 and scale 1: an absent detail contributes nothing. Values are squared (see training)."""
    mismatch_threshold: float
    match_threshold: float
    provenance: dict[str, Any]
    """Data digests, date, features, code version, out-of-fold figures."""

    def __post_init__(self) -> None:
        if self.schema != MODEL_SCHEMA:
            raise ModelError(f"the model has schema {self.schema}; this version of linkcheck reads {MODEL_SCHEMA}")
        if not 0 < self.match_threshold <= self.mismatch_threshold < 1:
            raise ModelError("the model's thresholds must be probabilities, match at or below mismatch")

    @property
    def levels(self) -> Levels:
        """The thresholds in log-odds."""
        return Levels(logit(self.match_threshold), logit(self.mismatch_threshold))


class EvidenceScore(msgspec.Struct, frozen=True, kw_only=True):
    """Log-odds before the prior: in all, of the topic, and what each feature adds to the whole."""

    log_odds: float
    topic_log_odds: float
    parts: dict[str, float]
    """Feature code -> its share of `log_odds`; what is missing to the whole belongs to the base."""
    doubts: float = 0.0
    """What doubts alone add to `log_odds`, beyond what they add to contradictions: it must accuse nobody."""


def values_of(evidence: Iterable[Evidence]) -> dict[str, float]:
    """Feature values by code; where a code comes twice, the larger counts."""
    values: dict[str, float] = {}
    for piece in evidence:
        values[piece.code] = max(values.get(piece.code, -math.inf), piece.value)
    return values


def score_evidence(model: Model, evidence: tuple[Evidence, ...]) -> EvidenceScore:
    """The log-odds of a mismatch, and what each feature adds to them.

    What evidence says by itself is added as it is, unless the model has a coefficient for it: to the topic
    where it speaks of the topic, else to the whole.
    """
    topic = [e for e in evidence if e.layer is Layer.TOPIC]
    rest = [e for e in evidence if e.layer is not Layer.TOPIC]
    topic_parts, topic_log_odds = _score_topic(model.topic, values_of(topic), model.levels.mismatch)
    custom_topic = _custom_log_odds(topic, known=model.topic.features)
    custom_rest = _custom_log_odds(rest, known=model.details.features)
    topic_log_odds += math.fsum(custom_topic.values())
    groups = details_by_side(model.details, rest)
    joined = join_sides(topic_log_odds, groups.sums(model.details.intercept), model.levels)
    return EvidenceScore(
        log_odds=joined.doubted + math.fsum(custom_rest.values()),
        topic_log_odds=topic_log_odds,
        parts={**topic_parts, **custom_topic, **custom_rest, **groups.shares(joined)},
        doubts=joined.doubted - joined.added,
    )


class DetailSides(NamedTuple):
    """Feature code -> log-odds, for each side that a detail may take."""

    supporting: dict[str, float]
    contradicting: dict[str, float]
    doubting: dict[str, float]

    def sums(self, base: float) -> DetailSums:
        """What each side says in all; `base` where nothing was found."""
        return DetailSums(base, *(math.fsum(group.values()) for group in self))

    def shares(self, joined: Joined) -> dict[str, float]:
        """What each detail moves, in proportion to its part of what its side moves.

        Contradictions, and doubts as far as they add to them, are one side: together they reach further than either.
        """
        contradicting, doubting = (math.fsum(group.values()) for group in (self.contradicting, self.doubting))
        adding = min(contradicting, doubting)
        per_part = (joined.added - joined.supported) / (contradicting + adding) if contradicting else 0.0
        doubted = joined.doubted - joined.added + per_part * adding
        return {
            **_shared(joined.supported - joined.alone, self.supporting),
            **_shared(per_part * contradicting, self.contradicting),
            **_shared(doubted, self.doubting),
        }


def _shared(moved: float, group: dict[str, float]) -> dict[str, float]:
    total = math.fsum(group.values())
    return {code: moved * part / total for code, part in group.items()}


def details_by_side(details: Linear, evidence: Iterable[Evidence]) -> DetailSides:
    """The log-odds of the details by the side that they take."""
    evidence = tuple(evidence)
    values = values_of(evidence)
    parts = details.contributions(values) | _unfitted(details, values)
    doubts = {
        e.code for e in evidence if e.stance is Stance.ABSENT or (e.stance is Stance.NEUTRAL and e.code in DOUBTS)
    }
    return DetailSides(
        supporting={code: part for code, part in parts.items() if part < 0},
        contradicting={code: part for code, part in parts.items() if part > 0 and code not in doubts},
        doubting={code: part for code, part in parts.items() if part > 0 and code in doubts},
    )


def _unfitted(details: Linear, values: dict[str, float]) -> dict[str, float]:
    """Log-odds of the codes that the model was not trained with and that their detectors declare a coefficient for."""
    fitted = dict(zip(details.features, details.coefficients, strict=True))
    known = MANUAL_COEFFICIENTS | {code: fitted[like] for code, like in SHARED_COEFFICIENTS.items() if like in fitted}
    return {
        code: known[code] * max(value, 0.0) ** details.power
        for code, value in values.items()
        if code in known and code not in fitted
    }


def score_custom_only(evidence: tuple[Evidence, ...]) -> EvidenceScore:
    """The same of what evidence says by itself, where the model has nothing to say: languages differ."""
    parts = _custom_log_odds(evidence)
    topic = math.fsum(_custom_log_odds(e for e in evidence if e.layer is Layer.TOPIC).values())
    return EvidenceScore(log_odds=math.fsum(parts.values()), topic_log_odds=topic, parts=parts)


def _custom_log_odds(evidence: Iterable[Evidence], *, known: Collection[str] = ()) -> dict[str, float]:
    """What evidence says by itself, of codes that the model does not know."""
    return {e.code: e.log_odds for e in evidence if e.log_odds is not None and e.code not in known}


def _score_topic(linear: Linear, values: dict[str, float], level: float) -> tuple[dict[str, float], float]:
    """The parts and the sum of the topic; below `level`, the mismatch threshold, where it must not accuse."""
    parts = linear.contributions(values)
    log_odds = linear.intercept + math.fsum(parts.values())
    bound = barred(log_odds, level) if must_not_accuse(values) else log_odds
    if log_odds <= bound:
        return parts, log_odds
    # What speaks for a mismatch is worth less, as far as it reaches; the rest belongs to the base.
    positive = math.fsum(part for part in parts.values() if part > 0)
    left = max(0.0, positive - (log_odds - bound)) / positive if positive else 0.0
    return {code: part * left if part > 0 else part for code, part in parts.items()}, bound


def must_not_accuse(values: dict[str, float]) -> bool:
    """Whether the topic alone must not accuse, however little claim and page share.

    A claim that says little proves little by what is absent of it, and so does a page that says little. A page whose
    title has every name of the claim is not surely about something else.
    """
    return (
        values.get(CLAIM_WEIGHT_CODE, math.inf) < _MIN_CLAIM_WEIGHT
        or values.get(PAGE_WEIGHT_CODE, math.inf) < _MIN_PAGE_WEIGHT
        or values.get(SUBJECT_TITLED_CODE, 0.0) > 0
    )


def barred(log_odds: float, level: float) -> float:
    """The log-odds of the topic kept below `level`, the mismatch threshold."""
    return kept_below(log_odds, level - _BARRED_MARGIN)


def topic_log_odds(linear: Linear, values: dict[str, float]) -> float:
    """The log-odds that the page is about something else, as far as its words go, without any bound."""
    return linear.intercept + math.fsum(linear.contributions(values).values())


def sigmoid(log_odds: float) -> float:
    """The probability of `log_odds`."""
    if log_odds >= 0:
        return 1.0 / (1.0 + math.exp(-log_odds))
    odds = math.exp(log_odds)
    return odds / (1.0 + odds)


def logit(probability: float) -> float:
    """The log-odds of a probability between 0 and 1."""
    return math.log(probability) - math.log1p(-probability)


def read_model(content: bytes) -> Model:
    """The model in a file's content. Raises ModelError when it is damaged or of another schema."""
    try:
        return msgspec.json.decode(content, type=Model)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise ModelError(f"this is not a model: {error}") from error


def load_model(path: str | None = None) -> Model:
    """The model in the file at `path`, read again when the file changes; without a path the packaged one.

    Raises ModelError, naming the file, when it is missing, damaged or of another schema.
    """
    return _at(path).model if path else packaged_model()


def model_digest(path: str | None = None) -> str:
    """SHA-256 (hex) of the same file; reports name it. Raises ModelError as `load_model` does."""
    return _at(path).digest if path else _packaged().digest


def packaged_model() -> Model:
    """The model inside the package."""
    return _packaged().model


class _LoadedModel(NamedTuple):
    """A model and the digest of the file that held it."""

    model: Model
    digest: str


def _with_digest(content: bytes) -> _LoadedModel:
    return _LoadedModel(read_model(content), hashlib.sha256(content).hexdigest())


@cache
def _packaged() -> _LoadedModel:
    return _with_digest(resources.files("linkcheck._scoring").joinpath("model.json").read_bytes())


def _at(path: str) -> _LoadedModel:
    try:
        state = os.stat(path)
        return _read_at(path, state.st_mtime_ns, state.st_size)
    except OSError as error:
        raise ModelError(f"{path}: this model cannot be read: {error.strerror}") from error
    except ValueError as error:  # ModelError too
        raise ModelError(f"{path}: {error}") from error


@lru_cache(maxsize=8)
def _read_at(path: str, _modified: int, _size: int) -> _LoadedModel:
    return _with_digest(Path(path).read_bytes())
