from __future__ import annotations

import io
import json
import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._post.files.kinds import kind_of_content
from linkcheck._post.files.lines import MAX_LINE
from linkcheck._post.files.read import read_posts
from linkcheck._post.types import BadRecord, Post
from linkcheck.errors import InputError, MissingFileError


def kinds(content: bytes, name: str = "") -> list[type[Post | BadRecord]]:
    return [type(record) for record in read_posts(io.BytesIO(content), name=name)]


@pytest.mark.parametrize(
    ("name", "content", "platform"),
    [
        ("posts.txt", "York buys buses https://paper.com/1\n", "text"),
        ("", "York buys buses https://paper.com/1\n", "text"),
        ("", '{"text": "York buys buses https://paper.com/1"}\n', "record"),
        ("posts.json", '{"text": "York buys buses https://paper.com/1"}', "record"),
        ("posts.json", '[{"text": "York buys buses https://paper.com/1"}]', "record"),
        ("", '[\n{"text": "York buys buses https://paper.com/1"}\n]', "record"),
        ("posts.jsonl", '"York buys buses https://paper.com/1"\n', "text"),
        ("", "text,url\nYork buys buses,https://paper.com/1\n", "csv"),
    ],
)
def test_format_is_recognised_by_name_or_content(name: str, content: str, platform: str) -> None:
    for stream in (io.BytesIO(content.encode()), io.BytesIO(b"\xef\xbb\xbf" + content.encode()), io.StringIO(content)):
        (only,) = read_posts(stream, name=name)
        assert isinstance(only, Post)
        assert only.platform == platform
        assert [link.url for link in only.links] == ["https://paper.com/1"]


TEXTS = [f"{number} trees are planted {'by the river ' * 40}https://paper.com/{number}" for number in range(360)]
"""Some 200 KB in every format: more than is read to see which format it is."""
LONG_FILES: dict[str, Callable[[], str]] = {
    "list.json": lambda: json.dumps([{"text": text} for text in TEXTS]),
    "indented.json": lambda: json.dumps([{"text": text} for text in TEXTS], indent=2),
    "object.json": lambda: json.dumps({"posts": [{"text": text} for text in TEXTS]}),
    "indented_object.json": lambda: json.dumps({"posts": [{"text": text} for text in TEXTS]}, indent=2),
    "answer.json": lambda: json.dumps({"data": [{"id": "1", "text": text, "author_id": "5"} for text in TEXTS]}),
    "lines_named.json": lambda: "".join(json.dumps({"text": text}) + "\n" for text in TEXTS),
    "long_lines_named.json": lambda: "".join(
        json.dumps({"posts": [{"text": text} for text in half]}) + "\n" for half in (TEXTS[:180], TEXTS[180:])
    ),
    "tweets.js": lambda: (
        "window.YTD.tweets.part0 = "
        + json.dumps([{"tweet": {"id_str": "1", "full_text": text}} for text in TEXTS], indent=2)
    ),
    "tweets_on_one_line.js": lambda: (
        "window.YTD.tweets.part0 = " + json.dumps([{"tweet": {"id_str": "1", "full_text": text}} for text in TEXTS])
    ),
    "lines.jsonl": lambda: "".join(json.dumps({"text": text}) + "\n" for text in TEXTS),
    "lines.ndjson": lambda: "".join(json.dumps({"text": text}) + "\r\n" for text in TEXTS),
    "table.csv": lambda: "text,id\n" + "".join(f"{text},1\n" for text in TEXTS),
    "table.tsv": lambda: "text\tid\n" + "".join(f"{text}\t1\n" for text in TEXTS),
    "lines.txt": lambda: "".join(f"{text}\n" for text in TEXTS),
}


@contextmanager
def pipe_of(content: bytes, buffering: int) -> Iterator[BinaryIO]:
    """A stream that cannot seek; without a buffer it gives what happens to have arrived."""
    reading, writing = os.pipe()

    def write() -> None:
        with open(writing, "wb") as stream:
            stream.write(content)

    writer = threading.Thread(target=write)
    writer.start()
    with open(reading, "rb", buffering=buffering) as stream:
        yield stream
    writer.join()


