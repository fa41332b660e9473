from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._text.quotations import find_quotations, find_told, is_shortened


@pytest.mark.parametrize(
    "text",
    [
        '"we will go"',
        "“we will go”",
        "„we will go“",
        "«we will go»",
        "»we will go«",
        "「we will go」",
        "‘we will go’",
        "'we will go'",
    ],
)
def test_quote_marks_of_every_convention_are_known(text: str) -> None:
    post = f"She said {text} again"
    assert [post[start:end] for start, end in find_quotations(post)] == ["we will go"]


def test_apostrophes_inside_do_not_end_a_quotation() -> None:
    text = "He said ‘it isn’t over’ and 'I don't know' today"
    assert [text[start:end] for start, end in find_quotations(text)] == ["it isn’t over", "I don't know"]


def test_apostrophes_alone_are_no_quotation() -> None:
    assert find_quotations("the '90s and the dogs' bones and rock 'n' roll") == ()


@given(st.text(max_size=200) | st.text(alphabet="ab '\"“”‘’«»„\n", max_size=300))
@settings(max_examples=150, deadline=None)
def test_spans_of_quotations_are_ordered_and_inside_any_text(text: str) -> None:
    end = 0
    for start, stop in find_quotations(text):
        assert end <= start < stop <= len(text)
        end = stop


@pytest.mark.parametrize("text", ["Mayor: we close the pool", "The mayor says we close the pool"])
def test_words_behind_a_colon_or_a_verb_are_told_as_somebodys(text: str) -> None:
    assert [text[start:end] for start, end in find_told(text)] == ["we close the pool"]


def test_a_sentence_that_gives_nobodys_words_tells_none() -> None:
    assert find_told("The mayor closes the pool") == ()


@pytest.mark.parametrize(
    ("quotation", "shortened"), [("we … close it", True), ("we [will] close it", True), ("we close it.", False)]
)
def test_an_ellipsis_and_brackets_show_that_a_quotation_was_shortened(quotation: str, shortened: bool) -> None:
    assert is_shortened(quotation) is shortened
