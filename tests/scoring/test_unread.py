from __future__ import annotations

import datetime as dt

import pytest

from linkcheck._page.types import DEAD_ENDS, Page, PageState
from linkcheck._post.types import Link, Post, Quote
from linkcheck._scoring.types import Verdict
from linkcheck._scoring.unread import report_no_claim, report_not_fetched, report_unreadable
from linkcheck._web.types import Outcome, Snapshot

LINK = Link(url="https://example.org/moon")
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def visit(outcome: Outcome, detail: str = "", message: str = "") -> Snapshot:
    return Snapshot(id="s1", url=LINK.url, outcome=outcome, detail=detail, message=message, fetched_at=NOON)


@pytest.mark.parametrize(
    ("outcome", "verdict"),
    [
        (Outcome.GONE, Verdict.BROKEN),
        (Outcome.FAILED, Verdict.UNVERIFIABLE),
        (Outcome.REFUSED, Verdict.UNVERIFIABLE),
        (Outcome.BLOCKED, Verdict.UNVERIFIABLE),
        (Outcome.UNREADABLE, Verdict.UNVERIFIABLE),
    ],
)
def test_the_outcome_of_a_visit_decides_the_verdict_and_never_accuses(outcome: Outcome, verdict: Verdict) -> None:
    report = report_not_fetched(Post(text="Water on the Moon"), LINK, visit(outcome, "why", "so it was"))
    assert report.verdict is verdict
    assert report.score is None
    assert report.log_odds is None
    assert report.reasons[0].message == "so it was"
    assert report.reasons[0].weight == 0
    assert report.snapshot_id == "s1"


@pytest.mark.parametrize(
    ("outcome", "detail", "code"),
    [
        (Outcome.GONE, "not-found", "gone-not-found"),
        (Outcome.BLOCKED, "blocked-403", "blocked-403"),
        (Outcome.REFUSED, "robots", "refused-robots"),
        (Outcome.FAILED, "", "failed"),
        (Outcome.GONE, "gone", "gone"),
    ],
)
def test_reason_codes_name_outcome_and_detail_once(outcome: Outcome, detail: str, code: str) -> None:
    assert report_not_fetched(Post(), LINK, visit(outcome, detail)).reasons[0].code == code


@pytest.mark.parametrize("aware", [True, False])
def test_a_page_that_is_not_there_before_its_post_is_due_is_not_broken(aware: bool) -> None:
    due = NOON + dt.timedelta(hours=1)
    post = Post(text="Out tomorrow", scheduled_at=due if aware else due.replace(tzinfo=None))
    report = report_not_fetched(post, LINK, visit(Outcome.GONE, "not-found"))
    assert report.verdict is Verdict.UNVERIFIABLE
    assert report.reasons[0].code == "not-yet-published"
    page = Page(url=LINK.url, state=PageState.NOT_FOUND, fetched_at=NOON)
    assert report_unreadable(post, LINK, page).reasons[0].code == "not-yet-published"


def test_a_link_that_leads_nowhere_is_broken_before_its_post_is_due() -> None:
    post = Post(text="Out tomorrow", scheduled_at=NOON + dt.timedelta(hours=1))
    for detail in ("no-such-name", "no-url"):
        assert report_not_fetched(post, LINK, visit(Outcome.GONE, detail)).verdict is Verdict.BROKEN
    for state in DEAD_ENDS - {PageState.NOT_FOUND}:
        page = Page(url=LINK.url, state=state, fetched_at=NOON)
        assert report_unreadable(post, LINK, page).verdict is Verdict.BROKEN


def test_a_page_that_is_not_there_after_its_post_was_due_is_broken() -> None:
    post = Post(text="Out yesterday", scheduled_at=NOON - dt.timedelta(hours=1))
    assert report_not_fetched(post, LINK, visit(Outcome.GONE)).verdict is Verdict.BROKEN


@pytest.mark.parametrize("state", sorted(set(PageState) - {PageState.READABLE}))
def test_a_page_that_was_not_seen_is_unverifiable_and_one_that_is_not_there_is_broken(state: PageState) -> None:
    page = Page(title="Just a moment", state=state, state_quotes=(Quote("title", 0, 4, "Just"),))
    report = report_unreadable(Post(text="Water on the Moon"), LINK, page)
    assert report.verdict is (Verdict.BROKEN if state in DEAD_ENDS else Verdict.UNVERIFIABLE)
    assert report.score is None
    assert report.reasons[0].code == f"page-{state}"
    assert report.reasons[0].message
    assert report.reasons[0].page_quotes[0].text == "Just"


def test_a_post_that_claims_nothing_is_unclear() -> None:
    report = report_no_claim(Post(text="Wow"), LINK, Page(title="Moon"), no_claim="no-claim-reaction")
    assert report.verdict is Verdict.UNCLEAR
    assert report.score is None
    assert report.reasons[0].code == "no-claim-reaction"
    assert report.reasons[0].post_quotes[0].text == "Wow"
