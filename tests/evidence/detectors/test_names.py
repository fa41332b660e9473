from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linkcheck._evidence.aliases import same_name
from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.compare import prepare_page, prepare_post, run_stage
from linkcheck._evidence.packaged import Stage
from linkcheck._evidence.types import Evidence, Layer
from linkcheck._page.types import Page
from linkcheck._post.parse import parse_post

if TYPE_CHECKING:
    from tests.evidence.conftest import Details


PAGE = Page(
    title="Marta Ruiz wins the Lisbon marathon ahead of Kip Lagat",
    text="Marta Ruiz won the Lisbon marathon on Sunday, ahead of Kenya's Kip Lagat.\n"
    "The runner from New Jersey had trained with Hanna Berg in Oslo.",
)


def test_another_name_in_its_place_is_swapped_and_quoted_on_both_sides(
    details: Details,
) -> None:
    evidence = details("Vera Lindqvist wins the Lisbon marathon")["name-swapped"]
    assert evidence.value > 0.5
    assert evidence.message == "The post says “Vera Lindqvist”; the page says “Marta Ruiz”."
    assert [quote.text for quote in evidence.page_quotes] == ["Marta Ruiz"]


def test_a_part_of_a_name_is_told_from_another_beside_the_same_rest(
    details: Details,
) -> None:
    page = Page(title="New cycle lanes", text="The council approved new cycle lanes along Harbour Road on Tuesday.")
    evidence = details("The council approved new cycle lanes along Mill Road", page)["name-swapped"]
    assert evidence.message == "The post says “Mill”; the page says “Harbour”."
    assert "name-swapped" not in details("The council approved new cycle lanes along Harbour Road", page)


def test_a_hashtag_stands_in_no_name_of_the_page() -> None:
    page = Page(title="Newcastle Knights v Cronulla Sharks preview", text="The NRL teams meet again on Friday.")
    post = "#NRLKnightsSharks Match Preview"
    found = {e.code: e for e in run_stage(Stage.DETAIL, Alignment(prepare_post(parse_post(post)), prepare_page(page)))}
    assert "name-swapped" not in found


def test_a_confirmed_name_is_quoted_whole(
    details: Details,
) -> None:
    page = Page(title="New cycle lanes", text="The council approved new cycle lanes along Harbour Road on Tuesday.")
    evidence = details("Lanes along Harbour Road", page)["name-confirmed"]
    assert evidence.message == "The page names “Harbour Road” too."


def test_a_name_nowhere_on_the_page_is_absent(
    details: Details,
) -> None:
    evidence = details("Vera Lindqvist wins the Lisbon marathon")["name-absent"]
    assert [quote.text for quote in evidence.post_quotes] == ["Vera Lindqvist"]
    assert evidence.page_quotes == ()


def test_a_name_that_stands_elsewhere_on_the_page_is_misplaced(
    details: Details,
) -> None:
    page = Page(title=PAGE.title, text=f"{PAGE.text}\nThe race was short.\nThe ferry from Turku was late.")
    found = details("Turku, a name of its own: the Lisbon marathon ahead of Lagat in Turku", page)
    assert "name-absent" not in found
    assert found["name-misplaced"].value > 0.2


def test_a_name_in_its_place_is_confirmed(
    details: Details,
) -> None:
    found = details("Marta Ruiz wins in Lisbon")
    assert found["name-confirmed"].value > 0.5
    assert not {"name-swapped", "name-absent"} & set(found)


