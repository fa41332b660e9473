from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from linkcheck._evidence.types import Case, Detector, Evidence
from linkcheck._page.types import Page
from linkcheck._post.parse import parse_post
from linkcheck._post.types import Quote
from linkcheck._scoring.codes import DETECTOR_FAILED
from linkcheck._scoring.custom import DETECTOR_GROUP, detector_evidence, load_detectors, run_detectors
from linkcheck._scoring.features import MANUAL_COEFFICIENTS, MAX_DETECTOR_LOG_ODDS
from linkcheck._scoring.model import logit
from linkcheck.errors import InputError, SettingsError
from linkcheck.settings import Settings

MODULE = """
class Shouting:
    code = "shouting"
    def weigh(self, case):
        return ()

class Exiting:
    code = "exiting"
    def __init__(self):
        raise SystemExit(3)

class Interrupted:
    def __init__(self):
        raise KeyboardInterrupt

ready = Shouting()
ready.code = "ready"
number = 3
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    name = f"own_{tmp_path.name.replace('-', '_')}"
    (tmp_path / f"{name}.py").write_text(MODULE, encoding="utf-8")
    (tmp_path / f"{name}_broken.py").write_text("raise RuntimeError('no key')", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return name


def test_names_lead_to_objects_and_to_classes_that_take_nothing(module: str) -> None:
    found = load_detectors(Settings(detectors=(f"{module}:Shouting", f"{module}:ready")))
    assert [detector.code for detector in found] == ["shouting", "ready"]
    assert load_detectors(Settings(detectors=(f"{module}:Shouting",)))[0] is found[0]


def test_without_names_there_are_none() -> None:
    assert load_detectors() == load_detectors(Settings()) == ()


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("no_such_module_of_ours:x", "ModuleNotFoundError: No module named “no_such_module_of_ours”"),
        ("MODULE:missing", "has no attribute “missing”"),
        ("MODULE_broken:x", "RuntimeError: no key"),
        ("MODULE:Exiting", "SystemExit: 3"),
        ("MODULE:number", "an int is not an object with a code and a method weigh(case)"),
    ],
)
def test_a_name_that_leads_to_no_detector_is_an_error_at_once(module: str, name: str, problem: str) -> None:
    name = name.replace("MODULE", module)
    with pytest.raises(SettingsError) as caught:
        load_detectors(Settings(detectors=(name,)))
    assert name in str(caught.value)
    assert problem in str(caught.value)


def test_an_interrupt_while_a_detector_is_made_goes_on(module: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        load_detectors(Settings(detectors=(f"{module}:Interrupted",)))


@pytest.fixture
def installed(module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A distribution that names a detector of the module "shouting", and one that is none."""
    metadata = tmp_path / "site" / "house_rules-1.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: house-rules\nVersion: 1\n")
    declared = f"[{DETECTOR_GROUP}]\nshouting = {module}:Shouting\nnothing = {module}:absent\n"
    (metadata / "entry_points.txt").write_text(declared)
    monkeypatch.syspath_prepend(tmp_path / "site")


@pytest.mark.usefixtures("installed")
def test_a_detector_of_an_installed_distribution_is_loaded_by_its_name() -> None:
    (detector,) = load_detectors(Settings(detectors=("shouting",)))
    assert detector.code == "shouting"


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("name", "problem"),
    [("nothing", "has no attribute “absent”"), ("other", "no installed distribution has a detector of this name")],
)
def test_an_installed_name_that_leads_to_no_detector_says_why(name: str, problem: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_detectors(Settings(detectors=(name,)))
    assert problem in str(caught.value)
    assert name != "other" or "those are" in str(caught.value)


@pytest.mark.parametrize("name", ["os.system", "a:b:c", ":x", "x:", "a b:c", "../x:y", ""])
def test_a_setting_that_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="module:attribute"):
        Settings(detectors=(name,))


def test_one_name_alone_is_no_tuple() -> None:
    with pytest.raises(SettingsError, match="a tuple of names"):
        Settings(detectors="module:attribute")  # type: ignore[arg-type] # the mistake under test


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("Shouting", "use lower case and hyphens"),
        ("", "use lower case and hyphens"),
        ("number", "which linkcheck uses itself (number-differs)"),
        ("topic-lead", "which linkcheck uses itself (topic-lead)"),
    ],
)
def test_a_code_that_is_none_or_taken_is_refused(told: Any, code: str, problem: str) -> None:
    detector = told()
    detector.code = code
    with pytest.raises(InputError) as caught:
        load_detectors(given=(detector,))
    assert problem in str(caught.value)


def test_an_object_that_is_no_detector_is_refused(told: Any) -> None:
    with pytest.raises(InputError, match="the class Told is not an object with a code"):
        load_detectors(given=(told,))
    with pytest.raises(InputError, match=r"give a tuple of detectors"):
        load_detectors(given=told())
    with pytest.raises(InputError, match="two detectors have the code “told”"):
        load_detectors(given=(told(), told()))


Says = Callable[..., Evidence]
Told = Callable[..., Any]

POST = parse_post("The library reopens on Monday https://example.org/library")
CASE = Case(post=POST, claim=POST.claim, page=Page(title="Library reopens", text="It reopens on Tuesday."))


def test_the_evidence_of_a_detector_is_taken_as_it_is(told: Told, evidence: Says) -> None:
    said = evidence(-2.5, post_quotes=(CASE.quote(4, 11),), page_quotes=(CASE.page.quote("title", 0, 7),))
    assert detector_evidence((told(said),), CASE) == (said,)
    assert said.post_quotes[0].text == "library"


def test_a_detector_that_says_nothing_adds_nothing(told: Told) -> None:
    assert detector_evidence((told(),), CASE) == ()


