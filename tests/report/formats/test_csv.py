from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from linkcheck._report.build import build_run
from linkcheck._report.formats.csv import as_text, render
from linkcheck._report.table import TABLE_COLUMNS
from linkcheck._report.types import Report, Run


def read(document: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(document, newline="")))


def test_each_pair_is_a_row_under_the_header(run: Run) -> None:
    rows = read(render(run))
    assert len(rows) == 7
    assert tuple(rows[0]) == TABLE_COLUMNS
    assert rows[1] | {"message": ""} == {
        "file": "queue.csv",
        "line": "2",
        "post_id": "",
        "text": "The fire station closes https://a.example/soup",
        "url": "https://a.example/soup",
        "verdict": "mismatch",
        "score": "0.9526",
        "off_topic": "0.5000",
        "message": "",
        "cause": "shifted-row",
        "responsible": "tool",
        "page_title": "Chestnut soup",
        "page_url": "https://a.example/soup",
        "page_published": "",
        "better_match": "",
        "better_url": "",
        "reason": "topic-best-window",
        "row": "2",
        "account": "",
        "tool": "",
        "created_at": "2026-05-18T08:00:00+00:00",
        "scheduled_at": "",
    }


def test_no_cell_of_untrusted_text_is_a_formula(hostile_run: Run) -> None:
    for row in read(render(hostile_run)):
        assert len(row) == len(TABLE_COLUMNS)
        assert not [cell for cell in row.values() if cell.startswith(tuple("=+-@\t\r|%"))]


@pytest.mark.parametrize("text", ["=1+1", " =1+1", "\t@SUM(A1)", "-2+3", "+1", "%0A", "＝1"])
def test_a_formula_becomes_text(text: str) -> None:
    assert as_text(text).startswith("'")


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=60))
def test_any_text_is_one_harmless_cell(text: str) -> None:
    cell = as_text(text)
    assert not cell.startswith(tuple("=+-@\t\r|%"))
    stream = io.StringIO()
    csv.writer(stream).writerow([cell])
    assert next(csv.reader(io.StringIO(stream.getvalue(), newline="")), [""]) == [cell]


def test_the_link_that_fits_better_is_named(reports: list[Report]) -> None:
    (link,) = reports[1].links
    misplaced = replace(reports[1], links=(replace(link, better_match=0, better_place="queue.csv:1"),))
    rendered = read(render(build_run([reports[0], misplaced])))
    assert [row["better_url"] for row in rendered] == ["", "https://a.example/ferry"]
    assert [row["better_match"] for row in rendered] == ["", "queue.csv:1"]
