"""What a result was made with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from linkcheck.evidence.types import Detector
from linkcheck.report.types import Provenance
from linkcheck.scoring.choosing import choose_detectors
from linkcheck.scoring.model import model_digest
from linkcheck.settings import Settings
from linkcheck.version import __version__


def provenance(settings: Settings, as_of: dt.datetime | None, detectors: Iterable[Detector] = ()) -> Provenance:
    """Version, digests of model and settings, the detectors of one's own, and the moment judged at, for a report."""
    own = tuple(detector.code for detector in choose_detectors(settings, detectors))
    return Provenance(
        version=__version__,
        model_digest=model_digest(settings.model),
        settings_digest=settings.digest(),
        as_of=as_of,
        detectors=own,
        alarm_rate_claimed=not own and settings.model is None,
    )
