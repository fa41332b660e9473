from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linkcheck._page.types import Page

if TYPE_CHECKING:
    from tests.evidence.conftest import Details


PAGE = Page(title="Marta Ruiz beats Hanna Berg in the Lisbon final", text="Ruiz beat Berg in straight sets on Sunday.")


def test_two_names_in_one_anothers_place_are_exchanged(
    details: Details,
) -> None:
    evidence = details("Hanna Berg beats Marta Ruiz in the Lisbon final")["roles-exchanged"]
    assert evidence.value > 0.2
    assert {quote.text for quote in evidence.post_quotes} == {"Hanna Berg", "Marta Ruiz"}
    assert PAGE.quotable(evidence.page_quotes[0].field)


def test_names_in_their_own_places_are_not(
    details: Details,
) -> None:
    assert "roles-exchanged" not in details("Marta Ruiz beats Hanna Berg in the Lisbon final")


def test_a_list_of_names_in_another_order_is_not(
    details: Details,
) -> None:
    assert "roles-exchanged" not in details("At the Lisbon final: Berg and Ruiz")


@pytest.mark.parametrize(
    ("post", "page"),
    [
        ("Talks were held between Oslo, Turku, North Lahti and Lisbon.", "Lisbon, North Lahti, Turku and Oslo"),
        ("They drive on the left in Oslo, Turku, North Lahti and Lisbon.", "Turku, Lisbon, North Lahti, Oslo"),
    ],
)
def test_a_long_list_in_another_order_exchanges_no_roles(details: Details, post: str, page: str) -> None:
    other = Page(text=post.replace("Oslo, Turku, North Lahti and Lisbon", page))
    assert "roles-exchanged" not in details(post, other)


@pytest.mark.parametrize("verb", ["meets", "vs", "marries", "clashes with"])
def test_a_verb_of_two_equals_exchanges_no_roles(details: Details, verb: str) -> None:
    page = Page(title=f"Marta Ruiz {verb} Hanna Berg in the Lisbon final")
    assert "roles-exchanged" not in details(f"Hanna Berg {verb} Marta Ruiz in the Lisbon final", page)


def test_each_name_beside_the_others_neighbours_is_an_exchange(
    details: Details,
) -> None:
    page = Page(title="Ruiz scored 158 goals for the Reds across an eight-year spell in Lisbon")
    found = details("Reds scored 158 goals for the Ruiz across an eight-year spell in Lisbon", page)
    assert found["roles-exchanged"].value > 0.7


def test_a_list_of_equals_in_another_language_is_not(
    details: Details,
) -> None:
    page = Page(title="Berg y Ruiz hablan de la final de Lisboa")
    assert "roles-exchanged" not in details("Ruiz y Berg hablan de la final de Lisboa", page)


def test_names_exchanged_in_other_words_are_found_though_the_page_fits_little_better_the_other_way_round(
    details: Details,
) -> None:
    page = Page(text="Police say Ruiz was the one who stabbed the neighbour, a man called Berg.")
    assert "roles-exchanged" in details("Police say Berg stabbed his neighbour Ruiz", page)
    assert "roles-exchanged" not in details("Police say Ruiz stabbed his neighbour Berg", page)


def test_the_same_words_in_another_order_exchange_roles(details: Details) -> None:
    page = Page(title="Lagat ER visits climb in Lisbon hospital study")
    found = details("Lisbon ER visits climb in Lagat hospital study", page)
    assert found["roles-exchanged"].value > 0.3
    assert "roles-exchanged" not in details("Lagat ER visits climb in Lisbon hospital study", page)


def test_a_passive_has_its_names_the_other_way_round(details: Details) -> None:
    page = Page(title="Marta Ruiz defeated by Hanna Berg in long Lisbon final")
    assert "roles-exchanged" not in details("Hanna Berg defeated Marta Ruiz in long Lisbon final", page)
