from __future__ import annotations

import io

from linkcheck._post.files import Columns
from linkcheck._post.files.lines import MAX_LINE
from linkcheck._post.files.text import read_text


def test_each_line_that_is_not_blank_is_a_post() -> None:
    records = list(read_text(io.BytesIO(b"York buys buses\n \n\nLeeds buys trams"), Columns()))
    assert [(record.line, record.value) for record in records] == [(1, "York buys buses"), (4, "Leeds buys trams")]


def test_line_that_is_too_long_is_a_problem_in_its_place() -> None:
    long, other = read_text(io.BytesIO(b"x" * (MAX_LINE + 1) + b"\nLeeds buys trams"), Columns())
    assert "longer" in long.problem
    assert other.value == "Leeds buys trams"
