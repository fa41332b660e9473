from __future__ import annotations

import re

import pytest

from linkcheck._evidence.phrases import phrase_end


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
        ("0 al minuto", "0"),
        ("3 der Spieler", "3"),
        ("12 av spelarna", "12"),
        ("12 kg of rice", "12 kg"),
        ("1.5 million individual doses", "1.5 million individual doses"),
        ("8-year-old girl wins", "8-year-old"),
        ("1 man dies", "1 man"),
        ("2022 remaining", "2022"),
        ("2022 elections", "2022 elections"),
    ],
)
def test_a_number_is_shown_with_the_nouns_it_counts(text: str, phrase: str) -> None:
    number = re.match(r"[\d.,]*\d", text)
    assert number is not None
    assert text[: phrase_end(text, number.end())] == phrase
