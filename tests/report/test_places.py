from __future__ import annotations

from linkcheck.post.types import Post
from linkcheck.report.places import origin_of, pairs_of, place_of
from linkcheck.report.types import Report


def test_a_record_of_a_file_is_named_by_file_and_line(reports: list[Report]) -> None:
    assert [place_of(report) for report in reports[-2:]] == ["queue.csv:6", "queue.csv:7"]
    assert origin_of(reports[-1]).line == 7


def test_another_post_by_its_id_or_number() -> None:
    assert place_of(Report(post=Post(id="42"), row=3)) == "post 42"
    assert place_of(Report(post=Post(), row=3)) == "post 4"
    assert place_of(Report(post=Post())) == ""


def test_pairs_are_counted_through_all_posts(reports: list[Report]) -> None:
    assert [pair.verdict for pair in pairs_of(reports)] == ["match", "mismatch", "unclear", "unverifiable", "broken"]
