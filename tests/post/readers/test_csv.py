from __future__ import annotations

import datetime as dt
import io

import pytest

from linkcheck._post.files.read import read_posts
from linkcheck._post.types import BadRecord, Post


def read(table: str) -> list[Post | BadRecord]:
    return list(read_posts(io.BytesIO(table.encode()), name="queue.csv"))


def posts(table: str) -> list[Post]:
    found = [post for post in read(table) if isinstance(post, Post)]
    assert len(found) == len(read(table))
    return found


@pytest.mark.parametrize(
    ("header", "field"),
    [("Message,Link", "url"), ("caption;link url", "url"), ("TEXT\tURL", "url"), ("Tweet_Text|links", "url")],
)
def test_columns_are_known_under_the_names_that_tools_give_them(header: str, field: str) -> None:
    delimiter = next(mark for mark in ",;\t|" if mark in header)
    (post,) = posts(f"{header}\nYork buys buses{delimiter}https://paper.example/york\n")
    assert (post.platform, post.text) == ("csv", "York buys buses")
    assert [link.url for link in post.links] == ["https://paper.example/york"]


def test_time_of_a_row_is_read_with_either_order_where_the_day_shows_it() -> None:
    (post,) = posts("text,scheduled time\nYork buys buses,24/11/2026 09:30\n")
    assert post.scheduled_at == dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)
