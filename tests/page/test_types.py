from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest

import linkcheck
from linkcheck._page.types import DeclaredLink, DeclaredTitle, Page, PageState
from linkcheck.errors import InputError

TEXTS = (
    "url",
    "title",
    "description",
    "text",
    "canonical_url",
    "site_name",
    "section",
    "publisher",
    "published_text",
    "state_reason",
)


@pytest.mark.parametrize("field", TEXTS)
def test_a_missing_text_of_a_page_counts_as_empty(field: str) -> None:
    given: dict[str, Any] = {field: None}
    assert Page(**given) == Page()


@pytest.mark.parametrize("field", TEXTS)
def test_a_text_of_a_page_that_is_something_else_is_refused(field: str) -> None:
    given: dict[str, Any] = {field: 3}
    with pytest.raises(InputError, match=f"{field} of a Page is an int: expected a str"):
        Page(**given)


@pytest.mark.parametrize("field", ["published", "published_guess"])
@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2020-01-01", dt.date(2020, 1, 1)),
        ("2020-01-01T09:30:00Z", dt.datetime(2020, 1, 1, 9, 30, tzinfo=dt.UTC)),
        (" 2020-01-01 ", dt.date(2020, 1, 1)),
        ("", None),
        (dt.date(2020, 1, 1), dt.date(2020, 1, 1)),
        (None, None),
    ],
)
def test_a_date_of_a_page_may_be_iso_text(field: str, written: Any, date: dt.date | None) -> None:
    page = Page(**{field: written})
    assert getattr(page, field) == date
    assert type(getattr(page, field)) is type(date)


@pytest.mark.parametrize(("written", "shown"), [("last week", "'last week'"), (2020, "an int")])
def test_a_date_of_a_page_that_is_none_is_refused_with_its_value(written: Any, shown: str) -> None:
    with pytest.raises(InputError, match=f"published of a Page is {shown}: expected"):
        Page(published=written)


def test_a_state_of_a_page_may_be_its_name() -> None:
    given: Any = "paywall"
    assert Page(state=given).state is PageState.PAYWALL


@pytest.mark.parametrize(("state", "shown"), [("nonsense", "'nonsense'"), (3, "an int")])
def test_a_state_of_a_page_that_is_none_is_refused_with_those_that_there_are(state: Any, shown: str) -> None:
    with pytest.raises(InputError, match=f"state of a Page is {shown}: use one of readable, bot-wall, "):
        Page(state=state)


def test_a_page_with_written_values_is_compared_like_any_other() -> None:
    given: dict[str, Any] = {"title": None, "text": "York buys 40 buses.", "published": "2020-01-01"}
    parsed = Page(text="York buys 40 buses.", published=dt.date(2020, 1, 1))
    post = "York buys 50 buses"
    assert linkcheck.compare(post, Page(**given)) == linkcheck.compare(post, parsed)


def test_a_state_of_a_page_nested_too_deeply_to_be_written_is_refused_all_the_same() -> None:
    given: Any = []
    for _ in range(5000):
        given = [given]
    with pytest.raises(InputError, match="state of a Page is a list"):
        Page(state=given)


def declaring_page() -> Page:
    return Page(
        titles=(DeclaredTitle("Council meets", "title"), DeclaredTitle("The council meets", "h1")),
        authors=("Ann Sample", "Bo Example"),
        section="News",
        publisher="The Gazette",
        declared_links=(DeclaredLink("short", "https://exm.pl/1"),),
    )


def test_declarations_of_a_page_survive_a_round_trip_through_json() -> None:
    page = declaring_page()
    given = msgspec.json.decode(msgspec.json.encode(page))
    fields = ("titles", "authors", "section", "publisher", "declared_links")
    assert Page(**{field: given[field] for field in fields}) == page


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("titles", "Council meets\nThe council meets"),
        ("authors", "Ann Sample\nBo Example"),
        ("section", "News"),
        ("publisher", "The Gazette"),
        ("site_name", ""),
    ],
)
def test_declarations_of_a_page_can_be_quoted(field: str, text: str) -> None:
    page = declaring_page()
    assert page.quotable(field) == text
    assert page.quote(field, 0, 7).text == text[:7]


def test_lists_of_a_page_may_be_written_as_lists_or_left_out() -> None:
    given: dict[str, Any] = {"authors": ["Ann Sample"], "titles": None, "declared_links": []}
    assert Page(**given) == Page(authors=("Ann Sample",))


@pytest.mark.parametrize("value", ["Ann Sample", [3], {"name": "Ann"}])
def test_lists_of_a_page_that_are_something_else_are_refused(value: Any) -> None:
    with pytest.raises(InputError, match=r"authors of a Page is an? .*: expected"):
        Page(authors=value)