def texts_of(source: str | Path | BinaryIO | TextIO, name: str = "") -> list[str]:
    return [post.text if isinstance(post, Post) else post.message for post in read_posts(source, name=name)]


@pytest.mark.parametrize("name", LONG_FILES)
def test_long_file_is_read_to_its_end_by_path_and_as_open_file(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(LONG_FILES[name](), "utf-8")
    assert path.stat().st_size > 2 * 64 * 1024
    assert texts_of(path) == TEXTS
    assert texts_of(str(path)) == TEXTS
    with path.open("rb") as binary, path.open(encoding="utf-8") as text:
        assert texts_of(binary, name) == TEXTS
        assert texts_of(text, name) == TEXTS


@pytest.mark.parametrize("buffering", [-1, 0])
@pytest.mark.parametrize("name", LONG_FILES)
def test_long_stream_that_cannot_seek_is_read_to_its_end_with_and_without_a_name(name: str, buffering: int) -> None:
    content = LONG_FILES[name]().encode()
    for told in (name, ""):
        with pipe_of(content, buffering) as stream:
            assert texts_of(stream, told) == TEXTS


def test_json_lines_under_a_name_that_says_json() -> None:
    assert kinds(b'{"text": "a"}\n{"text": "b"}\n', "posts.json") == [Post, Post]


def test_lines_that_are_answers_of_an_api_hold_many() -> None:
    page = json.dumps(
        {"data": [{"id": "1", "text": "a", "author_id": "5"}, {"id": "2", "text": "b", "author_id": "5"}]}
    )
    records = list(read_posts(io.StringIO(page + "\n" + page + "\n"), name="pages.jsonl"))
    assert [record.origin.record for record in records if isinstance(record, Post) and record.origin] == [0, 1, 2, 3]
    assert [record.origin.line for record in records if isinstance(record, Post) and record.origin] == [1, 1, 2, 2]


def test_records_of_a_document_have_their_lines() -> None:
    content = '{"posts": []}'
    assert kinds(content.encode(), "a.json") == []
    content = '[\n  {"text": "a"},\n  {\n    "text": "b"\n  },\n  {"text": "a"}\n]'
    records = list(read_posts(io.StringIO(content)))
    assert [record.origin.line for record in records if isinstance(record, Post) and record.origin] == [2, 3, 6]


def test_bad_records_are_reported_and_the_others_read() -> None:
    content = b'{"text": "York"}\n{"text": 5}\nnot json\n[1]\n{"text": "Leeds"}\n'
    good, wrong, broken, no_post, last = read_posts(io.BytesIO(content), name="posts.jsonl")
    assert isinstance(good, Post)
    assert isinstance(last, Post)
    assert isinstance(wrong, BadRecord)
    assert isinstance(broken, BadRecord)
    assert isinstance(no_post, BadRecord)
    assert (wrong.file, wrong.line, wrong.record, wrong.field) == ("posts.jsonl", 2, 1, "text")
    assert "expected a string" in wrong.message
    assert "not valid JSON" in broken.message


def test_line_of_ten_megabytes_is_a_bad_record() -> None:
    content = b'{"text": "' + b"x" * 10_000_000 + b'"}\n{"text": "York"}\n'
    bad, good = read_posts(io.BytesIO(content), name="posts.jsonl")
    assert isinstance(bad, BadRecord)
    assert isinstance(good, Post)
    assert str(MAX_LINE) in bad.message


def test_damaged_document_is_read_up_to_the_damage() -> None:
    good, bad = read_posts(io.StringIO('[{"text": "York"},\n{"text": "Le'), name="posts.json")
    assert isinstance(good, Post)
    assert isinstance(bad, BadRecord)
    assert bad.line == 2


def test_lone_surrogates_that_json_can_write_are_replaced_and_noted() -> None:
    (only,) = read_posts(io.StringIO('[{"text": "a\\ud83d https://paper.com/1"}]'))
    assert isinstance(only, Post)
    assert only.text.startswith("a\ufffd ")
    assert "lone surrogate" in only.notes[0]


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"a":' * 100_000, b"[" * 500 + b"]" * 500])
def test_deep_nesting_is_a_bad_record(content: bytes) -> None:
    assert set(kinds(content, "posts.json")) == {BadRecord}


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"[]", b"  [ ]  "])
def test_empty_file_has_no_posts(content: bytes) -> None:
    assert kinds(content) == []


