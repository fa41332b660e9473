from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linkcheck._page.types import Page

if TYPE_CHECKING:
    from tests.evidence.conftest import Details


PAGE = Page(
    title="Ferry fire: 14 rescued off Harwich",
    text="Fourteen people were rescued on Tuesday when a ferry caught fire off Harwich.\n"
    "The vessel carried 212 passengers and $2.97 million in cargo, the operator said.",
)


def test_another_number_in_the_same_place_differs_and_is_quoted_on_both_sides(
    details: Details,
) -> None:
    evidence = details("Ferry fire: 41 rescued off Harwich")["number-differs"]
    assert evidence.value > 0.7
    assert evidence.message == "The post says “41 rescued”; the page says “14 rescued”."
    assert [quote.text for quote in evidence.post_quotes] == ["41"]
    assert [quote.text for quote in evidence.page_quotes] == ["14"]


def test_a_number_of_the_page_in_another_place_differs_too(
    details: Details,
) -> None:
    found = details("Ferry fire: 212 rescued off Harwich")
    assert found["number-differs"].value > 0.3
    assert "number-absent" not in found


def test_the_same_number_in_words_is_confirmed(
    details: Details,
) -> None:
    found = details("A ferry on fire off Harwich, fourteen people rescued")
    assert found["number-confirmed"].value > 0.5
    assert not {"number-differs", "number-absent"} & set(found)


def test_a_number_nowhere_on_the_page_is_absent(
    details: Details,
) -> None:
    assert [quote.text for quote in details("77 fishermen celebrate")["number-absent"].post_quotes] == ["77"]


def test_a_claim_without_numbers_says_nothing_of_them(
    details: Details,
) -> None:
    assert not [code for code in details("Ferry fire off Harwich") if code.startswith("number")]


def test_a_price_is_not_taken_for_a_count_that_stands_in_a_like_sentence(
    details: Details,
) -> None:
    page = Page(
        title="Kestrel unveils a phone with a battery that lasts four days",
        text="Kestrel has unveiled a phone whose battery lasts four days. The device costs 399 dollars.",
    )
    assert "number-differs" not in details("Kestrel unveils a phone for 399 dollars", page)


def test_a_number_that_stands_elsewhere_differs_where_the_sentence_is_otherwise_the_same(
    details: Details,
) -> None:
    page = Page(title="Harbour 4 opens after 9 years of work", text="The 3 others, of which Harbour 3 is one, are old.")
    evidence = details("Harbour 3 opens after 9 years of work", page)["number-differs"]
    assert evidence.value > 0.8
    assert [quote.text for quote in evidence.page_quotes] == ["4"]


def test_a_page_that_says_both_is_not_contradicted_by_the_one(
    details: Details,
) -> None:
    page = Page(title="Ferry fire: 14 rescued off Harwich", text="Ferry fire: 15 rescued off Harwich, said another.")
    found = details("Ferry fire: 14 rescued off Harwich", page)
    assert "number-differs" not in found or found["number-differs"].value < 0.1


@pytest.mark.parametrize(
    ("post", "page"),
    [
        ("The ferries of the 1970s were painted red", "In 1974 the ferries were painted red"),
        ("The ferries of the 70's were painted red", "The ferries of the '70s were painted red"),
        ("Episode 7 of the ferry films begins in May", "Episode VII of the ferry films begins in May"),
        ("The ferry of Harwich cost £300", "The ferry of Harwich cost $480"),
        ("7 ferries leave on the 4th of May", "Seven ferries leave on 4 May"),
    ],
)
def test_other_writings_and_other_currencies_do_not_differ(details: Details, post: str, page: str) -> None:
    assert "number-differs" not in details(post, Page(title=page))


def test_a_rank_is_no_number_that_a_page_could_have_otherwise(
    details: Details,
) -> None:
    page = Page(title="Best Ferry Service of Harwich, 4.9/5 by 2000 passengers", text="The service sails daily.")
    assert not [code for code in details("#1 Rated Best Ferry Service of Harwich", page) if code.startswith("number")]


@pytest.mark.parametrize(("said", "differs"), [("4,000", False), ("4,700", False), ("2,900", True), ("6,000", True)])
def test_about_allows_a_few_hundreds_in_four_thousand_and_no_third(details: Details, said: str, differs: bool) -> None:
    page = Page(text="The town plants 4,200 street trees this winter.")
    assert ("number-differs" in details(f"The town plants about {said} street trees this winter", page)) is differs


