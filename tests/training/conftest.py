"""The calibration that labelled pairs of the tests follow."""

from __future__ import annotations

import pytest

from linkcheck.detectors._meaning import SCHEMA, MeaningCalibration


@pytest.fixture
def calibration() -> MeaningCalibration:
    """Round numbers: neutral at a similarity of one half, and on a page of nothing words count for nothing."""
    return MeaningCalibration(schema=SCHEMA, intercept=4.0, similarity=-8.0, thin=0.0, thin_words=-1.0, provenance={})
