from __future__ import annotations

import io

import pytest

from linkcheck._post.files import Columns, RawRecord
from linkcheck._post.files.lines import MAX_LINE
from linkcheck._post.files.text import MAX_LOOKED_AT, read_text

LINK = "https://paper.example/york"


def records(text: str) -> list[RawRecord]:
    return list(read_text(io.BytesIO(text.encode()), Columns()))


def test_each_line_that_is_not_blank_is_a_post() -> None:
    found = records("York buys buses\n \n\nLeeds buys trams")
    assert [(record.line, record.value) for record in found] == [(1, "York buys buses"), (4, "Leeds buys trams")]


@pytest.mark.parametrize(
    "text",
    [
        f"York buys buses\n26 October\n{LINK}",
        f"York buys buses\n\n26 October {LINK}",
        f"York buys buses\n\n{LINK}\n\n#York",
    ],
)
def test_lines_around_the_only_link_of_a_file_are_one_post_which_is_noted(text: str) -> None:
    (record,) = records(text)
    assert record.value == text
    assert "were read as one post" in record.notes[0]


def test_a_link_on_a_line_of_its_own_ends_the_post_above_it() -> None:
    found = records(f"York buys buses\n{LINK}\n\nLeeds buys trams\nat last\n{LINK}/2\n")
    assert [(record.line, record.value) for record in found] == [
        (1, f"York buys buses\n{LINK}"),
        (4, f"Leeds buys trams\nat last\n{LINK}/2"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"York buys buses {LINK}\nLeeds buys trams {LINK}/2",
        f"York buys buses {LINK}\n\nLeeds buys trams {LINK}/2",
        f"York buys buses\nLeeds buys trams {LINK}",
        f"{LINK}\n{LINK}/2",
    ],
)
def test_lines_that_each_say_something_with_their_link_are_posts(text: str) -> None:
    assert [record.value for record in records(text)] == [line for line in text.split("\n") if line]


def test_posts_of_several_lines_are_parted_by_rules() -> None:
    found = records(f"York buys buses\nat last {LINK}\n---\nLeeds buys trams")
    assert [record.value for record in found] == [f"York buys buses\nat last {LINK}", "Leeds buys trams"]


def test_a_long_file_is_a_list_of_posts() -> None:
    found = records(f"York buys buses\n{LINK}\n" * (MAX_LOOKED_AT // 20))
    assert found[0].value == "York buys buses"


def test_line_that_is_too_long_is_a_problem_in_its_place() -> None:
    long, other = read_text(io.BytesIO(b"x" * (MAX_LINE + 1) + b"\nLeeds buys trams"), Columns())
    assert "longer" in long.problem
    assert other.value == "Leeds buys trams"
