from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from linkcheck.evidence.types import Case, Detector, Evidence
from linkcheck.page.types import Page
from linkcheck.post.reading import parse_post
from linkcheck.post.types import Quote
from linkcheck.scoring.asking import FAILED, ask, consult
from linkcheck.scoring.features import BY_HAND, MOST_OF_ONE
from linkcheck.scoring.model import logit
from linkcheck.settings import Settings

Says = Callable[..., Evidence]
Told = Callable[..., Any]

POST = parse_post("The library reopens on Monday https://example.org/library")
CASE = Case(post=POST, claim=POST.claim, page=Page(title="Library reopens", text="It reopens on Tuesday."))


def test_the_evidence_of_a_detector_is_taken_as_it_is(told: Told, evidence: Says) -> None:
    said = evidence(-2.5, post_quotes=(CASE.quote(4, 11),), page_quotes=(CASE.page.quote("title", 0, 7),))
    assert ask((told(said),), CASE) == (said,)
    assert said.post_quotes[0].text == "library"


def test_a_detector_that_says_nothing_adds_nothing(told: Told) -> None:
    assert ask((told(),), CASE) == ()


def test_one_detector_says_no_more_than_the_strongest_of_what_is_set_by_hand(told: Told, evidence: Says) -> None:
    assert max(BY_HAND.values()) == MOST_OF_ONE
    (capped,) = ask((told(evidence(1000.0)),), CASE)
    assert capped.log_odds == MOST_OF_ONE
    several = ask((told(evidence(-20.0), evidence(60.0, code="told-more"), evidence(code="told-nothing")),), CASE)
    assert [e.log_odds for e in several] == [-MOST_OF_ONE / 4, MOST_OF_ONE * 3 / 4, None]


class Other:
    code = "other"

    def weigh(self, case: Case) -> Iterable[Evidence]:
        raise TimeoutError("no answer in 10 s")


def test_detectors_that_fail_are_named_and_the_others_heard(told: Told, evidence: Says) -> None:
    heard, failed = ask((Other(), told(evidence(1.0))), CASE)
    assert heard.code == "told"
    assert failed.code == FAILED
    assert failed.log_odds is None
    assert failed.message == "a detector failed and was left out: other (TimeoutError: no answer in 10 s)"
    (both,) = ask((Other(), told(evidence(1.0), ValueError("x" * 5000))), CASE)
    assert both.message.startswith("a detector failed and was left out: other (TimeoutError")
    assert "told (ValueError: xxx" in both.message
    assert len(both.message) < 500


class Silent:
    code = "silent"

    def weigh(self, case: Case) -> Any:
        return None


def test_a_detector_must_return_evidence(told: Told) -> None:
    (failed,) = ask((Silent(),), CASE)
    assert "silent (weigh must return an iterable of Evidence, not NoneType)" in failed.message
    (failed,) = ask((told("words"),), CASE)
    assert "told (weigh must give Evidence, not str)" in failed.message


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"code": "elsewhere"}, "the code 'elsewhere' must be 'told' or begin with 'told-'"),
        ({"code": "toldest"}, "the code 'toldest' must be 'told' or begin with 'told-'"),
        ({"layer": "detail-ish"}, "layer must be a linkcheck.Layer, not 'detail-ish'"),
        ({"message": ""}, "evidence needs a message"),
        ({"value": -1.0}, "value must be a number of 0 or more, not -1.0"),
        ({"value": math.nan}, "value must be a number of 0 or more, not nan"),
        ({"log_odds": math.inf}, "log_odds must be a finite number or None, not inf"),
        ({"post_quotes": (Quote("text", 0, 3, "the"),)}, "the quote 'the' is not what the post has at text[0:3]"),
        ({"post_quotes": (Quote("text", -4, -1, "rar"),)}, "the quote 'rar' is not what the post has at text[-4:-1]"),
        ({"page_quotes": (Quote("text", 0, 999, "It reopens on Tuesday."),)}, "is not what the page has at text[0:999"),
        ({"page_quotes": (Quote("author", 0, 1, "x"),)}, "Page has no quotable field 'author'"),
    ],
)
def test_unusable_evidence_is_reported_with_the_name_of_its_detector(
    told: Told, evidence: Says, changes: dict[str, Any], problem: str
) -> None:
    log_odds = changes.pop("log_odds", 1.0)
    (failed,) = ask((told(evidence(log_odds, **changes)),), CASE)
    assert failed.code == FAILED
    assert "told (" in failed.message
    assert problem in failed.message


def test_a_code_comes_once_and_answers_end(told: Told, evidence: Says) -> None:
    (failed,) = ask((told(evidence(), evidence()),), CASE)
    assert "weigh gave the code 'told' twice" in failed.message
    (failed,) = ask((told(*(evidence(code=f"told-{n}") for n in range(101))),), CASE)
    assert "more than 100 pieces" in failed.message


def test_any_object_with_a_code_and_weigh_is_a_detector(told: Told) -> None:
    assert isinstance(told(), Detector)
    assert not isinstance("told", Detector)


def test_a_detector_receives_the_log_odds_so_far_and_the_prior(told: Told) -> None:
    detector = told()
    consult((detector,), CASE, (), settings=Settings(prior=0.2))
    consult((detector,), CASE, (), settings=Settings())
    rare, even = detector.cases
    assert (rare.prior, even.prior) == (0.2, 0.5)
    assert rare.off_topic is not None
    assert even.off_topic is not None
    assert logit(even.off_topic) - logit(rare.off_topic) == pytest.approx(-logit(0.2))
