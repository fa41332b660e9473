from __future__ import annotations

import math

import pytest

from linkcheck._scoring.model import model_digest
from linkcheck.detectors.calibration import SCHEMA, MeaningCalibration, shipped_calibration
from linkcheck.detectors.weights import WEIGHTS_SHA256
from linkcheck.errors import ModelError
from linkcheck.training.meaning import COUNTED


def test_on_a_full_page_the_similarity_is_added_to_what_words_say(calibration: MeaningCalibration) -> None:
    assert calibration.log_odds(words=2.0, similarity=0.5, thinness=0.0) == 0
    assert calibration.log_odds(words=2.0, similarity=1.0, thinness=0.0) == -4
    assert calibration.log_odds(words=-3.0, similarity=0.0, thinness=0.0) == 4


def test_on_a_short_page_words_count_for_less(calibration: MeaningCalibration) -> None:
    assert calibration.counted(3.0, 0.75) == 0.75
    assert calibration.log_odds(words=3.0, similarity=0.5, thinness=0.75) == pytest.approx(-2.25)
    assert calibration.nearness(similarity=0.5, thinness=0.75) == 0


@pytest.mark.parametrize(
    "wrong",
    [{"similarity": 1.0}, {"thin_words": -1.5}, {"thin_words": 0.5}, {"intercept": math.nan}, {"schema": SCHEMA + 1}],
)
def test_numbers_that_cannot_be_meant_are_refused(wrong: dict[str, float]) -> None:
    numbers = {"schema": SCHEMA, "intercept": 0.0, "similarity": -1.0, "thin": 0.0, "thin_words": 0.0, **wrong}
    with pytest.raises(ModelError):
        MeaningCalibration(**numbers, provenance={})  # type: ignore[arg-type] # wrong on purpose


def test_the_shipped_one_was_fitted_to_the_packaged_model_and_weights() -> None:
    """After a new model.json: python -m linkcheck.training meaning --data DIR --date YYYY-MM-DD."""
    provenance = shipped_calibration().provenance
    assert provenance["model_sha256"] == model_digest()
    assert provenance["weights_sha256"] == WEIGHTS_SHA256


def test_the_shipped_one_accuses_no_more_honest_posts_than_words_alone() -> None:
    figures = shipped_calibration().provenance["out_of_fold"]
    for name in COUNTED:
        assert figures[name]["alarms"] <= figures[name]["alarms_words"]
        assert figures[name]["alarms"] <= 0.02
