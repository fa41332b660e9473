from __future__ import annotations

from msgspec.structs import replace

from linkcheck._check.options import CompareOptions
from linkcheck._check.pipeline import (
    build_queue_report,
    judge_snapshot,
    read_and_compare,
    read_links,
    rows_by_turn,
    too_many_links,
)
from linkcheck._post.parse import parse_post
from linkcheck._post.types import BadRecord, Link, Post
from linkcheck._scoring.types import Verdict
from linkcheck._web.types import Outcome, Snapshot
from linkcheck.settings import Settings

URL = "https://site.example/ferry"
POST = parse_post(f"The electric ferry Kittiwake carried 240 passengers across Skelling Sound {URL}")
HTML = (
    b"<html lang=en><title>First electric ferry crosses Skelling Sound</title>"
    b'<meta property="article:published_time" content="2026-11-20">'
    b"<article><h1>First electric ferry crosses Skelling Sound</h1>"
    b"<p>The electric ferry Kittiwake carried 240 passengers across Skelling Sound on Tuesday. "
    b"The crossing took two minutes less than with the old diesel boat, the harbour office said.</p></article></html>"
)
SEEN = Snapshot(id="1", url=URL, final_url=URL, outcome=Outcome.OK, status_code=200, content=HTML)
GONE = Snapshot(id="2", url=URL, final_url=URL, outcome=Outcome.GONE, detail="not-found")
OPTIONS = CompareOptions(Settings())


def test_a_page_that_was_read_is_compared_and_a_missing_one_says_why() -> None:
    seen = judge_snapshot(POST, POST.links[0], SEEN, OPTIONS)
    gone = judge_snapshot(POST, POST.links[0], GONE, OPTIONS)
    assert (seen.verdict, seen.snapshot_id) == (Verdict.MATCH, "1")
    assert (gone.verdict, gone.reasons[0].code) == (Verdict.BROKEN, "gone-not-found")
    assert read_and_compare(POST, [SEEN], OPTIONS) == (seen,)


def test_a_queue_without_some_pages_holds_the_others_and_says_so() -> None:
    found = [read_links(POST, [SEEN]), None, []]
    queue = build_queue_report([POST, POST, BadRecord(message="no post")], found, OPTIONS)
    assert ([report.row for report in queue.posts], queue.interrupted) == ([0, 2], True)
    assert not build_queue_report([POST], found[:1], OPTIONS).interrupted


def test_a_link_too_many_hides_its_secrets() -> None:
    snapshot = too_many_links("https://site.example/?token=3f2a9c", Settings(max_links=3))
    assert (snapshot.outcome, snapshot.detail, snapshot.id) == (Outcome.REFUSED, "too-many-links", "")
    assert "3f2a9c" not in snapshot.message
    assert "at most 3 distinct links" in snapshot.message


def test_a_visit_that_broke_off_before_the_claim_accuses_nobody() -> None:
    other = parse_post(f"How to bake sourdough bread at home with a lively starter {URL}")
    part = replace(SEEN, truncated=True)
    assert judge_snapshot(other, other.links[0], SEEN, OPTIONS).verdict is Verdict.MISMATCH
    report = judge_snapshot(other, other.links[0], part, OPTIONS)
    assert (report.verdict, report.reasons[0].code, report.snapshot_id) == (
        Verdict.UNVERIFIABLE, "page-incomplete", "1",
    )  # fmt: skip
    assert judge_snapshot(POST, POST.links[0], part, OPTIONS).verdict is Verdict.MATCH
    queue = build_queue_report([other], [read_links(other, [part])], OPTIONS)
    assert (queue.reports[0].verdict, queue.reports[0].score) == (Verdict.UNVERIFIABLE, None)


def test_the_sites_of_a_queue_take_turns() -> None:
    links = [
        "https://a.example/1",
        "https://a.example/2",
        "https://www.a.example/3",
        "https://b.example/1",
        "",
        "http://:",
    ]
    posts = [Post(text="x", links=(Link(url=url),) if url else ()) for url in links]

    assert rows_by_turn([*posts, BadRecord(message="no post")]) == [0, 3, 4, 5, 6, 1, 2]
    assert rows_by_turn(posts[:3]) == [0, 1, 2]
