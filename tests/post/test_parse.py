from __future__ import annotations

import asyncio
import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import linkcheck
from linkcheck._post.files.read import read_posts
from linkcheck._post.parse import parse_post
from linkcheck._post.readers import readers
from linkcheck._post.readers.fields import MAX_POST_TEXT
from linkcheck._post.types import BadRecord, Post
from linkcheck._tables import table_columns
from linkcheck.errors import InputError, PostError, SettingsError


def test_a_plain_text_is_read_as_a_post_with_its_links() -> None:
    read = parse_post("York buys buses https://paper.com/york and leeds.com")
    assert read.platform == "text"
    assert [(link.url, link.expanded_url) for link in read.links] == [
        ("https://paper.com/york", "https://paper.com/york"),
        ("leeds.com", "http://leeds.com"),
    ]


def test_post_is_returned_as_it_is() -> None:
    post = Post(text="York")
    assert parse_post(post) is post


def test_lone_surrogates_are_replaced_one_for_one_and_noted() -> None:
    read = parse_post("a\ud83d\udc00b https://paper.com/\udc00")
    assert read.text == "a\ufffd\ufffdb https://paper.com/\ufffd"
    assert read.notes == ("3 lone surrogates were replaced by U+FFFD.",)


def test_right_to_left_marks_and_nul_stay_in_the_text_and_spans_hold() -> None:
    read = parse_post("\u202bشاهد\u202c \0 https://paper.com/1")
    assert read.text[read.links[0].start : read.links[0].end] == "https://paper.com/1"
    assert read.claim.text == "شاهد"


@pytest.mark.parametrize(
    ("source", "field"),
    [
        ({}, "text"),
        ({"a": 1}, "text"),
        ({"text": 5}, "text"),
        ({"text": None}, "text"),
        ({"text": "a", "url": 5}, "url"),
        ({"text": "a", "urls": ["https://a.com", 5]}, "urls"),
        ({"text": "x" * (MAX_POST_TEXT + 1)}, "text"),
        ("x" * (MAX_POST_TEXT + 1), "text"),
        ({"data": [{"text": "a"}, {"text": "b"}]}, ""),
        ({"feed": []}, ""),
        ({"posts": [7]}, ""),
        (5, ""),
        (None, ""),
        (b"bytes", ""),
    ],
)
def test_a_source_that_is_no_post_is_refused_with_its_field(source: Any, field: str) -> None:
    with pytest.raises(PostError) as raised:
        parse_post(source)
    assert raised.value.field == field
    assert "expected" in str(raised.value) or "no post" in str(raised.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KEYS = sorted(
    {key for reader in readers() for key in (*reader.keys, *reader.example)}
    | {name for _, name in table_columns("_text/data/field_names.txt", 2)}
    | {"embed", "record", "value", "data", "includes", "note_tweet", "reblog", "card", "commit", "object", "core"}
)
"""Every name that says something to a reader."""


WRITTEN = (
    "York buys buses https://paper.example/york",
    '<p>York <a href="https://paper.example/york">buys</a> buses</p>',
    "https://paper.example/york",
    "https://x.com/ada/status/1718270045555359848",
    "2026-11-24 09:30",
    "Note",
    "Create",
    "app.bsky.feed.post",
)
"""What fields of posts often hold."""


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), JSON, max_size=6))
def test_no_object_raises_anything_but_a_post_error(source: dict[str, Any]) -> None:
    try:
        read = parse_post(source)
    except PostError:
        return
    require_whole(read)


def require_whole(read: Post) -> None:
    """Spans lie in the text, and times have a zone."""
    for link in read.links:
        assert (link.start is None) is (link.end is None)
        if link.start is not None and link.end is not None:
            assert 0 <= link.start < link.end <= len(read.text)
            assert link.display or read.text[link.start : link.end] in (link.url, link.display)
    for time in (read.created_at, read.scheduled_at):
        assert time is None or time.tzinfo is dt.UTC
    assert len(read.claim.text) == len(read.claim.offsets)


NESTED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.sampled_from(WRITTEN),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(NESTED)
def test_any_value_in_a_file_is_a_post_or_a_bad_record(value: Any) -> None:
    for name in ("posts.json", "posts.jsonl"):
        for read in read_posts(io.BytesIO(json.dumps(value).encode()), name=name):
            assert isinstance(read, (Post, BadRecord))
            if isinstance(read, Post):
                require_whole(read)


