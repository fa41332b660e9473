from __future__ import annotations

import datetime as dt
import io

from linkcheck._post.files.read import read_posts
from linkcheck._post.types import BadRecord, Post


def read(table: str) -> list[Post | BadRecord]:
    return list(read_posts(io.BytesIO(table.encode()), name="queue.csv"))


def posts(table: str) -> list[Post]:
    found = [post for post in read(table) if isinstance(post, Post)]
    assert len(found) == len(read(table))
    return found


def test_hootsuite_has_no_header() -> None:
    first, second = posts("11/24/2026 09:30,York buys buses,https://paper.com/york\n11/05/2026 10:00,Trams,\n")
    assert first.platform == "hootsuite"
    assert [(link.url, link.start) for link in first.links] == [("https://paper.com/york", None)]
    assert first.scheduled_at == dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)
    assert second.scheduled_at == dt.datetime(2026, 11, 5, 10, 0, tzinfo=dt.UTC)
    assert second.links == ()


def test_one_date_tells_day_from_month_for_all() -> None:
    first, _ = posts("05/11/2026 10:00,York buys buses,\n24/11/2026 10:00,Trams run late,\n")
    assert first.scheduled_at == dt.datetime(2026, 11, 5, 10, 0, tzinfo=dt.UTC)


def test_date_that_may_be_either_is_not_guessed() -> None:
    (only,) = posts("05/11/2026 10:00,York buys buses,https://paper.com/york\n")
    assert only.scheduled_at is None
    assert any("day or the month" in note for note in only.notes)


def test_row_without_a_message_is_a_bad_record_that_says_what_was_expected() -> None:
    _, bad = read("11/24/2026 09:30,York buys buses,\n11/25/2026 09:30\n")
    assert isinstance(bad, BadRecord)
    assert "scheduled_at, text, url" in bad.message
