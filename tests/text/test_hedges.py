"""Words before and after a number say how exactly it is meant."""

from __future__ import annotations

import pytest

from linkcheck._tables import table_columns
from linkcheck._text.hedges import bound_of, bound_of_year, is_further, percent_end


def test_every_hedge_of_the_table_bounds_the_number_beside_it() -> None:
    for kind, _, _, _, writings in table_columns("_text/data/quantity_words.txt", 5):
        bound, _, place = kind.partition("-")
        if bound not in ("about", "above", "below"):
            continue
        for words in writings.split("|"):
            text = f"40 {words}" if place else f"{words} 40"
            start = text.index("40")
            assert bound_of(text, start, start + 2) == bound, text


@pytest.mark.parametrize(("text", "bound"), [("40+", "above"), ("more than a 40", "above"), ("the 40", ""), ("40", "")])
def test_signs_and_articles_beside_a_number_are_read(text: str, bound: str) -> None:
    start = text.index("40")
    assert bound_of(text, start, start + 2) == bound


@pytest.mark.parametrize("text", ["40%", "40 %", "40 per cent", "40 Prozent", "40 por ciento", "40 процентов"])
def test_percent_is_read_in_every_language(text: str) -> None:
    assert percent_end(text, 2) == len(text)


def test_a_word_that_begins_like_percent_is_none() -> None:
    assert percent_end("40 percentile", 2) == 0


@pytest.mark.parametrize("text", ["another 40", "40 other people", "40 weitere", "a further 40"])
def test_counts_on_top_of_others_are_told(text: str) -> None:
    start = text.index("40")
    assert is_further(text, start, start + 2)


def test_a_count_by_itself_is_not_on_top_of_others() -> None:
    assert not is_further("40 people", 0, 2)


@pytest.mark.parametrize(
    ("text", "bound"), [("after 2018", "above"), ("before 2018", "below"), ("vor 2018", "below"), ("in 2018", "")]
)
def test_years_are_bounded_by_other_words_than_amounts(text: str, bound: str) -> None:
    assert bound_of_year(text, text.index("2018")) == bound
