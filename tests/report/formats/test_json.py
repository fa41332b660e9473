from __future__ import annotations

import msgspec
import pytest

from linkcheck._report.formats.json import decode_run, render
from linkcheck._report.formats.jsonl import render as render_lines
from linkcheck._report.types import QueueReport, Report, Run
from linkcheck.errors import InputError
from linkcheck.settings import Settings


def test_a_run_comes_back_equal(run: Run) -> None:
    assert decode_run(render(run)) == run


def test_hostile_text_comes_back_equal(hostile_run: Run) -> None:
    assert decode_run(render(hostile_run)) == hostile_run


def test_a_document_that_is_no_run_is_an_input_error() -> None:
    for document in ("[1]", "{", '{"posts": 3}', b"\xff"):
        with pytest.raises(InputError, match="not a JSON report of linkcheck"):
            decode_run(document)


def test_every_line_of_jsonl_is_a_report(run: Run) -> None:
    lines = render_lines(run).splitlines()
    assert tuple(msgspec.json.decode(line, type=Report) for line in lines) == run.posts


def test_reports_queue_reports_and_settings_come_back_equal(reports: list[Report]) -> None:
    values = (
        *reports,
        QueueReport(reports=reports[0].links, posts=tuple(reports)),
        Settings(timeout=3, allow_networks=("127.0.0.0/8",), store="pages.sqlite"),
    )
    for value in values:
        assert msgspec.json.decode(msgspec.json.encode(value), type=type(value)) == value


def test_the_same_run_gives_the_same_bytes(run: Run) -> None:
    assert render(run) == render(decode_run(render(run)))


def test_a_report_writes_itself(reports: list[Report]) -> None:
    assert msgspec.json.decode(reports[1].to_json(), type=Report) == reports[1]
    queue = QueueReport(posts=tuple(reports))
    assert msgspec.json.decode(queue.to_json(), type=QueueReport) == queue
