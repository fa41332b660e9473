from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._post.files.lines import MAX_LINE, Line, decoded_lines, line_end
from linkcheck._post.files.read import read_posts
from linkcheck._post.types import Post


def lines(content: bytes) -> list[Line]:
    return list(decoded_lines(io.BytesIO(content)))


def test_lines_without_their_ends_and_with_their_numbers() -> None:
    assert lines(b"a\r\nb\n\nc") == [Line(1, "a"), Line(2, "b"), Line(3, ""), Line(4, "c")]


def test_byte_order_marks_are_honoured() -> None:
    assert lines("\ufeffä\nb".encode()) == [Line(1, "ä"), Line(2, "b")]
    assert lines("ä\nb\n".encode("utf-16")) == [Line(1, "ä"), Line(2, "b")]


def test_line_that_is_no_utf8_is_windows_1252() -> None:
    assert lines(b"caf\xe9\nok") == [Line(1, "café", "cp1252"), Line(2, "ok")]


def test_line_that_is_too_long_is_left_out_and_counted() -> None:
    assert [line.text is None for line in lines(b"a\n" + b"x" * (MAX_LINE + 1) + b"\nb")] == [False, True, False]


@pytest.mark.parametrize(
    ("beginning", "end"),
    [
        (b"text,url\rYork,\rLeeds,\r", b"\r"),
        (b"text,url\nYork,\n", b"\n"),
        (b"text,url\r\nYork,\r\n", b"\n"),
        (b'text,url\n"York\rLeeds\rBath",\n', b"\n"),
        (b'text,url\r\n"York\rLeeds\rBath\rWells",\r\n', b"\n"),
        (b"text", b"\n"),
        (b"", b"\n"),
    ],
)
def test_carriage_returns_end_lines_where_nothing_else_does(beginning: bytes, end: bytes) -> None:
    assert line_end(beginning) == end


def test_text_streams_are_read_too() -> None:
    assert list(decoded_lines(io.StringIO("a\ud800\nb"))) == [Line(1, "a\ufffd"), Line(2, "b")]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.text(st.characters(exclude_characters="\n\r\0", exclude_categories=["Cs"]), max_size=20), max_size=8)
)
def test_lines_come_back_as_they_were(written: list[str]) -> None:
    content = "".join(f"{line}\n" for line in written)
    expected = [line.removeprefix("\ufeff") if number == 0 else line for number, line in enumerate(written)]
    assert [line.text for line in decoded_lines(io.BytesIO(content.encode()))] == expected


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_read_with_and_without_a_byte_order_mark(encoding: str) -> None:
    content = "Zürich, Łódź\nYork".encode(encoding)
    assert [line.text for line in decoded_lines(io.BytesIO(content))] == ["Zürich, Łódź", "York"]


@pytest.mark.parametrize("name", ["posts.json", "posts.jsonl", ""])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_json_in_utf_16_without_a_byte_order_mark_is_read(name: str, encoding: str) -> None:
    (post,) = read_posts(io.BytesIO('{"text": "Zürich"}'.encode(encoding)), name=name)
    assert isinstance(post, Post)
    assert post.text == "Zürich"
