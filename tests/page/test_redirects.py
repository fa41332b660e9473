"""What the redirects alone tell of the page they led to."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._page.redirects import RedirectChain, redirect_state
from linkcheck._page.types import PageState

SITE = "https://www.example.org"


@pytest.mark.parametrize(
    ("asked", "final", "state"),
    [
        (f"{SITE}/2019/03/story-of-a-theatre", f"{SITE}/", PageState.HOMEPAGE),
        (f"{SITE}/news/12345", "https://example.org", PageState.HOMEPAGE),
        (f"{SITE}/news/story-of-a-theatre", f"{SITE}/en/", PageState.HOMEPAGE),
        (f"{SITE}/news/story-of-a-theatre", f"{SITE}/index.html", PageState.HOMEPAGE),
        ("https://old.example/2019/03/story-of-a-theatre", "https://new.example/", PageState.HOMEPAGE),
        (f"{SITE}/news/2019/story-of-a-theatre", f"{SITE}/news/", PageState.SECTION),
        (f"{SITE}/shop/lamps/84512345", f"{SITE}/shop/lamps", PageState.SECTION),
        (f"{SITE}/story-of-a-theatre", f"{SITE}/login?next=/story", PageState.LOGIN_WALL),
        (f"{SITE}/story-of-a-theatre", "https://consent.example.com/?u=story", PageState.CONSENT_WALL),
        (f"{SITE}/story-of-a-theatre", f"{SITE}/404", PageState.NOT_FOUND),
        (f"{SITE}/story-of-a-theatre", f"{SITE}/geo-blocked", PageState.REGION_BLOCK),
    ],
)
def test_a_redirect_to_something_else_names_it(asked: str, final: str, state: PageState) -> None:
    assert redirect_state(RedirectChain(requested=asked, final=final)) == state


@pytest.mark.parametrize(
    ("asked", "final"),
    [
        (f"{SITE}/", f"{SITE}/en/"),
        (f"{SITE}", "https://example.org/"),
        (f"{SITE}/story", f"{SITE}/story/"),
        ("http://example.org/story-of-a-theatre", f"{SITE}/story-of-a-theatre"),
        (f"{SITE}/story-of-a-theatre?utm_source=x", f"{SITE}/story-of-a-theatre"),
        (f"{SITE}/old-story-of-a-theatre", f"{SITE}/new/story-of-a-theatre"),
        ("https://sho.rt/aB3xY9", f"{SITE}/"),
        ("https://sho.rt/aB3xY9", f"{SITE}/story-of-a-theatre"),
        (f"{SITE}/login", f"{SITE}/login/"),
        (f"{SITE}/news/story-of-a-theatre", f"{SITE}/culture/story-of-a-theatre"),
        ("", ""),
    ],
)
def test_an_ordinary_redirect_says_nothing(asked: str, final: str) -> None:
    assert redirect_state(RedirectChain(requested=asked, final=final)) is None


def test_the_address_that_a_short_link_leads_through_counts() -> None:
    hops = ["https://sho.rt/aB3xY9", f"{SITE}/2019/03/story-of-a-theatre"]
    assert redirect_state(RedirectChain(hops[0], tuple(hops), f"{SITE}/")) == PageState.HOMEPAGE


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_are_a_redirect_chain(asked: str, final: str) -> None:
    redirect_state(RedirectChain(f"https://[{asked}", (f"https://{asked}",), f"https://{final}"))
