from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._scoring.joining import DetailSums, Levels, either, join_sides, kept_below
from linkcheck._scoring.model import sigmoid

LEVELS = Levels(match=-1.0, mismatch=1.0)


@given(st.floats(-60, 60), st.floats(-60, 60))
@settings(max_examples=100, deadline=None)
def test_the_combination_of_two_log_odds_is_the_chance_that_not_both_fail(a: float, b: float) -> None:
    expected = 1 - (1 - sigmoid(a)) * (1 - sigmoid(b))
    assert math.isclose(sigmoid(either(a, b)), expected, abs_tol=1e-9)
    assert either(a, b) >= max(a, b) - 1e-9


@pytest.mark.parametrize("log_odds", [-1e6, -800.0, 800.0, 1e6])
def test_extreme_log_odds_join_to_finite_ones(log_odds: float) -> None:
    assert math.isfinite(either(log_odds, log_odds))
    assert all(map(math.isfinite, join_sides(log_odds, DetailSums(-5.0, -1e6, 1e6, 1e6), LEVELS)))


@given(st.floats(-20, 20), st.floats(-20, 0), st.floats(0, 20), st.floats(0, 20))
@settings(max_examples=200, deadline=None)
def test_each_side_moves_the_log_odds_its_own_way(
    topic: float, supporting: float, contradicting: float, doubting: float
) -> None:
    joined = join_sides(topic, DetailSums(-5.0, supporting, contradicting, doubting), LEVELS)
    assert joined.supported <= joined.alone
    assert joined.supported <= joined.added <= joined.doubted


@given(st.floats(-20, 20), st.floats(0, 200))
@settings(max_examples=100, deadline=None)
def test_doubts_without_a_contradiction_stay_at_the_level_of_doubt(topic: float, doubting: float) -> None:
    joined = join_sides(topic, DetailSums(-5.0, 0.0, 0.0, doubting), LEVELS)
    assert joined.added == joined.supported
    assert joined.doubted <= max(joined.supported, LEVELS.doubt)


def test_a_level_is_approached_in_order_and_never_passed() -> None:
    kept = [kept_below(log_odds, 1.0) for log_odds in (-9.0, 0.0, 0.5, 1.0, 4.0, 1e6)]
    assert kept == sorted(kept)
    assert kept[0] == -9.0
    assert kept[-1] <= 1.0
