from __future__ import annotations

import pytest

from linkcheck._text.negations import find_negations


@pytest.mark.parametrize(
    "text", ["it is not so", "it isn’t so", "it wont go", "she cannot go", "without him", "it failed to start"]
)
def test_a_negation_is_found(text: str) -> None:
    assert len(find_negations(text)) == 1


@pytest.mark.parametrize(
    "text", ["not only here", "can't wait to see", "No. 1 again", "no doubt about it", "a notable knot", ""]
)
def test_idioms_that_deny_nothing_are_left_out(text: str) -> None:
    assert find_negations(text) == ()


def test_spans_slice_the_words() -> None:
    text = "They don’t go, and never will"
    assert [text[start:end] for start, end in find_negations(text)] == ["don’t", "never"]


def test_a_no_that_answers_denies_nothing_by_itself() -> None:
    assert find_negations("No, the harbour is open") == ()
