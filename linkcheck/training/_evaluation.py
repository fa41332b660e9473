"""How good scores are, on labelled pairs: the figures that `linkcheck evaluate` and training report."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """Quality of scores on one set of labelled pairs; None where a class is empty."""

    matches: int
    mismatches: int
    unscored: int
    """Pairs whose score is None; counted as 0.5 in the figures below."""
    auc: float | None
    """Area under the ROC curve: the chance that a mismatch scores above a match."""
    recall_at_2_percent: float | None
    """Share of mismatches found where 2 % of matches are accused."""
    calibration_error: float | None
    """Expected calibration error: 10 bins of equal mass, classes reweighted to one half each."""
    flagged: float | None
    """Share of mismatches at or above the mismatch threshold."""
    alarms: float | None
    """Share of matches at or above the mismatch threshold: false accusations."""
    alarms_interval: tuple[float, float] | None = None
    """Wilson's 95 % interval of that share."""
    unclear: float | None = None
    """Share of matches between the thresholds."""
    alarms_with_vague: float | None = None
    """The share of false accusations with posts that claim little, which count in no other figure; None without any."""
    false_matches: float | None
    """Share of mismatches at or below the match threshold."""


def measure(
    scores: Sequence[float | None],
    mismatch: Sequence[bool],
    *,
    mismatch_threshold: float,
    match_threshold: float,
    vague: Sequence[bool] | None = None,
) -> Figures:
    """The figures for scores and their true labels; `vague` names the posts that claim little."""
    claims_little = np.zeros(len(scores), dtype=np.bool_) if vague is None else np.array(vague, dtype=np.bool_)
    accused_of_all = [
        score is not None and score >= mismatch_threshold
        for score, wrong in zip(scores, mismatch, strict=True)
        if not wrong
    ]
    scores = [score for score, little in zip(scores, claims_little, strict=True) if not little]
    mismatch = [wrong for wrong, little in zip(mismatch, claims_little, strict=True) if not little]
    known = np.array([0.5 if score is None else score for score in scores], dtype=np.float64)
    given = np.array([score is not None for score in scores], dtype=np.bool_)
    labels = np.array(mismatch, dtype=np.bool_)
    wrong, right = known[labels], known[~labels]
    both = len(wrong) > 0 and len(right) > 0
    accused = (right >= mismatch_threshold) & given[~labels]
    passed = (right <= match_threshold) & given[~labels]
    return Figures(
        matches=len(right),
        mismatches=len(wrong),
        unscored=int((~given).sum()),
        auc=auc(wrong, right) if both else None,
        recall_at_2_percent=recall_at(wrong, right, 0.02) if both else None,
        calibration_error=calibration_error(known, labels) if both else None,
        flagged=_share((wrong >= mismatch_threshold) & given[labels]),
        alarms=_share(accused),
        alarms_interval=wilson_interval(int(accused.sum()), len(right)) if len(right) else None,
        unclear=_share(given[~labels] & ~accused & ~passed),
        alarms_with_vague=_share(np.array(accused_of_all, dtype=np.bool_)) if claims_little.any() else None,
        false_matches=_share((wrong <= match_threshold) & given[labels]),
    )


FEWEST = 100
"""Pairs of a label below which one in a hundred cannot be told."""


def propose_thresholds(scores: Sequence[float | None], mismatch: Sequence[bool]) -> tuple[float, float] | None:
    """Mismatch and match threshold for pairs of your own, as the shipped ones were chosen; None for too few.

    One in a hundred of the matches lies above the first, one in twenty of the mismatches below the second,
    which is never above one half. Hand them to Settings.
    """
    pairs = [(score, wrong) for score, wrong in zip(scores, mismatch, strict=True) if score is not None]
    right = np.array([score for score, wrong in pairs if not wrong], dtype=np.float64)
    wrong = np.array([score for score, wrong in pairs if wrong], dtype=np.float64)
    if min(len(right), len(wrong)) < FEWEST:
        return None
    # Six digits are read and copied more easily than all; each is rounded away from the other.
    above = math.ceil(np.nextafter(np.quantile(right, 0.99, method="higher"), 1.0) * 1e6) / 1e6
    below = math.floor(np.quantile(wrong, 0.05) * 1e6) / 1e6
    return above, min(below, 0.5, above)


def wilson_interval(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of the share `part` of `whole` (Wilson, 1927), which stays sound for shares near 0."""
    z = 1.959964
    share, spread = part / whole, z * z / whole
    middle, reach = share + spread / 2, z * math.sqrt(share * (1 - share) / whole + spread / (4 * whole))
    return max(0.0, (middle - reach) / (1 + spread)), min(1.0, (middle + reach) / (1 + spread))


def _share(hits: npt.NDArray[np.bool_]) -> float | None:
    return float(hits.mean()) if len(hits) else None


def auc(wrong: Scores, right: Scores) -> float:
    """The chance that a score of `wrong` lies above one of `right`, ties counting half."""
    ordered = np.sort(right)
    below = np.searchsorted(ordered, wrong, side="left")
    up_to = np.searchsorted(ordered, wrong, side="right")
    return float((below + up_to).mean() / (2 * len(right)))


def recall_at(wrong: Scores, right: Scores, alarms: float) -> float:
    """The share of `wrong` above the score that a share `alarms` of `right` exceeds."""
    threshold = np.quantile(right, 1 - alarms, method="higher")
    return float((wrong > threshold).mean())


def calibration_error(scores: Scores, labels: npt.NDArray[np.bool_], bins: int = 10) -> float:
    """Mean distance of score and truth over bins of equal mass, both classes weighing one half."""
    weights = np.where(labels, 0.5 / labels.sum(), 0.5 / (~labels).sum())
    order = np.argsort(scores, kind="stable")
    error = 0.0
    for part in np.array_split(order, bins):
        mass = weights[part].sum()
        if mass > 0:
            error += abs(float(weights[part] @ scores[part]) - float(weights[part] @ labels[part]))
    return error
