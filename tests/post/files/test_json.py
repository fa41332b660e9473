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


def problems(content: bytes) -> list[tuple[int | None, str]]:
    return [(found.line, found.problem) for found in read_document(io.BytesIO(content), Columns()) if found.problem]


@pytest.mark.parametrize("rest", [b"x", b'[{"text": "Leeds"}]', b"]"])
def test_text_after_a_list_is_a_problem_at_its_line(rest: bytes) -> None:
    first, second = read_document(io.BytesIO(b'[{"text": "York"}]\n' + rest), Columns())
    assert first.value == {"text": "York"}
    assert (second.line, second.value) == (2, None)
    assert f"the list has ended before “{rest.decode()}”" in second.problem


@pytest.mark.parametrize("content", [b"", b" \n", b"\xef\xbb\xbf"])
def test_an_empty_document_is_called_empty(content: bytes) -> None:
    assert problems(content) == [(None, "the file is empty: expected a list of posts, or one post, in JSON")]


@pytest.mark.parametrize("form", ['{"id": %s}', '[{"id": %s}]'])
def test_a_number_of_too_many_digits_is_a_problem_that_names_the_remedy(form: str) -> None:
    ((line, problem),) = problems((form % ("7" * 5000)).encode())
    assert line == 1
    assert problem == "not valid JSON: a number has more than 4300 digits; if it is an id, put it in quotes"
