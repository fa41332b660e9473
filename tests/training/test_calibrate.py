from __future__ import annotations

import numpy as np

from linkcheck._scoring.model import logit
from linkcheck.training.calibrate import FOREIGN_ALARMS, MAX_MATCH_THRESHOLD, WORST_ALARMS, Scored, calibrate


def scored(seed: int, *, foreign: float = 0.0, apart: float = 6.0) -> Scored:
    generator = np.random.default_rng(seed)
    mismatch = np.arange(1000) % 2 == 0
    return Scored(
        topic=np.where(mismatch, apart / 2, -apart / 2) + generator.normal(size=1000),
        details=generator.normal(size=1000) - 3,
        foreign=np.full(1000, foreign),
        mismatch=mismatch,
    )


def test_alarms_stay_below_what_is_allowed_on_every_counted_set() -> None:
    sets = {"one": scored(1), "two": scored(2, apart=4.0)}
    scale = calibrate(sets, counted=frozenset(sets), aboutness=frozenset(sets))
    for one in sets.values():
        honest = scale.log_odds(one)[~one.mismatch]
        assert (honest >= logit(scale.mismatch_threshold)).mean() <= WORST_ALARMS
    assert scale.match_threshold <= min(MAX_MATCH_THRESHOLD, scale.mismatch_threshold)


def test_pages_in_other_languages_are_judged_with_more_care() -> None:
    sets = {"english": scored(1), "other": scored(3, foreign=1.0, apart=2.0)}
    scale = calibrate(sets, counted=frozenset({"english"}), aboutness=frozenset(sets))
    assert scale.foreign < 0
    other = sets["other"]
    alarms = (scale.log_odds(other)[~other.mismatch] >= logit(scale.mismatch_threshold)).mean()
    assert alarms <= 2 * FOREIGN_ALARMS
