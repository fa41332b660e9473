from __future__ import annotations

import re

import pytest

from linkcheck._evidence.phrases import phrase_end, quoted_list, without_possessive


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("4,200 street trees were planted", "4,200 street trees"),
        ("4,200 new street trees", "4,200 new street trees"),
        ("40 arrests on Sunday", "40 arrests"),
        ("300 armed men's boats", "300 armed men's boats"),
        ("12 people arrested hours later", "12 people"),
        ("41 rescued off Harwich", "41 rescued"),
        ("40-year marriage", "40-year"),
        ("17 anti-government protesters", "17 anti-government protesters"),
        ("212 of them", "212"),
        ("1912.", "1912"),
        ("5, then more", "5"),
    ],
)
def test_a_number_is_shown_with_the_nouns_it_counts(text: str, phrase: str) -> None:
    number = re.match(r"[\d,]*\d", text)
    assert number is not None
    assert text[: phrase_end(text, number.end())] == phrase


def test_words_are_listed_with_a_conjunction_before_the_last() -> None:
    assert quoted_list(["a"]) == "“a”"
    assert quoted_list(["a", "b"]) == "“a” and “b”"
    assert quoted_list(["a", "b", "c"], "or") == "“a”, “b” or “c”"


@pytest.mark.parametrize("written", ["Karin Ruiz's", "Karin Ruiz’s", "Karin Ruiz"])
def test_a_name_is_shown_without_the_ending_of_an_owner(written: str) -> None:
    assert without_possessive(written) == "Karin Ruiz"