@pytest.mark.parametrize("name", ["Ruiz", "Kenyan", "NJ"])
def test_short_forms_peoples_and_initials_are_not_absent(details: Details, name: str) -> None:
    assert "name-absent" not in details(f"{name} runner in the Lisbon marathon")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Iraq", "Iraqi"),
        ("France", "French"),
        ("US", "America"),
        ("UK", "British"),
        ("Briton", "Brit"),
    ],
)
def test_a_country_and_its_people_are_one_name(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(("one", "other"), [("Iran", "Iraq"), ("Austria", "Australia"), ("Kansas", "Texas")])
def test_other_names_are_not(one: str, other: str) -> None:
    assert not same_name(one, other)


@pytest.mark.parametrize("name", ["MailDrop", "Maildrop"])
def test_a_name_written_in_one_piece_is_found_in_two(details: Details, name: str) -> None:
    page = Page(title="How to send attachments with Mail Drop", text="With Mail Drop you can send large attachments.")
    assert "name-absent" not in details(f"How to send attachments with {name}", page)


def test_a_name_that_stands_elsewhere_is_swapped_where_the_sentence_is_otherwise_the_same(
    details: Details,
) -> None:
    evidence = details("Hanna Berg wins the Lisbon marathon ahead of Kip Lagat")["name-swapped"]
    assert evidence.value > 0.8
    assert evidence.message == "The post says “Hanna Berg”; the page says “Marta Ruiz”."


@pytest.mark.parametrize("post", ["Marta Ruiz wins the Lisbon marathon", "Ruiz wins in Lisbon", "MARTA RUIZ wins!"])
def test_the_same_name_in_the_same_sentence_is_not_swapped(details: Details, post: str) -> None:
    assert "name-swapped" not in details(post)


def test_one_name_is_told_once(
    details: Details,
) -> None:
    found = details("Vera Lindqvist wins the Lisbon marathon ahead of Kip Lagat")
    assert "name-swapped" in found
    assert "name-misplaced" not in found


@pytest.mark.parametrize(
    ("post", "page"),
    [
        ("How AI could stop the ferries of Oslo", "How artificial intelligence could stop the ferries of Oslo"),
        ("GOP senators visit the harbour of Oslo", "Republican senators visit the harbour of Oslo"),
        ("Aussie wins the marathon of Oslo", "Australian wins the marathon of Oslo"),
        ("Allegedly sunk ferry of Oslo found", "Hanna Berg: sunk ferry of Oslo found"),
        ("Ruiz Won't run in Oslo on Sunday", "Ruiz may run in Oslo on Sunday"),
    ],
)
def test_other_writings_and_words_that_are_no_names_are_not_swapped(details: Details, post: str, page: str) -> None:
    found = details(post, Page(title=page))
    assert "name-swapped" not in found
    assert found.get("name-misplaced", Evidence(code="", layer=Layer.DETAIL, value=0)).value < 0.3


def test_is_of_a_post_may_be_isis_but_not_every_is_of_a_page() -> None:
    assert same_name("IS", "ISIS")
    assert not same_name("ISIS", "is")


def test_a_misspelt_word_beside_the_right_one_is_not_swapped(
    details: Details,
) -> None:
    page = Page(text="A man of Oslo bought a Volvo Duett automobile on Tuesday to save his marriage.")
    assert "name-swapped" not in details("Man of Oslo bought a Volvo Autombile on Tuesday to save his marriage", page)


@pytest.mark.parametrize("post", ["P1 Ruiz, P2 Lagat in Lisbon", "Q4 win for Ruiz in Lisbon", "S2E3: Ruiz in Lisbon"])
def test_shorthand_for_places_quarters_and_episodes_is_no_name(details: Details, post: str) -> None:
    assert not {"name-absent", "name-swapped"} & set(details(post))


@pytest.mark.parametrize(
    ("acronym", "name"), [("BoE", "Bank of England"), ("MoD", "Ministry of Defence"), ("DoJ", "Department of Justice")]
)
def test_an_acronym_with_a_small_of_is_its_words(details: Details, acronym: str, name: str) -> None:
    page = Page(title=f"{name} holds its course", text=f"The {name} has held its course, Marta Ruiz said on Monday.")
    found = details(f"The {acronym} has held its course, says Marta Ruiz", page)
    assert not {"name-absent", "name-swapped"} & set(found)


def test_another_name_counts_less_where_it_touches_none_of_the_words_beside_the_claimed_one(details: Details) -> None:
    post = "On Tuesday Marta Ruiz opened the new library beside the station"
    beside = Page(text="On Tuesday Judith Crane opened the new library beside the station.")
    nearby = Page(text="On Tuesday the mayor Judith Crane formally opened the new library beside the station.")
    assert 0 < details(post, nearby)["name-swapped"].value < details(post, beside)["name-swapped"].value


def test_a_first_name_alone_confirms_less_than_a_family_name_alone(details: Details) -> None:
    post = "Marta Ruiz wins the Lisbon marathon on Sunday"
    family = details(post, Page(text="Ruiz wins the Lisbon marathon on Sunday."))
    first = details(post, Page(text="Marta wins the Lisbon marathon on Sunday."))
    assert first["name-confirmed"].value < family["name-confirmed"].value


@pytest.mark.parametrize("there", ["The U.S.", "Britain"])
def test_an_absent_name_counts_less_where_something_stands_in_for_it(details: Details, there: str) -> None:
    post = "Lindqvist defends the new library beside the station"
    stand_in = details(post, Page(text=f"{there} defends the new library beside the station."))
    other = details(post, Page(text="A teacher defends the new library beside the station."))
    assert stand_in["name-absent"].value < other["name-absent"].value
    assert "name-swapped" not in stand_in
