from __future__ import annotations

from linkcheck.post.types import Link, Post
from linkcheck.report.assembly import report_post
from linkcheck.report.runs import sum_up, sum_up_queue
from linkcheck.report.types import QueueReport, Report
from linkcheck.scoring.types import LinkReport, Reason, Verdict


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
