from __future__ import annotations

import re

import pytest

from linkcheck._text.scripts import UNSPACED, leading_script, script_of


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("", "latin"),
        ("12 🎉", "latin"),
        ("Grüße aus Köln", "latin"),
        ("Новости дня", "cyrillic"),
        ("ข่าววันนี้", "southeast"),
        ("東京のNews", "han"),
        ("오늘의 뉴스", "hangul"),
        ("أخبار اليوم", "arabic"),
    ],
)
def test_the_script_of_most_letters_leads(text: str, script: str) -> None:
    assert leading_script(text) == script


@pytest.mark.parametrize(
    ("character", "script"),
    [
        ("a", "latin"),
        ("я", "cyrillic"),
        ("ข", "thai"),
        ("の", "kana"),
        ("ア", "kana"),
        ("ｱ", "kana"),
        ("ー", "kana"),
        ("東", "han"),
        ("𠮷", "han"),
        ("오", "hangul"),
        ("7", ""),
        ("🎉", ""),
    ],
)
def test_a_letter_has_one_script(character: str, script: str) -> None:
    assert script_of(character) == script


@pytest.mark.parametrize("character", "アｱの東々𠮷ขລမខ")
def test_scripts_without_spaces_are_one_class(character: str) -> None:
    assert re.fullmatch(f"[{UNSPACED}]", character)


@pytest.mark.parametrize("character", "aя오ㅋ7٣ ۔๓")
def test_spaced_scripts_and_digits_are_not_in_it(character: str) -> None:
    assert not re.fullmatch(f"[{UNSPACED}]", character)
