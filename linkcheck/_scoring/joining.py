"""How do topic and details make one score?

As "off topic or a detail is wrong" (noisy or): a page that is plainly about the claim cannot drown a wrong number, and
no detail can make a wrong page right. Contradictions come only some way above the mismatch threshold: what they say
beyond is no surer. Doubts, such as that a name stands nowhere on the page, add to contradictions; alone they make a
post unclear and never a mismatch.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from linkcheck._parameters import PARAMETERS

_SPAN = PARAMETERS.verdicts.contradiction_span
_BARRED_SPAN = PARAMETERS.verdicts.barred_span
_DOUBT_SHARE = PARAMETERS.verdicts.doubt_share


class Levels(NamedTuple):
    """The thresholds of a model, in log-odds."""

    match: float
    mismatch: float

    @property
    def doubt(self) -> float:
        """What doubts alone come near: unclear, and far from a mismatch."""
        return self.match + _DOUBT_SHARE * (self.mismatch - self.match)


class DetailSums(NamedTuple):
    """What the details of a pair say, in log-odds."""

    base: float
    """Where nothing was found."""
    supporting: float
    """Not above 0."""
    contradicting: float
    """Not below 0."""
    doubting: float
    """Likewise."""


class Joined(NamedTuple):
    """The log-odds of a mismatch as each group of details joins the topic."""

    alone: float
    """The topic, and details of which nothing was found."""
    supported: float
    added: float
    """With contradictions, and doubts as far as they add to them."""
    doubted: float
    """With all."""


def join_sides(topic: float, details: DetailSums, levels: Levels) -> Joined:
    """The log-odds of a mismatch from those of the topic and what the details say."""

    def joined(sum_of_details: float) -> float:
        return either(topic, _compressed(sum_of_details, levels.mismatch))

    agreed = details.base + details.supporting
    against = agreed + details.contradicting
    added = joined(against + min(details.doubting, details.contradicting))
    doubted = kept_below(joined(against + details.doubting), levels.doubt)
    return Joined(joined(details.base), joined(agreed), added, max(added, doubted))


def _compressed(log_odds: float, level: float) -> float:
    if log_odds <= level:
        return log_odds
    return level - _SPAN * math.expm1((level - log_odds) / _SPAN)


def kept_below(log_odds: float, level: float) -> float:
    """The log-odds, but never above `level`, and in their order: they are drawn together shortly below it."""
    start = level - _BARRED_SPAN
    if log_odds <= start:
        return log_odds
    return start - _BARRED_SPAN * math.expm1((start - log_odds) / _BARRED_SPAN)


def either(a: float, b: float) -> float:
    """The log-odds that at least one of two independent things holds, given the log-odds of each."""
    # Below -700 exp() is nothing at all.
    neither = _softplus(max(a, -700.0)) + _softplus(max(b, -700.0))  # -log P(neither)
    return neither + math.log(-math.expm1(-neither))


def _softplus(x: float) -> float:
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))
