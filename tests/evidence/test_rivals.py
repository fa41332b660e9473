"""Which names of a page stand in the place of a name of the claim."""

from __future__ import annotations

import pytest

from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.claimed_names import ClaimedName, claimed_names
from linkcheck._evidence.compare import prepare_page, prepare_post, run_stage
from linkcheck._evidence.packaged import Stage
from linkcheck._evidence.rivals import best_rival, other_place, stands_near
from linkcheck._page.types import Page
from linkcheck._post.parse import parse_post

POST = "{} sold the old Harwich ferry to a museum for two million"


def rival_of(post: str, page: str) -> str | None:
    alignment = Alignment(prepare_post(parse_post(post)), prepare_page(Page(text=page)))
    name = claimed_names(alignment)[0]
    rival = best_rival(alignment, alignment.contexts(alignment.slot(name.first, name.last)), name)
    return rival.written if rival else None


@pytest.mark.parametrize(
    ("said", "there"), [("Vera Lindqvist", "Marta Ruiz"), ("Norway", "Denmark"), ("Texas", "Ohio"), ("Miami", "Cairo")]
)
def test_another_name_beside_the_same_words_is_a_rival(said: str, there: str) -> None:
    assert rival_of(POST.format(said), POST.format(there)) == there


@pytest.mark.parametrize(
    ("said", "there"),
    [
        ("Joe Biden", "President Biden"),
        ("Bill Carter", "William Carter"),
        ("Chinese", "China"),
        ("Downing Street", "Britain"),
        ("Montreal", "Canada"),
        ("Gaddafi", "Qaddafi"),
        ("Narendra Modi", "India"),
        ("General Electric", "GE"),
    ],
)
def test_the_name_in_other_words_is_no_rival(said: str, there: str) -> None:
    assert rival_of(POST.format(said), POST.format(there)) is None


def test_a_name_that_the_page_has_near_has_no_rival() -> None:
    page = f"{POST.format('Marta Ruiz')}. She and Vera Lindqvist shared the money."
    assert rival_of(POST.format("Vera Lindqvist"), page) is None


def test_a_name_stands_near_in_its_own_and_in_the_next_sentence_alone() -> None:
    text = "The harbour woke. Vera Lindqvist spoke. The harbour was full. The harbour emptied. The harbour slept."
    alignment = Alignment(prepare_post(parse_post("Vera Lindqvist in the harbour")), prepare_page(Page(text=text)))
    name = ClaimedName(0, 2, alignment.forms[:2], 1.0)
    near = {one.number: stands_near(alignment, name, one) for one in alignment.claim_sentences[0].passages}
    assert near == {0: True, 1: True, 2: True, 3: False, 4: False}


def other_place_of(post: str, page: str) -> str | None:
    alignment = Alignment(prepare_post(parse_post(post)), prepare_page(Page(text=page)))
    places = [other_place(alignment, name) for name in claimed_names(alignment)]
    return next((place.written for place in places if place), None)


STREET_ARTIST = "The street artist was arrested in {} on Monday, his agent said."


@pytest.mark.parametrize(("said", "there"), [("Mumbai", "London"), ("Denmark", "Norway"), ("Mumbai", "France")])
def test_another_place_than_any_of_the_page_is_a_rival_wherever_it_stands(said: str, there: str) -> None:
    page = f"Officers in {there} have arrested the street artist, who was seen on Monday by his agent."
    assert other_place_of(STREET_ARTIST.format(said), page) == there


@pytest.mark.parametrize(("said", "there"), [("Mumbai", "India"), ("the UK", "London"), ("Germany", "Europe")])
def test_a_place_inside_a_place_of_the_page_has_no_other(said: str, there: str) -> None:
    page = f"Officers in {there} have arrested the street artist, who was seen on Monday by his agent."
    assert other_place_of(STREET_ARTIST.format(said), page) is None


def test_a_place_that_the_claim_has_as_well_is_no_other() -> None:
    page = "Officers in London have arrested the street artist, who was seen on Monday by his agent."
    assert other_place_of("The London street artist was arrested in Mumbai on Monday, his agent said.", page) is None


def test_a_place_that_the_page_names_far_away_has_no_other() -> None:
    page = "Officers in London have arrested the street artist, his agent said on Monday. He lives in Mumbai."
    assert other_place_of(STREET_ARTIST.format("Mumbai"), page) is None


@pytest.mark.parametrize(
    ("said", "there"),
    [
        ("Chief Executive Lindqvist", "Vera Lindqvist"),
        ("Ho Chi Minh Stadt", "Ho Chi Minh City"),
        ("Sen. Lindqvist", "Senator Vera Lindqvist"),
        ("Liz Lindqvist", "Elizabeth Lindqvist"),
        ("Lindqvist Ltd", "Lindqvist Limited"),
        ("The Ivory Coast", "Côte d'Ivoire"),
    ],
)
def test_a_page_that_names_the_same_otherwise_swaps_nothing(said: str, there: str) -> None:
    page = Page(title="News of the week", text=f"{POST.format(there)}, its director said on the radio.")
    found = run_stage(Stage.DETAIL, Alignment(prepare_post(parse_post(POST.format(said))), prepare_page(page)))
    assert "name-swapped" not in {evidence.code for evidence in found}
