from __future__ import annotations

import numpy as np
import pytest

from linkcheck.training._evaluation import auc, calibration_error, measure, propose_thresholds, recall_at


def test_auc_counts_ties_half() -> None:
    assert auc(np.array([2.0, 3.0]), np.array([0.0, 1.0])) == 1.0
    assert auc(np.array([1.0]), np.array([1.0])) == 0.5


def test_recall_is_taken_where_few_matches_are_accused() -> None:
    right = np.linspace(0, 1, 101)
    assert recall_at(np.array([0.5, 0.97, 0.995, 1.1]), right, 0.02) == 0.5


def test_scores_that_tell_the_truth_have_no_calibration_error() -> None:
    scores = np.array([0.25] * 40 + [0.75] * 40)
    labels = np.array([True] * 10 + [False] * 30 + [True] * 30 + [False] * 10)
    assert calibration_error(scores, labels, bins=2) == pytest.approx(0.0, abs=1e-12)


def test_figures_of_a_set() -> None:
    figures = measure([0.9, 0.7, None, 0.1], [True, True, False, False], mismatch_threshold=0.8, match_threshold=0.5)
    assert (figures.matches, figures.mismatches, figures.unscored) == (2, 2, 1)
    assert (figures.flagged, figures.alarms, figures.false_matches) == (0.5, 0.0, 0.0)
    assert figures.auc == 1.0


def test_a_set_of_one_class_has_no_ranking() -> None:
    figures = measure([0.9], [True], mismatch_threshold=0.8, match_threshold=0.5)
    assert figures.auc is None
    assert figures.alarms is None


def test_thresholds_are_proposed_for_pairs_of_ones_own() -> None:
    right, wrong = list(np.linspace(0.0, 0.6, 200)), list(np.linspace(0.4, 1.0, 200))
    proposed = propose_thresholds([*right, *wrong, None], [False] * 200 + [True] * 200 + [True])
    assert proposed is not None
    mismatch, match = proposed
    assert (np.array(right) >= mismatch).mean() <= 0.01
    assert match <= 0.5 < mismatch


def test_no_thresholds_are_proposed_for_a_handful() -> None:
    assert propose_thresholds([0.1, 0.9], [False, True]) is None
