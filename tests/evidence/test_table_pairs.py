"""Every word of the tables of facts says the same as what it stands for: no pair made of it is a contradiction."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from linkcheck._evidence.agreement import numbers_agree
from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.compare import prepare_page, prepare_post
from linkcheck._evidence.detectors.dates import detect_dates
from linkcheck._evidence.detectors.numbers import detect_numbers
from linkcheck._page.types import Page
from linkcheck._post.types import Post
from linkcheck._tables import table_columns
from linkcheck._text.calendar import calendar
from linkcheck._text.lexicon import is_common
from linkcheck._text.numbers import find_numbers

_CONTRADICTIONS = {"number-differs", "number-counted-otherwise", "date-differs"}
_AGAINST = _CONTRADICTIONS | {"number-absent"}


def complaints(said: str, there: str, against: set[str]) -> set[str]:
    """The codes of evidence against a post that says what its page says otherwise, and the other way round."""
    found: set[str] = set()
    for post, text in ((said, there), (there, said)):
        alignment = Alignment(prepare_post(Post(text=post)), prepare_page(Page(text=text)))
        found |= {evidence.code for detect in (detect_numbers, detect_dates) for evidence in detect(alignment)}
    return found & against


def weekdays_and_months() -> Iterator[tuple[str, str]]:
    english = calendar()
    for written, word in english.words.items():
        if word.month and word.weekday is None:
            yield f"5 {written} 2024", f"{english.english_months[word.month - 1]} 5, 2024"
        elif word.weekday is not None:
            yield f"{written.capitalize()} 5 May", f"{english.english_weekdays[word.weekday].capitalize()} May 5"


def cardinals_and_scales() -> Iterator[tuple[str, str]]:
    unwanted = {
        word
        for kind, _, _, _, words in table_columns("_text/data/quantity_words.txt", 5)
        for word in words.split("|")
        if kind == "not"
    }
    for kind, value, _, writings in table_columns("_text/data/number_words.txt", 4):
        for words in writings.split("|"):
            if kind == "scale":
                yield f"3 {words} boats", f"{3 * int(value)} boats"
            elif kind == "cardinal" and words not in unwanted:
                yield f"{words} boats", f"{value} boats"


def vague_amounts_and_bounds() -> Iterator[tuple[str, str]]:
    for kind, low, high, _, writings in table_columns("_text/data/quantity_words.txt", 5):
        for words in writings.split("|"):
            if kind == "many":
                yield f"{words} boats", f"{(int(low) + int(high)) // 2} boats"
            elif kind == "vague":
                yield f"{words} hundred boats", f"{int(low)}40 boats"
            elif kind == "above":
                yield f"{words} 40 boats", "46 boats"
            elif kind == "below":
                yield f"{words} 40 boats", "36 boats"
            elif kind == "about":
                yield f"{words} 40 boats", "41 boats"


@pytest.mark.parametrize(
    ("pairs", "against"),
    [(weekdays_and_months, _AGAINST), (cardinals_and_scales, _AGAINST), (vague_amounts_and_bounds, _CONTRADICTIONS)],
)
def test_no_pair_made_of_a_word_of_the_tables_is_a_contradiction(
    pairs: Callable[[], Iterator[tuple[str, str]]], against: set[str]
) -> None:
    sentence = "The harbour of Dorsten had {} in all"
    found = {
        (said, there): codes
        for said, there in pairs()
        if (codes := complaints(sentence.format(said), sentence.format(there), against))
    }
    assert found == {}


def test_every_writing_of_a_currency_agrees_with_its_code() -> None:
    for code, signs, names in table_columns("_text/data/currencies.txt", 3):
        if is_common(code):
            continue
        writings = [f"450 {name}" for name in names.split("|") if name and len(name.replace("-", " ").split()) <= 3]
        writings += [f"450 {sign}" if sign[-1].isalpha() else f"{sign}450" for sign in signs.split()]
        (coded,) = find_numbers(f"{code} 450")
        for written in writings:
            assert numbers_agree(coded, find_numbers(written)[0]), written
