from __future__ import annotations

import re
import sys

from hypothesis import given
from hypothesis import strategies as st

from linkcheck._text.casing import fold, fold_in_place, squeeze

LETTERS = "abcdefghijklmnopqrstuvwxyzäéêûçабвгдежзийклмнопрстуфхцчшщъыьэюя"


def test_whatever_a_pattern_takes_for_a_letter_folds_to_it() -> None:
    any_letter = re.compile(f"[{LETTERS}]", re.IGNORECASE)
    taken = [chr(code) for code in range(sys.maxunicode + 1) if any_letter.match(chr(code))]
    assert {"ſ", "\N{KELVIN SIGN}", "İ", "ı", "É", "\N{CYRILLIC SMALL LETTER ROUNDED VE}"} <= set(taken)
    assert [character for character in taken if fold(character) not in LETTERS] == []


@given(st.text())
def test_folding_in_place_keeps_every_span(text: str) -> None:
    assert len(fold_in_place(text)) == len(text)


@given(st.text(), st.text())
def test_squeezing_letter_by_letter_and_as_a_whole_is_one(one: str, other: str) -> None:
    """A part of a squeezed text is the part squeezed: "Σ" at the end of a word has no form of its own."""
    assert squeeze(one + other) == squeeze(one) + squeeze(other)


def test_a_name_and_the_host_made_of_it_squeeze_to_one() -> None:
    assert squeeze("Ruiz & Söhne: Tag-Blatt") == squeeze("ruiz-söhne.tagblatt") == "ruizsöhnetagblatt"
