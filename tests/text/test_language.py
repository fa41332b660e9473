from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._text import language as module
from linkcheck._text.language import UNDETERMINED, identify_language


def test_the_language_model_is_the_published_one_and_its_notice_stands_beside_it() -> None:
    room = Path(module.__file__).parent
    notice = (room / "LANGUAGE_MODEL.md").read_text(encoding="utf-8")
    stated = re.search(r"SHA-256: (\w{64})", notice)
    assert stated
    assert hashlib.sha256((room / "lid.176.ftz").read_bytes()).hexdigest() == stated[1]
    assert "creativecommons.org/licenses/by-sa/3.0" in notice


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The council will spend more money on buses next year", "en"),
        ("THE COUNCIL WILL SPEND MORE MONEY ON BUSES NEXT YEAR", "en"),
        ("Der Stadtrat gibt im nächsten Jahr mehr Geld für Busse aus", "de"),
        ("Le conseil municipal dépensera plus d'argent pour les bus", "fr"),
        ("El ayuntamiento gastará más dinero en autobuses el próximo año", "es"),
        ("A câmara municipal vai gastar mais dinheiro em autocarros", "pt"),
        ("Il consiglio comunale spenderà più soldi per gli autobus", "it"),
        ("Rada miasta wyda w przyszłym roku więcej pieniędzy na autobusy", "pl"),
        ("Belediye meclisi gelecek yıl otobüslere daha fazla para harcayacak", "tr"),
        ("Dewan kota akan mengeluarkan lebih banyak uang untuk bus tahun depan", "id"),
        ("Городской совет потратит больше денег на автобусы", "ru"),
        ("Міська рада витратить більше грошей на автобуси", "uk"),
        ("سينفق مجلس المدينة المزيد من الأموال على الحافلات", "ar"),
        ("नगर परिषद अगले साल बसों पर अधिक पैसा खर्च करेगी", "hi"),
        ("市议会明年将在公交车上投入更多资金", "zh"),
        ("市議会は来年バスにもっとお金を使う", "ja"),
        ("시의회는 내년에 버스에 더 많은 돈을 쓸 것이다", "ko"),
        ("สภาเมืองจะใช้เงินมากขึ้นกับรถโดยสารในปีหน้า", "th"),
        ("Το δημοτικό συμβούλιο θα δαπανήσει περισσότερα χρήματα", "el"),
        ("מועצת העיר תוציא יותר כסף על אוטובוסים", "he"),
    ],
)
def test_the_language_of_a_sentence_is_named(text: str, code: str) -> None:
    language = identify_language(text)
    assert language.code == code
    assert 0 < language.confidence <= 1


def test_urls_handles_and_hashtags_do_not_count() -> None:
    assert identify_language("市議会はバスを買う https://example.com/council-buys-buses #buses @council").code == "ja"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "😂😂😂",
        "LOL",
        "2026 11 22",
        "https://example.com/council-buys-buses",
        "@council #buses",
        "Breaking news for everyone 市議会は来年バスを買う",
        "\0\ud800",
        "...",
    ],
)
def test_nothing_is_guessed_of_emoji_mixed_and_very_short_posts(text: str) -> None:
    assert identify_language(text) == UNDETERMINED


def test_katakana_for_show_does_not_make_chinese_japanese() -> None:
    assert identify_language("市议会明年将在公交车の上投入更多资金").code == "zh"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=100))
def test_any_text_has_a_language_or_none(text: str) -> None:
    code, confidence = identify_language(text)
    assert (code == "") == (confidence == 0.0)
    assert code == "" or (len(code) == 2 and code.isascii())


def test_a_lone_surrogate_is_no_reason_to_fail() -> None:
    assert identify_language("NASA finds \ud83d water on the Moon and says so").code == "en"
