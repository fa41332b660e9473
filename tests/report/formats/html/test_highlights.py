from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._report.formats.html.highlights import Highlight, Mark, Piece, merge_adjacent, split_at_spans

SPANS = st.lists(
    st.tuples(st.integers(-5, 60), st.integers(-5, 60), st.sampled_from(Mark)).map(lambda span: Highlight(*span))
)


def test_a_text_is_cut_where_something_is_known() -> None:
    assert split_at_spans("the ferry sails", [Highlight(4, 9, Mark.HAD)]) == [
        Piece("the ", None),
        Piece("ferry", Mark.HAD),
        Piece(" sails", None),
    ]


def test_the_gravest_of_overlapping_spans_is_marked() -> None:
    assert split_at_spans("abcdef", [Highlight(0, 6, Mark.HAD), Highlight(2, 4, Mark.DIFFERS)]) == [
        Piece("ab", Mark.HAD),
        Piece("cd", Mark.DIFFERS),
        Piece("ef", Mark.HAD),
    ]


def test_an_empty_text_has_no_pieces() -> None:
    assert split_at_spans("", [Highlight(0, 3, Mark.HAD)]) == []


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=50), SPANS)
def test_the_pieces_are_the_text(value: str, spans: list[Highlight]) -> None:
    assert "".join(piece.text for piece in split_at_spans(value, spans)) == value


def test_two_spans_of_one_mark_are_one_across_white_space() -> None:
    marked = split_at_spans(
        "Skelling Sound, not Sound", [Highlight(start, end, Mark.HAD) for start, end in ((0, 8), (9, 14), (20, 25))]
    )
    assert [piece.text for piece in merge_adjacent(marked) if piece.mark] == ["Skelling Sound", "Sound"]


def test_two_spans_of_unlike_marks_stay_apart() -> None:
    marked = split_at_spans("Skelling Sound", [Highlight(0, 8, Mark.HAD), Highlight(9, 14, Mark.MISSING)])
    assert merge_adjacent(marked) == marked


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="ab \n", max_size=50), SPANS)
def test_bridges_change_no_text(value: str, spans: list[Highlight]) -> None:
    assert "".join(piece.text for piece in merge_adjacent(split_at_spans(value, spans))) == value
