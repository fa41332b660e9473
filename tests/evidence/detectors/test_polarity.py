from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linkcheck._evidence.opposites import opposites
from linkcheck._page.types import Page
from linkcheck._text.tokens import normal_form

if TYPE_CHECKING:
    from tests.evidence.conftest import Details


PAGE = Page(
    title="Harbour council rejects the new bridge",
    text="The harbour council rejected the new bridge on Monday. Ferry fares will rise in the spring.\n"
    "The mayor did not attend the vote.",
)


@pytest.mark.parametrize(
    ("post", "said", "found"),
    [
        ("Harbour council accepts the new bridge", "accepts", "rejects"),
        ("Ferry fares will fall in the spring", "fall", "rise"),
    ],
)
def test_the_opposite_in_the_same_place_differs_and_is_quoted(
    details: Details, post: str, said: str, found: str
) -> None:
    evidence = details(post)["opposite-differs"]
    assert evidence.value > 0.5
    assert [quote.text for quote in evidence.post_quotes] == [said]
    assert [quote.text for quote in evidence.page_quotes] == [found]


def test_the_same_direction_does_not_differ(
    details: Details,
) -> None:
    assert "opposite-differs" not in details("Harbour council rejects the new bridge")


def test_a_denial_of_what_the_page_says_differs(
    details: Details,
) -> None:
    evidence = details("Harbour council has not rejected the new bridge")["negation-differs"]
    assert evidence.value > 0.5
    assert [quote.text for quote in evidence.post_quotes] == ["not rejected"]


def test_a_denial_that_the_page_makes_too_does_not_differ(
    details: Details,
) -> None:
    found = details("The mayor didn't attend the vote")
    assert "negation-differs" not in found or found["negation-differs"].value < 0.1


def test_no_word_of_the_table_is_its_own_opposite() -> None:
    table = opposites()
    assert not [form for form, others in table.opposite.items() if form in others]
    assert normal_form("fall") in table.opposite[normal_form("rises")]


@pytest.mark.parametrize(
    "post",
    ["Harbour council not rejects the new bridge", "Harbour council rejects not the new bridge"],
)
def test_a_denial_put_into_the_sentence_of_the_page_differs(details: Details, post: str) -> None:
    assert details(post)["negation-differs"].value > 0.8


def test_a_denial_left_out_of_the_sentence_of_the_page_is_missing_and_is_quoted(
    details: Details,
) -> None:
    evidence = details("The mayor did attend the vote")["negation-missing"]
    assert evidence.value > 0.8
    assert evidence.message == "The page says “not attend” where the post says “did attend”."
    assert [quote.text for quote in evidence.page_quotes] == ["not"]


@pytest.mark.parametrize(
    "post",
    [
        "The mayor did not attend the vote",
        "Vote on the bridge",
        "The mayor attended",
        "The mayor never did attend",
    ],
)
def test_a_post_that_denies_too_or_says_little_leaves_no_denial_out(details: Details, post: str) -> None:
    assert "negation-missing" not in details(post)


def test_a_page_that_affirms_it_as_well_denies_little(
    details: Details,
) -> None:
    page = Page(
        title="The mayor did attend the vote after all", text="It had been said the mayor did not attend the vote."
    )
    found = details("The mayor did attend the vote", page)
    assert "negation-missing" not in found or found["negation-missing"].value < 0.3


def test_certain_of_what_the_page_holds_possible_differs(
    details: Details,
) -> None:
    page = Page(title="Ferry fares may rise in the spring")
    evidence = details("Ferry fares will rise in the spring", page)["modality-differs"]
    assert evidence.message == "The post says “will rise”; the page only says “may rise”."


@pytest.mark.parametrize("post", ["Ferry fares could rise in the spring", "Will ferry fares rise in the spring?"])
def test_a_post_that_doubts_or_asks_is_not_certain(details: Details, post: str) -> None:
    assert "modality-differs" not in details(post, Page(title="Ferry fares may rise in the spring"))


@pytest.mark.parametrize(
    ("post", "page"),
    [
        ("The captain of the ferry is alive", "The captain of the ferry is not dead"),
        ("Boys as young as 13 sail the ferry", "Boys who are 13 years old sail the ferry"),
        ("The captain and his son sail the ferry", "The captain and his sister sail the ferry"),
    ],
)
def test_a_denied_opposite_an_age_and_other_kin_are_no_opposites(details: Details, post: str, page: str) -> None:
    assert "opposite-differs" not in details(post, Page(title=page))


@pytest.mark.parametrize(
    ("post", "text"),
    [
        (
            "The second runway at Hexley won't be built",
            "The plan to have a second runway at Hexley built was scrapped.",
        ),
        ("Widget no longer supports Python 3.8", "Widget 2.3 drops support for Python 3.8."),
        ("The new phone doesn't have a charger", "The new phone lacks a charger."),
    ],
)
def test_a_page_that_says_a_thing_was_undone_nearly_supports_a_denial(details: Details, post: str, text: str) -> None:
    told = details(post, Page(title="News of Tuesday", text=text)).get("negation-differs")
    plain = text.replace("was scrapped", "was shown").replace("drops", "adds").replace("lacks", "has")
    without = details(post, Page(title="News of Tuesday", text=plain))["negation-differs"]
    assert (told.value if told else 0.0) < without.value * 0.8


@pytest.mark.parametrize(
    ("post", "text"),
    [
        ("Ferry fares won't rise in the spring", "Ferry fares will fall in the spring."),
        ("The bridge was not accepted by the harbour council", "The bridge was rejected by the harbour council."),
    ],
)
def test_a_denied_word_is_borne_out_by_its_opposite_but_for_a_little(details: Details, post: str, text: str) -> None:
    told = details(post, Page(title="News of Tuesday", text=text)).get("negation-differs")
    plain = text.replace("fall", "change").replace("rejected", "discussed")
    without = details(post, Page(title="News of Tuesday", text=plain))["negation-differs"]
    assert (told.value if told else 0.0) < without.value * 0.8


def test_a_deed_that_somebody_failed_to_do_is_no_opposite(
    details: Details,
) -> None:
    page = Page(title="Crane resigns", text="Oliver Crane resigned after he failed to declare a trip to Doha.")
    assert "opposite-differs" not in details("Oliver Crane resigned after an undeclared trip to Doha", page)