def test_one_detector_says_no_more_than_the_strongest_of_what_is_set_by_hand(told: Told, evidence: Says) -> None:
    assert max(MANUAL_COEFFICIENTS.values()) >= MAX_DETECTOR_LOG_ODDS
    (capped,) = detector_evidence((told(evidence(1000.0)),), CASE)
    assert capped.log_odds == MAX_DETECTOR_LOG_ODDS
    several = detector_evidence(
        (told(evidence(-20.0), evidence(60.0, code="told-more"), evidence(code="told-nothing")),), CASE
    )
    assert [e.log_odds for e in several] == [-MAX_DETECTOR_LOG_ODDS / 4, MAX_DETECTOR_LOG_ODDS * 3 / 4, None]


class Other:
    code = "other"

    def weigh(self, case: Case) -> Iterable[Evidence]:
        raise TimeoutError("no answer in 10 s")


def test_detectors_that_fail_are_named_and_the_others_heard(told: Told, evidence: Says) -> None:
    heard, failed = detector_evidence((Other(), told(evidence(1.0))), CASE)
    assert heard.code == "told"
    assert failed.code == DETECTOR_FAILED.code
    assert failed.log_odds is None
    assert failed.message == "A detector failed and was left out: other (TimeoutError: no answer in 10 s)."
    (both,) = detector_evidence((Other(), told(evidence(1.0), ValueError("x" * 5000))), CASE)
    assert both.message.startswith("A detector failed and was left out: other (TimeoutError")
    assert "told (ValueError: xxx" in both.message
    assert len(both.message) < 500


def test_a_detector_that_exits_has_failed(told: Told) -> None:
    (failed,) = detector_evidence((told(SystemExit(3)),), CASE)
    assert failed.message == "A detector failed and was left out: told (SystemExit: 3)."
    (failed,) = detector_evidence((told(GeneratorExit()),), CASE)
    assert "told (GeneratorExit" in failed.message


def test_ctrl_c_in_a_detector_ends_the_program_on_the_main_thread_alone(told: Told) -> None:
    detectors = (told(KeyboardInterrupt()),)
    with pytest.raises(KeyboardInterrupt):
        detector_evidence(detectors, CASE)
    with ThreadPoolExecutor(1) as thread:
        (failed,) = thread.submit(detector_evidence, detectors, CASE).result()
    assert "told (KeyboardInterrupt" in failed.message


class Silent:
    code = "silent"

    def weigh(self, case: Case) -> Any:
        return None


def test_a_detector_must_return_evidence(told: Told) -> None:
    (failed,) = detector_evidence((Silent(),), CASE)
    assert "silent (weigh must return an iterable of Evidence, not a NoneType)" in failed.message
    (failed,) = detector_evidence((told("words"),), CASE)
    assert "told (weigh must give Evidence, not a str)" in failed.message


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"code": "elsewhere"}, "the code “elsewhere” must be “told” or begin with “told-”"),
        ({"code": "toldest"}, "the code “toldest” must be “told” or begin with “told-”"),
        ({"stance": "contradicts"}, "told: stance must be a linkcheck.Stance, not 'contradicts'"),
        ({"stance": 3}, "told: stance must be a linkcheck.Stance, not 3"),
        ({"layer": "detail-ish"}, "layer must be a linkcheck.Layer, not 'detail-ish'"),
        ({"message": ""}, "evidence needs a message"),
        ({"value": -1.0}, "value must be a number of 0 or more, not -1.0"),
        ({"value": math.nan}, "value must be a number of 0 or more, not nan"),
        ({"log_odds": math.inf}, "log_odds must be a finite number or None, not inf"),
        ({"post_quotes": (Quote("text", 0, 3, "the"),)}, "the quote “the” is not what the post has at text[0:3]"),
        ({"post_quotes": (Quote("text", -4, -1, "rar"),)}, "the quote “rar” is not what the post has at text[-4:-1]"),
        ({"page_quotes": (Quote("text", 0, 999, "It reopens on Tuesday."),)}, "is not what the page has at text[0:999"),
        ({"page_quotes": (Quote("author", 0, 1, "x"),)}, "Page has no quotable field 'author'"),
    ],
)
def test_unusable_evidence_is_reported_with_the_name_of_its_detector(
    told: Told, evidence: Says, changes: dict[str, Any], problem: str
) -> None:
    log_odds = changes.pop("log_odds", 1.0)
    (failed,) = detector_evidence((told(evidence(log_odds, **changes)),), CASE)
    assert failed.code == DETECTOR_FAILED.code
    assert "told (" in failed.message
    assert problem in failed.message


def test_a_code_comes_once_and_answers_end(told: Told, evidence: Says) -> None:
    (failed,) = detector_evidence((told(evidence(), evidence()),), CASE)
    assert "weigh gave the code “told” twice" in failed.message
    (failed,) = detector_evidence((told(*(evidence(code=f"told-{n}") for n in range(101))),), CASE)
    assert "more than 100 pieces" in failed.message


def test_any_object_with_a_code_and_weigh_is_a_detector(told: Told) -> None:
    assert isinstance(told(), Detector)
    assert not isinstance("told", Detector)


def test_a_detector_receives_the_log_odds_so_far_and_the_prior(told: Told) -> None:
    detector = told()
    run_detectors((detector,), CASE, (), settings=Settings(prior=0.2))
    run_detectors((detector,), CASE, (), settings=Settings())
    rare, even = detector.cases
    assert (rare.prior, even.prior) == (0.2, 0.5)
    assert rare.off_topic is not None
    assert even.off_topic is not None
    assert logit(even.off_topic) - logit(rare.off_topic) == pytest.approx(-logit(0.2))
