"""Logistic regression with L2 penalty and fixed signs, in numpy alone.

Coordinate descent with Newton steps clipped at the sign bound (Yuan, Ho and Lin, "An improved GLMNET",
2012, solve the same kind of problem this way); the problem is convex, so where it stops is the optimum.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

_SWEEPS = 500
_STILL = 1e-7  # log-odds: a sweep that moves nothing further is the last


def fit_logistic(
    inputs: Array,
    labels: npt.NDArray[np.bool_],
    weights: Array,
    *,
    signs: npt.NDArray[np.int_],
    penalty: float,
    given: Array | None = None,
) -> tuple[Array, float]:
    """Coefficients and intercept that minimise weighted log-loss + penalty/2 * |coefficients|^2.

    `weights` are normalised to sum 1. A coefficient whose sign is 1 (-1) is never below (above) 0.
    `given` are log-odds that are known of each row and only added to.
    """
    weights = weights / weights.sum()
    columns = np.hstack([inputs, np.ones((len(inputs), 1))])
    bounds = np.append(signs, 0)
    penalties = np.append(np.full(inputs.shape[1], penalty), 0.0)
    beta = np.zeros(columns.shape[1])
    log_odds = np.zeros(len(inputs)) if given is None else given.astype(np.float64)  # a copy: it is moved below
    for _ in range(_SWEEPS):
        moved = 0.0
        for j in range(len(beta)):
            step = _step(columns[:, j], log_odds, labels, weights, beta[j] * penalties[j], penalties[j])
            after = beta[j] + step
            if bounds[j] * after < 0:
                after = 0.0
            change = after - beta[j]
            if change:
                log_odds += change * columns[:, j]
                beta[j] = after
                moved = max(moved, abs(change))
        if moved < _STILL:
            break
    return beta[:-1], float(beta[-1])


def _step(
    column: Array, log_odds: Array, labels: npt.NDArray[np.bool_], weights: Array, pull: float, penalty: float
) -> float:
    probability = 1.0 / (1.0 + np.exp(-log_odds))
    gradient = float((weights * column) @ (probability - labels)) + pull
    curvature = float((weights * column * column) @ (probability * (1 - probability))) + penalty
    # A step of one standard deviation at most keeps Newton from overshooting where the curve is flat.
    return float(np.clip(-gradient / max(curvature, 1e-12), -1.0, 1.0))
