from __future__ import annotations

from linkcheck.post.types import Link, Post
from linkcheck.report.assembly import report_post
from linkcheck.report.counting import count, sentences, sum_up, sum_up_queue
from linkcheck.report.types import Counts, QueueReport, Report
from linkcheck.scoring.types import LinkReport, Reason, Verdict


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


def test_nothing_read_is_nothing_checked() -> None:
    assert sentences(Counts()) == ("0 posts, 0 links: nothing was checked.",)
    assert sentences(Counts(posts=1, links=2, unverifiable=2)) == (
        "1 post, 2 links: nothing was checked; 2 links could not be read.",
    )


def test_a_queue_keeps_its_repairs_and_findings(reports: list[Report]) -> None:
    run = sum_up_queue(QueueReport(posts=tuple(reports), findings=("shifted",)))
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
    assert "s3cret" not in repr(sum_up([report_post(post, [link])]))
