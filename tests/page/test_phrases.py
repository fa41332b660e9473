"""The tables are data: whole, in order, and found whatever quotes and spaces a page uses."""

from __future__ import annotations

import pytest

from linkcheck._page.phrases import normalise, phrase_tables, phrases_in, state_from_title
from linkcheck._page.types import PageState


def test_every_phrase_is_written_as_texts_are_compared() -> None:
    for phrases in phrase_tables().by_word.values():
        for phrase in phrases:
            assert normalise(phrase.text) == phrase.text


def test_every_phrase_is_found_in_itself() -> None:
    every = [phrase for phrases in phrase_tables().by_word.values() for phrase in phrases] + list(
        phrase_tables().unspaced
    )
    for phrase in every:
        assert phrase in phrases_in(phrase.text)


def test_each_state_with_phrases_has_a_table() -> None:
    assert len(phrase_tables().context_phrases) == 11


@pytest.mark.parametrize(
    "text", ["You don’t have permission\u00a0to  access this", "YOU DON'T HAVE\nPERMISSION TO ACCESS"]
)
def test_quotes_spaces_and_case_do_not_matter(text: str) -> None:
    assert [phrase.state for phrase in phrases_in(normalise(text))] == [PageState.BOT_WALL]


@pytest.mark.parametrize(
    ("title", "state"),
    [
        ("404", PageState.NOT_FOUND),
        ("Page Not Found | The Example", PageState.NOT_FOUND),
        ("The Example » Page not found!", PageState.NOT_FOUND),
        ("Error: Page not found", PageState.NOT_FOUND),
        ("Log In ‹ The Example — WordPress", PageState.LOGIN_WALL),
        ("Just a moment…", PageState.BOT_WALL),
        ("The page not found in the archive", None),
        ("Access denied: how libraries lost their journals", None),
        ("Login, Carmarthenshire", None),
        ("", None),
    ],
)
def test_a_title_names_a_state_only_as_a_whole_part(title: str, state: PageState | None) -> None:
    assert state_from_title(title) == state
