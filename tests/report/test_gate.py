from __future__ import annotations

import datetime as dt

import pytest

from linkcheck._post.types import Link, Post
from linkcheck._report.build import count, report_post, sentences
from linkcheck._report.gate import Gate
from linkcheck._report.types import Report
from linkcheck._scoring.unread import report_not_fetched
from linkcheck._web.types import Outcome, Snapshot
from linkcheck.errors import SettingsError


def test_mismatches_and_broken_links_fail_a_run_by_default(reports: list[Report]) -> None:
    assert Gate().objections(reports) == ("2 findings",)
    assert not Gate().passes(reports)


def test_an_unchecked_link_is_no_finding(reports: list[Report]) -> None:
    unverifiable = [reports[0], reports[2], reports[3], reports[5], reports[6]]
    assert Gate().passes(unverifiable)


def test_a_strict_gate_counts_unchecked_links_and_unreadable_records(reports: list[Report]) -> None:
    assert Gate(strict=True).objections([reports[3]]) == ("1 finding",)
    assert Gate(strict=True).objections([reports[6]]) == ("1 unreadable record (strict)",)


def awaited() -> Report:
    """A post that is not due yet, whose page is not there yet."""
    due = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)
    post = Post(text="York buys buses", links=(Link(url="https://paper.example/york"),), scheduled_at=due)
    seen = Snapshot(
        id="s",
        url="https://paper.example/york",
        outcome=Outcome.GONE,
        detail="not-found",
        fetched_at=due - dt.timedelta(days=1),
    )
    return report_post(post, (report_not_fetched(post, post.links[0], seen),))


def test_a_page_that_is_not_there_before_its_post_is_due_is_a_finding_of_its_own() -> None:
    assert Gate().objections([awaited()]) == ("1 finding",)
    assert Gate(fail_on=("not-yet-published",)).objections([awaited()]) == ("1 finding",)
    assert Gate(fail_on=("mismatch", "broken", "unverifiable")).passes([awaited()])


def test_a_page_that_is_to_appear_with_its_post_is_no_finding() -> None:
    assert Gate().for_embargoed().passes([awaited()])
    assert not Gate(strict=True).for_embargoed().passes([awaited()])


def test_a_page_that_is_not_published_yet_is_counted_apart_from_what_could_not_be_read(reports: list[Report]) -> None:
    wall = reports[3]
    assert Gate(fail_on=(), max_unverifiable=50).passes([wall, awaited()])
    counts = count([wall, awaited()])
    assert (counts.unverifiable, counts.not_yet_published) == (2, 1)
    assert sentences(counts) == (
        "2 posts, 2 links: not checked, 1 link could not be read.",
        "1 page not published yet, before a post that is not due.",
    )


def test_a_verdict_that_there_is_not_is_refused() -> None:
    with pytest.raises(SettingsError, match="not-yet-published"):
        Gate(fail_on=("guilty",))


def test_verdicts_to_fail_on_can_be_chosen(reports: list[Report]) -> None:
    from linkcheck._scoring.types import Verdict

    assert Gate(fail_on=(Verdict.UNCLEAR,)).objections(reports) == ("1 finding",)
    assert Gate(fail_on=()).passes(reports)


def test_a_weak_mismatch_can_be_let_pass_but_not_a_broken_link(reports: list[Report]) -> None:
    assert Gate(min_score=0.99).objections(reports) == ("1 finding",)


def test_a_run_with_more_unchecked_links_than_allowed_fails(reports: list[Report]) -> None:
    half = [reports[0], reports[3]]
    assert Gate(max_unverifiable=50).passes(half)
    assert Gate(max_unverifiable=49.9).objections(half) == (
        "50 % of the links could not be checked, more than the 49.9 % allowed",
    )


def test_warn_only_passes_but_still_says_why_not(reports: list[Report]) -> None:
    gate = Gate(warn_only=True)
    assert gate.passes(reports)
    assert gate.objections(reports)


@pytest.mark.parametrize("values", [{"min_score": 2}, {"max_unverifiable": 101}, {"max_unverifiable": -1}])
def test_limits_out_of_range_are_settings_errors(values: dict[str, float]) -> None:
    with pytest.raises(SettingsError):
        Gate(**values)  # type: ignore[arg-type]
