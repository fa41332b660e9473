from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linkcheck._evidence.detectors.dates import dates_agree
from linkcheck._page.types import Page
from linkcheck._text.dates import find_dates

if TYPE_CHECKING:
    from tests.evidence.conftest import Details


PAGE = Page(
    title="Harbour festival opens",
    text="The harbour festival opens on 12 June 2026 at 10:30, the council said.",
)


def test_another_date_in_the_same_place_differs_and_is_quoted(
    details: Details,
) -> None:
    evidence = details("The harbour festival opens on June 21")["date-differs"]
    assert [quote.text for quote in evidence.post_quotes] == ["June 21"]
    assert [quote.text for quote in evidence.page_quotes] == ["12 June 2026"]


def test_the_same_date_written_otherwise_is_confirmed(
    details: Details,
) -> None:
    found = details("The harbour festival opens on June 12, 10:30am")
    assert "date-confirmed" in found
    assert "date-differs" not in found


@pytest.mark.parametrize(
    ("claimed", "found", "agreed"),
    [
        ("June 12", "12 June 2026", True),
        ("May 2025", "May 2026", False),
        ("Tuesday", "June 12", None),
        ("3pm", "15:00", True),
        ("7:30", "19:30", True),
        ("8pm ET", "00:00 GMT", True),
        ("8pm ET", "8pm GMT", False),
        ("8pm", "9pm GMT", None),
        ("6 December", "5-7 December", True),
        ("8 December", "5-7 December", False),
        ("5-7 December", "5-8 December", False),
        ("Mon 5 Dec", "Monday", True),
        ("Mon 5 Dec", "5 décembre", True),
    ],
)
def test_dates_agree_in_what_both_state(claimed: str, found: str, agreed: bool | None) -> None:
    assert dates_agree(find_dates(claimed)[0], find_dates(found)[0]) is agreed


def test_a_date_that_stands_elsewhere_differs_where_the_sentence_is_otherwise_the_same(
    details: Details,
) -> None:
    page = Page(title="Harbour festival opens in December 2014", text="The story is of January 2014 and from Oslo.")
    evidence = details("Harbour festival opens in January 2014", page)["date-differs"]
    assert evidence.value > 0.6
    assert [quote.text for quote in evidence.page_quotes] == ["December 2014"]


@pytest.mark.parametrize(
    ("post", "text"),
    [
        ("The festival opens on 5 March", "The festival runs from 5 March to 7 April."),
        ("The festival opens on 26 June", "The festival opens as in October 2013."),
        ("The festival opens 5-7 December", "The festival opens on December 5."),
    ],
)
def test_a_date_beside_the_one_of_the_post_or_less_exact_does_not_differ(
    details: Details, post: str, text: str
) -> None:
    assert "date-differs" not in details(post, Page(text=text))
