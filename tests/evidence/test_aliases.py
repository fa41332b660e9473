from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck._evidence.aliases import find_variant
from linkcheck._evidence.compare import prepare_page
from linkcheck._page.types import Page
from linkcheck._text.tokens import normal_form

PAGE = prepare_page(
    Page(
        title="Rates held",
        text="The Monetary Policy Committee met.\nSome 10,000 people and 25k dogs were not asked.\n"
        "The Bank of England said so to the Federation of Small Businesses.",
    )
)


@pytest.mark.parametrize(
    ("written", "places"), [("10k", [2]), ("25,000", [2]), ("MPC", [1]), ("BoE", [3]), ("FSB", [3])]
)
def test_another_writing_is_found_in_its_sentence(written: str, places: list[int]) -> None:
    assert find_variant(normal_form(written), written, PAGE) == places


@pytest.mark.parametrize("written", ["11k", "10", "ABC", "mpc", "PC", "Monetary"])
def test_a_term_that_the_page_has_in_no_writing_is_not_found(written: str) -> None:
    assert find_variant(normal_form(written), written, PAGE) == []


@given(st.text(alphabet="ABMPCoksz019,", min_size=1, max_size=8))
def test_any_word_can_be_looked_for(written: str) -> None:
    places = find_variant(normal_form(written), written, PAGE)
    assert places == sorted(set(places))
