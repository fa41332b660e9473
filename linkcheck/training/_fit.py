"""Fitting the model: from weighed, labelled pairs to model, thresholds and out-of-fold figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from linkcheck._evidence.types import Evidence, Layer
from linkcheck._scoring.features import (
    FOREIGN_CODE,
    SHARED_COEFFICIENTS,
    TOPIC_FEATURES,
    detail_sign,
)
from linkcheck._scoring.model import (
    MODEL_SCHEMA,
    Linear,
    Model,
    details_by_side,
    must_not_accuse,
    sigmoid,
    topic_log_odds,
    values_of,
)
from linkcheck.errors import InputError
from linkcheck.training._calibrate import JointScale, Scored, calibrate
from linkcheck.training._evaluation import Figures, measure
from linkcheck.training._labelled import PairEvidence
from linkcheck.training._regression import Array, fit_logistic

FOLDS = 5
_TOPIC_PENALTY = 1e-2
"""L2, for features of unit variance. It spreads the weight over measures that agree: with .0003, sources left out are
told apart worse (AUC of sentences of encyclopedias and dialogues .003 to .006 lower), the fitted ones no better."""
_DETAIL_PENALTY = 3e-4
"""The same for details: chosen on the development sets; a tenfold change moves AUC by less than .001."""
_POWER = 2.0
"""Detail values are squared: a detail that hardly differs is noise. On the development sets this finds half as many
changed details again at 1 % alarms (35 instead of 15 to 20 in 100); a power of 1.5 or 3 does as well."""
_DENYING = frozenset({"snopes"})
"""Sets whose matches may deny their post: right in topic, wrong in detail, so that they teach nothing of details."""
_MIN_ROWS = 15
"""Rows on which a detail must be seen before it gets a coefficient."""


class Sets(msgspec.Struct, frozen=True, kw_only=True):
    """What a model is fitted on: named sets of pairs for each of its two parts."""

    aboutness: Mapping[str, tuple[PairEvidence, ...]]
    """Labels say whether the page is about the claim."""
    details: Mapping[str, tuple[PairEvidence, ...]]
    """Labels say whether a page about the claim confirms every detail of it."""
    shares: Mapping[str, float]
    """What each set of `aboutness` weighs beside the others; 1 where it is not named."""
    counted: frozenset[str]
    """Names of the sets whose false alarms choose the thresholds: those whose matches agree with their page."""


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """The two regressions, as fitted, before they are put on one scale."""

    topic: Linear
    details: Linear


class Fitted(msgspec.Struct, frozen=True, kw_only=True):
    """A model without provenance, and what it does on pairs it has not seen."""

    model: Model
    out_of_fold: Mapping[str, Figures]


def fit_model(sets: Sets) -> Fitted:
    """The model for `sets`, placed by log-odds of models that have not seen the pair's page.

    Raises InputError where a set of `aboutness` lacks matches or mismatches.
    """
    for name, pairs in sets.aboutness.items():
        if len({p.pair.mismatch for p in pairs}) < 2:
            raise InputError(f"{name}: training needs both matches and mismatches")
    scored = score_out_of_fold(sets)
    scale = calibrate(scored, counted=sets.counted)
    figures = {
        name: measure(
            [sigmoid(log_odds) for log_odds in scale.log_odds(scores)],
            list(map(bool, scores.mismatch)),
            mismatch_threshold=scale.mismatch_threshold,
            match_threshold=scale.match_threshold,
            vague=list(map(bool, scores.vague)),
        )
        for name, scores in scored.items()
    }
    return Fitted(model=_on_joint_scale(fit_parts(sets), scale), out_of_fold=figures)


def _on_joint_scale(parts: Parts, scale: JointScale) -> Model:
    topic, details = parts.topic, parts.details
    return Model(
        schema=MODEL_SCHEMA,
        topic=msgspec.structs.replace(
            topic,
            features=(*topic.features, FOREIGN_CODE),
            mean=(*topic.mean, 0.0),
            scale=(*topic.scale, 1.0),
            coefficients=(*topic.coefficients, scale.foreign),
        ),
        details=msgspec.structs.replace(
            details,
            coefficients=tuple(round(c * scale.slope, 6) for c in details.coefficients),
            intercept=round(details.intercept * scale.slope + scale.offset, 6),
        ),
        mismatch_threshold=scale.mismatch_threshold,
        match_threshold=scale.match_threshold,
        provenance={},
    )


def _all(sets: Sets) -> dict[str, tuple[PairEvidence, ...]]:
    return {**sets.aboutness, **sets.details}


def score_out_of_fold(sets: Sets) -> dict[str, Scored]:
    """The log-odds of every pair, each by regressions fitted without its page."""
    topic: dict[str, Array] = {name: np.zeros(len(pairs)) for name, pairs in _all(sets).items()}
    details: dict[str, Array] = {name: np.zeros((len(pairs), 4)) for name, pairs in _all(sets).items()}
    for fold in range(FOLDS):
        rest = msgspec.structs.replace(
            sets, aboutness=_without(sets.aboutness, fold), details=_without(sets.details, fold)
        )
        parts = fit_parts(rest)
        for name, pairs in _all(sets).items():
            for i, pair in enumerate(pairs):
                if _fold(pair) == fold:
                    topic[name][i] = topic_log_odds(parts.topic, values_of(_of_part(pair.evidence, topic=True)))
                    sides = details_by_side(parts.details, _of_part(pair.evidence, topic=False))
                    details[name][i] = sides.sums(parts.details.intercept)
    return {name: _scored(pairs, topic[name], details[name]) for name, pairs in _all(sets).items()}


def _scored(pairs: Sequence[PairEvidence], topic: Array, details: Array) -> Scored:
    values = [values_of(pair.evidence) for pair in pairs]
    base, supporting, contradicting, doubting = details.T
    return Scored(
        topic=topic,
        barred=np.array([must_not_accuse(of_pair) for of_pair in values], dtype=np.bool_),
        base=base,
        supporting=supporting,
        contradicting=contradicting,
        doubting=doubting,
        foreign=np.array([of_pair.get(FOREIGN_CODE, 0.0) for of_pair in values]),
        mismatch=np.array([p.pair.mismatch for p in pairs], dtype=np.bool_),
        vague=np.array([p.pair.vague for p in pairs], dtype=np.bool_),
    )


def _fold(pair: PairEvidence) -> int:
    return int(pair.pair.fold_key[:8], 16) % FOLDS


def _without(named: Mapping[str, tuple[PairEvidence, ...]], fold: int) -> dict[str, tuple[PairEvidence, ...]]:
    return {name: tuple(p for p in pairs if _fold(p) != fold) for name, pairs in named.items()}


def fit_parts(sets: Sets) -> Parts:
    """The two regressions for `sets`."""
    return Parts(topic=_fit_topic(sets), details=_fit_details(sets))


def _fit_topic(sets: Sets) -> Linear:
    codes = tuple(feature.code for feature in TOPIC_FEATURES)
    inputs, labels, weights = _table(sets.aboutness, codes, topic=True, shares=sets.shares)
    mean = np.average(inputs, axis=0, weights=weights)
    spread = np.sqrt(np.average((inputs - mean) ** 2, axis=0, weights=weights))
    scale = np.where(spread > 1e-6, spread, 1.0)
    signs = np.array([feature.sign for feature in TOPIC_FEATURES])
    coefficients, intercept = fit_logistic(
        (inputs - mean) / scale, labels, weights, signs=signs, penalty=_TOPIC_PENALTY
    )
    return _linear(codes, mean, scale, coefficients, intercept)


def _fit_details(sets: Sets) -> Linear:
    # True posts of the other sets are right in their details too: without them a detail that is often
    # "missing" from honest posts would look like proof.
    honest = {
        name: tuple(p for p in pairs if not p.pair.mismatch and not p.pair.vague)
        for name, pairs in sets.aboutness.items()
        if name not in _DENYING
    }
    seen: dict[str, int] = {}
    for pair in (p for pairs in sets.details.values() for p in pairs):
        for code in {e.code for e in pair.evidence if e.layer is Layer.DETAIL and e.value}:
            seen[code] = seen.get(code, 0) + 1
    codes = tuple(sorted(code for code, rows in seen.items() if rows >= _MIN_ROWS and code not in SHARED_COEFFICIENTS))
    inputs, labels, weights = _table({**sets.details, **honest}, codes, topic=False, shares={})
    zero, one = np.zeros(len(codes)), np.ones(len(codes))
    if not labels.any():
        return _linear(codes, zero, one, zero, 0.0, power=_POWER)
    signs = np.array([detail_sign(code) for code in codes], dtype=np.int_)
    coefficients, intercept = fit_logistic(inputs**_POWER, labels, weights, signs=signs, penalty=_DETAIL_PENALTY)
    fitted = dict(zip(codes, coefficients, strict=True))
    fitted |= {code: fitted[like] for code, like in SHARED_COEFFICIENTS.items() if like in fitted}
    codes, zero, one = tuple(sorted(fitted)), np.zeros(len(fitted)), np.ones(len(fitted))
    return _linear(codes, zero, one, np.array([fitted[code] for code in codes]), intercept, power=_POWER)


def _as_like(evidence: Evidence) -> Evidence:
    """The evidence, under the code of the one whose coefficient it shares."""
    like = SHARED_COEFFICIENTS.get(evidence.code)
    return msgspec.structs.replace(evidence, code=like) if like else evidence


def _linear(
    codes: tuple[str, ...], mean: Array, scale: Array, coefficients: Array, intercept: float, power: float = 1.0
) -> Linear:
    # Six digits: files stay readable, scores stay equal to 1e-5.
    mean, scale, coefficients = (np.round(numbers, 6) for numbers in (mean, scale, coefficients))
    return Linear(
        features=codes,
        mean=tuple(map(float, mean)),
        scale=tuple(map(float, scale)),
        coefficients=tuple(map(float, coefficients)),
        intercept=round(intercept, 6),
        power=power,
    )


def _table(
    named: Mapping[str, tuple[PairEvidence, ...]], codes: Sequence[str], *, topic: bool, shares: Mapping[str, float]
) -> tuple[Array, npt.NDArray[np.bool_], Array]:
    """Inputs, labels, weights: within a set each class weighs the same, and each set its share."""
    rows, labels, weights = [], [], []
    for name, pairs in named.items():
        share = shares.get(name, 1.0)
        wrong = sum(p.pair.mismatch for p in pairs)
        for pair in pairs:
            values = values_of(_as_like(e) for e in _of_part(pair.evidence, topic=topic))
            rows.append([values.get(code, 0.0) for code in codes])
            labels.append(pair.pair.mismatch)
            weights.append(share / 2 / (wrong if pair.pair.mismatch else len(pairs) - wrong))
    return np.array(rows).reshape(len(rows), len(codes)), np.array(labels, dtype=np.bool_), np.array(weights)


def _of_part(evidence: Iterable[Evidence], *, topic: bool) -> Iterable[Evidence]:
    return (e for e in evidence if (e.layer is Layer.TOPIC) == topic)
