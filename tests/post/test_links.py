from __future__ import annotations

import pytest

from linkcheck._post.links import GivenLink, append_links, display_host_mismatch, links_in, place_links, unescape
from linkcheck._post.types import Link, Post


def test_spans_that_show_the_url_are_kept() -> None:
    links, notes = place_links("a https://a.com b", [GivenLink("https://a.com", "https://a.com", 2, 15)])
    assert [(link.start, link.end) for link in links] == [(2, 15)]
    assert notes == ()


def test_wrong_span_is_looked_for_and_noted() -> None:
    links, notes = place_links("a https://a.com b", [GivenLink("https://a.com", "https://a.com", 0, 13)])
    assert [(link.start, link.end) for link in links] == [(2, 15)]
    assert notes == ("The span given for https://a.com was wrong.",)


def test_link_that_is_not_in_the_text_has_no_span() -> None:
    links, notes = place_links("a", [GivenLink("https://a.com", "https://a.com", 0, 13)])
    assert [(link.start, link.end) for link in links] == [(None, None)]
    assert len(notes) == 1


def test_links_never_overlap() -> None:
    given = [GivenLink("https://a.com", "", 2, 9), GivenLink("https://b.com", "", 4, 12)]
    links, notes = place_links("a https://a.com b", given)
    assert [(link.url, link.start) for link in links] == [("https://a.com", 2), ("https://b.com", None)]
    assert len(notes) == 1


def test_escapes_are_made_plain_and_spans_moved() -> None:
    text = "A &amp; B &lt;3 https://a.com"
    given = [GivenLink("https://a.com", "https://a.com", 16, 29)]
    plain, moved = unescape(text, given)
    assert plain == "A & B <3 https://a.com"
    assert plain[moved[0].start : moved[0].end] == "https://a.com"


def test_link_that_a_repost_cut_in_two_is_none() -> None:
    assert links_in("RT @ann: York buys buses https://t.co/AbC…") == ()
    assert len(links_in("York buys buses https://paper.com/1…")) == 1


def test_urls_beside_the_text_are_added_once() -> None:
    links = append_links(links_in("a https://a.com"), ["https://a.com", "https://b.com", "https://b.com"])
    assert [link.url for link in links] == ["https://a.com", "https://b.com"]


def test_bare_domain_leads_where_platforms_lead_it() -> None:
    links = append_links(links_in("see a.com/x"), ["www.b.com/y", "n/a"])
    assert [link.expanded_url for link in links] == ["http://a.com/x", "http://www.b.com/y", "n/a"]


def shown(display: str, real: str) -> tuple[str, str] | None:
    return display_host_mismatch(Post(), Link(url=real, display=display))


def test_link_that_shows_another_site_than_it_leads_to_is_found() -> None:
    assert shown("paper.com/york", "https://evil.example.org/") == ("paper.com", "evil.example.org")
    assert shown("https://paper.com/york", "https://evil.example.org/") == ("paper.com", "evil.example.org")


@pytest.mark.parametrize(
    ("display", "real"),
    [
        ("paper.com/york…", "https://www.paper.com/york/2026"),
        ("news.paper.co.uk", "https://www.paper.co.uk/"),
        ("bücher.de/neu", "https://www.xn--bcher-kva.de/neu"),
        ("the new bus plan", "https://evil.example.org/"),
        ("our plan (see paper.com)", "https://evil.example.org/"),
        ("", "https://evil.example.org/"),
        ("paper.com", "https://[::1/"),
    ],
)
def test_same_site_and_plain_words_are_not(display: str, real: str) -> None:
    assert shown(display, real) is None


def test_short_link_that_the_platform_expanded_is_no_disguise() -> None:
    post = Post(text="York https://t.co/abc")
    link = Link(url="https://t.co/abc", expanded_url="https://paper.com/york", start=5, end=21)
    assert display_host_mismatch(post, link) is None


def test_a_url_that_is_shown_cut_off_keeps_the_dots_behind_it() -> None:
    links = links_in("York https://paper.com/buses-an… and leeds.com/tra... or https://hull.com.")
    assert [(link.url, link.display) for link in links] == [
        ("https://paper.com/buses-an", "https://paper.com/buses-an…"),
        ("leeds.com/tra", "leeds.com/tra..."),
        ("https://hull.com", ""),
    ]
