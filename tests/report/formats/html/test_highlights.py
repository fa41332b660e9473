from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._post.types import Quote
from linkcheck._report.formats.html.highlights import Piece, Span, bridged, cut, spans_of
from linkcheck._scoring.types import Reason

SPANS = st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60), st.floats(-3, 3)).map(lambda span: Span(*span)))


def test_a_text_is_cut_where_evidence_speaks() -> None:
    assert cut("the ferry sails", [Span(4, 9, -1.0)]) == [
        Piece("the ", None),
        Piece("ferry", -1.0),
        Piece(" sails", None),
    ]


def test_the_heaviest_of_overlapping_spans_is_marked() -> None:
    assert cut("abcdef", [Span(0, 6, 0.5), Span(2, 4, -2.0)]) == [
        Piece("ab", 0.5),
        Piece("cd", -2.0),
        Piece("ef", 0.5),
    ]


def test_an_empty_text_has_no_pieces() -> None:
    assert cut("", [Span(0, 3, 1.0)]) == []


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=50), SPANS)
def test_the_pieces_are_the_text(value: str, spans: list[Span]) -> None:
    assert "".join(piece.text for piece in cut(value, spans)) == value


def test_only_quotes_of_the_field_count() -> None:
    reason = Reason(
        code="x",
        message="",
        weight=2.0,
        post_quotes=(Quote("text", 1, 3, "bc"), Quote("card_title", 0, 2, "ab"), Quote("text", 2, 2, "")),
    )
    assert spans_of([reason]) == [Span(1, 3, 2.0)]


def test_two_spans_of_one_sign_are_one_mark_across_white_space() -> None:
    marked = cut("Skelling Sound, not Sound", [Span(0, 8, -3.0), Span(9, 14, -1.0), Span(20, 25, -1.0)])
    assert [piece.text for piece in bridged(marked) if piece.weight] == ["Skelling Sound", "Sound"]


def test_two_spans_of_opposite_sign_stay_apart() -> None:
    marked = cut("Skelling Sound", [Span(0, 8, -3.0), Span(9, 14, 1.0)])
    assert bridged(marked) == marked


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="ab \n", max_size=50), SPANS)
def test_bridges_change_no_text(value: str, spans: list[Span]) -> None:
    assert "".join(piece.text for piece in bridged(cut(value, spans))) == value
