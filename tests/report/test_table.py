from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from linkcheck._post.types import Origin, Post
from linkcheck._report.places import ResultRow, rows_of
from linkcheck._report.table import TABLE_COLUMNS, better_place, better_url, table_cells
from linkcheck._report.types import Report, Run


def cells_of(row: ResultRow) -> dict[str, object]:
    return dict(zip(TABLE_COLUMNS, table_cells(row), strict=True))


def test_each_column_stands_in_the_header_once() -> None:
    assert len(set(TABLE_COLUMNS)) == len(TABLE_COLUMNS)


def test_a_row_is_counted_in_its_file_else_in_the_run() -> None:
    of_file = Post(origin=Origin(file="b.csv", line=4, record=2))
    assert cells_of(ResultRow(Report(post=of_file, row=9), None))["row"] == 3
    assert cells_of(ResultRow(Report(post=Post(), row=9), None))["row"] == 10
    assert cells_of(ResultRow(Report(post=Post()), None))["row"] is None


def test_account_tool_and_times_of_the_post_stand_in_the_table() -> None:
    moment = dt.datetime(2026, 5, 18, 8, 0, tzinfo=dt.UTC)
    post = Post(account="@harbour", tool="Buffer", scheduled_at=moment)
    cells = cells_of(ResultRow(Report(post=post), None))
    assert (cells["account"], cells["tool"], cells["created_at"]) == ("@harbour", "Buffer", "")
    assert cells["scheduled_at"] == "2026-05-18T08:00:00+00:00"


def test_a_number_that_was_not_measured_is_none(run: Run) -> None:
    unread = cells_of(list(rows_of(run))[3])
    assert (unread["score"], unread["off_topic"]) == (None, None)


def test_the_better_match_of_an_older_report_is_named_by_row_or_pair(reports: list[Report]) -> None:
    link, other = replace(reports[1].links[0], better_match=0), replace(reports[0].links[0], row=4)
    assert better_place(link, [other]) == "row 5"
    assert better_place(link, []) == "pair 1"
    assert better_url(link, []) == ""
    assert better_url(link, [other]) == "https://a.example/ferry"
    assert better_place(replace(link, better_match=None), [other]) == ""
