"""Declarations made to be costly or to break are read in bounded number, without an exception."""

from __future__ import annotations

import pytest

import linkcheck

MANY = 30_000


@pytest.mark.parametrize(
    "markup",
    [
        "<meta name=author content=Ann>" * MANY,
        "".join(f"<meta name=m{number} content={number}>" for number in range(MANY)),
        "<link rel=alternate hreflang=x href=/x>" * MANY,
        "".join(f"<link rel=alternate hreflang=x href=/{number}>" for number in range(MANY)),
        "<time datetime=2019-03-03>" * MANY,
        "<time itemprop=datePublished>" * MANY + "x" * 200_000,
        "<span itemprop=author>" * MANY + "x" * 200_000,
        "<a rel=author>" * MANY,
        "<h1>Ferry</h1>" * MANY,
        "<title>" * MANY,
        "<p>March 3, 2019</p>" * MANY,
        "<p>" + "2019 03 " * MANY,
        "<p>" + "3 march " * MANY,
        f'<meta property=og:title content="{"a " * 500_000}">',
        f'<link rel=canonical href="/{"a" * 1_000_000}">',
        f'<meta name=author content="{" and ".join(["Ann Sample"] * 50_000)}">',
        "<script type=application/ld+json>" + '{"@type":"Article","author":' * 10_000,
        '<script type=application/ld+json>{"@type":"Article","datePublished":[[[[{"name":1}]]]],"author":{"name":[1]}}',
        '<script type=application/ld+json>{"@type":"Article","headline":{"name":{}},"author":[null,3]}',
        '<script type=application/ld+json>{"@type":"Article","datePublished":"9999-12-31T23:59:59Z"}</script>',
        '<script type=application/ld+json>{"@type":"Article","datePublished":"0001-01-01T00:00:00+14:00"}</script>',
        '<meta property=article:published_time content="2019-03-03T00:00:00-23:59">',
    ],
    ids=lambda markup: markup[:40],
)
def test_hostile_declarations_are_bounded(markup: str) -> None:
    page = linkcheck.read_page(markup + "<p>Text of the page", url="https://example.org/2019/02/31/x")
    assert len(page.titles) <= 16
    assert len(page.authors) <= 10
    assert len(page.declared_links) <= 40
    assert all(len(title.text) <= 500 for title in page.titles)
    assert all(len(link.url) <= 2000 for link in page.declared_links)
    assert linkcheck.compare("The ferry of Ann Sample sails on March 3, 2019", page).verdict
