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

from linkcheck._scoring.joining import DetailSums, Levels, join_sides
from linkcheck._scoring.model import barred, logit, sigmoid
from linkcheck.training._regression import Array

TOPIC_ALARMS = 0.005
"""What the topic alone may accuse of the matches, as a mean over the sets; in no set more than twice that."""
DETAIL_ALARMS = (0.003, 0.002, 0.0015, 0.001, 0.0005)
"""The same for contradicted details: the first with which both together stay in bounds."""
ALARMS = 0.007
WORST_ALARMS = 0.012
"""What both together may accuse, as a mean and in the worst set: sets not seen are accused twice as often."""
FOREIGN_ALARMS = 0.01
"""Share of matches in other languages than English that may be accused."""
MISSED_MATCHES = 0.05
"""The match threshold: this share of matches lies above it, before any doubt. Of near pages (of the same news) some one
in ten passes; at .1 half as many do, and twice as many honest posts are unclear."""
MAX_MATCH_THRESHOLD = 0.5
"""No score above it is a match, however few matches lie there."""
TARGET_MEDIAN_SCORE = 0.005
"""The score of the middle honest post, as far as its details go. A higher one ranks changed details better, a lower
one pages of encyclopedias and dialogues, whose details say little."""


class Scored(msgspec.Struct, frozen=True, kw_only=True):
    """One set of pairs with the log-odds of models that have not seen them."""

    topic: Array
    barred: npt.NDArray[np.bool_]
    """Where the topic alone must not accuse."""
    base: Array
    supporting: Array
    contradicting: Array
    doubting: Array
    """The sums of the details, as `joining.DetailSums` has them."""
    foreign: Array
    """Values of the feature topic-foreign."""
    mismatch: npt.NDArray[np.bool_]
    vague: npt.NDArray[np.bool_]
    """Posts that claim little: no threshold is placed by them."""

    @property
    def honest(self) -> npt.NDArray[np.bool_]:
        """The matches that thresholds are placed by."""
        return ~self.mismatch & ~self.vague

    @property
    def against(self) -> Array:
        """What of the details may accuse: contradictions, with doubts up to as much again."""
        return self.base + self.supporting + self.contradicting + np.minimum(self.doubting, self.contradicting)


class JointScale(msgspec.Struct, frozen=True, kw_only=True):
    """Where the parts and the thresholds lie."""

    foreign: float
    """Coefficient of topic-foreign, never positive."""
    slope: float
    offset: float
    """Details: log-odds * slope, and the offset once."""
    mismatch_threshold: float
    match_threshold: float

    @property
    def levels(self) -> Levels:
        """The thresholds in log-odds."""
        return Levels(logit(self.match_threshold), logit(self.mismatch_threshold))

    def log_odds(self, scored: Scored, *, doubts: bool = True) -> Array:
        """The joined log-odds of every pair of a set, with or without what doubts add."""
        levels = self.levels
        topic = scored.topic + self.foreign * scored.foreign
        kept = [barred(one, levels.mismatch) for one in topic.tolist()]
        topic = np.where(scored.barred, kept, topic)
        doubting = scored.doubting if doubts else np.zeros_like(scored.doubting)
        sums = np.stack([scored.base, scored.supporting, scored.contradicting, doubting], axis=1) * self.slope
        sums[:, 0] += self.offset
        return np.array(
            [
                join_sides(t, DetailSums(*row), levels).doubted
                for t, row in zip(topic.tolist(), sums.tolist(), strict=True)
            ]
        )


