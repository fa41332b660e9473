from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from linkcheck._post.types import Link
from linkcheck._report.formats import render_run
from linkcheck._report.read import read_reports, read_run
from linkcheck._report.types import QueueReport, Report, Run
from linkcheck.errors import InputError, MissingFileError


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


@pytest.mark.parametrize("output_format", ["json", "jsonl"])
def test_the_posts_of_a_queue_come_together(run: Run, output_format: str) -> None:
    document = render_run(replace(run, posts=queued(run)), output_format)
    assert read_run(document.encode(), name="x").reports == (QueueReport(posts=queued(run)),)


def test_a_report_written_by_to_json_is_read_back(run: Run) -> None:
    queue = QueueReport(posts=queued(run), interrupted=True)
    assert read_run(run.posts[0].to_json().encode(), name="x").reports == (run.posts[0],)
    assert read_run(queue.to_json().encode(), name="x") == ((queue,), True)


def test_lines_of_several_queues_are_several_queues(run: Run) -> None:
    lines = render_run(replace(run, posts=queued(run)), "jsonl")
    assert read_run((lines + "\n" + lines).encode(), name="x").reports == (QueueReport(posts=queued(run)),) * 2


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
