from __future__ import annotations

import io

import pytest

from linkcheck._post.files import Beginning, Columns
from linkcheck._post.files.jsonl import has_json_lines, read_json_line, read_json_lines
from linkcheck._post.files.lines import Line


def test_line_that_is_too_long_is_a_problem() -> None:
    assert "longer" in read_json_line(Line(3, None)).problem


def test_damaged_line_spoils_no_other() -> None:
    first, damaged, last = read_json_lines(io.BytesIO(b'{"text": "York"}\n\n{"text":\n{"text": "Leeds"}'), Columns())
    assert (first.line, first.value) == (1, {"text": "York"})
    assert (damaged.line, damaged.problem[:14]) == (3, "not valid JSON")
    assert (last.line, last.value) == (4, {"text": "Leeds"})


@pytest.mark.parametrize(
    ("first_line", "line_count", "expected"),
    [('{"text": "York"}', 2, True), ('{"text": "York"}', 1, False), ("{", 4, False), ("[1]", 2, False)],
)
def test_json_lines_are_several_of_which_the_first_is_an_object(
    first_line: str, line_count: int, expected: bool
) -> None:
    assert has_json_lines(Beginning((first_line,) * line_count)) is expected
