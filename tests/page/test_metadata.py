"""What pages declare, each value from the first place that has one."""

from __future__ import annotations

import pytest

from linkcheck._page.html import parse
from linkcheck._page.metadata import Declared, card, description, site_name


def declared(head: str) -> Declared:
    document = parse(f"<html><head>{head}</head><body><p>Text</p></body></html>")
    assert document is not None
    return document.declared


def test_descriptions_in_order() -> None:
    both = '<meta name="description" content="Meta"><meta property="og:description" content="Graph">'
    assert description(declared(both)) == ("Graph", "meta og:description")
    assert description(declared('<meta name="Description" content=" Meta  text ">')) == (
        "Meta text",
        "meta description",
    )
    described = '<script type="application/ld+json">{"@type": "Article", "description": "Told"}</script>'
    assert description(declared(described)) == ("Told", "json-ld")
    assert description(declared("")) == ("", "")


def test_the_site_is_named_by_itself_or_its_publisher() -> None:
    assert site_name(declared('<meta property="og:site_name" content="The Example">')) == (
        "The Example",
        "meta og:site_name",
    )
    published = '<script type="application/ld+json">{"@type": "Article", "publisher": {"name": "The Example"}}</script>'
    assert site_name(declared(published)) == ("The Example", "json-ld")


def test_the_card_is_what_the_page_declares() -> None:
    shown = card(
        declared(
            '<meta property="og:title" content="A &amp;amp; B"><meta property="og:type" content="article">'
            '<meta name="twitter:description" content="Told">'
        ),
        "https://example.org/a",
    )
    assert shown is not None
    assert (shown.url, shown.title, shown.description, shown.kind) == (
        "https://example.org/a",
        "A & B",
        "Told",
        "article",
    )
    assert card(declared("<title>T</title>"), "") is None


@pytest.mark.parametrize("drawing", ["<svg><title>Icon</title></svg><title>Page</title>", "<title> Page\n</title>"])
def test_the_title_is_the_pages_own(drawing: str) -> None:
    assert declared(drawing).title == "Page"


def test_empty_values_do_not_hide_later_ones() -> None:
    assert declared('<meta name="description" content=" "><meta name="description" content="Text">').metas == {
        "description": "Text"
    }


def test_long_values_are_cut() -> None:
    assert len(declared(f'<meta name="description" content="{"word " * 5000}">').metas["description"]) == 2000
