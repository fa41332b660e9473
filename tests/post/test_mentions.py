from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._post.mentions import find_mentions


def test_every_kind_is_found_in_order() -> None:
    text = 'On March 5 Ana Quill said "we will not go" to 300 people'
    assert [(mention.kind, mention.text) for mention in find_mentions(text)] == [
        ("date", "March 5"),
        ("name", "Ana Quill"),
        ("quotation", "we will not go"),
        ("negation", "not"),
        ("number", "300"),
    ]


def test_a_number_inside_a_date_is_no_number_of_its_own() -> None:
    assert [mention.kind for mention in find_mentions("5 May 2019")] == ["date"]


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_spans_slice_whatever_the_text_is(text: str) -> None:
    for mention in find_mentions(text):
        assert text[mention.start : mention.end] == mention.text != ""


def test_a_megabyte_of_digits_or_quotes_is_read_in_bounded_work() -> None:
    for text in ("1,1" * 300_000, "'" * 1_000_000, "A." * 500_000, "one " * 200_000):
        find_mentions(text)
