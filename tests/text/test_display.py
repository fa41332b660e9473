from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._text.display import REPLACEMENT, escaped, harmless, one_stop, plain, quoted_list, visible


def test_white_space_becomes_one_space() -> None:
    assert plain("  one\n\ttwo\u2028three\r\n") == "one two three"


@pytest.mark.parametrize("character", ["\x1b", "\x00", "\x7f", "\x9b", "\u202e", "\u2066", "\u200e", "\ud800"])
def test_a_control_or_invisible_character_is_replaced(character: str) -> None:
    assert plain(f"a{character}b") == f"a{REPLACEMENT}b"


@pytest.mark.parametrize("mark", ["\u00ad", "\u200b", "\u2060", "\ufeff"])
def test_a_mark_of_where_a_line_may_break_is_left_out(mark: str) -> None:
    assert plain(f"Bay{mark}ern") == "Bayern"
    assert plain(f"#{mark}#[error]owned") == "## [error]owned"
    assert visible(f"Bay{mark}ern") == f"Bay{mark}ern"


@pytest.mark.parametrize("text", ["👩‍👩‍👧", "naïve — «quoted»", "日本語", "نیم‌فاصله", "العربية"])
def test_honest_text_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


def test_long_text_ends_in_an_ellipsis_within_the_limit() -> None:
    assert plain("word " * 100, 20) == "word word word word…"
    assert plain("short", 20) == "short"


@settings(deadline=None, max_examples=200)
@given(st.text(), st.integers(0, 50))
def test_any_text_becomes_one_printable_line_within_the_limit(text: str, longest: int) -> None:
    shown = plain(text, longest)
    assert len(shown) <= max(longest, 1)
    assert "\n" not in shown
    assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::owned", ": :error::owned"),
        ("a\n  ::add-mask::owned", "a ::add-mask::owned"),
        ("see ##[error]owned", "see ## [error]owned"),
        ("##vso[task.complete]", "## vso[task.complete]"),
        ("C# and ## and std::vector [1]", "C# and ## and std::vector [1]"),
    ],
)
def test_a_command_to_a_ci_system_is_broken_up(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_a_ci_command_on_a_later_line_is_broken_up() -> None:
    assert harmless("a\n \t::error::owned\n::x") == "a\n \t: :error::owned\n: :x"


def test_words_are_listed_with_a_conjunction_before_the_last() -> None:
    assert quoted_list(["a"]) == "“a”"
    assert quoted_list(["a", "b"]) == "“a” and “b”"
    assert quoted_list(["a", "b", "c"], "or") == "“a”, “b” or “c”"
    assert quoted_list(["a", "b"], more=7) == "“a”, “b” and 7 more"


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("It is titled “Why?”.", "It is titled “Why?”"),
        ("It is titled “Now.”.", "It is titled “Now.”"),
        ("It is titled “Why”.", "It is titled “Why”."),
        ("It is titled “Why? …”.", "It is titled “Why? …”."),
    ],
)
def test_a_sentence_that_ends_in_a_quotation_has_one_stop(sentence: str, shown: str) -> None:
    assert one_stop(sentence) == shown


@settings(deadline=None, max_examples=200)
@given(st.text())
def test_an_escaped_document_decodes_to_the_same_on_one_harmless_line(text: str) -> None:
    document = escaped(json.dumps({"text": text}, ensure_ascii=False))
    assert json.loads(document) == {"text": text}
    assert len(document.splitlines()) == 1
    assert plain(document, 100_000) == " ".join(document.split()) or "##" in document or "::" in document


@pytest.mark.parametrize("character", ["\x85", "\x9b", "\u2028", "\u202e", "\u2066", "\U000e0041"])
def test_a_document_escapes_what_a_terminal_obeys(character: str) -> None:
    assert escaped(f'"{character}"').isascii()