def calibrate(sets: Mapping[str, Scored], *, counted: frozenset[str]) -> JointScale:
    """The placement for `sets`, by the matches of those `counted`.

    The topic's own alarms place the mismatch threshold, details are moved to it, and honest posts place the other.
    """
    honest = {name: sets[name] for name in sorted(counted & set(sets))}
    # What claim or page bound below the threshold cannot accuse.
    free = {name: np.where(s.barred, -np.inf, s.topic)[s.honest] for name, s in honest.items()}
    bar = _level(free, TOPIC_ALARMS, 2 * TOPIC_ALARMS)
    mismatch_threshold = min(max(round(sigmoid(bar) + 5e-4, 3), 0.5), 0.999)
    scale = JointScale(
        foreign=0.0,
        slope=1.0,
        offset=0.0,
        mismatch_threshold=mismatch_threshold,
        match_threshold=mismatch_threshold,
    )
    scale = next(
        (moved for moved in (_with_details(scale, honest, share) for share in DETAIL_ALARMS) if _spares(moved, honest)),
        _with_details(scale, honest, DETAIL_ALARMS[-1]),
    )
    scale = msgspec.structs.replace(scale, foreign=_foreign_shift(sets, scale))
    low = float(
        np.mean([np.quantile(scale.log_odds(s, doubts=False)[s.honest], 1 - MISSED_MATCHES) for s in honest.values()])
    )
    match_threshold = min(max(round(sigmoid(low), 3), 0.001), MAX_MATCH_THRESHOLD, mismatch_threshold)
    return msgspec.structs.replace(scale, match_threshold=match_threshold)


def _with_details(scale: JointScale, honest: Mapping[str, Scored], share: float) -> JointScale:
    """The scale with details moved and stretched until this share of the matches lies above the threshold by them."""
    bar = scale.levels.mismatch
    high = _level({name: s.against[s.honest] for name, s in honest.items()}, share, 2 * share)
    middle = float(np.mean([np.median(s.against[s.honest]) for s in honest.values()]))
    slope = (bar - logit(TARGET_MEDIAN_SCORE)) / max(high - middle, 0.5)
    return msgspec.structs.replace(scale, slope=slope, offset=bar - slope * high)


def _spares(scale: JointScale, honest: Mapping[str, Scored]) -> bool:
    """Whether topic and details together accuse no more of the matches than is allowed."""
    accused = [float((scale.log_odds(s)[s.honest] >= scale.levels.mismatch).mean()) for s in honest.values()]
    return float(np.mean(accused)) <= ALARMS and max(accused) <= WORST_ALARMS


def _level(matches: Mapping[str, Array], mean: float, worst: float) -> float:
    """The lowest of the log-odds above which at most `mean` of the matches lie, and `worst` in no set."""
    candidates = np.unique(np.concatenate(list(matches.values())))
    above = np.array([_share_from(np.sort(values), candidates) for values in matches.values()])
    good = candidates[(above.mean(axis=0) <= mean) & (above.max(axis=0) <= worst)]
    return float(good[0]) if len(good) else float(candidates[-1])


def _share_from(ordered: Array, levels: Array) -> Array:
    return 1 - np.searchsorted(ordered, levels, side="left") / len(ordered)


_FOREIGN_STEPS = np.arange(0.0, -8.01, -0.05)
"""Log-odds: what topic-foreign may take from the topic, tried in turn."""


def _foreign_shift(sets: Mapping[str, Scored], scale: JointScale) -> float:
    """What brings honest pairs in other languages below the bar, but for the share allowed."""
    foreign = {name: s.honest & (s.foreign == 1) for name, s in sets.items()}
    rows = sum(int(chosen.sum()) for chosen in foreign.values())
    if rows < 50:  # too few to say anything about one in a hundred
        return 0.0
    for step in _FOREIGN_STEPS:
        moved = msgspec.structs.replace(scale, foreign=float(step))
        accused = sum(
            int((moved.log_odds(_chosen(s, foreign[name])) >= scale.levels.mismatch).sum()) for name, s in sets.items()
        )
        if accused <= FOREIGN_ALARMS * rows:
            return round(float(step), 4)
    return round(float(_FOREIGN_STEPS[-1]), 4)


def _chosen(scored: Scored, rows: npt.NDArray[np.bool_]) -> Scored:
    fields = msgspec.structs.asdict(scored)
    return Scored(**{name: values[rows] for name, values in fields.items()})
