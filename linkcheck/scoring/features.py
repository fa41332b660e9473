"""What the model's features mean: the sign each may have, and the reason in which each is told."""

from __future__ import annotations

from typing import NamedTuple

from linkcheck.evidence.types import AGREES, Layer


class Feature(NamedTuple):
    """One input of the model; its code is that of an Evidence, absent evidence is 0."""

    code: str
    layer: Layer
    sign: int
    """-1: can only speak for a match. 1: only for a mismatch. 0: decided by training."""
    told_by: str
    """The code of the reason that carries its weight; empty: not worth telling, counted in the base."""


NO_TITLE = "topic-no-title"

TOPIC_FEATURES: tuple[Feature, ...] = (
    Feature("topic-best-window", Layer.TOPIC, -1, "topic-best-window"),
    Feature("topic-mass", Layer.TOPIC, -1, "topic-best-window"),
    Feature("topic-lead", Layer.TOPIC, -1, "topic-lead"),
    Feature("topic-letters", Layer.TOPIC, -1, "topic-best-window"),
    Feature("topic-rare-terms", Layer.TOPIC, -1, "topic-rare-terms"),
    Feature("topic-names-missing", Layer.TOPIC, 1, "topic-rare-terms"),
    Feature("topic-no-names", Layer.TOPIC, 0, ""),
    Feature("topic-title", Layer.TOPIC, -1, "topic-title"),
    Feature(NO_TITLE, Layer.TOPIC, 0, ""),
    Feature("topic-thin-page", Layer.TOPIC, -1, ""),
    Feature("topic-page-length", Layer.TOPIC, 1, ""),
)
"""Overlap can only speak for a match; what page or post lack (a title, length, names) only moves the base. The longer
a page, the more of any claim its best passage has by chance."""

FOREIGN = Feature("topic-foreign", Layer.TOPIC, -1, "")
"""Not fitted but placed by its alarms: inflection and missing headlines make honest pages of other languages than
English look further off than they are."""

CLAIM_WEIGHT = "topic-claim-weight"
"""Code of the evidence that says how much a claim says, in terms of full weight: no feature, but a bound."""

BOUND = 0.8
"""The most that one full term of a claim can prove by its absence, in log-odds, on a page without a title. Of true
headlines of 2, 3, 4 and 6 terms, 7, 2.4, 1.3 and 0.2 in 100 share next to nothing with their page (fnc1 train):
log-odds of 2.5 to 6."""
BOUND_TITLED = 1.2
"""The same on a page with a title: of 850 true posts there, none shares next to nothing (socialposts train)."""

BY_HAND: dict[str, float] = {
    "stale": 7.0,
    "event-over": 5.5,
    "quotation-other-speaker": 5.0,
    "card-differs": 3.0,
    "source-absent": 1.0,
}
"""Log-odds, on the scale of the shipped details, of what no labelled set shows; a fitted coefficient takes their place.
"Breaking" over a page of months ago is a mismatch by itself, an absent source never is."""

LIKE: dict[str, str] = {
    "date-differs": "number-differs",
    "modality-differs": "negation-differs",
    "negation-missing": "negation-differs",
}
"""Details that are too rare to learn by themselves, and the one of the same kind whose coefficient they share."""

MOST_OF_ONE = max(BY_HAND.values())
"""The most that one detector of the user's can say by itself, in log-odds either way: as much as the strongest of what
is set by hand, which settles a score alone. An error of its author's cannot outweigh all that is measured."""


def detail_sign(code: str) -> int:
    """The sign that a detail's coefficient may have."""
    return -1 if code.endswith(AGREES) else 1
