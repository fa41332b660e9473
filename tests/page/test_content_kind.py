"""The form of what came is seen from its bytes; the declared type only helps where they do not tell."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._page.content_kind import detect_type


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
