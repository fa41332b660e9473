from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck._evidence.aliases import find_variant, may_be_one, same_name
from linkcheck._evidence.compare import prepare_page
from linkcheck._page.types import Page
from linkcheck._tables import table_lines
from linkcheck._text.readings import ORGANISATION_TABLES, PLACE_TABLES
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


ROWS = [
    line.split("|")[2].split(";")
    for table in (*PLACE_TABLES, *ORGANISATION_TABLES)
    for line in table_lines(f"_text/data/{table}.txt")
]


def written(name: str) -> str:
    """A name of the tables as a text writes it."""
    return name if name.isupper() else name.title()


def test_every_name_of_a_row_is_a_form_of_its_first_name() -> None:
    pairs = [(row[0], other) for row in ROWS for other in row[1:]]
    assert [pair for pair in pairs if not same_name(written(pair[0]), written(pair[1]))] == []
    assert len(pairs) > 3_000


def test_every_nickname_beside_a_family_name_is_a_form_of_the_full_name() -> None:
    rows = [line.split(";") for line in table_lines("_text/data/nicknames.txt")]
    pairs = [(f"{row[0].title()} Lindqvist", f"{other.title()} Lindqvist") for row in rows for other in row[1:]]
    assert [pair for pair in pairs if not same_name(*pair) or not may_be_one(*pair)] == []


def test_every_title_before_a_family_name_is_a_form_of_the_full_name() -> None:
    rows = [line.split(";") for line in table_lines("_text/data/titles.txt")]
    pairs = [(f"{title.title()} Lindqvist", "Vera Lindqvist") for row in rows for title in row]
    assert [pair for pair in pairs if not same_name(*pair) or not may_be_one(*pair)] == []


def test_every_title_alone_may_be_anybody() -> None:
    titles = [title.title() for line in table_lines("_text/data/titles.txt") for title in line.split(";")]
    assert [title for title in titles if not may_be_one(title, "Vera Lindqvist")] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sen. Warren", "Senator Elizabeth Warren"),
        ("Salem, MA", "Salem, Massachusetts"),
        ("Chinese court", "China's court"),
        ("MPs", "Members of Parliament"),
        ("General Electric", "GE"),
        ("Mohammed Morsi", "Mohamed Mursi"),
        ("Mail Drop", "MailDrop"),
        ("Aplpe", "Apple"),
        ("J. K. Rowling", "Joanne Rowling"),
    ],
)
def test_a_name_in_other_words_is_the_same_in_both_directions(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Obama", "U.S."),
        ("Narendra Modi", "India's Modi"),
        ("Iron Lady Margaret Thatcher", "British PM Margaret Thatcher"),
        ("Downing Street", "David Cameron"),
        ("the President", "Vera Lindqvist"),
    ],
)
def test_nobody_can_tell_whether_an_office_or_a_nation_stands_for_a_name(one: str, other: str) -> None:
    assert may_be_one(one, other)
    assert may_be_one(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vera Lindqvist", "Marta Ruiz"),
        ("Bill Gross", "Bill Clinton"),
        ("Sarah Palin", "Michael Palin"),
        ("Rome Keuchel", "Dallas Keuchel"),
        ("North Korea", "South Korea"),
        ("Harbour Road", "Mill Road"),
        ("Facebook", "Costco"),
        ("Georgia", "Texas"),
    ],
)
def test_other_names_are_not_one(one: str, other: str) -> None:
    assert not may_be_one(one, other)
    assert not may_be_one(other, one)


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_texts_can_be_compared_as_names(one: str, other: str) -> None:
    assert same_name(one, one) or not one.strip()
    assert may_be_one(one, other) == may_be_one(other, one)
