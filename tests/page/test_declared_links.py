"""Links that a page declares to others are read, bounded and absolute."""

from __future__ import annotations

import pytest

from linkcheck._page.declared_links import declared_links
from linkcheck._page.html import parse
from linkcheck._page.types import DeclaredLink

HERE = "https://example.org/a/story"


def links(markup: str) -> tuple[DeclaredLink, ...]:
    document = parse(markup + "<p>Text</p>")
    assert document is not None
    return declared_links(document.declared, HERE)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<link rel="canonical" href="/story">', DeclaredLink("canonical", "https://example.org/story")),
        (
            '<link rel=alternate hreflang="de-AT" href="//example.at/">',
            DeclaredLink("alternate", "https://example.at/", "de-AT"),
        ),
        ('<link rel="amphtml" href="story/amp">', DeclaredLink("amp", "https://example.org/a/story/amp")),
        ('<link rel="shortlink" href="https://exm.pl/1">', DeclaredLink("short", "https://exm.pl/1")),
        (
            '<link rel="alternate" type="application/json+oembed" href="/oembed?u=1" title=" Story ">',
            DeclaredLink("oembed", "https://example.org/oembed?u=1", "", "application/json+oembed", "Story"),
        ),
        (
            '<link rel="alternate" type="application/rss+xml" href="feed/" title="Comments">',
            DeclaredLink("feed", "https://example.org/a/feed/", "", "application/rss+xml", "Comments"),
        ),
    ],
)
def test_each_relation_is_read(markup: str, expected: DeclaredLink) -> None:
    assert links(markup) == (expected,)


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "data:text/html,x", "ftp://example.org/x", "http://[", "", "http://", "/" + "a" * 3000],
)
def test_links_that_cannot_be_visited_are_left_out(href: str) -> None:
    assert links(f'<link rel="canonical" href="{href}">') == ()


@pytest.mark.parametrize("rel", ["stylesheet", "alternate stylesheet", "icon", "preload"])
def test_other_relations_are_left_out(rel: str) -> None:
    assert links(f'<link rel="{rel}" href="/x">') == ()


def test_thousands_of_alternates_leave_room_for_the_others() -> None:
    many = "".join(f'<link rel="alternate" hreflang="x{number}" href="/{number}">' for number in range(300))
    found = links(many + '<link rel="shortlink" href="/short">')
    assert len(found) == 31
    assert found[-1].relation == "short"


def test_a_link_that_is_declared_twice_is_told_once() -> None:
    assert len(links('<link rel="canonical" href="/x">' * 3)) == 1
