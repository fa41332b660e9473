from __future__ import annotations

import string

from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._post.types import Quote
from linkcheck._report.formats.html.passages import quoted_passages
from linkcheck._scoring.types import Reason

PAGE = (
    "Town to plant 2,400 street trees over three winters. The council said on Monday that the first trees go to "
    "Station Road and Mill Street, where the old limes were felled after the storm; planting starts in November."
)


def quote_of(text: str, words: str) -> Quote:
    start = text.index(words)
    return Quote("text", start, start + len(words), words)


def reason(weight: float, *page: Quote, code: str = "number-differs") -> Reason:
    return Reason(code=code, message="", weight=weight, page_quotes=page)


WHOLE = quote_of(PAGE, PAGE)
NUMBER = quote_of(PAGE, "2,400 street trees")


def shown(
    *reasons: Reason, most: int = 3, longest: int = 300, had: frozenset[str] = frozenset()
) -> list[tuple[str, list[str]]]:
    return [
        ("".join(piece.text for piece in pieces), [piece.text for piece in pieces if piece.mark])
        for pieces in quoted_passages(reasons, had, most=most, longest=longest)
    ]


def test_a_contradicting_quote_is_marked_in_the_passage_it_stands_in() -> None:
    assert shown(reason(-2.0, WHOLE, code="topic-best-window"), reason(6.0, NUMBER)) == [(PAGE, ["2,400 street trees"])]


def test_a_passage_marks_the_words_that_the_post_has_too() -> None:
    had = frozenset({"station", "road", "town"})
    found = shown(reason(-2.0, WHOLE, code="topic-best-window"), had=had)
    assert found == [(PAGE, ["Town", "Station", "Road"])]


def test_quotes_that_do_not_meet_are_passages_of_their_own_the_weightiest_first() -> None:
    found = shown(reason(1.0, quote_of(PAGE, "Town to plant")), reason(-3.0, quote_of(PAGE, "in November")))
    assert [text for text, _ in found] == ["in November", "Town to plant"]
    assert len(shown(reason(1.0, quote_of(PAGE, "Town")), reason(2.0, quote_of(PAGE, "Monday")), most=1)) == 1


def test_a_long_passage_is_cut_at_words_around_its_heaviest_quote() -> None:
    ((text, marks),) = shown(
        reason(-2.0, WHOLE, code="topic-best-window"), reason(6.0, quote_of(PAGE, "limes")), longest=80
    )
    assert text.startswith("…")
    assert text.endswith("…")
    assert marks == ["limes"]
    assert text.strip("…") in PAGE
    assert f" {text.strip('…')} " in PAGE


def test_quotes_of_titles_and_empty_ones_are_no_passage() -> None:
    assert shown(reason(1.0, Quote("title", 0, 4, "Town"), Quote("text", 3, 3, ""), Quote("text", 3, 4, " "))) == []


spans = st.tuples(st.integers(0, 60), st.integers(1, 40), st.floats(-5, 5))


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet=string.ascii_letters + " .\n", min_size=100, max_size=120), st.lists(spans, max_size=6))
def test_the_passages_shown_stand_on_the_page(text: str, quoted: list[tuple[int, int, float]]) -> None:
    reasons = [
        reason(weight, Quote("text", start, start + length, text[start : start + length]))
        for start, length, weight in quoted
    ]
    for pieces in quoted_passages(reasons, frozenset(), most=3, longest=30):
        assert "".join(piece.text for piece in pieces).strip("…") in text
