"""A queue's links are moved to the rows they belong to, and say so with bounded weight."""

from __future__ import annotations

import linkcheck
from linkcheck import Page, QueueReport

STORIES = (
    "City plants 4,200 street trees in Mill Street",
    "Bakers in Lyon strike over flour prices",
    "Snowy owl seen on the cliffs near Harwick",
)


def page_of(story: str) -> Page:
    return Page(url=f"https://example.org/{STORIES.index(story)}", title=story, text=f"{story}, officials said. " * 10)


def checked(*rows: int) -> QueueReport:
    """The queue of the stories in which the page of the named story stands behind each link."""
    return linkcheck.compare_queue([(post, page_of(STORIES[row])) for post, row in zip(STORIES, rows, strict=True)])


def test_exchanged_links_are_each_told_their_better_row() -> None:
    assert [report.better_match for report in checked(1, 0, 2).reports] == [1, 0, None]


def test_links_in_their_place_have_no_better_row() -> None:
    assert [report.better_match for report in checked(0, 1, 2).reports] == [None, None, None]


def test_a_better_row_outweighs_no_more_than_a_strong_reason_does() -> None:
    moved = checked(1, 0, 2).reports[0]
    (weight,) = (reason.weight for reason in moved.reasons if reason.code == "better-match")
    assert 0 < weight <= 4
