"""The model's features follow from the codes that detectors declare."""

from __future__ import annotations

import pytest

from linkcheck._evidence.detectors import EVIDENCE_CODES
from linkcheck._evidence.types import Layer
from linkcheck._scoring.features import (
    CLAIM_WEIGHT_CODE,
    FOREIGN_CODE,
    MANUAL_COEFFICIENTS,
    PAGE_WEIGHT_CODE,
    SHARED_COEFFICIENTS,
    SUBJECT_TITLED_CODE,
    TOPIC_FEATURES,
    detail_sign,
)
from linkcheck._scoring.model import packaged_model

MODEL = packaged_model()


def test_the_packaged_model_has_the_features_of_the_topic_in_their_order() -> None:
    assert MODEL.topic.features == (*(code.code for code in TOPIC_FEATURES), FOREIGN_CODE)
    assert not {CLAIM_WEIGHT_CODE, PAGE_WEIGHT_CODE, SUBJECT_TITLED_CODE} & set(MODEL.topic.features)


def test_the_codes_that_the_model_names_are_declared() -> None:
    assert {FOREIGN_CODE, CLAIM_WEIGHT_CODE, PAGE_WEIGHT_CODE, SUBJECT_TITLED_CODE} <= {
        code.code for code in EVIDENCE_CODES
    }


def test_every_detail_of_the_packaged_model_is_declared() -> None:
    declared = {code.code for code in EVIDENCE_CODES if code.layer is not Layer.TOPIC}
    assert set(MODEL.details.features) <= declared


@pytest.mark.parametrize(
    ("code", "coefficient"),
    list(zip(MODEL.details.features, MODEL.details.coefficients, strict=True)),
    ids=list(MODEL.details.features),
)
def test_a_coefficient_has_the_sign_of_its_code(code: str, coefficient: float) -> None:
    assert coefficient * detail_sign(code) >= 0


def test_the_sign_of_a_code_that_nobody_declares_is_left_to_training() -> None:
    assert detail_sign("house-style-confirmed") == 0


def test_coefficients_set_by_hand_or_shared_belong_to_declared_codes() -> None:
    codes = {code.code for code in EVIDENCE_CODES}
    assert set(MANUAL_COEFFICIENTS) <= codes
    assert set(SHARED_COEFFICIENTS) | set(SHARED_COEFFICIENTS.values()) <= codes
