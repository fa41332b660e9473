from __future__ import annotations

from typing import Any

import pytest

from linkcheck._post.parse import parse_post
from linkcheck._post.readers.by_content import with_text_by_content


def test_prose_and_an_address_under_unknown_names_are_the_text_and_the_link() -> None:
    read = parse_post({"beitrag": "York kauft vierzig neue Busse", "verweis": "https://paper.example/york", "n": 5})
    assert (read.text, [link.url for link in read.links]) == (
        "York kauft vierzig neue Busse",
        ["https://paper.example/york"],
    )
    assert read.notes == (
        "No field is called text: “beitrag” was read as the text.",
        "“verweis” was read as the link.",
    )


def test_one_of_several_addresses_is_not_guessed() -> None:
    found = with_text_by_content({"a": "York buys forty buses", "b": "https://a.example", "c": "https://b.example"})
    assert found is not None
    assert "url" not in found[0]


@pytest.mark.parametrize(
    "record",
    [
        {"error": "You are not allowed to see this"},
        {"a": "York", "b": "https://paper.example"},
        {"profile_bio": "Reporter for the paper in York", "b": "https://paper.example"},
        {"a": "Sun, 22 Nov 2026 09:30:00 GMT", "b": "https://paper.example"},
        {"a": 5, "b": ["x"]},
        {},
    ],
)
def test_without_prose_and_an_address_nothing_is_guessed(record: dict[str, Any]) -> None:
    assert with_text_by_content(record) is None


def test_a_script_without_spaces_is_prose() -> None:
    assert with_text_by_content({"a": "ヨーク市は四十台の新しいバスを買う https://paper.example"}) is not None
