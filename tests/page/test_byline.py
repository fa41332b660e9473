"""Who made a page is read as the page declares it, name by name."""

from __future__ import annotations

import pytest

from linkcheck._page.byline import Byline, byline
from linkcheck._page.html import parse


def made(markup: str) -> Byline:
    document = parse(markup + "<p>Text</p>")
    assert document is not None
    return byline(document.declared)


def article(fields: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {fields}}}</script>'


@pytest.mark.parametrize(
    ("markup", "source"),
    [
        (article('"author": [{"@type": "Person", "name": "Ann Sample"}, {"name": "Bo Example"}]'), "json-ld"),
        ('<meta name="author" content="By Ann Sample and Bo Example">', "meta author"),
        ('<meta name="parsely-author" content="Ann Sample, Bo Example">', "meta parsely-author"),
        ('<a rel="author" href="/ann">Ann Sample</a> <a href="/bo" rel=author>Bo Example</a>', "itemprop"),
        ('<span itemprop="author"><b>Ann Sample</b></span><span itemprop="author">Bo Example</span>', "itemprop"),
    ],
)
def test_authors_are_named_one_by_one(markup: str, source: str) -> None:
    found = made(markup)
    assert (found.authors, found.authors_source) == (("Ann Sample", "Bo Example"), source)


def test_a_firm_of_two_names_is_one_author() -> None:
    assert made('<meta name="author" content="Smith and Sons">').authors == ("Smith and Sons",)


@pytest.mark.parametrize("written", ["https://example.org/ann", "@ann", "", "Ann, who has written of ferries " * 9])
def test_addresses_handles_and_sentences_are_no_authors(written: str) -> None:
    assert made(f'<meta name="author" content="{written}">') == Byline()


def test_section_and_publisher_are_read_from_both_places() -> None:
    found = made(article('"articleSection": ["Sea", "News"], "publisher": {"name": "The Gazette"}'))
    assert (found.section, found.publisher, found.section_source) == ("Sea", "The Gazette", "json-ld")
    found = made('<meta property="article:section" content="Sea"><meta name="dc.publisher" content="The Gazette">')
    assert (found.section, found.publisher, found.section_source) == ("Sea", "The Gazette", "meta article:section")


def test_thousands_of_authors_are_cut() -> None:
    named = ", ".join(f'{{"name": "Ann Sample{number}"}}' for number in range(5000))
    assert len(made(article(f'"author": [{named}]')).authors) == 10
    assert len(made('<a rel="author">Ann Sample</a>' * 3000).authors) == 1
