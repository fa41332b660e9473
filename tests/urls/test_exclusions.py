"""Hosts with what lies below them, and beginnings of URLs; an asterisk is the one sign with a meaning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck._urls.exclusions import Exclusions
from linkcheck._urls.url import parse_url


def excludes(pattern: str, url: str) -> bool:
    return bool(Exclusions([pattern]).matching(parse_url(url)))


@pytest.mark.parametrize(
    ("pattern", "url"),
    [
        ("example.org", "https://example.org/a"),
        ("example.org", "http://www.example.org:8080/a"),
        ("EXAMPLE.org", "https://example.org/"),
        ("https://example.org", "https://example.org/b"),
        ("*.example.org", "https://a.example.org/"),
        ("news*.example.org", "https://news7.example.org/"),
        ("bücher.example", "https://xn--bcher-kva.example/"),
        ("example.org:8080", "http://example.org:8080/"),
        ("[::1]", "http://[::1]/"),
        ("example.org/shop", "http://example.org/shopping?x=1"),
        ("example.org/", "http://example.org/anything"),
        ("https://example.org/?*id=", "https://example.org/?a=1&id=3"),
        ("example.org/É", "https://example.org/%C3%89t%C3%A9"),
        ("*/login", "https://a.example/x/login?next=/"),
        ("*", "https://a.example/"),
    ],
)
def test_a_pattern_excludes_the_urls_that_it_names(pattern: str, url: str) -> None:
    assert excludes(pattern, url)


@pytest.mark.parametrize(
    ("pattern", "url"),
    [
        ("example.org", "https://notexample.org/"),
        ("example.org", "https://example.org.evil.example/"),
        ("*.example.org", "https://example.org/"),
        ("example.org:8080", "http://example.org/"),
        ("example.org/shop", "http://www.example.org/shop"),
        ("example.org/shop", "http://example.org/news?next=example.org/shop"),
        ("https://example.org/shop", "http://example.org/shop"),
        ("mailto:a@example.org", "https://example.org/"),
        ("http://[bad", "https://example.org/"),
        ("example.org/a?c", "https://example.org/abc"),
    ],
)
def test_a_pattern_leaves_other_urls_alone(pattern: str, url: str) -> None:
    assert not excludes(pattern, url)


def test_the_first_pattern_that_excludes_is_named_as_it_was_written() -> None:
    patterns = Exclusions(["other.example", "Example.ORG/a", "example.org"])
    assert patterns.matching(parse_url("https://example.org/a")) == "Example.ORG/a"
    assert Exclusions([]).matching(parse_url("https://example.org/a")) == ""


@given(st.text(max_size=30), st.from_regex(r"https://[a-c.]{1,9}[a-c]/[a-c/?*=]{0,9}", fullmatch=True))
def test_any_text_is_a_pattern_and_the_url_itself_excludes_itself(pattern: str, text: str) -> None:
    try:
        url = parse_url(text)
    except ValueError:
        return
    assert Exclusions([pattern]).matching(url) in ("", pattern)
    assert excludes(url.text, text)
