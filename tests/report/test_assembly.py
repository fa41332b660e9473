from __future__ import annotations

import itertools

import msgspec
import pytest

from linkcheck.post.types import BadRecord, Link, Post
from linkcheck.report.assembly import report_post, report_problem
from linkcheck.report.types import VERDICT_ORDER, Report
from linkcheck.scoring.types import LinkReport, Reason, Verdict


def judged(verdict: Verdict, score: float | None = None) -> LinkReport:
    reason = Reason(code="topic", message="because")
    return LinkReport(link=Link(url="https://example.org/"), verdict=verdict, score=score, reasons=(reason,))


def test_a_post_without_links_is_unclear() -> None:
    report = report_post(Post(text="Hello"), [])
    assert report.verdict is Verdict.UNCLEAR
    assert report.score is None
    assert report.reasons[0].code == "no-link"


@pytest.mark.parametrize(("first", "second"), list(itertools.pairwise(VERDICT_ORDER)))
def test_the_first_verdict_in_order_speaks_for_the_post(first: Verdict, second: Verdict) -> None:
    for links in ([judged(first, 0.7), judged(second, 0.1)], [judged(second, 0.1), judged(first, 0.7)]):
        report = report_post(Post(text="Hello"), links)
        assert report.verdict is first
        assert report.score == 0.7


def test_a_bad_record_is_unverifiable_and_names_file_line_and_field() -> None:
    problem = BadRecord(file="queue.csv", line=7, field="text", message="is missing")
    report = report_problem(problem, row=5)
    assert report.verdict is Verdict.UNVERIFIABLE
    assert report.problem == problem
    assert report.row == 5
    assert report.reasons[0].message == "queue.csv:7: text: is missing"


def test_a_report_round_trips_through_json() -> None:
    post = Post(text="Moon https://example.org/", links=(Link(url="https://example.org/", start=5, end=25),))
    report = report_post(post, [judged(Verdict.MATCH, 0.1)], row=0)
    assert msgspec.json.decode(msgspec.json.encode(report), type=Report) == report
