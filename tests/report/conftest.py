"""Reports made by hand: one of each verdict, a bad record, a post without links, and hostile text."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from msgspec.structs import replace

from linkcheck._post.types import BadRecord, Link, Origin, Post
from linkcheck._report.build import build_queue_run, build_run, report_post, report_problem
from linkcheck._report.types import Correction, QueueReport, Repeat, Report, Run
from linkcheck._scoring.types import Cause, LinkReport, PageSummary, Party, Reason, Verdict

MONDAY = dt.datetime(2026, 5, 18, 8, 0, tzinfo=dt.UTC)


def make_post(text: str, url: str, *, line: int = 1, file: str = "queue.csv") -> Post:
    start = text.find(url)
    span = (start, start + len(url)) if start >= 0 else (None, None)
    link = Link(url=url, start=span[0], end=span[1])
    return Post(
        text=text,
        links=(link,),
        created_at=MONDAY,
        origin=Origin(file=file, line=line, record=line - 1),
    )


def make_link_report(post: Post, verdict: Verdict, log_odds: float | None = None, title: str = "") -> LinkReport:
    reason = Reason(
        code="topic-best-window",
        message="The page is about something else.",
        weight=(log_odds or 0.0),
        post_quotes=(post.quote(0, min(4, len(post.text))),),
        page_quotes=(),
    )
    return LinkReport(
        link=post.links[0],
        verdict=verdict,
        reasons=(reason,),
        score=None if log_odds is None else 1 / (1 + math.exp(-log_odds)),
        off_topic=None if log_odds is None else 0.5,
        log_odds=log_odds,
        base=None if log_odds is None else 0.0,
        page=PageSummary(url=post.links[0].url, title=title, words=120, state="readable") if title else None,
        cause=Cause(code="shifted-row", responsible=Party.TOOL, message="The row has slipped.")
        if verdict is Verdict.MISMATCH
        else None,
        snapshot_id="s1",
    )


def make_report(
    text: str, url: str, verdict: Verdict, log_odds: float | None = None, *, line: int = 1, title: str = ""
) -> Report:
    post = make_post(text, url, line=line)
    return report_post(post, [make_link_report(post, verdict, log_odds, title)], row=line - 1)


@pytest.fixture
def reports() -> list[Report]:
    return [
        make_report("The ferry sails https://a.example/ferry", "https://a.example/ferry", Verdict.MATCH, -3.0, line=1),
        make_report(
            "The fire station closes https://a.example/soup",
            "https://a.example/soup",
            Verdict.MISMATCH,
            3.0,
            line=2,
            title="Chestnut soup",
        ),
        make_report("Trees https://a.example/trees", "https://a.example/trees", Verdict.UNCLEAR, 0.5, line=3),
        make_report("Jumpers https://b.example/j", "https://b.example/j", Verdict.UNVERIFIABLE, line=4),
        make_report("The pool opens https://a.example/pool", "https://a.example/pool", Verdict.BROKEN, line=5),
        report_post(Post(text="good morning", origin=Origin(file="queue.csv", line=6, record=5)), [], row=5),
        report_problem(BadRecord(file="queue.csv", line=7, record=6, field="text", message="is no text"), row=6),
    ]


@pytest.fixture
def run(reports: list[Report]) -> Run:
    repair = Correction(
        row=1, present_url="https://a.example/soup", proposed_url="https://a.example/trees", proposed_row=2
    )
    return build_run(reports, corrections=[repair], findings=["two rows have exchanged their links"])


@pytest.fixture
def repeated_run() -> Run:
    """A post that matches its page, and goes out twice."""
    ferry = make_report(
        "The ferry sails https://a.example/ferry", "https://a.example/ferry", Verdict.MATCH, -3.0, line=5
    )
    reason = Reason(code="repeated-post", message="Row 2 has the same text with the same link.")
    cause = Cause(code="repeated-post", responsible=Party.TOOL, message=f"The post goes out twice. {reason.message}")
    link = replace(ferry.links[0], reasons=(*ferry.links[0].reasons, reason), cause=cause)
    finding = "Row 5 repeats row 2: the same text with the same link."
    queue = QueueReport(
        posts=(replace(ferry, links=(link,)),), repeats=(Repeat(row=4, first_row=1),), findings=(finding,)
    )
    return build_queue_run(queue)


# What strangers write into posts and pages to be more than text where they are shown.
HOSTILE = (
    "\x1b[2J\x1b]0;owned\x07",
    "[bold red]markup[/bold red] [link=https://evil.example]x[/link]",
    "line one\n::error file=x::owned\n::set-output name=a::b",
    "%0A::error::owned",
    "::stop-commands::owned",
    "  ::add-mask::owned",
    "word " * 40 + "::error::owned",
    "see ##[error]owned and ##vso[task.setvariable variable=x]owned ##teamcity[owned]",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script></style></textarea></title><svg onload=alert(1)>",
    "javascript:alert(1)",
    '=HYPERLINK("http://evil.example")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "| a | b |\n|---|---|\n[x](javascript:alert(1)) ![i](http://evil.example/i.png)",
    "</testcase><failure/>]]> & <!-- -->",
    "\x00\x01\x0b\x0c\x1f\x7f\x85\ufffe\uffff",
    "\u202eevil\u2066\u200b\ufeff",
    "a" * 3000,
    "👩‍👩‍👧 naïve — «quoted» 日本語 العربية",
)


@pytest.fixture(params=HOSTILE, ids=range(len(HOSTILE)))
def hostile(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def hostile_run(hostile: str) -> Run:
    """The hostile text in every field that a stranger can fill."""
    url = f"https://a.example/{hostile[:200]}"
    post = Post(text=f"{hostile} {url}", links=(Link(url=url),), id=hostile, origin=Origin(file=hostile, line=3))
    judged = LinkReport(
        link=post.links[0],
        verdict=Verdict.MISMATCH,
        score=0.9,
        log_odds=2.0,
        base=1.0,
        reasons=(Reason(code="names-absent", message=hostile, weight=1.0, post_quotes=(post.quote(0, 3),)),),
        page=PageSummary(url=url, title=hostile, description=hostile, site_name=hostile, language=hostile),
        cause=Cause(code="unknown", message=hostile),
    )
    report = report_post(post, [judged], row=0)
    bad = report_problem(BadRecord(file=hostile, line=1, field=hostile, message=hostile), row=1)
    return build_run([report, bad], findings=[hostile])
