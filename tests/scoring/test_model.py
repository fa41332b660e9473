from __future__ import annotations

import hashlib
import math
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._evidence.types import Evidence, Layer, Stance
from linkcheck._scoring.features import CLAIM_WEIGHT_CODE, PAGE_WEIGHT_CODE, SUBJECT_TITLED_CODE
from linkcheck._scoring.model import (
    Linear,
    Model,
    load_model,
    logit,
    model_digest,
    packaged_model,
    read_model,
    score_evidence,
    sigmoid,
)
from linkcheck.errors import ModelError

TOPIC = Linear(features=("far",), mean=(0.0,), scale=(1.0,), coefficients=(1.0,), intercept=-4.0)
DETAILS = Linear(
    features=("name-absent", "number-absent", "number-confirmed", "number-differs"),
    mean=(0.0, 0.0, 0.0, 0.0),
    scale=(1.0, 1.0, 1.0, 1.0),
    coefficients=(9.0, 9.0, -1.0, 8.0),
    intercept=-5.0,
)
MODEL = Model(schema=1, topic=TOPIC, details=DETAILS, mismatch_threshold=0.8, match_threshold=0.5, provenance={})


def evidence(code: str, value: float, layer: Layer = Layer.DETAIL) -> Evidence:
    return Evidence(code=code, layer=layer, value=value)


def test_a_plain_topic_does_not_drown_a_wrong_number() -> None:
    weighed = score_evidence(MODEL, (evidence("far", -5, Layer.TOPIC), evidence("number-differs", 1.0)))
    assert weighed.topic_log_odds < -3
    assert sigmoid(weighed.log_odds) > 0.8


def test_no_detail_makes_a_wrong_page_right() -> None:
    wrong = score_evidence(MODEL, (evidence("far", 9, Layer.TOPIC),))
    agreeing = score_evidence(MODEL, (evidence("far", 9, Layer.TOPIC), evidence("number-confirmed", 1.0)))
    assert sigmoid(agreeing.log_odds) > 0.99
    assert agreeing.log_odds <= wrong.log_odds


def test_details_leave_off_topic_alone() -> None:
    topic = evidence("far", 1, Layer.TOPIC)
    with_detail = score_evidence(MODEL, (topic, evidence("number-differs", 1.0)))
    assert with_detail.topic_log_odds == score_evidence(MODEL, (topic,)).topic_log_odds


def doubt(code: str, value: float = 1.0) -> Evidence:
    return Evidence(code=code, layer=Layer.DETAIL, stance=Stance.ABSENT, value=value)


def contradiction(value: float = 1.0) -> Evidence:
    return Evidence(code="number-differs", layer=Layer.DETAIL, stance=Stance.CONTRADICTS, value=value)


@given(st.floats(-30, 1.3), st.floats(0, 50), st.floats(0, 50))
@settings(max_examples=100, deadline=None)
def test_absences_alone_never_lift_a_score_to_the_mismatch_threshold(far: float, name: float, number: float) -> None:
    topic = evidence("far", far + 4, Layer.TOPIC)
    before = score_evidence(MODEL, (topic,))
    doubted = score_evidence(MODEL, (topic, doubt("name-absent", name), doubt("number-absent", number)))
    assert before.log_odds <= doubted.log_odds <= max(before.log_odds, MODEL.levels.doubt)
    assert math.isclose(doubted.log_odds - before.log_odds, doubted.doubts, abs_tol=1e-9)


def test_an_absence_takes_the_verdict_match_from_a_page_about_the_claim() -> None:
    topic = evidence("far", -5, Layer.TOPIC)
    assert score_evidence(MODEL, (topic,)).log_odds < MODEL.levels.match
    assert score_evidence(MODEL, (topic, doubt("name-absent"))).log_odds > MODEL.levels.match


def test_an_absence_adds_to_a_contradiction_and_to_its_score() -> None:
    topic, weak = evidence("far", -5, Layer.TOPIC), contradiction(0.5)
    alone, both = score_evidence(MODEL, (topic, weak)), score_evidence(MODEL, (topic, weak, doubt("name-absent")))
    assert alone.log_odds < MODEL.levels.mismatch < both.log_odds
    assert both.parts["name-absent"] > 0
    assert both.doubts == 0


def test_contradictions_beyond_the_threshold_grow_no_surer_without_end() -> None:
    topic = evidence("far", -5, Layer.TOPIC)
    one, three = (score_evidence(MODEL, (topic, contradiction(value))).log_odds for value in (1.0, 3.0))
    assert MODEL.levels.mismatch < one < three < MODEL.levels.mismatch + 1


