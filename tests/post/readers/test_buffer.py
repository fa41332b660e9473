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


BUFFER = (
    "Text,Image URL,Tags,Posting Time\r\n"
    '"York buys buses\nhttps://paper.com/york",https://img.paper.com/1.png,news,2026-11-24 09:30\r\n'
    "Leeds buys trams https://paper.com/leeds,,,2026-11-25 18:00\r\n"
)


def test_an_export_of_buffer_is_read_as_posts() -> None:
    first, second = posts(BUFFER)
    assert (first.platform, first.text) == ("buffer", "York buys buses\nhttps://paper.com/york")
    assert [link.url for link in first.links] == ["https://paper.com/york"]
    assert first.scheduled_at == dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)
    assert second.origin is not None
    assert (second.origin.file, second.origin.line, second.origin.record) == ("queue.csv", 4, 1)
