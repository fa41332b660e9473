"""Currencies are known by sign, by code and by name, before and after the number."""

from __future__ import annotations

import pytest

from linkcheck._tables import table_columns
from linkcheck._text.currencies import is_currency_code, money_at
from linkcheck._text.lexicon import is_common


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("$450", "USD"),
        ("US$450", "USD"),
        ("A$450", "AUD"),
        ("450 €", "EUR"),
        ("450 zł", "PLN"),
        ("Rs. 450", "INR"),
        ("450円", "JPY"),
        ("450 US dollars", "USD"),
        ("450 South Korean won", "KRW"),
        ("450 quid", "GBP"),
    ],
)
def test_signs_codes_names_and_slang_name_a_currency(text: str, code: str) -> None:
    start = text.index("450")
    money = money_at(text, start, start + 3)
    assert money is not None
    assert code in money.currencies
    assert (money.start, money.end) == (0, len(text))


@pytest.mark.parametrize("text", ["450", "450 won gold", "TOP 450", "(450)", "450 people", "in 450"])
def test_a_number_beside_other_words_is_no_money(text: str) -> None:
    start = text.index("450")
    assert money_at(text, start, start + 3) is None


def test_every_code_and_name_of_the_table_is_a_currency_beside_a_number() -> None:
    for code, _, names in table_columns("_text/data/currencies.txt", 3):
        writings = [f"450 {name}" for name in names.split("|") if name and len(name.replace("-", " ").split()) <= 3]
        writings += [] if is_common(code) else [f"{code} 450", f"450 {code}"]
        for text in writings:
            start = text.index("450")
            money = money_at(text, start, start + 3)
            assert money is not None, text
            assert code in money.currencies, text


def test_a_code_is_one_only_beside_a_number() -> None:
    assert is_currency_code("USD 450", 0, 3)
    assert is_currency_code("450 million USD", 12, 15)
    assert not is_currency_code("USD falls", 0, 3)
    assert not is_currency_code("BBC 450", 0, 3)
