"""Fitting the model: from weighed, labelled pairs to model, thresholds and out-of-fold figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from linkcheck.errors import InputError
from linkcheck.evidence.types import Evidence, Layer
from linkcheck.scoring.evaluation import Figures, measure
from linkcheck.scoring.features import TOPIC_FEATURES, detail_sign
from linkcheck.scoring.labelled import WeighedPair
from linkcheck.scoring.model import SCHEMA, Linear, Model, sigmoid, values_of, weigh_evidence
from linkcheck.scoring.regression import Array, fit_logistic

FOLDS = 5
ALARMS = 0.01
"""The mismatch threshold: this share of matches lies above it, out of fold, averaged over the sets."""
WORST_ALARMS = 0.02
"""No set may have a larger share above it."""
FALSE_MATCHES = 0.05
"""The match threshold: this share of off-topic pairs lies below it, out of fold."""
_PENALTY = 3e-4
"""L2, for features of unit variance: chosen on the development sets; a tenfold change moves AUC by less than .001."""
_MIN_ROWS = 15
"""Rows on which a detail must be seen before it gets a coefficient."""
_DETAIL_PRIOR = 0.03
"""Share of posts on the right page with a wrong detail that the details are calibrated for; the sets they are
learned from were made to hold one half."""


class Sets(msgspec.Struct, frozen=True, kw_only=True):
    """What a model is fitted on: named sets of pairs for each of its two parts."""

    aboutness: Mapping[str, tuple[WeighedPair, ...]]
    """Labels say whether the page is about the claim."""
    details: Mapping[str, tuple[WeighedPair, ...]]
    """Labels say whether a page about the claim bears it out in every detail."""
    shares: Mapping[str, float]
    """What each set of `aboutness` weighs beside the others; 1 where it is not named."""
    counted: frozenset[str]
    """Names of the sets whose false alarms choose the thresholds: those whose matches agree with their page."""


class Fitted(msgspec.Struct, frozen=True, kw_only=True):
    """A model without provenance, and what it does on pairs it has not seen."""

    model: Model
    out_of_fold: Mapping[str, Figures]


def fit(sets: Sets) -> Fitted:
    """The model for `sets`, with thresholds chosen on scores of models that have not seen the pair's page.

    Raises InputError where a set lacks matches or mismatches.
    """
    for name, pairs in sets.aboutness.items():
        if len({p.pair.mismatch for p in pairs}) < 2:
            raise InputError(f"{name}: training needs both matches and mismatches")
    scores = _out_of_fold(sets)
    labels = {name: [p.pair.mismatch for p in pairs] for name, pairs in _all(sets).items()}
    mismatch_threshold, match_threshold = choose_thresholds(
        {name: (np.array(scores[name]), np.array(labels[name])) for name in scores if name in sets.counted},
        aboutness=set(sets.aboutness),
    )
    model = _fit_parts(sets, mismatch_threshold=mismatch_threshold, match_threshold=match_threshold)
    figures = {
        name: measure(
            scores[name], labels[name], mismatch_threshold=mismatch_threshold, match_threshold=match_threshold
        )
        for name in scores
    }
    return Fitted(model=model, out_of_fold=figures)


def _all(sets: Sets) -> dict[str, tuple[WeighedPair, ...]]:
    return {**sets.aboutness, **sets.details}


def _out_of_fold(sets: Sets) -> dict[str, list[float]]:
    scores: dict[str, dict[int, float]] = {name: {} for name in _all(sets)}
    for fold in range(FOLDS):
        rest = msgspec.structs.replace(
            sets, aboutness=_without(sets.aboutness, fold), details=_without(sets.details, fold)
        )
        model = _fit_parts(rest, mismatch_threshold=0.5, match_threshold=0.5)
        for name, pairs in _all(sets).items():
            for i, pair in enumerate(pairs):
                if _fold(pair) == fold:
                    scores[name][i] = sigmoid(weigh_evidence(model, pair.evidence).log_odds)
    return {name: [by_row[i] for i in range(len(by_row))] for name, by_row in scores.items()}


def _fold(pair: WeighedPair) -> int:
    return int(pair.pair.fold_key[:8], 16) % FOLDS


def _without(named: Mapping[str, tuple[WeighedPair, ...]], fold: int) -> dict[str, tuple[WeighedPair, ...]]:
    return {name: tuple(p for p in pairs if _fold(p) != fold) for name, pairs in named.items()}


def _fit_parts(sets: Sets, *, mismatch_threshold: float, match_threshold: float) -> Model:
    return Model(
        schema=SCHEMA,
        topic=_fit_topic(sets),
        details=_fit_details(sets),
        mismatch_threshold=mismatch_threshold,
        match_threshold=match_threshold,
        provenance={},
    )


def _fit_topic(sets: Sets) -> Linear:
    codes = tuple(feature.code for feature in TOPIC_FEATURES)
    inputs, labels, weights = _table(sets.aboutness, codes, topic=True, shares=sets.shares)
    mean = np.average(inputs, axis=0, weights=weights)
    spread = np.sqrt(np.average((inputs - mean) ** 2, axis=0, weights=weights))
    scale = np.where(spread > 1e-6, spread, 1.0)
    signs = np.array([feature.sign for feature in TOPIC_FEATURES])
    coefficients, intercept = fit_logistic((inputs - mean) / scale, labels, weights, signs=signs, penalty=_PENALTY)
    return _linear(codes, mean, scale, coefficients, intercept)


def _fit_details(sets: Sets) -> Linear:
    # True posts of the other sets are right in their details too: without them a detail that is often
    # "missing" from honest posts would look like proof.
    honest = {name: tuple(p for p in pairs if not p.pair.mismatch) for name, pairs in sets.aboutness.items()}
    seen: dict[str, int] = {}
    for pair in (p for pairs in sets.details.values() for p in pairs):
        for code in {e.code for e in pair.evidence if e.layer is Layer.DETAIL and e.value}:
            seen[code] = seen.get(code, 0) + 1
    codes = tuple(sorted(code for code, rows in seen.items() if rows >= _MIN_ROWS))
    inputs, labels, weights = _table({**sets.details, **honest}, codes, topic=False, shares={})
    shift = np.log(_DETAIL_PRIOR / (1 - _DETAIL_PRIOR))
    zero, one = np.zeros(len(codes)), np.ones(len(codes))
    if not labels.any():
        return _linear(codes, zero, one, zero, float(shift) - 3.0)
    signs = np.array([detail_sign(code) for code in codes], dtype=np.int_)
    coefficients, intercept = fit_logistic(inputs, labels, weights, signs=signs, penalty=_PENALTY)
    return _linear(codes, zero, one, coefficients, intercept + float(shift))


def _linear(codes: tuple[str, ...], mean: Array, scale: Array, coefficients: Array, intercept: float) -> Linear:
    # Six digits: files stay readable, scores stay equal to 1e-5.
    mean, scale, coefficients = (np.round(numbers, 6) for numbers in (mean, scale, coefficients))
    return Linear(
        features=codes,
        mean=tuple(map(float, mean)),
        scale=tuple(map(float, scale)),
        coefficients=tuple(map(float, coefficients)),
        intercept=round(intercept, 6),
    )


def _table(
    named: Mapping[str, tuple[WeighedPair, ...]],
    codes: Sequence[str],
    *,
    topic: bool,
    shares: Mapping[str, float],
) -> tuple[Array, npt.NDArray[np.bool_], Array]:
    """Inputs, labels, weights: within a set each class weighs the same, and each set its share."""
    rows, labels, weights = [], [], []
    for name, pairs in named.items():
        share = shares.get(name, 1.0)
        wrong = sum(p.pair.mismatch for p in pairs)
        for pair in pairs:
            values = values_of(_of_part(pair.evidence, topic=topic))
            rows.append([values.get(code, 0.0) for code in codes])
            labels.append(pair.pair.mismatch)
            weights.append(share / 2 / (wrong if pair.pair.mismatch else len(pairs) - wrong))
    return np.array(rows).reshape(len(rows), len(codes)), np.array(labels, dtype=np.bool_), np.array(weights)


def _of_part(evidence: Iterable[Evidence], *, topic: bool) -> Iterable[Evidence]:
    return (e for e in evidence if (e.layer is Layer.TOPIC) == topic)


def choose_thresholds(
    scored: Mapping[str, tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]], *, aboutness: set[str]
) -> tuple[float, float]:
    """Mismatch and match threshold for scores and labels by set: see ALARMS, WORST_ALARMS, FALSE_MATCHES."""
    matches = {name: np.sort(scores[~labels]) for name, (scores, labels) in scored.items() if not labels.all()}
    candidates = np.unique(np.concatenate(list(matches.values())))
    above = {name: 1 - np.searchsorted(m, candidates, side="left") / len(m) for name, m in matches.items()}
    mean = np.mean(list(above.values()), axis=0)
    worst = np.max(list(above.values()), axis=0)
    good = candidates[(mean <= ALARMS) & (worst <= WORST_ALARMS)]
    mismatch_threshold = float(good[0]) if len(good) else float(candidates[-1])
    off_topic = [scores[labels] for name, (scores, labels) in scored.items() if name in aboutness]
    low = float(np.mean([np.quantile(s, FALSE_MATCHES) for s in off_topic]))
    mismatch_threshold = min(round(mismatch_threshold + 5e-4, 3), 0.999)
    return mismatch_threshold, min(max(round(low, 3), 0.001), mismatch_threshold)
