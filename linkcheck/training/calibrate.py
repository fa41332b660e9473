"""Putting topic and details on one scale, and thresholds on it, by the alarms they raise on pairs not seen.

The sets that details are learned from hold as many wrong details as right ones, which no stream of posts
does; so a detail's log-odds are moved and stretched, along a line, until they raise no more alarms than
allowed. All shares are means over the sets, so that a large set does not speak for all.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import numpy as np
import numpy.typing as npt

from linkcheck._scoring.model import either, logit, sigmoid
from linkcheck.training.regression import Array

ALARMS = 0.01
"""The mismatch threshold: this share of matches lies above it. Each .1 % more finds one changed detail more in a
hundred, and brings the set with most alarms nearer to the worst that is allowed."""
WORST_ALARMS = 0.016
"""No set may have a larger share above it: 2 % is the most that we allow, and sets not seen differ by some."""
TOPIC_ALARMS = 0.006
DETAIL_ALARMS = 0.005
"""What topic and details may each use of it, before they are joined. Out of fold, at .006 for details one changed
detail more in two hundred is found, and one wrong page less in a hundred."""
FOREIGN_ALARMS = 0.01
"""Share of matches in other languages than English that may be accused."""
FALSE_MATCHES = 0.05
"""The match threshold: this share of off-topic pairs lies below it."""
MAX_MATCH_THRESHOLD = 0.5
"""No score above it is a match, however few mismatches lie there."""
TARGET_MEDIAN_SCORE = 0.01
"""The score of the middle honest post, as far as its details go."""


class Scored(msgspec.Struct, frozen=True, kw_only=True):
    """One set of pairs with the log-odds of models that have not seen them."""

    topic: Array
    details: Array
    foreign: Array
    """Values of the feature topic-foreign."""
    mismatch: npt.NDArray[np.bool_]


class JointScale(msgspec.Struct, frozen=True, kw_only=True):
    """Where the parts and the thresholds lie."""

    foreign: float
    """Coefficient of topic-foreign, never positive."""
    slope: float
    offset: float
    """Details: log-odds * slope + offset."""
    mismatch_threshold: float
    match_threshold: float

    def log_odds(self, scored: Scored) -> Array:
        """The joined log-odds of every pair of a set."""
        topic = scored.topic + self.foreign * scored.foreign
        details = self.slope * scored.details + self.offset
        return np.array([either(float(a), float(b)) for a, b in zip(topic, details, strict=True)])


def calibrate(sets: Mapping[str, Scored], *, counted: frozenset[str], aboutness: frozenset[str]) -> JointScale:
    """The placement for `sets`: alarms are counted on `counted`, false matches on `aboutness`."""
    honest = {name: sets[name] for name in sorted(counted & set(sets))}
    bar = _level({name: s.topic[~s.mismatch] for name, s in honest.items()}, TOPIC_ALARMS, 2 * TOPIC_ALARMS)
    high = _level({name: s.details[~s.mismatch] for name, s in honest.items()}, DETAIL_ALARMS, 2 * DETAIL_ALARMS)
    middle = float(np.mean([np.median(s.details[~s.mismatch]) for s in honest.values()]))
    slope = (bar - logit(TARGET_MEDIAN_SCORE)) / max(high - middle, 0.5)
    parts = JointScale(
        foreign=0.0,
        slope=slope,
        offset=bar - slope * high,
        mismatch_threshold=0.5,
        match_threshold=0.5,
    )
    joined = {name: parts.log_odds(s) for name, s in sets.items() if name in counted}
    mismatch = _level({name: joined[name][~s.mismatch] for name, s in honest.items()}, ALARMS, WORST_ALARMS)
    parts = msgspec.structs.replace(parts, foreign=round(_foreign_shift(sets, mismatch), 4))
    low = float(
        np.mean([np.quantile(joined[name][sets[name].mismatch], FALSE_MATCHES) for name in sorted(aboutness & counted)])
    )
    mismatch_threshold = min(round(sigmoid(mismatch) + 5e-4, 3), 0.999)
    match_threshold = min(max(round(sigmoid(low), 3), 0.001), MAX_MATCH_THRESHOLD, mismatch_threshold)
    return msgspec.structs.replace(parts, mismatch_threshold=mismatch_threshold, match_threshold=match_threshold)


def _level(matches: Mapping[str, Array], mean: float, worst: float) -> float:
    """The lowest of the log-odds above which at most `mean` of the matches lie, and `worst` in no set."""
    candidates = np.unique(np.concatenate(list(matches.values())))
    above = np.array([_share_from(np.sort(values), candidates) for values in matches.values()])
    good = candidates[(above.mean(axis=0) <= mean) & (above.max(axis=0) <= worst)]
    return float(good[0]) if len(good) else float(candidates[-1])


def _share_from(ordered: Array, levels: Array) -> Array:
    return 1 - np.searchsorted(ordered, levels, side="left") / len(ordered)


def _foreign_shift(sets: Mapping[str, Scored], bar: float) -> float:
    """What brings honest pairs in other languages below the bar, but for the share allowed."""
    foreign = np.concatenate([s.topic[~s.mismatch & (s.foreign == 1)] for s in sets.values()])
    if len(foreign) < 50:  # too few to say anything about one in a hundred
        return 0.0
    return min(0.0, bar - float(np.quantile(foreign, 1 - FOREIGN_ALARMS)))
