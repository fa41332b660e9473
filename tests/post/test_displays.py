from __future__ import annotations

import pytest

from linkcheck.post.displays import disguised_hosts
from linkcheck.post.types import Link, Post


def shown(display: str, real: str) -> tuple[str, str] | None:
    return disguised_hosts(Post(), Link(url=real, display=display))


def test_another_site_is_told() -> None:
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
    assert disguised_hosts(post, link) is None