@pytest.mark.parametrize(("found", "differs"), [("201", False), ("4,000", False), ("199", True), ("137", True)])
def test_a_bound_admits_what_is_beyond_it_and_contradicts_the_rest(details: Details, found: str, differs: bool) -> None:
    page = Page(text=f"{found} trees fell in the storm over Fernhill on Monday.")
    assert ("number-differs" in details("More than 200 trees fell in the storm over Fernhill", page)) is differs


@pytest.mark.parametrize(
    ("post", "message"),
    [
        ("The ferry to Harwich of 1795", "The page does not have the number “1795”."),
        ("The ferry carried 901 trucks", "The page does not have the number “901”."),
        (
            "The ferry carried 901 trucks of 33 firms",
            "The page does not have the numbers “901” and “33”.",
        ),
    ],
)
def test_absent_numbers_are_named_in_one_form(details: Details, post: str, message: str) -> None:
    assert details(post)["number-absent"].message == message


@pytest.mark.parametrize(
    ("post", "text"),
    [
        ("Five people drowned in Fernhill", "Three men and two women drowned in Fernhill."),
        ("Three men and two women drowned in Fernhill", "Five people drowned in Fernhill."),
        ("Seven people were arrested in Fernhill", "Five other people were arrested in Fernhill before."),
        ("400 men of Fernhill met the guru", "50 followers of Fernhill met the guru."),
        ("20 kilometres of Fernhill burned", "31 houses of Fernhill burned."),
        ("The 2 ferries of Fernhill sank, 3 ferries sailed on", "The 3 ferries of Fernhill sank, 2 ferries sailed on."),
        ("COVID-19 closes the ferries of Fernhill", "The ferries of Fernhill close for 2 weeks."),
        ("180 trees fell in Fernhill", "More than 100 trees fell in Fernhill."),
        ("Dozens of trees fell in Fernhill", "43 trees fell in Fernhill."),
        ("A pair of boats sank in Fernhill", "Two boats sank in Fernhill."),
        ("Both boats sank in Fernhill", "The 2 boats sank in Fernhill."),
        ("450 dollars are paid in Fernhill", "300 euros are paid in Fernhill."),
    ],
)
def test_numbers_of_other_things_and_other_words_for_one_do_not_differ(details: Details, post: str, text: str) -> None:
    assert not {"number-differs", "number-counted-otherwise"} & set(details(post, Page(text=text)))


@pytest.mark.parametrize(
    ("post", "text", "quoted"),
    [
        ("More than 200 trees fell in Fernhill", "137 trees fell in Fernhill.", "137"),
        ("Fewer than 100 trees fell in Fernhill", "137 trees fell in Fernhill.", "137"),
        ("Hundreds of trees fell in Fernhill", "12 trees fell in Fernhill.", "12"),
        ("10-15 trees fell in Fernhill", "10-25 trees fell in Fernhill.", "10-25"),
        ("Zwei Bäume fielen in Fernhill", "Drei Bäume fielen in Fernhill.", "Drei"),
        ("Two boats sank in Fernhill", "Three boats sank in Fernhill.", "Three"),
        ("Police of Fernhill arrested one Spaniard", "Police of Fernhill arrested two Spaniards.", "two"),
        ("She won the prize of Fernhill in 2019", "She came in 2019 and won the prize of Fernhill in 2021.", "2021"),
    ],
)
def test_a_number_that_the_page_does_not_admit_differs(details: Details, post: str, text: str, quoted: str) -> None:
    evidence = details(post, Page(text=text))["number-differs"]
    assert [quote.text for quote in evidence.page_quotes] == [quoted]


LOSSES = Page(
    title="Unemployment falls by 13,500 people in July",
    text="Unemployment fell by 13,500 people in July, the ministry said. In Andalusia there were 4,200 fewer jobless.",
)


def test_the_number_of_a_part_that_the_post_does_not_name_does_not_differ(details: Details) -> None:
    assert "number-differs" not in details("13,500 fewer jobless in July", LOSSES)


def test_the_number_of_a_part_that_the_post_names_differs(details: Details) -> None:
    assert "number-differs" in details("13,500 fewer jobless in Andalusia", LOSSES)


def test_the_number_of_a_part_differs_from_one_that_the_page_does_not_have(details: Details) -> None:
    assert "number-differs" in details("15,300 fewer jobless in July", LOSSES)
