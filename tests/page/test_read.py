"""The door: whatever comes becomes a Page with a state, in bounded work, never an exception."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._page.read import MAX_PAGE_CHARACTERS, read, read_page
from linkcheck._page.types import PageState
from linkcheck._web.types import Hop, Outcome, Snapshot
from linkcheck.settings import Settings

STORY = "https://example.org/2019/03/theatre-lost-its-domain"
PARAGRAPH = "The town's theatre lost its address on Tuesday, and for three weeks its site showed only a single line. "
ARTICLE = (
    f"<title>Theatre lost its domain</title><article><h1>Theatre lost its domain</h1><p>{PARAGRAPH * 4}</p></article>"
)


def test_bytes_and_text_are_read_alike() -> None:
    assert read_page(ARTICLE, url=STORY) == read_page(ARTICLE.encode(), url=STORY)
    page = read_page(ARTICLE, url=STORY)
    assert (page.url, page.requested_url, page.language, page.state) == (STORY, STORY, "en", PageState.READABLE)


def test_a_snapshot_leaves_its_marks() -> None:
    fetched = dt.datetime(2019, 3, 3, tzinfo=dt.UTC)
    page = read(
        Snapshot(
            id="s1",
            url="https://sho.rt/x",
            final_url=STORY,
            hops=(Hop("https://sho.rt/x", 301),),
            status_code=200,
            outcome=Outcome.OK,
            content=ARTICLE.encode(),
            content_type="text/html",
            fetched_at=fetched,
            truncated=True,
        )
    )
    assert (page.snapshot_id, page.status_code, page.fetched_at, page.truncated) == ("s1", 200, fetched, True)
    assert (page.url, page.requested_url, page.state) == (STORY, "https://sho.rt/x", PageState.READABLE)


def test_a_story_redirected_to_the_home_page_shows_in_the_hops() -> None:
    page = read(
        Snapshot(
            id="s1",
            url="https://sho.rt/x",
            final_url="https://example.org/",
            hops=(Hop("https://sho.rt/x", 301), Hop(STORY, 302)),
            outcome=Outcome.OK,
            content=b"<title>The Example</title><ul><li>Headline one of today<li>Headline two of today</ul>",
        )
    )
    assert page.state == PageState.HOMEPAGE


@pytest.mark.parametrize(
    ("content", "content_type", "kind", "state"),
    [
        ("Plain words, in a file of their own.\n\nAnd more  of them.", "text/plain", "text", PageState.READABLE),
        ("<rss><channel><title>News</title></channel></rss>", "", "", PageState.FEED),
        ('{"title": "Data"}', "application/json", "", PageState.UNREADABLE),
        ("<?xml version='1.0'?><urlset></urlset>", "", "", PageState.UNREADABLE),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "image/png", "", PageState.UNREADABLE),
        (b"%PDF-1.4 damaged", "text/html", "pdf", PageState.UNREADABLE),
        (b"", "text/html", "", PageState.EMPTY),
        (b"\0" * 100, "text/html", "", PageState.EMPTY),
    ],
)
def test_forms_other_than_html(content: str | bytes, content_type: str, kind: str, state: PageState) -> None:
    page = read_page(content, url=STORY, content_type=content_type)
    assert (page.kind, page.state) == (kind, state)
    assert bool(page.state_reason) == (state != PageState.READABLE)


def test_plain_text_keeps_its_lines() -> None:
    assert read_page("One  line.\n\n Another.", content_type="text/plain").text == "One line.\nAnother."


def test_bytes_beyond_the_limit_are_not_read() -> None:
    page = read_page(f"<p>{PARAGRAPH * 2000}</p>", settings=Settings(max_body_bytes=2048))
    assert page.truncated
    assert len(page.text) < 2048


def test_a_text_without_end_is_cut() -> None:
    page = read_page(f"<article>{f'<p>{PARAGRAPH}</p>' * 4000}</article>")
    assert page.truncated
    assert MAX_PAGE_CHARACTERS - 2000 <= len(page.text) <= MAX_PAGE_CHARACTERS


@pytest.mark.parametrize(
    "content",
    [
        "<p>" * 350_000,
        "<p>a " * 250_000,
        "<div>" * 500_000,
        "<div>a" * 400_000,
        "<a " + " ".join(f"a{number}=1" for number in range(1_000_000)) + ">x</a>",
        ("<a " + " ".join(f"a{number}=1" for number in range(90)) + ">") * 3000,
        "<p>" + "a\0" * 800_000,
        b"<meta charset=utf-8><p>" + b"\xc3\x28 abc " * 200_000,
        b"%PDF-1.4\n" + bytes(range(256)) * 4000,
        bytes(range(256)) * 4000,
        "<table><tr><td>x " * 80_000,
        "<h1>one two three four five six</h1>" * 30_000,
        "<script type='application/ld+json'>" + "[" * 300_000,
        "<title>" + "access denied " * 140_000,
        "please enable cookies\n" * 90_000,
        "<meta property='og:title' content='a'>" * 50_000,
    ],
    ids=lambda content: str(content[:16]),
)
def test_untrusted_content_of_full_size_becomes_a_page(content: str | bytes) -> None:
    page = read_page(content, url=STORY)
    assert page.state is not None
    assert len(page.text) <= MAX_PAGE_CHARACTERS


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(st.binary(max_size=400), st.text(max_size=200)),
    st.text(max_size=40),
    st.one_of(st.none(), st.text(max_size=30)),
)
def test_any_bytes_become_a_page(content: bytes | str, url: str, content_type: str | None) -> None:
    page = read_page(content, url=url, content_type=content_type)
    assert page.state is not None
    for quote in page.state_quotes:
        assert page.quotable(quote.field)[quote.start : quote.end] == quote.text
