from __future__ import annotations

import pytest

from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.claimed_names import claimed_names
from linkcheck._evidence.compare import prepare_page, prepare_post
from linkcheck._page.types import Page
from linkcheck._post.parse import parse_post


def names(post: str) -> dict[str, float]:
    alignment = Alignment(prepare_post(parse_post(post)), prepare_page(Page(text="It rained.")))
    return {alignment.written(name.first, name.last): name.sure for name in claimed_names(alignment)}


def test_the_names_of_a_claim_are_found_with_all_their_words() -> None:
    assert names("The mayor says that Karin Ruiz left Harwich") == {"Karin Ruiz": 1.0, "Harwich": 1.0}


@pytest.mark.parametrize("post", ["The mayor praised profits of Q3", "The mayor liked #Harwich very much"])
def test_shorthand_and_tags_are_no_names(post: str) -> None:
    assert names(post) == {}


def test_a_country_that_its_own_press_leaves_unsaid_counts_less() -> None:
    assert names("The mayor says that Karin Ruiz left America")["America"] < 1.0


def test_a_name_of_several_words_that_the_tables_know_is_whole() -> None:
    assert names("The mayor says that Ivory Coast has money") == {"Ivory Coast": 1.0}


@pytest.mark.parametrize("post", ["The mayor thanked Sen. and Prof. for it", "The mayor thanked the PM for it"])
def test_a_title_alone_is_no_name(post: str) -> None:
    assert names(post) == {}


@pytest.mark.parametrize("dots", ["…", "..."])
def test_a_name_in_which_the_text_breaks_off_is_not_compared(dots: str) -> None:
    assert names(f"The mayor opened the museum of Karin Ru{dots}") == {"Karin": 1.0}
    assert names(f"The mayor opened the museum of Kar{dots}") == {}
