from __future__ import annotations

import pytest

from linkcheck._tables import table_columns
from linkcheck._urls.permalinks import is_permalink, names_in_address


@pytest.mark.parametrize(("host", "path"), table_columns("_urls/data/permalinks.txt", 2))
def test_every_form_of_the_table_is_the_address_of_a_post(host: str, path: str) -> None:
    written = path.replace("#", "112233445566").replace("{}", "AbC-1_2").replace("*", "ada")
    site = "social.example" if host == "*" else host
    assert is_permalink(f"https://{site}{written}")
    assert is_permalink(f"http://www.{site}{written}/?utm_source=x#m")
    assert not is_permalink(f"https://{site}/")


@pytest.mark.parametrize(
    "url",
    [
        "https://gazette.example/news/48213",
        "https://medium.com/@ada/how-we-built-it-3f2a1b",
        "https://x.com/ada",
        "https://youtube.com/watch?v=abc",
        "https://linkedin.com/pulse/a-title-ada",
        "https://notx.com.example/r/a/comments/b",
        "",
        "https://",
        "x" * 5000,
    ],
)
def test_an_article_or_an_account_is_no_address_of_a_post(url: str) -> None:
    assert not is_permalink(url)


def test_the_parts_of_an_address_are_told_apart() -> None:
    assert {"ada", "7"} <= names_in_address("https://s.example/@ada/7")
    assert {"42", "urn:li:share:42"} <= names_in_address("https://l.example/update/urn%3Ali%3Ashare%3A42?v=9#x")
    assert "9" in names_in_address("https://l.example/a?v=9")
