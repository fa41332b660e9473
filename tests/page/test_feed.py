"""A feed is a list of entries, and says so."""

from __future__ import annotations

import pytest

from linkcheck._page.feed import read_feed
from linkcheck._page.markup import MAX_TAGS
from linkcheck._page.types import PageState

RSS = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>The Example</title><description>News'
    "</description><item><title>Theatre lost its domain</title></item><item><title>Who &amp; why</title></item>"
    "</channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>The Example</title><subtitle>News</subtitle><entry>'
    "<title>Theatre lost its domain</title></entry><entry><title>Who &amp; why</title></entry></feed>"
)


@pytest.mark.parametrize("source", [RSS, ATOM, "\ufeff" + RSS, RSS[:-30]])
def test_a_feed_is_read_as_titles_and_descriptions(source: str) -> None:
    page = read_feed(source)
    assert (page.title, page.description, page.state) == ("The Example", "News", PageState.FEED)
    assert page.text == "Theatre lost its domain\nWho & why"
    assert page.state_reason


def test_entities_are_not_expanded() -> None:
    source = (
        '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        "<rss><channel><title>&b;</title></channel></rss>"
    )
    assert "aaaa" not in read_feed(source).title


@pytest.mark.parametrize("source", ["", "<rss", "<rss>" * 100_000, "<rss>" + "<item><title>x</title></item>" * 50_000])
def test_damaged_and_endless_feeds_are_still_pages(source: str) -> None:
    page = read_feed(source)
    assert page.state in (PageState.FEED, PageState.UNREADABLE)
    assert page.text.count("\n") < 50


def test_a_feed_of_more_entries_than_are_read_says_so() -> None:
    entry = "<item><title>x</title></item>"
    assert not read_feed(f"<rss>{entry * 50}</rss>").truncated
    assert read_feed(f"<rss>{entry * 51}</rss>").truncated
    assert read_feed("<rss>" + "<b/>" * MAX_TAGS + "</rss>").truncated
