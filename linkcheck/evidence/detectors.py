"""The register of detail detectors: what is compared beside the topic.

A detector returns at most one Evidence a code for a pair of post and page. The code is the name of a
feature of the model (absent means 0), the value its size; positive values speak for a mismatch unless
the code says otherwise in `scoring.features`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from linkcheck.evidence.dates import weigh_age
from linkcheck.evidence.details import weigh_details
from linkcheck.evidence.prepared import PreparedPage, PreparedPost
from linkcheck.evidence.types import Evidence

Detector = Callable[[PreparedPost, PreparedPage], Iterable[Evidence]]
TimedDetector = Callable[[PreparedPost, PreparedPage, dt.datetime], Iterable[Evidence]]

DETECTORS: tuple[Detector, ...] = (weigh_details,)
"""Asked for every pair, in this order."""

TIMED_DETECTORS: tuple[TimedDetector, ...] = (weigh_age,)
"""Asked only where it is known as of when the post speaks."""
