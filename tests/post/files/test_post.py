from __future__ import annotations

import datetime as dt
import io

import pytest

from linkcheck._post.files.post import MAX_POST_FILE
from linkcheck._post.files.read import read_posts
from linkcheck._post.types import BadRecord, Post


def posts(text: str, name: str = "draft.tweet") -> list[Post]:
    found = list(read_posts(io.BytesIO(text.encode()), name=name))
    assert all(isinstance(post, Post) for post in found), found
    return [post for post in found if isinstance(post, Post)]


def test_a_file_of_several_lines_is_one_post() -> None:
    (post,) = posts("\nYork buys buses\n\n26 October\nhttps://paper.example/york\n")
    assert post.text == "York buys buses\n\n26 October\nhttps://paper.example/york"
    assert [link.url for link in post.links] == ["https://paper.example/york"]
    assert post.origin is not None
    assert post.origin.line == 2


def test_fields_above_the_text_are_those_of_the_post() -> None:
    (post,) = posts(
        "---\n# a draft\nschedule: '2026-11-24T09:30:00Z'\nlink: https://paper.example/york\nmedia:\n"
        "  - a.png\n  - b.png\n"
        "id: 7\n---\n\nYork: 40 buses\n",
        name="york.md",
    )
    assert (post.text, post.id, [link.url for link in post.links]) == (
        "York: 40 buses",
        "7",
        ["https://paper.example/york"],
    )
    assert post.scheduled_at == dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)


def test_a_text_among_the_fields_is_read_where_none_stands_below() -> None:
    (post,) = posts("---\ntext: |\n  York buys\n  buses\n---\n", name="york.md")
    assert post.text == "York buys\nbuses"


def test_a_thread_is_a_post_a_part() -> None:
    first, second = posts("York buys buses\nhttps://paper.example/york\n---\nLeeds buys trams\n")
    assert (first.text, second.text) == ("York buys buses\nhttps://paper.example/york", "Leeds buys trams")
    assert second.origin is not None
    assert (second.origin.line, second.origin.record) == (4, 1)


def test_links_of_markdown_stand_where_their_words_are() -> None:
    text = 'York buys [40 buses](https://paper.example/york_(city) "x") ![map](https://paper.example/m.png)'
    (post,) = posts(text, "york.md")
    assert post.text.startswith("York buys 40 buses ![map]")
    link = post.links[0]
    assert (link.url, post.text[link.start : link.end]) == ("https://paper.example/york_(city)", "40 buses")


@pytest.mark.parametrize("text", ["---\nYork buys buses", "---\nYork buys buses\nand trams\n---\nLeeds"])
def test_a_rule_above_a_text_that_has_no_fields_is_no_front_matter(text: str) -> None:
    assert posts(text)[0].text.startswith("York buys buses")


def test_a_file_too_long_for_a_post_is_a_bad_record() -> None:
    (bad,) = read_posts(io.BytesIO(b"York\n" * MAX_POST_FILE), name="a.tweet")
    assert isinstance(bad, BadRecord)
    assert "longer than" in bad.message
