from __future__ import annotations

import datetime as dt

import pytest
from bs4 import BeautifulSoup

from linkcheck._page.types import Page
from linkcheck._report.formats.html.page import page_fragment


def test_a_notebook_shows_title_address_facts_and_the_beginning_of_the_text() -> None:
    page = Page(
        url="https://gazette.example/ferry",
        title="Ferry begins service",
        description="On Tuesday",
        text="It crossed the sound. " * 100,
        site_name="Gazette",
        published=dt.date(2026, 5, 3),
        language="en",
    )
    shown = BeautifulSoup(page._repr_html_(), "html.parser")
    told = shown.get_text(" ")
    for expected in ("Ferry begins service", "On Tuesday", "Gazette, 2026-05-03, en", "400 words"):
        assert expected in told
    assert shown.select("a")[0]["href"] == "https://gazette.example/ferry"
    assert shown.select("blockquote")[0].get_text().endswith("…")


def test_a_page_of_any_length_is_shown_in_a_few_kilobytes() -> None:
    long = "a" * 1_000_000
    page = Page(url=f"https://a.example/{long}", title=long, description=long, text=long, site_name=long)
    assert len(page_fragment(page)) < 1_020_000  # the address itself is a link
    assert len(page_fragment(Page(title=long, description=long, text=long))) < 12_000


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><b>x</b>"])
def test_hostile_text_of_a_page_is_text(hostile: str) -> None:
    page = Page(url=hostile, title=hostile, description=hostile, text=hostile, site_name=hostile, language=hostile)
    shown = BeautifulSoup(page_fragment(page), "html.parser")
    assert {tag.name for tag in shown.find_all(True)} <= {"div", "style", "p", "bdi", "blockquote"}


def test_an_empty_page_says_that_it_has_no_words() -> None:
    assert "0 words" in page_fragment(Page())
