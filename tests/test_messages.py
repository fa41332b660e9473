"""The messages of the golden file: all there, of one style, and what the code says."""

from __future__ import annotations

import pytest

from tests import guides_tables
from tests.messages import difference, missing_cases, sections

MESSAGES = [(title, code, message) for title, messages in sections() for code, message in messages]
SENTENCES = [(code, message) for title, code, message in MESSAGES if title != "Errors"]


def test_the_golden_file_is_what_the_code_says() -> None:
    changed = difference()
    assert changed == "", f"run python -m tests.messages --update, and read the difference as text:\n{changed}"


def test_every_reason_every_cause_and_every_kind_of_error_has_a_case() -> None:
    assert missing_cases() == set()


@pytest.mark.parametrize(("code", "message"), SENTENCES, ids=[code for code, _ in SENTENCES])
def test_a_message_is_a_sentence_with_curly_quotes(code: str, message: str) -> None:
    assert message[0].isupper() or message.startswith("https://"), code
    assert message.endswith("."), code
    assert not message.endswith(".."), code
    assert '"' not in message
    assert " '" not in message


@pytest.mark.parametrize("message", [message for title, _, message in MESSAGES if title == "Errors"])
def test_an_error_is_one_line_with_its_articles_right(message: str) -> None:
    assert "\n" not in message
    assert not any(f" a {vowel}" in f" {message}" for vowel in "aeio")


def test_the_tables_of_the_guides_are_those_of_the_registries() -> None:
    kept = "".join(guide.read_text("utf-8") for guide in guides_tables.GUIDES)
    assert guides_tables.render(kept) == kept, "run python -m tests.guides_tables --update"
    assert {name for name in guides_tables.tables() if f"<!-- table: {name} -->" not in kept} == set()
