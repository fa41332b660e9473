from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import linkcheck
from linkcheck._post.types import Link
from linkcheck._report.build import build_queue_run
from linkcheck._report.formats import render_run
from linkcheck._report.read import read_reports, read_run
from linkcheck._report.types import QueueReport, Repeat, Report, Run
from linkcheck._scoring.types import Verdict
from linkcheck.errors import InputError, MissingFileError
from tests.report.conftest import MONDAY


def queued(run: Run) -> tuple[Report, ...]:
    """The posts as a queue reports them: their links have the row too."""
    return tuple(
        replace(report, row=row, links=tuple(replace(link, row=row) for link in report.links))
        for row, report in enumerate(run.posts)
    )


@pytest.fixture
def streamed(run: Run) -> Run:
    """The run as posts that were judged each by itself."""
    return replace(run, posts=tuple(replace(report, row=row) for row, report in enumerate(run.posts)))


@pytest.mark.parametrize("output_format", ["json", "jsonl"])
def test_a_report_written_by_the_command_is_read_back(streamed: Run, output_format: str, tmp_path: Path) -> None:
    file = tmp_path / "report"
    file.write_text(render_run(streamed, output_format), encoding="utf-8")
    assert read_reports(file) == streamed.posts


@pytest.fixture
def queue(run: Run) -> QueueReport:
    """A queue of which everything was found that can be: repairs, sentences and repeats."""
    posts = queued(run)
    assert run.corrections
    assert run.findings
    return QueueReport(
        reports=tuple(link for report in posts for link in report.links),
        posts=posts,
        corrections=run.corrections,
        findings=run.findings,
        repeats=(Repeat(row=3, first_row=1, first_time=MONDAY, exact=False),),
    )


def test_a_queue_is_read_back_as_it_was(queue: QueueReport) -> None:
    assert read_run(queue.to_json().encode(), name="x").reports == (queue,)
    interrupted = replace(queue, interrupted=True)
    assert read_run(interrupted.to_json().encode(), name="x") == ((interrupted,), True)
    empty = QueueReport()
    assert read_run(empty.to_json().encode(), name="x").reports == (empty,)


def test_the_pairs_of_a_queue_are_read_back_where_its_posts_say_otherwise(queue: QueueReport) -> None:
    other = replace(queue, reports=tuple(replace(pair, verdict=Verdict.MISMATCH) for pair in queue.reports))
    assert read_run(other.to_json().encode(), name="x").reports == (other,)


def test_a_queue_written_by_the_command_is_read_back(queue: QueueReport) -> None:
    run = build_queue_run(queue)
    assert read_run(render_run(run, "json").encode(), name="x").reports == (queue,)
    posts_alone = replace(queue, corrections=(), findings=(), repeats=())
    assert read_run(render_run(run, "jsonl").encode(), name="x").reports == (posts_alone,)


def test_a_compared_queue_is_read_back(tmp_path: Path) -> None:
    news = {
        "ferry": "The electric ferry Kittiwake took 240 passengers across Skelling Sound",
        "soup": "How to cook chestnut soup with leeks and thyme in an hour",
        "trees": "Fernhill will plant 2,400 street trees over three winters",
    }
    pages = {name: linkcheck.Page(url=f"https://paper.example/{name}", title=text) for name, text in news.items()}
    rows = (("ferry", "soup"), ("soup", "ferry"), ("trees", "trees"), ("trees", "trees"))
    pairs = [(f"{news[name]} {pages[page].url}", pages[page]) for name, page in rows]
    queue = linkcheck.compare_queue(pairs)
    assert queue.corrections
    assert queue.findings
    assert queue.repeats
    file = tmp_path / "queue.json"
    file.write_text(queue.to_json(), encoding="utf-8")
    assert linkcheck.read_reports(file) == (queue,)
    file.write_text("".join(f"{report.to_json()}\n" for report in queue.posts), encoding="utf-8")
    assert linkcheck.read_reports(file) == (replace(queue, corrections=(), findings=(), repeats=()),)


def test_a_report_written_by_to_json_is_read_back(run: Run) -> None:
    for report in run.posts:
        assert read_run(report.to_json().encode(), name="x").reports == (report,)


def test_several_queues_in_a_file_are_several_queues(queue: QueueReport) -> None:
    run = build_queue_run(queue)
    posts_alone = replace(queue, corrections=(), findings=(), repeats=())
    lines = render_run(run, "jsonl")
    assert read_run((lines + "\n" + lines).encode(), name="x").reports == (posts_alone,) * 2
    twice = replace(run, posts=run.posts * 2)
    assert read_run(render_run(twice, "json").encode(), name="x").reports == (posts_alone,) * 2


def test_an_interrupted_run_stays_one(streamed: Run) -> None:
    assert read_run(render_run(replace(streamed, interrupted=True), "json").encode(), name="x").interrupted


def test_a_line_that_is_no_report_is_named(run: Run) -> None:
    good = run.posts[0].to_json()
    for bad in ("{", "[]", '"text"', '{"post": 1}', "[" * 100_000, '{"counts": {}, "posts": 1}', "\ud800"):
        line = bad.encode("utf-8", "surrogatepass")
        with pytest.raises(InputError, match=r"^r\.jsonl, line 2: this is not a report of linkcheck"):
            read_run(good.encode() + b"\n" + line, name="r.jsonl")
    for bad in ('{"what": "else"}', "[" * 100_000):
        with pytest.raises(InputError, match=r"^r\.json: this is not a report"):
            read_run(bad.encode(), name="r.json")
    with pytest.raises(InputError, match=r"line 2: a run or a queue has a file of its own"):
        read_run(f"{good}\n{QueueReport().to_json()}".encode(), name="r.jsonl")
    with pytest.raises(MissingFileError, match="no-such-file"):
        read_reports("no-such-file")


@pytest.mark.parametrize(
    "link",
    [
        Link(url="https://site.example/", start=0, end=10**9),
        Link(url="https://site.example/", start=-5, end=2),
        Link(url="https://site.example/", start=3, end=1),
        Link(url="https://site.example/", start=3),
        Link(url="https://site.example/", segment=(0, 10**9)),
    ],
)
def test_a_link_outside_of_its_post_is_refused(run: Run, link: Link) -> None:
    report = replace(run.posts[0], post=replace(run.posts[0].post, links=(link,)))
    with pytest.raises(InputError, match="outside of its post"):
        read_run(report.to_json().encode(), name="x")


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_reports_or_an_input_error(document: bytes) -> None:
    with contextlib.suppress(InputError):
        read_run(document, name="x")


@pytest.mark.parametrize("path", [None, 3, ["report.json"]])
def test_a_value_that_is_no_path_is_no_file_of_reports(path: Any) -> None:
    with pytest.raises(InputError, match="read_reports takes the path of a file of reports"):
        read_reports(path)
