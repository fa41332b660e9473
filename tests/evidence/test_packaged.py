from __future__ import annotations

import pytest

from linkcheck._evidence.detectors import DETECTORS
from linkcheck._evidence.packaged import PackagedDetector, Stage
from linkcheck._evidence.types import Layer

LAYERS = {Stage.TOPIC: Layer.TOPIC, Stage.DETAIL: Layer.DETAIL, Stage.TIME: Layer.DETAIL, Stage.CONTEXT: Layer.CONTEXT}


def test_the_topic_is_measured_by_one_detector() -> None:
    assert [detector.stage for detector in DETECTORS].count(Stage.TOPIC) == 1


@pytest.mark.parametrize(
    "detector", [one for one in DETECTORS if one.stage in LAYERS], ids=lambda one: one.detect.__module__
)
def test_the_stage_of_a_detector_fits_the_layer_of_its_codes(detector: PackagedDetector) -> None:
    wanted = LAYERS[detector.stage]
    others = {code.code: f"Layer.{code.layer.name}" for code in detector.codes if code.layer is not wanted}
    assert not others, (
        f"{detector.detect.__module__}: codes of a detector of Stage.{detector.stage.name} "
        f"have layer=Layer.{wanted.name}, not {others}; change the layer, or the stage"
    )
