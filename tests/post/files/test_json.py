from __future__ import annotations

import io

import pytest

from linkcheck._post.files import Columns
from linkcheck._post.files.json import parse_json, read_document
from linkcheck.errors import PostError


def test_json_that_utf8_cannot_hold_is_read() -> None:
    assert parse_json(b'"\\ud83d"') == "\ud83d"


@pytest.mark.parametrize("raw", [b"", b"{", b"nope", b"[" * 50_000, b'{"a": 1} x', b"1" * 5000])
def test_a_document_that_is_no_json_is_refused_as_such(raw: bytes) -> None:
    with pytest.raises(PostError, match="not valid JSON"):
        parse_json(raw)


def test_same_record_twice_has_two_lines() -> None:
    assert [found.line for found in read_document(io.BytesIO(b'[{"a":1},\n{"a":1},\n\n{"a":1}]'), Columns())] == [
        1,
        2,
        4,
    ]


def test_scalar_is_one_record() -> None:
    assert [found.value for found in read_document(io.BytesIO(b'"a post"'), Columns())] == ["a post"]