ENTITY = st.fixed_dictionaries(
    {"url": st.sampled_from(["https://t.co/a", "https://t.co/b", "", "https://t.co/\ud800"])},
    optional={
        "start": st.integers(-5, 60) | st.text(max_size=2),
        "end": st.integers(-5, 60),
        "expanded_url": st.sampled_from(["https://a.com", "https://x.com/a/status/7", "http://["]),
        "indices": st.lists(st.integers(-5, 60) | st.sampled_from(["3", "x"]), max_size=3),
    },
)


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=15).map(lambda before: before + " https://t.co/a 😀&amp; https://t.co/b"),
    st.lists(ENTITY, max_size=4),
    st.sampled_from(["text", "full_text"]),
)
def test_spans_of_x_always_show_the_url(text: str, entities: list[dict[str, Any]], key: str) -> None:
    try:
        read = parse_post({"id_str": "7", "author_id": "1", key: text, "entities": {"urls": entities}})
    except PostError:
        assert "" in [entity["url"] for entity in entities]
        return
    for link in read.links:
        if link.start is not None:
            assert read.text[link.start : link.end] == link.url


def test_row_with_a_comma_too_many_is_a_post_error_that_names_the_remedy() -> None:
    table = ["text,url", "York, the city,https://paper.com/1", "Leeds,https://paper.com/2,"]
    shifted, trailing = csv.DictReader(table)
    with pytest.raises(PostError, match="put a cell that holds the delimiter in quotes"):
        parse_post(shifted)
    assert parse_post(trailing).text == "Leeds"


@pytest.mark.parametrize("key", [None, 0, 1.5, b"text", ("text", 1)])
def test_key_that_is_no_string_is_a_post_error_that_names_the_remedy(key: object) -> None:
    with pytest.raises(PostError, match="give every column a name"):
        parse_post({"text": "York", key: "other"})


@pytest.mark.parametrize("posts", ["York", "", b"York", {"text": "York"}, Post(text="York"), 5, None])
def test_one_post_in_place_of_many_is_an_error_at_the_call(posts: Any) -> None:
    for call in (linkcheck.check_many, linkcheck.check_queue, linkcheck.compare_queue):
        with pytest.raises(InputError, match=r"posts is an? "):
            call(posts)

    async def stream() -> None:
        async with linkcheck.AsyncChecker() as checker:
            with pytest.raises(InputError, match=r"posts is an? "):
                checker.check_many(posts)

    asyncio.run(stream())


def test_open_file_in_place_of_posts_is_an_error_that_names_the_remedy() -> None:
    posts: Any = io.StringIO("text\nYork\n")
    for call in (linkcheck.check_many, linkcheck.check_queue, linkcheck.compare_queue):
        with pytest.raises(InputError, match="read_posts"):
            call(posts)


def test_frame_or_path_in_place_of_pairs_is_an_error_that_names_the_remedy() -> None:
    pandas = pytest.importorskip("pandas")
    given: tuple[Any, ...] = (pandas.DataFrame({"text": ["York"]}), Path("queue.csv"))
    for pairs in given:
        with pytest.raises(InputError, match="by read_posts first"):
            linkcheck.compare_queue(pairs)


@pytest.mark.parametrize("record", [{"text": "York", None: [10**5000]}, {"text": "York", 10**5000: "x"}])
def test_a_number_too_long_to_be_written_is_told_by_its_type(record: dict[Any, Any]) -> None:
    with pytest.raises(PostError, match="an int"):
        parse_post(record)


def test_a_record_with_an_array_among_its_values_is_no_record_of_a_platform() -> None:
    with pytest.raises(PostError):
        parse_post({"$type": numpy.array([1, 2])})


def test_a_time_without_a_zone_is_one_of_the_zone_of_the_settings() -> None:
    record = {"text": "York", "created_at": "2026-07-01 09:30", "scheduled_at": "2026-07-01T09:30:00Z"}
    berlin = linkcheck.Settings(timezone="Europe/Berlin")
    read = parse_post(record, settings=berlin)
    assert (read.created_at, read.scheduled_at) == (
        dt.datetime(2026, 7, 1, 7, 30, tzinfo=dt.UTC),
        dt.datetime(2026, 7, 1, 9, 30, tzinfo=dt.UTC),
    )
    table = io.StringIO("text,scheduled_at\nYork buys buses,2026-07-01 09:30\n")
    (row,) = read_posts(table, name="queue.csv", settings=berlin)
    assert isinstance(row, Post)
    assert row.scheduled_at == dt.datetime(2026, 7, 1, 7, 30, tzinfo=dt.UTC)


def test_a_zone_that_there_is_not_is_refused_by_name() -> None:
    with pytest.raises(SettingsError, match="Europe/Nowhere"):
        linkcheck.Settings(timezone="Europe/Nowhere")
