from __future__ import annotations

import sys

import pytest

from linkcheck._report.frame import FRAME_COLUMNS, to_frame
from linkcheck._report.types import QueueReport, Report
from linkcheck.errors import MissingExtraError


def test_each_pair_is_a_row_of_the_frame(reports: list[Report]) -> None:
    pytest.importorskip("pandas")
    frame = to_frame(reports)
    assert tuple(frame.columns) == FRAME_COLUMNS
    assert list(frame["verdict"]) == [
        "match",
        "mismatch",
        "unclear",
        "unverifiable",
        "broken",
        "unclear",
        "bad-record",
    ]
    assert frame.loc[1, "cause"] == "shifted-row"


def test_an_empty_frame_has_its_columns() -> None:
    pytest.importorskip("pandas")
    assert tuple(to_frame([]).columns) == FRAME_COLUMNS


def test_without_pandas_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, reports: list[Report]) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtraError, match=r"pip install '\.\[notebook\]'"):
        reports[0].to_frame()


def test_reports_show_and_table_themselves_in_a_notebook(reports: list[Report]) -> None:
    pytest.importorskip("pandas")
    queue = QueueReport(posts=tuple(reports))
    assert len(reports[0].to_frame()) == 1
    assert len(queue.to_frame()) == len(reports)
    assert "ferry sails" in reports[0]._repr_html_()
    assert "6 posts, 5 links" in queue._repr_html_()
