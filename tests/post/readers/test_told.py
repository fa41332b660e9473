from __future__ import annotations

from typing import Any

import pytest

from linkcheck._post.markup import MAX_HTML
from linkcheck._post.readers.told import MAX_TEASER, told_in
from linkcheck.errors import PostError


def text_of(**record: Any) -> str:
    return told_in(record).text


def test_the_own_text_of_a_post_comes_before_a_title() -> None:
    assert text_of(title="For the video", text="York buys buses") == "York buys buses"


def test_a_title_stands_above_what_is_told_below_it() -> None:
    assert (
        text_of(title="York buys buses", description="<p>The council voted.</p>")
        == "York buys buses\n\nThe council voted."
    )
    assert text_of(title="York buys buses", selftext="") == "York buys buses"
    assert text_of(title="York buys buses", selftext="[removed]") == "York buys buses"


def test_a_title_that_only_begins_the_text_is_not_repeated() -> None:
    assert text_of(title="York buys…", description="York buys buses") == "York buys buses"


def test_a_whole_article_below_a_title_is_left_out() -> None:
    article = "<p>York buys buses.</p>" * MAX_TEASER
    assert text_of(title="York buys buses", content=article, excerpt="Forty.") == "York buys buses\n\nForty."
    assert text_of(title="York buys buses", content=article[:MAX_HTML]) == "York buys buses"


@pytest.mark.parametrize(
    "text",
    [
        {"rendered": "York buys buses"},
        {"value": "York buys buses", "type": "text/html"},
        [{"value": "York buys buses"}],
        ["York ", {"type": "bold", "text": "buys"}, " buses"],
    ],
)
def test_a_text_in_an_object_or_in_parts_is_read(text: object) -> None:
    assert text_of(content=text) == "York buys buses"


def test_links_keep_their_places_in_parts_in_html_and_below_a_title() -> None:
    parts = ["York ", {"text": "buys", "href": "https://paper.example/a"}, " https://paper.example/b"]
    html = 'York <a href="https://paper.example/a">buys</a> https://paper.example/b'
    for record, shown in (
        ({"text": parts}, ["buys", "https://paper.example/b"]),
        ({"text": html}, ["buys", "https://paper.example/b"]),
        (
            {"title": "https://paper.example/c News", "summary": html},
            ["https://paper.example/c", "buys", "https://paper.example/b"],
        ),
    ):
        told = told_in(record)
        assert [told.text[link.start : link.end] for link in told.links] == shown


@pytest.mark.parametrize("record", [{}, {"id": 5}, {"text": 5}, {"text": [5]}, {"text": "x" * 200_000}])
def test_a_record_without_a_text_is_a_post_error(record: dict[str, Any]) -> None:
    with pytest.raises(PostError, match="text"):
        told_in(record)


def test_html_that_is_too_long_is_a_post_error() -> None:
    with pytest.raises(PostError, match="expected at most"):
        told_in({"text": "<p>York</p>" * MAX_HTML})


def test_a_text_that_a_table_holds_as_an_object_is_read_out_of_it() -> None:
    assert text_of(text='{"text":"York buys buses"}') == "York buys buses"
    assert text_of(text='{"text":"York "},{"text":"buys buses"}') == "York buys buses"
    assert text_of(text='{"a": York buys buses}') == '{"a": York buys buses}'
