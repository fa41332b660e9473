from __future__ import annotations

import itertools

import msgspec
import pytest

from linkcheck._post.types import BadRecord, Link, Post
from linkcheck._report.build import build_queue_run, build_run, count, report_post, report_problem, sentences
from linkcheck._report.types import VERDICT_ORDER, Counts, QueueReport, Report
from linkcheck._scoring.types import LinkReport, Reason, Verdict


def test_every_link_is_counted_under_its_verdict(reports: list[Report]) -> None:
    assert count(reports) == Counts(
        posts=6,
        bad_records=1,
        without_links=1,
        links=5,
        match=1,
        mismatch=1,
        unclear=1,
        unverifiable=1,
        broken=1,
    )


def test_the_words_say_what_was_checked_and_what_could_not_be(reports: list[Report]) -> None:
    assert sentences(count(reports)) == (
        "6 posts, 5 links: 4 checked (1 match, 1 mismatch, 1 unclear, 1 broken).",
        "1 link could not be checked.",
        "1 post without a link.",
        "1 record could not be read.",
    )


def test_a_run_that_read_nothing_checked_nothing() -> None:
    assert sentences(Counts()) == ("0 posts, 0 links: nothing was checked.",)
    assert sentences(Counts(posts=1, links=2, unverifiable=2)) == (
        "1 post, 2 links: not checked, 2 links could not be read.",
    )


def test_a_queue_keeps_its_repairs_and_findings(reports: list[Report]) -> None:
    run = build_queue_run(QueueReport(posts=tuple(reports), findings=("shifted",)))
    assert run.findings == ("shifted",)
    assert run.posts == tuple(reports)


def test_a_run_shows_no_secret_of_a_link() -> None:
    url = "https://a.example/unsubscribe?token=s3cret"
    post = Post(text=f"bye {url}", links=(Link(url=url),))
    link = LinkReport(
        link=post.links[0],
        verdict=Verdict.UNVERIFIABLE,
        reasons=(Reason(code="action-link", message=f"{url}: not visited", post_quotes=(post.quote(4, 46),)),),
    )
    assert "s3cret" not in repr(build_run([report_post(post, [link])]))


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


def test_a_bad_record_is_unverifiable_and_names_its_field_beside_its_place() -> None:
    problem = BadRecord(file="queue.csv", line=7, field="text", message="is missing")
    report = report_problem(problem, row=5)
    assert report.verdict is Verdict.UNVERIFIABLE
    assert report.problem == problem
    assert report.row == 5
    assert report.reasons[0].message == "This record could not be read: text: is missing."


def test_a_report_round_trips_through_json() -> None:
    post = Post(text="Moon https://example.org/", links=(Link(url="https://example.org/", start=5, end=25),))
    report = report_post(post, [judged(Verdict.MATCH, 0.1)], row=0)
    assert msgspec.json.decode(msgspec.json.encode(report), type=Report) == report
