from __future__ import annotations

import numpy as np

from linkcheck.training._regression import fit_logistic


def test_the_regression_finds_the_optimum_that_scikit_learn_finds() -> None:
    from sklearn.linear_model import LogisticRegression

    generator = np.random.default_rng(7)
    inputs = generator.normal(size=(400, 3))
    labels = inputs @ np.array([1.5, -2.0, 0.0]) + generator.normal(size=400) > 0.3
    weights = np.full(400, 1.0)
    penalty = 0.01
    ours, intercept = fit_logistic(inputs, labels, weights, signs=np.zeros(3, dtype=np.int_), penalty=penalty)
    theirs = LogisticRegression(C=1 / (penalty * 400), tol=1e-8, max_iter=1000).fit(inputs, labels)
    assert np.allclose(ours, theirs.coef_[0], atol=1e-3)
    assert np.isclose(intercept, theirs.intercept_[0], atol=1e-3)


def test_a_sign_is_never_broken() -> None:
    generator = np.random.default_rng(8)
    inputs = generator.normal(size=(300, 2))
    labels = inputs[:, 0] > 0
    coefficients, _ = fit_logistic(inputs, labels, np.ones(300), signs=np.array([-1, 1]), penalty=1e-3)
    assert coefficients[0] == 0.0
    assert coefficients[1] >= 0.0


def test_classes_that_a_line_parts_do_not_run_away() -> None:
    inputs = np.array([[0.0], [0.0], [1.0], [1.0]])
    labels = np.array([False, False, True, True])
    coefficients, intercept = fit_logistic(inputs, labels, np.ones(4), signs=np.array([1]), penalty=1e-3)
    assert np.isfinite([*coefficients, intercept]).all()


def test_given_log_odds_are_only_added_to() -> None:
    generator = np.random.default_rng(9)
    known = generator.normal(size=4_000)
    inputs = generator.normal(size=(4_000, 1))
    labels = generator.uniform(size=4_000) < 1 / (1 + np.exp(-(known + 2 * inputs[:, 0] - 1)))
    before = known.copy()
    coefficients, intercept = fit_logistic(
        inputs, labels, np.ones(4_000), signs=np.array([0]), penalty=0.0, given=known
    )
    assert np.allclose([*coefficients, intercept], [2, -1], atol=0.15)
    assert np.array_equal(known, before)
