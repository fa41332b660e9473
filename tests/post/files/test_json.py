from __future__ import annotations

import io

import pytest

from linkcheck._post.files.json import parse_json, read_document, read_json_line
from linkcheck._post.files.lines import Line
from linkcheck.errors import PostError


def test_json_that_utf8_cannot_hold_is_read() -> None:
    assert parse_json(b'"\\ud83d"') == "\ud83d"


@pytest.mark.parametrize("raw", [b"", b"{", b"nope", b"[" * 50_000, b'{"a": 1} x', b"1" * 5000])
def test_a_document_that_is_no_json_is_refused_as_such(raw: bytes) -> None:
    with pytest.raises(PostError, match="no JSON"):
        parse_json(raw)


def test_line_that_is_too_long_is_a_problem() -> None:
    assert "longer" in read_json_line(Line(3, None)).problem


def test_same_record_twice_has_two_lines() -> None:
    assert [found.line for found in read_document(io.BytesIO(b'[{"a":1},\n{"a":1},\n\n{"a":1}]'))] == [1, 2, 4]


def test_scalar_is_one_record() -> None:
    assert [found.value for found in read_document(io.BytesIO(b'"a post"'))] == ["a post"]
