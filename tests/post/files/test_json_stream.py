from __future__ import annotations

import re

import pytest

from linkcheck._post.files import json_stream
from linkcheck._post.files.json_stream import JsonText


def pieces(content: str, size: int = 3) -> JsonText:
    return JsonText(iter([content[at : at + size] for at in range(0, len(content), size)]))


def test_values_are_read_one_after_the_other_with_the_lines_they_begin_in() -> None:
    text = pieces('{"a": 1}\n\n "b" \n 12345 \n')
    found = []
    while text.peek():
        found.append(text.read_value())
    assert [(value.line, value.value) for value in found] == [(1, {"a": 1}), (3, "b"), (4, 12345)]
    assert found[1].length == 3


def test_a_value_that_cannot_be_read_leaves_the_text_before_it() -> None:
    text = pieces('{"a": oops} 2')
    assert text.peek() == "{"
    assert text.try_value().problem == "not valid JSON: Expecting value (line 1)"
    assert text.shown() == '{"a": oops} 2'
    text.skip_damaged()
    assert text.peek() == "2"


@pytest.mark.parametrize("at", [10, 700_000])
def test_places_hold_after_what_lies_behind_was_dropped(at: int) -> None:
    text = JsonText(iter(["\n" * at, '{"a": oops}\n', '{"b": 1}']))
    text.peek()
    assert text.line == at + 1
    text.try_value()
    end = text.find_end()
    assert end == at + 11
    part = text.part(end)
    assert (part.line, part.shown()) == (at + 1, '{"a": oops}')
    text.go_to(end)
    text.peek()
    assert (text.line, text.read_value().value) == (at + 2, {"b": 1})


@pytest.mark.parametrize(
    "damaged",
    ['{"a": [1, 2}', '{"a": "x', "['x'", '{"a": "}", oops}', '{"a": {"b": [}'],
)
def test_the_next_value_after_damage_begins_at_a_line_or_after_its_brackets(damaged: str) -> None:
    text = pieces(damaged + '\n{"a": 1}')
    text.peek()
    assert text.try_value().problem
    end = text.find_end()
    assert end is not None
    text.go_to(end)
    text.peek()
    assert text.read_value().value == {"a": 1}


def test_a_value_longer_than_is_held_is_gone_past(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "MAX_VALUE", 100)
    text = pieces('{"a": "' + '[\\"' * 200 + '", "b": [[1]]} 2')
    text.peek()
    assert text.read_value().problem == json_stream.VALUE_TOO_LONG
    assert (text.peek(), text.is_given_up) == ("2", False)


def test_a_pattern_is_taken_only_where_it_matches() -> None:
    text = pieces("abc = [1]")
    assert not text.take(re.compile("b"))
    assert text.take(re.compile(r"\w+ = "))
    assert text.read_value().value == [1]
