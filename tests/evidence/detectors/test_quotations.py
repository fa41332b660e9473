from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linkcheck._page.types import Page

if TYPE_CHECKING:
    from tests.evidence.conftest import Details


PAGE = Page(
    title="Council votes on bridge",
    text="The vote took four hours.\n“We will not build this bridge in my lifetime,” said Hanna Berg after the vote.\n"
    "The fishermen went home.\nOthers stayed.\nIt rained.\nMarta Ruiz was not present.",
)


@pytest.mark.parametrize("quoted", ["We will not build this bridge", "we will not build this bridge in my life time"])
def test_words_that_the_page_has_are_confirmed(details: Details, quoted: str) -> None:
    found = details(f"“{quoted}”")
    assert "quotation-confirmed" in found
    assert "quotation-absent" not in found


def test_words_that_the_page_does_not_have_are_absent(
    details: Details,
) -> None:
    evidence = details('Berg: "we shall finish it before the winter comes"')["quotation-absent"]
    assert evidence.value > 0.5
    assert evidence.post_quotes[0].text == "we shall finish it before the winter comes"


def test_the_right_words_of_another_speaker_are_told_with_both_names(
    details: Details,
) -> None:
    evidence = details("“We will not build this bridge” – Marta Ruiz")["quotation-other-speaker"]
    assert [quote.text for quote in evidence.post_quotes] == ["Marta Ruiz"]
    assert [quote.text for quote in evidence.page_quotes] == ["Hanna Berg"]


def test_the_right_speaker_is_not_told(
    details: Details,
) -> None:
    assert "quotation-other-speaker" not in details("Berg says: “We will not build this bridge”")


def test_titles_and_scare_quotes_are_no_quotation(
    details: Details,
) -> None:
    assert not [code for code in details("The 'bridge vote' in “Harbour Town”") if code.startswith("quotation")]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Council votes",
            "The vote took hours.\nIt rained.\n“We will not build this bridge,” she said. Kip Lagat left.",
        ),
        ("Council votes", "A.\nB.\nC.\n“We will not build this bridge,” said Hanna Berg, asked by Marta Ruiz."),
    ],
)
def test_a_page_that_may_mean_the_same_speaker_accuses_nobody(details: Details, title: str, text: str) -> None:
    found = details("Marta Ruiz: “We will not build this bridge”", Page(title=title, text=text))
    assert "quotation-confirmed" in found
    assert "quotation-other-speaker" not in found


def test_the_site_that_it_was_read_on_is_no_speaker(
    details: Details,
) -> None:
    page = Page(url="https://harbournews.example/vote", title=PAGE.title, text=PAGE.text)
    assert "quotation-other-speaker" not in details("Harbour News: “We will not build this bridge”", page)


def test_words_of_which_the_page_has_little_more_than_half_are_absent(details: Details) -> None:
    page = Page(text="“The bridge will open in autumn before the first storms,” said Hanna Berg.")
    assert "quotation-absent" in details("“The bridge will open in spring after all repairs”", page)
    assert "quotation-confirmed" in details("“The bridge will open in autumn before storms”", page)


def test_no_other_speaker_is_told_where_the_page_leaves_open_who_speaks(details: Details) -> None:
    said = "“We will not build this bridge in my lifetime.”"
    for speakers in ("he said of Hanna Berg", "said Hanna Berg and Ole Lindqvist", "it was heard"):
        page = Page(
            title="Council votes on bridge", text=f"{said} That is what was heard: {speakers}.\nThe vote ended."
        )
        assert "quotation-other-speaker" not in details("“We will not build this bridge” – Marta Ruiz", page)


def test_a_quotation_with_a_denial_left_out_is_told_with_the_words_of_both(details: Details) -> None:
    found = details("Hanna Berg: “We will build this bridge in my lifetime”")
    evidence = found["quotation-differs"]
    assert [quote.text for quote in evidence.post_quotes] == ["We will build this bridge in my lifetime"]
    assert [quote.text for quote in evidence.page_quotes] == ["We will not build this bridge in my lifetime"]
    assert not {"quotation-confirmed", "quotation-absent"} & found.keys()


@pytest.mark.parametrize("said", ["We will … build this bridge", "We will [not] build this bridge"])
def test_a_quotation_that_shows_where_it_is_cut_differs_in_nothing(details: Details, said: str) -> None:
    assert "quotation-differs" not in details(f"Hanna Berg: “{said}”")


def test_a_quotation_that_stands_elsewhere_word_for_word_differs_in_nothing(details: Details) -> None:
    page = Page(title="Council: we will build this bridge in my lifetime", text=PAGE.text)
    assert "quotation-differs" not in details("“We will build this bridge in my lifetime”", page)


def test_a_quotation_goes_on_behind_the_verb_that_gives_it_to_somebody(details: Details) -> None:
    page = Page(title="Council votes", text="“We will not,” said Hanna Berg, “build this bridge.” Marta Ruiz left.")
    assert "quotation-other-speaker" in details("Marta Ruiz: “We will not build this bridge”", page)
