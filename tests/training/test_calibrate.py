from __future__ import annotations

import msgspec
import numpy as np

from linkcheck._scoring.model import logit
from linkcheck.training._calibrate import (
    ALARMS,
    FOREIGN_ALARMS,
    MAX_MATCH_THRESHOLD,
    MISSED_MATCHES,
    WORST_ALARMS,
    JointScale,
    Scored,
    calibrate,
)


def scored(seed: int, *, foreign: float = 0.0, apart: float = 6.0) -> Scored:
    generator = np.random.default_rng(seed)
    mismatch = np.arange(1000) % 2 == 0
    return Scored(
        topic=np.where(mismatch, apart / 2, -apart / 2) + generator.normal(size=1000),
        barred=np.zeros(1000, dtype=np.bool_),
        base=np.full(1000, -3.0),
        supporting=-generator.uniform(0, 2, size=1000),
        contradicting=np.where(generator.uniform(size=1000) < np.where(mismatch, 0.3, 0.003), 6.0, 0.0),
        doubting=np.where(generator.uniform(size=1000) < 0.1, 3.0, 0.0),
        foreign=np.full(1000, foreign),
        mismatch=mismatch,
        vague=np.zeros(1000, dtype=np.bool_),
    )


def alarms(scale: JointScale, one: Scored) -> float:
    return float((scale.log_odds(one)[one.honest] >= logit(scale.mismatch_threshold)).mean())


def test_alarms_stay_below_what_is_allowed_on_every_counted_set() -> None:
    sets = {"one": scored(1), "two": scored(2, apart=4.0)}
    scale = calibrate(sets, counted=frozenset(sets))
    shares = [alarms(scale, one) for one in sets.values()]
    assert max(shares) <= WORST_ALARMS
    assert np.mean(shares) <= ALARMS
    assert scale.match_threshold <= min(MAX_MATCH_THRESHOLD, scale.mismatch_threshold)


def test_few_honest_posts_are_no_match_before_any_doubt() -> None:
    sets = {"one": scored(1)}
    scale = calibrate(sets, counted=frozenset(sets))
    honest = scale.log_odds(sets["one"], doubts=False)[sets["one"].honest]
    assert (honest > logit(scale.match_threshold)).mean() <= MISSED_MATCHES + 0.01


def test_doubts_accuse_nobody_whatever_they_weigh() -> None:
    plain = scored(1)
    doubted = msgspec.structs.replace(plain, doubting=np.where(plain.contradicting > 0, 0.0, 50.0))
    plain = msgspec.structs.replace(plain, doubting=np.zeros(1000))
    scale = calibrate({"one": plain}, counted=frozenset({"one"}))
    assert alarms(scale, doubted) == alarms(scale, plain)


def test_posts_that_claim_little_place_no_threshold() -> None:
    plain = scored(1)
    vague = np.arange(1000) % 10 == 1
    strange = msgspec.structs.replace(plain, vague=vague, topic=np.where(vague, 9.0, plain.topic))
    usual = msgspec.structs.replace(plain, vague=vague)
    counted = frozenset({"one"})
    assert calibrate({"one": strange}, counted=counted) == calibrate({"one": usual}, counted=counted)


def test_a_topic_that_must_not_accuse_does_not() -> None:
    plain = scored(1, apart=-6.0)
    barred = msgspec.structs.replace(plain, barred=np.ones(1000, dtype=np.bool_), contradicting=np.zeros(1000))
    scale = calibrate({"one": scored(2)}, counted=frozenset({"one"}))
    assert alarms(scale, barred) == 0
    assert alarms(scale, plain) > 0.5


def test_pages_in_other_languages_are_judged_with_more_care() -> None:
    sets = {"english": scored(1), "other": scored(3, foreign=1.0, apart=2.0)}
    scale = calibrate(sets, counted=frozenset({"english"}))
    assert scale.foreign < 0
    assert alarms(scale, sets["other"]) <= 2 * FOREIGN_ALARMS
