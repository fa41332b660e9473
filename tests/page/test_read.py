"""The door: whatever comes becomes a Page with a state, in bounded work, never an exception."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._page.read import MAX_PAGE_CHARACTERS, detect_type, read, read_page
from linkcheck._page.types import PageState
from linkcheck._web.types import Hop, Outcome, Snapshot
from linkcheck.errors import InputError
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


@pytest.mark.parametrize(
    ("content", "content_type", "form"),
    [
        (b"<!doctype html><p>a", "", "html"),
        (b"<p>a", "text/plain", "html"),
        (b"  \n<!-- c --><html>", "", "html"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', "application/xhtml+xml", "html"),
        (b"Hello <b>world</b>", "", "html"),
        (b"Hello <b>world</b>", "text/plain; charset=utf-8", "text"),
        (b"Hello world", "text/html", "html"),
        (b"Hello world", "", "text"),
        (b'<?xml version="1.0"?><rss version="2.0">', "text/html", "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "", "feed"),
        (b"<?xml version='1.0'?><rdf:RDF>", "", "feed"),
        (b'<?xml version="1.0"?><urlset><url/></urlset>', "", "xml"),
        (b"%PDF-1.7\n%\xe2\xe3", "text/html", "pdf"),
        (b"\n\n%PDF-1.4", "", "pdf"),
        (b'{"a": 1}', "application/json", "json"),
        (b'[{"a": 1}]', "", "json"),
        (b"[1] A footnote", "", "text"),
        (b"\x89PNG\r\n\x1a\n", "text/html", "binary"),
        (b"PK\x03\x04zip", "", "binary"),
        (b"\x00\x00\x00\x20ftypmp42", "", "binary"),
        (bytes(range(32)) * 20, "", "binary"),
        (b"some words", "application/octet-stream", "binary"),
        ("\ufeff<p>a".encode("utf-16-le"), "", "html"),
        (b"\xef\xbb\xbf<p>a", "", "html"),
        (b"\0\0\0<html><body>a", "", "html"),
        (b"", "text/html", "nothing"),
        (b" \n\t", "text/html", "nothing"),
        (b"\0" * 1000, "text/html", "nothing"),
    ],
)
def test_the_form_of_content_follows_its_bytes_then_its_declared_type(
    content: bytes, content_type: str, form: str
) -> None:
    assert detect_type(content, content_type) == form


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.text(max_size=30))
def test_any_bytes_have_a_form(content: bytes, content_type: str) -> None:
    assert detect_type(content, content_type)


@pytest.mark.parametrize("option", ["url", "content_type", "requested_url"])
def test_an_option_of_read_page_that_is_no_text_is_refused(option: str) -> None:
    options: dict[str, Any] = {option: 3}
    with pytest.raises(InputError, match=f"^{option} is an int: read_page takes "):
        read_page("<p>York</p>", **options)
