"""What a result was made with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from linkcheck._evidence.types import Detector
from linkcheck._report.types import Provenance
from linkcheck._scoring.codes import PACKAGED
from linkcheck._scoring.custom import load_detectors
from linkcheck._scoring.model import model_digest
from linkcheck.settings import Settings
from linkcheck.version import __version__


def provenance(settings: Settings, as_of: dt.datetime | None, detectors: Iterable[Detector] = ()) -> Provenance:
    """Version, digests of model and settings, the detectors that were named, and the moment judged at, for a report."""
    codes = tuple(detector.code for detector in load_detectors(settings, detectors))
    return Provenance(
        version=__version__,
        model_digest=model_digest(settings.model),
        settings_digest=settings.digest(),
        as_of=as_of,
        detectors=codes,
        alarm_rate_claimed=PACKAGED.keys() >= set(codes) and settings.model is None,
    )
