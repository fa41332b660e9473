"""A report leaves Python and comes back: as a dict, JSON, text, Markdown, HTML and files of any format."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import linkcheck
from linkcheck._post.types import Link, Origin, Post, Quote
from linkcheck._report.build import build_queue_run, build_run
from linkcheck._report.export import run_of, write_reports
from linkcheck._report.formats import PACKAGED_FORMATS, load_format, render_run
from linkcheck._report.read import read_reports
from linkcheck._report.types import Correction, QueueReport, Repeat, Report
from linkcheck._scoring.types import Cause, LinkReport, PageSummary, Party, Reason, Verdict
from linkcheck.errors import InputError, OutputError

SUFFIXES = [suffix for name in PACKAGED_FORMATS for suffix in load_format(name).suffixes]


@pytest.fixture
def queue(reports: list[Report]) -> QueueReport:
    pairs = tuple(link for report in reports for link in report.links)
    return QueueReport(posts=tuple(reports), reports=pairs, findings=("Rows 1 and 2 have each other's links.",))


def test_a_dict_is_what_the_json_says(reports: list[Report], queue: QueueReport) -> None:
    for value in (reports[1], queue, reports[1].links[0]):
        assert value.to_dict() == json.loads(value.to_json())


def test_print_shows_the_text_of_the_terminal(reports: list[Report], queue: QueueReport) -> None:
    assert str(reports[1]) == render_run(build_run([reports[1]]), "text").rstrip()
    assert str(queue) == render_run(build_queue_run(queue), "text").rstrip()
    assert str(reports[1].links[0]).startswith("✗ mismatch  0.95\n  https://a.example/soup\n")


def test_markdown_is_as_the_command_writes_it(reports: list[Report], queue: QueueReport) -> None:
    assert reports[1].to_markdown() == render_run(build_run([reports[1]]), "markdown")
    assert queue.to_markdown() == render_run(build_queue_run(queue), "markdown")
    assert "mismatch" in reports[1].links[0].to_markdown()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_suffix_says_the_format_of_a_file(
    suffix: str, reports: list[Report], queue: QueueReport, tmp_path: Path
) -> None:
    file = tmp_path / f"report{suffix.upper()}"
    for value in (reports[1], queue, reports[1].links[0]):
        value.save(file)
        assert file.stat().st_size
    write_reports(reports, str(file))
    assert file.stat().st_size


def test_a_format_that_is_named_goes_before_the_suffix(queue: QueueReport, tmp_path: Path) -> None:
    queue.save(tmp_path / "report.out", output_format="csv")
    assert (tmp_path / "report.out").read_text(encoding="utf-8").startswith("file,line,")


@pytest.mark.parametrize("name", ["report.docx", "report", ".json"])
def test_an_unknown_suffix_is_an_error_that_lists_the_known_ones(
    name: str, reports: list[Report], tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=r"no output format has the suffix “.*”; use one of \.txt, \.json"):
        reports[1].save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_report_that_cannot_be_saved_names_its_file(reports: list[Report], tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no-such-folder"):
        reports[1].save(tmp_path / "no-such-folder" / "report.json")


def test_a_path_of_no_kind_is_refused(reports: list[Report]) -> None:
    with pytest.raises(InputError, match="path is a NoneType"):
        write_reports(reports, None)  # type: ignore[arg-type]  # a wrong use


@pytest.mark.parametrize("wrong", [None, "text", {"verdict": "match"}, ["text"], Post()])
def test_a_value_that_is_no_report_is_refused(wrong: object, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="give reports"):
        write_reports(wrong, tmp_path / "r.json")  # type: ignore[arg-type]  # a wrong use


def test_a_report_that_is_saved_as_json_is_read_back(reports: list[Report], queue: QueueReport, tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    reports[1].save(file)
    assert Report.from_json(file.read_bytes()) == reports[1]
    assert read_reports(file) == (reports[1],)
    queue.save(file)
    assert read_reports(file) == (queue,)


def test_several_reports_are_one_run(reports: list[Report], queue: QueueReport) -> None:
    assert run_of(iter(reports)) == build_run(reports)
    assert run_of([queue]) == build_queue_run(queue)
    assert len(run_of([queue, reports[0], reports[1].links[0]]).posts) == len(reports) + 2


def test_json_of_another_kind_is_refused_by_name(reports: list[Report], queue: QueueReport) -> None:
    for document in ("", "[]", "{", b"\xff", reports[1].to_json()[:-9], "[" * 9000):
        with pytest.raises(InputError, match="this is no JSON of a QueueReport"):
            QueueReport.from_json(document)
    with pytest.raises(InputError, match="document is a NoneType"):
        Report.from_json(None)  # type: ignore[arg-type]  # a wrong use
    with pytest.raises(InputError, match="Report"):
        Report.from_json('{"post": {"text": "a", "links": [{"url": "u", "start": 5, "end": 9}]}}')
    assert queue.reports[0] == LinkReport.from_json(queue.reports[0].to_json())


def test_secrets_are_masked_in_all_that_leaves(tmp_path: Path) -> None:
    url = "https://a.example/unsubscribe?token=s3cretvalue"
    link = LinkReport(link=Link(url=url), verdict=Verdict.UNVERIFIABLE, reasons=(Reason(code="x", message=url),))
    report = Report(post=Post(text=url, links=(link.link,)), links=(link,))
    for value in (report, link, QueueReport(posts=(report,), reports=(link,))):
        shown = (value.to_json(), value.to_html(), value.to_markdown(), str(value), str(value.to_dict()))
        assert not [text for text in shown if "s3cretvalue" in text]


texts = st.text(max_size=30)
spans = st.tuples(st.integers(0, 9), st.integers(0, 9))
quotes = st.builds(Quote, st.sampled_from(["text", "title"]), st.integers(0, 9), st.integers(0, 9), texts)
reasons = st.builds(
    Reason,
    code=texts,
    message=texts,
    weight=st.floats(-9, 9),
    post_quotes=st.lists(quotes.map(lambda q: replace(q, field="text")), max_size=2).map(tuple),
    page_quotes=st.lists(quotes, max_size=2).map(tuple),
)
link_reports = st.builds(
    LinkReport,
    link=st.builds(Link, url=texts),
    verdict=st.sampled_from(Verdict),
    reasons=st.lists(reasons, max_size=2).map(tuple),
    score=st.none() | st.floats(0, 1),
    cause=st.none() | st.builds(Cause, code=texts, responsible=st.sampled_from(Party), message=texts),
    page=st.none() | st.builds(PageSummary, title=texts, words=st.integers(0, 99)),
    better_match=st.none() | st.integers(-3, 9),
    better_place=texts,
    row=st.none() | st.integers(0, 9),
    found=st.lists(spans, max_size=2).map(tuple),
    missing=st.lists(spans, max_size=2).map(tuple),
)
origins = st.none() | st.builds(Origin, file=texts, line=st.none() | st.integers(1, 9))
rows = st.integers(0, 9)
repairs = st.builds(Correction, row=rows, present_url=texts, proposed_url=texts, proposed_row=rows)
repeats = st.builds(Repeat, row=rows, first_row=rows, place=texts)
moments = st.none() | st.datetimes(timezones=st.just(dt.UTC))
posts = st.builds(Post, text=texts, id=texts, origin=origins, created_at=moments)
any_reports = st.builds(
    Report,
    post=posts,
    links=st.lists(link_reports, max_size=2).map(tuple),
    verdict=st.sampled_from(Verdict),
    score=st.none() | st.floats(0, 1),
    row=st.none() | st.integers(0, 9),
)
queues = st.builds(
    QueueReport,
    reports=st.lists(link_reports, max_size=2).map(tuple),
    posts=st.lists(any_reports, max_size=2).map(tuple),
    corrections=st.lists(repairs, max_size=1).map(tuple),
    findings=st.lists(texts, max_size=1).map(tuple),
    repeats=st.lists(repeats, max_size=1).map(tuple),
    interrupted=st.booleans(),
)


@settings(deadline=None, max_examples=80)
@given(link_reports | any_reports | queues)
def test_whatever_a_report_holds_comes_back_from_its_json(value: linkcheck.Report | QueueReport | LinkReport) -> None:
    written = value.to_json()
    assert type(value).from_json(written).to_json() == written
    if "*" not in written:  # where a secret was masked, the masked one comes back
        assert type(value).from_json(written) == value


@settings(deadline=None, max_examples=60)
@given(link_reports | any_reports | queues, st.sampled_from(PACKAGED_FORMATS))
def test_whatever_a_report_holds_is_rendered_and_twice_the_same(
    value: linkcheck.Report | QueueReport | LinkReport, output_format: str
) -> None:
    assert render_run(run_of(value), output_format) == render_run(run_of(value), output_format)
    assert str(value)