SAYS_ENOUGH = (
    evidence(CLAIM_WEIGHT_CODE, 6.0, Layer.TOPIC),
    evidence(PAGE_WEIGHT_CODE, 40.0, Layer.TOPIC),
    evidence("far", 50.0, Layer.TOPIC),
)


@pytest.mark.parametrize(
    "little",
    [
        evidence(CLAIM_WEIGHT_CODE, 1.0, Layer.TOPIC),
        evidence(PAGE_WEIGHT_CODE, 9.0, Layer.TOPIC),
        evidence(SUBJECT_TITLED_CODE, 1.0, Layer.TOPIC),
    ],
    ids=lambda piece: piece.code,
)
def test_a_pair_that_says_little_or_a_page_titled_by_the_subject_is_never_surely_off_topic(little: Evidence) -> None:
    enough = score_evidence(MODEL, SAYS_ENOUGH)
    assert enough.topic_log_odds == 46.0
    others = tuple(piece for piece in SAYS_ENOUGH if piece.code != little.code)
    spared = score_evidence(MODEL, (*others, little))
    assert MODEL.levels.match < spared.topic_log_odds < MODEL.levels.mismatch
    assert 0 < spared.parts["far"] < enough.parts["far"]


@pytest.mark.parametrize("p", [0.001, 0.3, 0.5, 0.999])
def test_logit_and_sigmoid_are_inverse(p: float) -> None:
    assert math.isclose(sigmoid(logit(p)), p)


@pytest.mark.parametrize("log_odds", [-1e6, -800.0, 800.0, 1e6])
def test_extremes_stay_probabilities(log_odds: float) -> None:
    assert 0.0 <= sigmoid(log_odds) <= 1.0


def test_the_packaged_model_tells_what_it_was_made_of() -> None:
    model = packaged_model()
    assert {"date", "version", "data_sha256", "out_of_fold"} <= set(model.provenance)
    assert 0 < model.match_threshold <= model.mismatch_threshold < 1
    assert len(model_digest()) == 64


@pytest.mark.parametrize("content", [b"", b"{}", b"no json", b"[1, 2]"])
def test_a_damaged_file_is_a_model_error(content: bytes) -> None:
    with pytest.raises(ModelError):
        read_model(content)


def test_another_schema_is_a_model_error() -> None:
    other = msgspec.json.encode(MODEL).replace(b'"schema":1', b'"schema":99')
    with pytest.raises(ModelError, match="schema 99"):
        read_model(other)


def test_lists_of_unequal_length_are_a_model_error() -> None:
    broken = msgspec.json.encode(MODEL).replace(b'"mean":[0.0]', b'"mean":[0.0,1.0]')
    with pytest.raises(ModelError):
        read_model(broken)


def test_a_model_of_ones_own_is_read_and_named_by_its_digest(tmp_path: Path) -> None:
    file = tmp_path / "own.json"
    file.write_bytes(msgspec.json.encode(MODEL))
    assert load_model(str(file)) == MODEL
    assert model_digest(str(file)) == hashlib.sha256(file.read_bytes()).hexdigest() != model_digest()


def test_a_model_that_changes_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "own.json"
    for threshold in (0.75, 0.875):
        file.write_bytes(msgspec.json.encode(msgspec.structs.replace(MODEL, mismatch_threshold=threshold)))
        assert load_model(str(file)).mismatch_threshold == threshold


def test_without_a_path_it_is_the_packaged_one() -> None:
    assert load_model() == load_model(None) == packaged_model()


def test_a_model_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.json"
    damaged.write_bytes(b"{}")
    with pytest.raises(ModelError, match=r"damaged.json: this is not a model: "):
        load_model(str(damaged))
    with pytest.raises(ModelError, match=r"none.json: this model cannot be read: No such file"):
        model_digest(str(tmp_path / "none.json"))
    with pytest.raises(ModelError, match="this model cannot be read: Is a directory"):
        load_model(str(tmp_path))
    with pytest.raises(ModelError, match=r"null (byte|character)"):
        load_model("\0")


def test_a_code_that_the_model_was_not_trained_with_counts_by_the_coefficient_that_its_detector_declares() -> None:
    topic = evidence("far", -5, Layer.TOPIC)
    stale = score_evidence(MODEL, (topic, evidence("stale", 1.0)))
    assert stale.parts["stale"] > 1
    assert stale.log_odds > score_evidence(MODEL, (topic,)).log_odds


def test_a_code_that_the_model_was_not_trained_with_counts_like_the_one_whose_coefficient_it_shares() -> None:
    topic = evidence("far", -5, Layer.TOPIC)
    date, number = (score_evidence(MODEL, (topic, evidence(code, 0.8))) for code in ("date-differs", "number-differs"))
    assert date.log_odds == number.log_odds
