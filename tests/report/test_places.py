from __future__ import annotations

from msgspec.structs import replace

from linkcheck._post.types import Link, Origin, Post
from linkcheck._report.places import ResultRow, origin_of, pairs_of, place_in_queue, place_of, places_of, rows_of
from linkcheck._report.types import Correction, Report, Run
from linkcheck._scoring.types import LinkReport, Reason, Verdict


def test_a_record_of_a_file_is_named_by_file_and_line(reports: list[Report]) -> None:
    assert [place_of(report) for report in reports[-2:]] == ["queue.csv:6", "queue.csv:7"]
    assert origin_of(reports[-1]).line == 7


def test_a_post_without_a_file_is_placed_by_its_id_or_number() -> None:
    assert place_of(Report(post=Post(id="42"), row=3)) == "post 42"
    assert place_of(Report(post=Post(), row=3)) == "post 4"
    assert place_of(Report(post=Post())) == ""


def test_a_post_of_a_queue_is_placed_by_file_and_line_else_by_its_row_and_by_its_id_too() -> None:
    line = Post(origin=Origin(file="queue.csv", line=5))
    assert place_in_queue(Report(post=line, row=3)) == "queue.csv:5"
    assert place_in_queue(Report(post=replace(line, id="42"), row=3)) == "queue.csv:5 (id 42)"
    assert place_in_queue(Report(post=Post(id="42"), row=3)) == "row 4 (id 42)"
    assert place_in_queue(Report(post=Post(), row=3)) == "row 4"
    assert place_in_queue(Report(post=Post(id="42"))) == "post 42"


def test_a_record_without_a_line_is_placed_by_its_number_in_the_file() -> None:
    assert Post(origin=Origin(file="posts.json", record=3)).place(9) == "posts.json, record 4"
    assert Post(origin=Origin(file="posts.json")).place(9) == "posts.json"


def test_an_id_that_is_an_address_is_truncated() -> None:
    assert len(Post(id="at://did:plc:" + "x" * 90).place(1)) < 60


def test_a_repair_names_both_places_and_of_an_older_report_the_rows() -> None:
    repair = Correction(row=1, present_url="u", proposed_url="v", proposed_row=2)
    assert places_of(repair) == ("row 2", "row 3")
    assert places_of(replace(repair, place="a.csv:3", proposed_place="a.csv:4")) == ("a.csv:3", "a.csv:4")


def test_pairs_are_counted_through_all_posts(reports: list[Report]) -> None:
    assert [pair.verdict for pair in pairs_of(reports)] == ["match", "mismatch", "unclear", "unverifiable", "broken"]


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


def test_a_row_shows_its_strongest_reason_and_its_cause(run: Run) -> None:
    row = list(rows_of(run))[1]
    assert row.message == "The page is about something else. Cause: The row has slipped."
    assert (row.place, row.page_title, row.url) == ("queue.csv:2", "Chestnut soup", "https://a.example/soup")


def test_a_row_without_a_link_has_neither_score_nor_url(run: Run) -> None:
    row = list(rows_of(run))[5]
    assert (row.score, row.url, row.page_title, row.cause) == (None, "", "", None)
    assert row.message == "The post has no link to check."


def test_the_message_of_an_unclear_link_is_what_keeps_it_from_being_a_match() -> None:
    reasons = (
        Reason(code="topic-lead", message="All is there", weight=-3.0),
        Reason(code="predicate-differs", message="One thing differs", weight=0.1),
    )
    link = LinkReport(link=Link(url="https://a.example"), verdict=Verdict.UNCLEAR, reasons=reasons)
    assert ResultRow(Report(post=Post(), links=(link,)), link).message == "One thing differs."
    matching = replace(link, verdict=Verdict.MATCH)
    assert ResultRow(Report(post=Post(), links=(matching,)), matching).message == "All is there."
