"""Every detector of the package, one file each. A detector is added by its file and its line here."""

from __future__ import annotations

from linkcheck._evidence.detectors.age import AGE
from linkcheck._evidence.detectors.card import CARD
from linkcheck._evidence.detectors.dates import DATES
from linkcheck._evidence.detectors.language import LANGUAGE
from linkcheck._evidence.detectors.media import PROMISES
from linkcheck._evidence.detectors.names import NAMES
from linkcheck._evidence.detectors.numbers import NUMBERS
from linkcheck._evidence.detectors.polarity import POLARITY
from linkcheck._evidence.detectors.predicates import PREDICATES
from linkcheck._evidence.detectors.quotations import QUOTATIONS
from linkcheck._evidence.detectors.roles import EXCHANGED_ROLES
from linkcheck._evidence.detectors.source import SOURCE
from linkcheck._evidence.packaged import PackagedDetector
from linkcheck._evidence.topic import TOPIC
from linkcheck._evidence.types import Code

DETECTORS: tuple[PackagedDetector, ...] = (
    LANGUAGE,
    TOPIC,
    NUMBERS,
    NAMES,
    DATES,
    QUOTATIONS,
    POLARITY,
    PREDICATES,
    EXCHANGED_ROLES,
    PROMISES,
    AGE,
    CARD,
    SOURCE,
)
"""In the order in which they run, stage by stage."""

EVIDENCE_CODES: tuple[Code, ...] = tuple(code for detector in DETECTORS for code in detector.codes)
"""Every code of the evidence that they give."""