def test_missing_file_is_an_error_before_the_first_post(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path, "a\0b"):
        with pytest.raises(MissingFileError):
            read_posts(path)


def test_an_answer_whose_accounts_are_not_as_the_api_writes_them_still_has_its_posts() -> None:
    (only,) = read_posts(io.BytesIO(b'{"data": [{"text": "a"}], "includes": 5}'))
    assert isinstance(only, Post)
    assert only.text == "a"


@pytest.mark.parametrize(
    ("source", "kind", "remedy"),
    [
        (b"text\nYork\n", "a bytes", "io.BytesIO"),
        ({"text": "York"}, "a dict", "parse_post"),
        ([{"text": "York"}], "a list", "check_many"),
        ((post for post in ("York",)), "a generator", "check_many"),
        (None, "a NoneType", "a path, an open file or a DataFrame"),
        (3, "an int", "a path, an open file or a DataFrame"),
    ],
)
def test_a_value_that_is_no_source_of_posts_is_refused_with_the_remedy(source: Any, kind: str, remedy: str) -> None:
    with pytest.raises(InputError, match=f"^source is {kind}: .*{remedy}") as refused:
        read_posts(source)
    assert "\n" not in str(refused.value)


def test_unknown_format_is_refused() -> None:
    with pytest.raises(InputError, match="csv, excel, json, jsonl, post, text"):
        read_posts(io.BytesIO(b""), format="xml")
    with pytest.raises(InputError, match="format is a list: use one of"):
        read_posts(io.BytesIO(b""), format=["csv"])  # type: ignore[arg-type]  # what is tested


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=200)
    | st.lists(
        st.sampled_from(
            [
                b'{"text":"a"}',
                b"[",
                b"]",
                b"{",
                b"}",
                b",",
                b"\n",
                b"\r\n",
                b'"',
                b"text",
                b"\xff",
                b"\xfe",
                b"\0",
                b";",
                b"window.YTD.tweets.part0 = ",
            ]
        )
    ).map(b"".join),
    st.sampled_from(["", "a.csv", "a.json", "a.jsonl", "a.js", "a.txt"]),
)
def test_no_bytes_raise_but_those_of_a_binary_file(content: bytes, name: str) -> None:
    if kind := kind_of_content(content):
        with pytest.raises(InputError, match=re.escape(kind)):
            list(read_posts(io.BytesIO(content), name=name))
        return
    for record in read_posts(io.BytesIO(content), name=name):
        assert isinstance(record, (Post, BadRecord))
        if isinstance(record, BadRecord):
            assert record.message


NOT_UTF8 = b'{"text": "Caf\xe9 in York"}'


@pytest.mark.parametrize("name", ["posts.json", "posts.js", "posts.jsonl", ""])
def test_json_object_that_is_no_utf8_is_read_as_windows_1252_with_a_note(name: str) -> None:
    (post,) = read_posts(io.BytesIO(NOT_UTF8), name=name)
    assert isinstance(post, Post)
    assert post.text == "Caf\u00e9 in York"
    assert post.notes == ("The record is not in UTF-8: it was read as Windows-1252.",)


