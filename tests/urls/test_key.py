"""One key for links that lead to the same page, different keys for all others."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._tables import table_lines
from linkcheck._urls.key import is_tracking, url_key


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("HTTPS://Example.COM", "https://example.com/"),
        ("https://example.com:443/#part", "https://example.com/"),
        ("http://example.com:8080/", "http://example.com:8080/"),
        ("https://example.com/%7euser/%2f%c3%a9", "https://example.com/~user/%2F%C3%A9"),
        ("https://example.com/caf\u00e9", "https://example.com/caf%C3%A9"),
        ("https://b\u00fccher.example/", "https://xn--bcher-kva.example/"),
        ("https://example.com/?utm_source=x&id=3&fbclid=y&UTM_Medium=z", "https://example.com/?id=3"),
        ("https://example.com/?gclid=x", "https://example.com/"),
        ("https://example.com/?b=2&a=1", "https://example.com/?b=2&a=1"),
        ("https://example.com/?", "https://example.com/"),
        ("https://example.com/Path/", "https://example.com/Path/"),
    ],
)
def test_a_url_has_one_normal_form(url: str, key: str) -> None:
    assert url_key(url) == key
    assert url_key(key) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/", "http://example.com/"),
        ("https://example.com/", "https://www.example.com/"),
        ("https://example.com/a", "https://example.com/a/"),
        ("https://example.com/a", "https://example.com/A"),
        ("https://example.com/?a=1&b=2", "https://example.com/?b=2&a=1"),
        ("https://example.com/a%2Fb", "https://example.com/a/b"),
        ("https://example.com/unsubscribe?u=1", "https://example.com/unsubscribe?u=2"),
    ],
)
def test_a_url_that_may_be_another_page_has_another_key(one: str, other: str) -> None:
    assert url_key(one) != url_key(other)


def test_a_key_gives_no_secret_away() -> None:
    assert "secret7" not in url_key("https://example.com/unsubscribe?u=secret7")
    assert "secret7" not in url_key("https://me:secret7@example.com/")


@pytest.mark.parametrize("name", ["id", "p", "source", "ref", "page", "v", "q", "utm", "token", "campaign"])
def test_parameters_that_may_choose_the_page_are_kept(name: str) -> None:
    assert not is_tracking(name)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_every_text_has_a_key_and_keys_are_stable(text: str) -> None:
    key = url_key(f"https://example.com/{text}")
    assert url_key(key) == key
    assert isinstance(url_key(text), str)


@pytest.mark.parametrize("listed", table_lines("_urls/data/tracking_parameters.txt"))
def test_parameters_that_only_track_leave_the_key_as_it_is(listed: str) -> None:
    name = listed.replace("*", "source")
    assert url_key(f"https://example.org/a?id=1&{name.upper()}=x") == url_key("https://example.org/a?id=1")
