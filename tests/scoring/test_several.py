from __future__ import annotations

from linkcheck.page.types import Page
from linkcheck.post.types import Link
from linkcheck.scoring.several import not_sources, settle
from linkcheck.scoring.types import Cause, LinkReport, Reason, Verdict
from linkcheck.scoring.unread import report_incomplete


def judged(verdict: Verdict, segment: tuple[int, int] | None = None, score: float | None = 0.9) -> LinkReport:
    link = Link(url="https://example.org/", segment=segment)
    reason = Reason(code="topic", message="off topic", weight=3.0)
    return LinkReport(link=link, verdict=verdict, reasons=(reason,), score=score, cause=Cause(code="overclaim"))


def test_a_second_link_is_not_accused_where_the_first_bears_the_claim_out() -> None:
    source, newsletter = settle([judged(Verdict.MATCH, score=0.1), judged(Verdict.MISMATCH)])
    assert source.verdict is Verdict.MATCH
    assert newsletter.verdict is Verdict.UNCLEAR
    assert [reason.code for reason in newsletter.reasons] == ["not-the-source", "topic"]
    assert newsletter.reasons[0].weight == 0
    assert newsletter.score == 0.9
    assert newsletter.cause is None


def test_a_link_with_a_segment_of_its_own_answers_for_it() -> None:
    reports = settle([judged(Verdict.MATCH), judged(Verdict.MISMATCH, segment=(10, 20))])
    assert reports[1].verdict is Verdict.MISMATCH


def test_a_link_that_shares_its_segment_with_the_source_is_not_accused() -> None:
    reports = settle([judged(Verdict.MATCH, segment=(0, 9)), judged(Verdict.MISMATCH, segment=(0, 9))])
    assert reports[1].verdict is Verdict.UNCLEAR


def test_without_a_matching_link_nothing_is_softened() -> None:
    reports = [judged(Verdict.MISMATCH), judged(Verdict.UNCLEAR)]
    assert settle(reports) == tuple(reports)


def test_other_verdicts_stay() -> None:
    reports = [judged(Verdict.MATCH), judged(Verdict.BROKEN), judged(Verdict.UNVERIFIABLE)]
    assert settle(reports) == tuple(reports)


def test_links_beside_the_source_are_not_the_source_also_where_their_page_broke_off() -> None:
    broke_off = report_incomplete(Link(url="https://example.org/"), Page(truncated=True))
    reports = [judged(Verdict.MATCH), judged(Verdict.MISMATCH), broke_off, judged(Verdict.MISMATCH, segment=(10, 20))]
    assert not_sources(reports) == {1, 2}
    assert settle(reports)[2] == broke_off
    assert not_sources(reports[1:]) == frozenset()
