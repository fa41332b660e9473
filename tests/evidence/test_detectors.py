from __future__ import annotations

import pkgutil

import pytest

import linkcheck._evidence.detectors
from linkcheck._evidence.compare import extract_evidence, prepare_page, prepare_post
from linkcheck._evidence.detectors import DETECTORS, EVIDENCE_CODES
from linkcheck._evidence.types import Code, Evidence, Layer, Stance
from linkcheck._page.states import with_state
from linkcheck._scoring.model import load_model
from tests.messages import page_of_example

SHOWN = [code for code in EVIDENCE_CODES if code.reported_under is None]


def evidence_of(code: Code) -> dict[str, Evidence]:
    post, page, as_of = page_of_example(code)
    return {e.code: e for e in extract_evidence(prepare_post(post), prepare_page(with_state(page)), as_of)}


def test_every_file_of_a_detector_is_in_the_registry() -> None:
    files = {module.name for module in pkgutil.iter_modules(linkcheck._evidence.detectors.__path__)}
    registered = {detector.detect.__module__.rpartition(".")[2] for detector in DETECTORS} - {"topic"}
    missing = sorted(files - registered)
    assert not missing, (
        f"{missing}: add the detector of the file to DETECTORS in linkcheck/_evidence/detectors/__init__.py"
    )


def test_no_two_detectors_declare_one_code() -> None:
    codes = [code.code for code in EVIDENCE_CODES]
    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize("code", EVIDENCE_CODES, ids=lambda code: code.code)
def test_a_code_says_what_it_means_in_one_clause(code: Code) -> None:
    assert code.meaning, f"{code.code}: add a meaning"
    assert code.meaning[0].islower(), f"{code.code}: begin its meaning with a small letter"
    assert not code.meaning.endswith("."), f"{code.code}: end its meaning without a full stop"


@pytest.mark.parametrize(
    "code", [code for code in EVIDENCE_CODES if code.layer is not Layer.TOPIC], ids=lambda code: code.code
)
def test_a_code_has_a_coefficient_so_that_its_reason_weighs_something(code: Code) -> None:
    if code.sign == 0:
        return
    learned = load_model().details.features
    known = code.coefficient is not None or code.code in learned or code.coefficient_of in learned
    assert known, (
        f"{code.code} would weigh 0.0, for the model has no coefficient for it: "
        f"add coefficient=... (log-odds) or coefficient_of=... (a code of the same kind) to its Code"
    )


@pytest.mark.parametrize("code", EVIDENCE_CODES, ids=lambda code: code.code)
def test_a_stance_fits_the_sign_of_its_code(code: Code) -> None:
    sign = {Stance.SUPPORTS: -1, Stance.CONTRADICTS: 1, Stance.ABSENT: 1}.get(code.stance, code.sign)
    assert code.sign == sign, f"{code.code}: a code of Stance.{code.stance.name} has sign={sign}, not {code.sign}"


@pytest.mark.parametrize("code", SHOWN, ids=lambda code: code.code)
def test_the_example_of_a_code_gives_evidence_of_it(code: Code) -> None:
    assert code.example is not None, f"{code.code}: add example=Example(post=..., title=..., text=...)"
    found = evidence_of(code)
    assert code.code in found, f"{code.code}: its example gives only {sorted(found)}"
    assert found[code.code].stance is code.stance
    assert found[code.code].layer is code.layer


@pytest.mark.parametrize("code", SHOWN, ids=lambda code: code.code)
def test_a_message_is_one_sentence(code: Code) -> None:
    message = evidence_of(code)[code.code].message
    assert message[0].isupper()
    assert message.endswith(".")
    assert '"' not in message
    assert "\n" not in message
