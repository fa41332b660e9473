from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck._urls.damage import is_feed_address, url_damage

MOON = "https://example.org/news/water-found"


@pytest.mark.parametrize(
    ("url", "what"),
    [
        (MOON + '"', "quotation mark"),
        (MOON + "%22/", "quotation mark"),
        (MOON + "”", "quotation mark"),
        (MOON + "»", "quotation mark"),
        (MOON + ">", "bracket"),
        (MOON + ".@href", "attribute name"),
        (MOON + "…", "ellipsis"),
        ("https://https://example.org/", "second scheme"),
        ("http://https//example.org/", "second scheme"),
        (MOON + MOON, "runs on"),
        ("https://example.org/{{slug}}", "template"),
    ],
)
def test_a_url_that_no_site_writes_is_damaged_whatever_is_behind_it(url: str, what: str) -> None:
    assert what in url_damage(url, leads_nowhere=False)


@pytest.mark.parametrize(
    "url",
    [
        MOON + "'",
        MOON + "...",
        MOON + "%",
        MOON + "%E2%80",
        MOON + "%2520more",
        MOON + "?a=1&amp;b=2",
        "https://example.org/null",
        "https://example.org/{slug}",
    ],
)
def test_a_url_that_a_site_may_write_is_damaged_only_where_no_page_is_found(url: str) -> None:
    assert url_damage(url, leads_nowhere=True)
    assert not url_damage(url, leads_nowhere=False)


@pytest.mark.parametrize(
    "url",
    [
        MOON,
        MOON + "?q=50%25",
        MOON + "?q=%22moon%22",
        MOON + "/«moon»",
        MOON + "/100%2520more",
        "https://example.org/a_(b)",
        "https://example.org/'tis'",
        "https://example.org/caf%E9",
        "https://https.example/",
        "https://archive.example/web/https://example.org/",
        "https://example.org/login?to=https%253A%252F%252Fexample.org",
        "https://social.example/@src",
        "http://[broken",
        "",
    ],
)
def test_a_url_that_may_be_as_intended_is_not_damaged(url: str) -> None:
    assert url_damage(url, leads_nowhere=True) == ""


@pytest.mark.parametrize(
    "path", ["feed", "feed/", "moon/comments/feed/", "feed/atom", "atom.xml", "a.rss", "?feed=rss2", "rss/"]
)
def test_a_feed_is_known_by_its_address(path: str) -> None:
    assert is_feed_address(f"https://example.org/{path}")


@pytest.mark.parametrize("path", ["feed/cats", "feeding", "rss/help", "how-to-feed", "atom/hydrogen", "?q=feed", ""])
def test_an_address_that_only_speaks_of_feeds_is_none(path: str) -> None:
    assert not is_feed_address(f"https://example.org/{path}")


@given(st.text(max_size=60), st.booleans())
def test_any_text_can_be_searched_for_damage(text: str, leads_nowhere: bool) -> None:
    assert isinstance(url_damage(text, leads_nowhere=leads_nowhere), str)
    assert isinstance(is_feed_address(text), bool)


@pytest.mark.parametrize("url", ["htp://example.org/a", "see bio", "http://"])
def test_a_text_that_is_no_url_holds_no_address(url: str) -> None:
    assert url_damage(url, leads_nowhere=True) == "no address of a page"
    assert url_damage(url, leads_nowhere=False) == ""