@pytest.mark.parametrize(
    ("form", "name", "line"),
    [
        (b'[{"text": "Zo\xc3\xab"},\n%s,\n{"text": "last"}]', "posts.json", 2),
        (b'[{"text": "Zo\xc3\xab"},\n%s,\n{"text": "last"}', "posts.json", 2),
        (b'window.YTD.tweets.part0 = [{"text": "Zo\xc3\xab"},\n%s,\n{"text": "last"}]', "tweets.js", 2),
        (b'{"text": "Zo\xc3\xab"}\n%s\n{"text": "last"}\n', "posts.jsonl", 2),
    ],
)
def test_record_of_an_unknown_encoding_leaves_the_others_as_they_are(form: bytes, name: str, line: int) -> None:
    first, bad, last = list(read_posts(io.BytesIO(form % b'{"text": "\xcc\xfd\xf0\xe8\xff"}'), name=name))[:3]
    assert isinstance(first, Post)
    assert isinstance(bad, BadRecord)
    assert isinstance(last, Post)
    assert (first.text, bad.line, last.text) == ("Zo\u00eb", line, "last")
    assert "save the file as UTF-8" in bad.message


LINK = "https://paper.example/york"


@pytest.mark.parametrize(
    "content",
    [
        f"Message\tLink\tDate\nYork buys buses\t{LINK}\t2026-12-03\n".encode("utf-16"),
        f"Date,Message,Link\n2026-12-03,York buys buses,{LINK}\n".encode(),
        f'{{"text":"York buys buses","url":"{LINK}"}}\n{{"text":"York","url":"{LINK}"}}\n'.encode(),
        f'[\n  {{"text": "York buys buses", "url": "{LINK}"}}]\n'.encode(),
    ],
    ids=["Unicode text of Excel", "a table", "JSON lines", "JSON"],
)
def test_a_file_that_is_called_a_text_may_hold_a_table_or_json(content: bytes) -> None:
    first, *_ = read_posts(io.BytesIO(content), name="posts.txt")
    assert isinstance(first, Post)
    assert (first.text, [link.url for link in first.links]) == ("York buys buses", [LINK])


@pytest.mark.parametrize("name", ["posts.txt", ""])
@pytest.mark.parametrize(
    "line",
    ["Update, the bridge is open", "[Update] York buys buses", "{York} buys buses", "[1/2] Post, trams and buses"],
)
def test_a_line_of_text_is_no_header_and_no_json_whatever_it_begins_with(line: str, name: str) -> None:
    lines = [f"{line} {LINK}", f"Leeds plans trams, too {LINK}/b"]
    for several in (lines, [line, *lines]):
        found = read_posts(io.BytesIO("\n".join(several).encode()), name=name)
        assert [post.text for post in found if isinstance(post, Post)] == several


def test_the_fields_of_json_that_are_asked_for_are_its_text_and_its_link() -> None:
    content = json.dumps({"text": "A draft", "url": f"{LINK}/b", "Copy": "York buys buses", "To": LINK}).encode()
    (post,) = read_posts(io.BytesIO(content), name="posts.jsonl", text_column="Copy", link_column="To")
    assert isinstance(post, Post)
    assert (post.text, [link.url for link in post.links]) == ("York buys buses", [LINK])
    (bad,) = read_posts(io.BytesIO(content), name="posts.json", text_column="Wording")
    assert isinstance(bad, BadRecord)
    assert (bad.field, bad.message) == ("text", "no field is called Wording; there are text, url, Copy, To")


def test_posts_that_an_object_has_by_their_ids_are_all_read() -> None:
    content = json.dumps({"a7": {"text": "York", "url": LINK}, "b8": {"text": "Leeds", "url": LINK}}).encode()
    found = list(read_posts(io.BytesIO(content), name="posts.json"))
    assert [post.text for post in found if isinstance(post, Post)] == ["York", "Leeds"]
    one = json.dumps({"post": {"text": "York"}, "author": {"text": "Ada writes"}}).encode()
    assert len(list(read_posts(io.BytesIO(one), name="posts.json"))) == 1
