from __future__ import annotations

import sys

import pytest
from msgspec.structs import replace

from linkcheck._post.types import Link, Post
from linkcheck._report.build import report_post
from linkcheck._report.frame import to_frame
from linkcheck._report.table import TABLE_COLUMNS
from linkcheck._report.types import QueueReport, Report
from linkcheck._scoring.types import LinkReport, Verdict
from linkcheck.errors import MissingExtraError


def test_each_pair_is_a_row_of_the_frame(reports: list[Report]) -> None:
    pytest.importorskip("pandas")
    frame = to_frame(reports)
    assert tuple(frame.columns) == TABLE_COLUMNS
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


def test_the_columns_of_a_frame_have_one_kind_each_whatever_the_reports(reports: list[Report]) -> None:
    pytest.importorskip("pandas")
    for some in (reports, reports[:1], reports[-1:], []):
        kinds = {column: str(kind) for column, kind in to_frame(some).dtypes.items()}
        assert kinds["score"] == "float64"
        assert kinds["line"] == kinds["row"] == "Int64"
        assert kinds["created_at"].startswith("datetime64")
        assert kinds["created_at"].endswith("UTC]")


def test_the_post_whose_page_fits_better_is_named_by_its_place() -> None:
    pytest.importorskip("pandas")
    url = "https://a.example/"
    posts = [Post(text=f"The {what}", links=(Link(url=url + what),)) for what in ("ferry", "trees")]
    links = [LinkReport(link=post.links[0], verdict=Verdict.MISMATCH, row=row) for row, post in enumerate(posts)]
    links[0] = replace(links[0], better_match=1)
    frame = to_frame([report_post(post, [link], row=link.row) for post, link in zip(posts, links, strict=True)])
    assert list(frame["better_match"]) == ["row 2", ""]
    assert list(frame["better_url"]) == [url + "trees", ""]
    assert list(frame["row"]) == [1, 2]


def test_an_empty_frame_has_its_columns() -> None:
    pytest.importorskip("pandas")
    assert tuple(to_frame([]).columns) == TABLE_COLUMNS


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
