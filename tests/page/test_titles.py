"""The title is the one a reader sees, not the one rewritten for search engines or the name of the site."""

from __future__ import annotations

import pytest

from linkcheck._page.html import parse
from linkcheck._page.titles import declared_titles, title
from linkcheck._page.types import DeclaredTitle


def state_from_title(markup: str, url: str = "https://example.org/x", site: str = "The Example") -> tuple[str, str]:
    document = parse(markup)
    assert document is not None
    return title(document.declared, url=url, site_name=site)


GRAPH = '<meta property="og:title" content="{}">'


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<title>Council meets - The Example</title><h1>Council meets</h1>", ("Council meets", "h1")),
        (
            "<title>Theatre lost its domain | Ex</title><h1>How a theatre lost its domain to a dealer</h1>",
            ("How a theatre lost its domain to a dealer", "h1"),
        ),
        (
            "<title>Theatre news - The Example</title>"
            + GRAPH.format("Theatre news")
            + "<h1>Welcome</h1><h1>More</h1>",
            ("Theatre news", "meta og:title"),
        ),
        ("<title>The Example</title>" + GRAPH.format("A theatre"), ("A theatre", "meta og:title")),
        (
            "<title>Stage news</title>"
            + GRAPH.format("Stage news")
            + '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A domain lost"}</script>'
            + "<h1>Welcome to all</h1><h1>A domain lost</h1>",
            ("A domain lost", "h1"),
        ),
        ("<title>A theatre reopens</title><h1>The Example</h1>", ("A theatre reopens", "title")),
        (GRAPH.format("The Example") + "<title>The Example</title><h1>Opening hours</h1>", ("Opening hours", "h1")),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Told"}</script><p>x',
            ("Told", "json-ld"),
        ),
        ('<meta name="twitter:title" content="Card">', ("Card", "meta twitter:title")),
        ("<title>The Example</title><p>x", ("The Example", "title")),
        ("<p>x", ("", "")),
    ],
)
def test_the_titles_of_a_page_are_preferred_in_order(markup: str, expected: tuple[str, str]) -> None:
    assert state_from_title(markup) == expected


def test_a_heading_that_the_address_bears_out() -> None:
    markup = "<title>Example</title><h1>Menu of today</h1><h1>Grants for theatres</h1>"
    assert state_from_title(markup, url="https://example.org/grants-for-theatres")[0] == "Grants for theatres"


def test_books_of_many_pages_take_the_title_of_the_page() -> None:
    markup = "<title>Borrowing values - The Language Book</title><h1>The Language Book</h1><h1>Borrowing values</h1>"
    assert state_from_title(markup)[0] == "Borrowing values"


def test_all_titles_of_a_page_are_kept_with_their_source() -> None:
    document = parse(
        "<title>Council meets - The Example</title>"
        + GRAPH.format("Council meets")
        + '<meta name="twitter:title" content="The council meets">'
        + '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Council meets at last"}</script>'
        + "<h1>Council meets</h1><h1>News</h1>"
    )
    assert document is not None
    assert declared_titles(document.declared) == (
        DeclaredTitle("Council meets - The Example", "title"),
        DeclaredTitle("Council meets", "meta og:title"),
        DeclaredTitle("The council meets", "meta twitter:title"),
        DeclaredTitle("Council meets at last", "json-ld"),
        DeclaredTitle("News", "h1"),
    )


def test_texts_that_are_longer_than_titles_are_left_out() -> None:
    document = parse(GRAPH.format("word " * 200) + "<h1>Council</h1>")
    assert document is not None
    assert declared_titles(document.declared) == (DeclaredTitle("Council", "h1"),)


def test_the_only_heading_is_the_title_where_the_address_spells_it_out() -> None:
    markup = "<title>Stage news</title>" + GRAPH.format("Stage news") + "<h1>A domain was lost</h1>"
    assert state_from_title(markup, url="https://example.org/a-domain-was-lost")[0] == "A domain was lost"
    assert state_from_title(markup, url="https://example.org/17")[0] == "Stage news"
