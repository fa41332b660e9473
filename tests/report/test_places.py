from __future__ import annotations

from linkcheck.post.types import Origin, Post
from linkcheck.report.places import origin_of, pairs_of, place_in_queue, place_of
from linkcheck.report.types import Report


def test_a_record_of_a_file_is_named_by_file_and_line(reports: list[Report]) -> None:
    assert [place_of(report) for report in reports[-2:]] == ["queue.csv:6", "queue.csv:7"]
    assert origin_of(reports[-1]).line == 7


def test_another_post_by_its_id_or_number() -> None:
    assert place_of(Report(post=Post(id="42"), row=3)) == "post 42"
    assert place_of(Report(post=Post(), row=3)) == "post 4"
    assert place_of(Report(post=Post())) == ""


def test_in_a_queue_the_row_is_named_too_unless_it_is_the_number_given_already() -> None:
    line = Post(origin=Origin(file="queue.csv", line=5))
    assert place_in_queue(Report(post=line, row=3)) == "queue.csv:5, row 4"
    assert place_in_queue(Report(post=line, row=4)) == "queue.csv:5"
    assert place_in_queue(Report(post=Post(id="42"), row=3)) == "post 42, row 4"
    assert place_in_queue(Report(post=Post(), row=3)) == "post 4"
    assert place_in_queue(Report(post=line)) == "queue.csv:5"


def test_pairs_are_counted_through_all_posts(reports: list[Report]) -> None:
    assert [pair.verdict for pair in pairs_of(reports)] == ["match", "mismatch", "unclear", "unverifiable", "broken"]
