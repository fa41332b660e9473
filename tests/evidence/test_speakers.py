from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linkcheck._page.types import Page

if TYPE_CHECKING:
    from tests.evidence.conftest import Details

WORDS = "“We will not build this bridge in my lifetime,”"
REST = "The vote took four hours. Marta Ruiz was not present. The harbour firm Lagat had asked for the bridge."


def other(details: Details, post: str, text: str) -> str:
    """Whom the page gives the words to instead of the post's speaker; "" where nobody can say so."""
    evidence = details(post, Page(title="Council votes on the bridge", text=text)).get("quotation-other-speaker")
    return evidence.page_quotes[0].text if evidence else ""


@pytest.mark.parametrize(
    "post",
    [
        "“We will not build this bridge in my lifetime”, says Marta Ruiz",
        "Marta Ruiz: “We will not build this bridge in my lifetime”",
        "Marta Ruiz says “we will not build this bridge”",
        "“We will not build this bridge” – Marta Ruiz",
        "According to Marta Ruiz, “we will not build this bridge in my lifetime”",
        "Marta Ruiz: We will not build this bridge",
        "Marta Ruiz says we will not build this bridge in my lifetime",
    ],
)
@pytest.mark.parametrize(
    "said",
    [
        f"{WORDS} said Hanna Berg after the vote.",
        f"{WORDS} Hanna Berg told reporters.",
        f"The engineer Hanna Berg left. {WORDS} she said.",
        "Hanna Berg said: “We will not build this bridge in my lifetime.”",
        f"{WORDS} said Hanna Berg. “Not a bridge.”",
        "Hanna Berg said that we will not build this bridge in my lifetime.",
    ],
)
def test_words_of_another_person_are_told_in_every_form(details: Details, post: str, said: str) -> None:
    assert other(details, post, f"{REST}\n{said}") == "Hanna Berg"


@pytest.mark.parametrize(
    "said",
    [
        f"{WORDS} said Marta Ruiz.",
        f"{WORDS} said Ms. Ruiz after the vote.",
        f"{WORDS} said the mayor.",
        f"{WORDS} she said.",
        f"Marta Ruiz left the hall. {WORDS} she said.",
        f"Hanna Berg met Olaf Lind. {WORDS} she said.",
        f"{WORDS} said Hanna Berg, who speaks for Marta Ruiz.",
        "“Marta Ruiz told me: ‘We will not build this bridge in my lifetime’,” said Hanna Berg.",
        f"{WORDS} said Marta Ruiz. {WORDS} said Hanna Berg too.",
        f"{WORDS} said a spokesman for Hanna Berg.",
        f"{WORDS} said Dorsten.",
        "Hanna Berg said that the town sleeps. We will not build this bridge in my lifetime.",
        "Hanna Berg left, and Marta Ruiz said that we will not build this bridge in my lifetime.",
        "We will not build this bridge in my lifetime, it was said. Hanna Berg said so.",
    ],
)
def test_nobody_else_is_told_where_the_page_does_not_surely_name_another(details: Details, said: str) -> None:
    assert other(details, "Marta Ruiz: “We will not build this bridge in my lifetime”", f"{REST}\n{said}") == ""


@pytest.mark.parametrize(
    "post",
    [
        "“We will not build this bridge”",
        "The mayor: “We will not build this bridge”",
        "She says: “We will not build this bridge”",
        "Berg says: “We will not build this bridge”",
        "Engineer Hanna Berg: “We will not build this bridge”",
        "Lagat: “We will not build this bridge”",
        "The Ministry of Works: “We will not build this bridge”",
        "Norway: “We will not build this bridge”",
        "Lagat's lawyer: “We will not build this bridge”",
        "Marta Ruiz asked Hanna Berg, who said: “We will not build this bridge”",
        "Hanna Berg beats Marta Ruiz: “We will not build this bridge”",
        "Marta Ruiz was not there when “We will not build this bridge” fell",
        "Marta Ruiz: We will not build another bridge",
    ],
)
def test_a_post_that_may_mean_the_same_speaker_is_not_accused(details: Details, post: str) -> None:
    assert other(details, post, f"{REST}\n{WORDS} said Hanna Berg after the vote.") == ""


def test_a_speaker_whom_the_page_does_not_name_at_all_is_another_less_surely(details: Details) -> None:
    page = Page(title="Council votes on the bridge", text=f"{REST} {WORDS} said Hanna Berg.")
    named, unknown = (
        details(f"{who}: “We will not build this bridge”", page)["quotation-other-speaker"].value
        for who in ("Marta Ruiz", "Karin Olsen")
    )
    assert named == 1.0
    assert 0.0 < unknown < 1.0


def test_a_term_in_quote_marks_is_nobodys_alone(details: Details) -> None:
    text = f"{REST}\n“The new Fishermen's Harbour Council is a joke,” said Hanna Berg."
    assert other(details, "Marta Ruiz: time for a “new Fishermen's Harbour Council”", text) == ""
