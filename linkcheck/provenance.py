"""What a result was made with."""

from __future__ import annotations

import datetime as dt

from linkcheck.report.types import Provenance
from linkcheck.scoring.model import model_digest
from linkcheck.settings import Settings
from linkcheck.version import __version__


def provenance(settings: Settings, as_of: dt.datetime | None) -> Provenance:
    """Version, digests of model and settings, and the moment judged at, for a report."""
    return Provenance(
        version=__version__,
        model_digest=model_digest(settings.model),
        settings_digest=settings.digest(),
        as_of=as_of,
    )
