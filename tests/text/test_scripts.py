from __future__ import annotations

import pytest

from linkcheck._text.scripts import leading_script


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
