from __future__ import annotations

from linkcheck.report.rows import rows_of
from linkcheck.report.types import Run


def test_every_pair_every_linkless_post_and_every_bad_record_is_a_row(run: Run) -> None:
    assert [row.rule for row in rows_of(run)] == [
        "match",
        "mismatch",
        "unclear",
        "unverifiable",
        "broken",
        "unclear",
        "bad-record",
    ]


def test_a_row_tells_its_strongest_reason_and_its_cause(run: Run) -> None:
    row = list(rows_of(run))[1]
    assert row.message == "The page is about something else. Cause: the row has slipped."
    assert (row.place, row.page_title, row.url) == ("queue.csv:2", "Chestnut soup", "https://a.example/soup")


def test_a_row_without_a_link_has_neither_score_nor_url(run: Run) -> None:
    row = list(rows_of(run))[5]
    assert (row.score, row.url, row.page_title, row.cause) == (None, "", "", None)
    assert row.message == "the post has no link to check."
