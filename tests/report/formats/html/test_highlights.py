from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._post.types import Quote
from linkcheck._report.formats.html.highlights import Highlight, Piece, merge_adjacent, quoted_spans, split_at_spans
from linkcheck._scoring.types import Reason

SPANS = st.lists(
    st.tuples(st.integers(-5, 60), st.integers(-5, 60), st.floats(-3, 3)).map(lambda span: Highlight(*span))
)


def test_a_text_is_cut_where_evidence_speaks() -> None:
    assert split_at_spans("the ferry sails", [Highlight(4, 9, -1.0)]) == [
        Piece("the ", None),
        Piece("ferry", -1.0),
        Piece(" sails", None),
    ]


def test_the_heaviest_of_overlapping_spans_is_marked() -> None:
    assert split_at_spans("abcdef", [Highlight(0, 6, 0.5), Highlight(2, 4, -2.0)]) == [
        Piece("ab", 0.5),
        Piece("cd", -2.0),
        Piece("ef", 0.5),
    ]


def test_an_empty_text_has_no_pieces() -> None:
    assert split_at_spans("", [Highlight(0, 3, 1.0)]) == []


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=50), SPANS)
def test_the_pieces_are_the_text(value: str, spans: list[Highlight]) -> None:
    assert "".join(piece.text for piece in split_at_spans(value, spans)) == value


def test_only_quotes_of_the_field_count() -> None:
    reason = Reason(
        code="x",
        message="",
        weight=2.0,
        post_quotes=(Quote("text", 1, 3, "bc"), Quote("card_title", 0, 2, "ab"), Quote("text", 2, 2, "")),
    )
    assert quoted_spans([reason]) == [Highlight(1, 3, 2.0)]


def test_two_spans_of_one_sign_are_one_mark_across_white_space() -> None:
    marked = split_at_spans(
        "Skelling Sound, not Sound", [Highlight(0, 8, -3.0), Highlight(9, 14, -1.0), Highlight(20, 25, -1.0)]
    )
    assert [piece.text for piece in merge_adjacent(marked) if piece.weight] == ["Skelling Sound", "Sound"]


def test_two_spans_of_opposite_sign_stay_apart() -> None:
    marked = split_at_spans("Skelling Sound", [Highlight(0, 8, -3.0), Highlight(9, 14, 1.0)])
    assert merge_adjacent(marked) == marked


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="ab \n", max_size=50), SPANS)
def test_bridges_change_no_text(value: str, spans: list[Highlight]) -> None:
    assert "".join(piece.text for piece in merge_adjacent(split_at_spans(value, spans))) == value
