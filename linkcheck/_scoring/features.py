"""The model's features, made from the registry of codes, and what bounds them."""

from __future__ import annotations

from linkcheck._evidence.detectors import EVIDENCE_CODES
from linkcheck._evidence.types import Code, Layer, Stance
from linkcheck._parameters import PARAMETERS

FOREIGN_CODE = "topic-foreign"
"""Not fitted but calibrated by its alarms: inflection and missing headlines make honest pages of other languages than
English look further off than they are."""

CLAIM_WEIGHT_CODE = "topic-claim-weight"
"""No feature, but a bound: how much a claim says, in terms of full weight."""

PAGE_WEIGHT_CODE = "topic-page-weight"
"""A bound too: how much a page says, likewise."""

SUBJECT_TITLED_CODE = "topic-subject-titled"
"""A bound too: the page's title names all that the claim names."""

SPARING_PAGE_CODES = frozenset({PAGE_WEIGHT_CODE, SUBJECT_TITLED_CODE})
"""What spares a page that says little or is titled by all that the claim names."""
_NOT_FITTED = (CLAIM_WEIGHT_CODE, PAGE_WEIGHT_CODE, SUBJECT_TITLED_CODE, FOREIGN_CODE, "names-agree")
"""The last has log-odds of its own: it speaks where languages differ and nothing else does."""

TOPIC_FEATURES: tuple[Code, ...] = tuple(
    code for code in EVIDENCE_CODES if code.layer is Layer.TOPIC and code.code not in _NOT_FITTED
)
"""What is fitted. Overlap can only speak for a match; what post or page lack (a title, names) only moves the base."""

MANUAL_COEFFICIENTS: dict[str, float] = {
    code.code: code.coefficient for code in EVIDENCE_CODES if code.coefficient is not None
}
"""Log-odds of what no labelled set shows, on the scale of packaged details; a fitted coefficient takes its place."""

SHARED_COEFFICIENTS: dict[str, str] = {code.code: code.coefficient_of for code in EVIDENCE_CODES if code.coefficient_of}
"""Details that are too rare to learn by themselves, and the one of the same kind whose coefficient they share."""

MAX_DETECTOR_LOG_ODDS = PARAMETERS.verdicts.max_per_detector

DOUBTS = frozenset(
    code.code
    for code in EVIDENCE_CODES
    if code.layer is not Layer.TOPIC and code.stance in (Stance.ABSENT, Stance.NEUTRAL)
)
"""What says no more than that the page does not say the same: alone it accuses nobody."""

_SIGNS = {code.code: code.sign for code in EVIDENCE_CODES}


def detail_sign(code: str) -> int:
    """The sign that a detail's coefficient may have; 0, either, for codes of detectors of the user's own."""
    return _SIGNS.get(code, 0)
