from __future__ import annotations

import re
import sys

from hypothesis import given
from hypothesis import strategies as st

from linkcheck._text.casing import fold, lower_in_place

LETTERS = "abcdefghijklmnopqrstuvwxyzäéêûçабвгдежзийклмнопрстуфхцчшщъыьэюя"


def test_whatever_a_pattern_takes_for_a_letter_folds_to_it() -> None:
    any_letter = re.compile(f"[{LETTERS}]", re.IGNORECASE)
    taken = [chr(code) for code in range(sys.maxunicode + 1) if any_letter.match(chr(code))]
    assert {"ſ", "\N{KELVIN SIGN}", "İ", "ı", "É", "\N{CYRILLIC SMALL LETTER ROUNDED VE}"} <= set(taken)
    assert [character for character in taken if fold(character) not in LETTERS] == []


@given(st.text())
def test_lower_case_in_place_keeps_every_span(text: str) -> None:
    lowered = lower_in_place(text)
    assert len(lowered) == len(text)
    assert all(low in (char, char.lower()) for char, low in zip(text, lowered, strict=True))
