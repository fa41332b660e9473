"""Entities of markup are read as browsers read them; a number without end is no character and raises nothing."""

from __future__ import annotations

import pytest

import linkcheck
from linkcheck._page.entities import read_entities


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Bread &amp; butter", "Bread & butter"),
        ("&#65;&#x42;&eacute;", "ABé"),
        ("plain", "plain"),
        ("&#99999999;", "\ufffd"),
    ],
)
def test_entities_are_the_characters_that_they_stand_for(markup: str, text: str) -> None:
    assert read_entities(markup) == text


@pytest.mark.parametrize("digits", ["1" * 5000, "0" * 5000 + "65", "9" * 10_000])
def test_a_number_without_end_is_no_character(digits: str) -> None:
    assert read_entities(f"a &#{digits}; b &amp; c") == "a \ufffd b & c"


ENDLESS = f"&#{'1' * 5000};"


@pytest.mark.parametrize(
    "markup",
    [
        f"<title>{ENDLESS}</title>",
        f'<meta property="og:title" content="{ENDLESS}">',
        f'<link rel="canonical" href="{ENDLESS}">',
        f'<time datetime="{ENDLESS}">today</time>',
        f"<h1>{ENDLESS}</h1>",
        f"{ENDLESS}",
    ],
)
def test_a_number_without_end_anywhere_on_a_page_raises_nothing(markup: str) -> None:
    page = linkcheck.read_page(f"<html>{markup}<p>The harbour was closed.</p></html>", url="https://example.org/")
    assert "The harbour was closed." in page.text
