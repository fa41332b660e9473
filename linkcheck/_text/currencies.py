"""Which currencies may a sign, a code or a word beside a number mean?"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from linkcheck._tables import table_columns
from linkcheck._text.casing import fold
from linkcheck._text.lexicon import is_common

_BEFORE = re.compile(r"(?:(?<![^\W\d_])([A-Za-z]{2,3}\.?)[\s\u00a0]?|([^\w\s]{1,2}|[A-Za-z]{1,3}[$£¥₹₺₽€])\s?)$")
_SIGN_AFTER = re.compile(
    r"[\s\u00a0\u202f]?([^\w\s.,;:!?()\[\]\"'’”/-]{1,3}(?:[A-Z]{2})?|(?:zł|kr|Kč|Ft)(?![^\W_])|元|円)"
)
_CODE_AFTER = re.compile(r"[\s\u00a0]?([A-Z]{3})(?![^\W_])")
_CODE_LETTERS = 3
_MAX_SCALE = 12
"""Characters of a scale between a number and its currency: "5 million USD"."""
_NUMBER_AFTER = re.compile(r"[\s\u00a0]?[\d½¼¾]")
_NUMBER_BEFORE = re.compile(r"\d[^\W\d_]{0,2}[\s\u00a0]?(?:[^\W\d_]+[\s\u00a0])?$")
_WORDS_AFTER = re.compile(r"(?:[\s\u00a0-][^\W\d_]+(?:['’ʻ][^\W\d_]+)?\.?){1,3}")


_DOLLAR = "$"
"""What every country with dollars, and some with pesos, writes at home."""


class Money(NamedTuple):
    """What beside a number says that it is money."""

    currencies: frozenset[str]
    """The codes of the currencies that it may be: more than one for "$" and for "dollars"."""
    start: int
    """Where number and sign begin."""
    end: int
    """Where they end."""


class _Tables(NamedTuple):
    signs: dict[str, frozenset[str]]
    names: dict[str, frozenset[str]]
    codes: frozenset[str]
    """Those that are no word of English: "TOP 10" is none."""


@cache
def _tables() -> _Tables:
    signs: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {}
    rows = table_columns("_text/data/currencies.txt", 3)
    for code, written, called in rows:
        for sign in written.split():
            signs.setdefault(fold(sign), set()).add(code)
        for name in filter(None, called.split("|")):
            names.setdefault(fold(name).replace("-", " "), set()).add(code)
    for kind, _, _, code, words in table_columns("_text/data/quantity_words.txt", 5):
        for word in words.split("|") if kind == "money" else ():
            names.setdefault(fold(word), set()).add(code)
    for sign in [one for one in signs if one != _DOLLAR and _DOLLAR in one]:
        signs[_DOLLAR] |= signs[sign]
    return _Tables(
        {sign: frozenset(codes) for sign, codes in signs.items()},
        {name: frozenset(codes) for name, codes in names.items()},
        frozenset(code for code, _, _ in rows if not is_common(code)),
    )


def is_currency_code(text: str, start: int, end: int) -> bool:
    """Whether the word [start, end) of `text` is the code of a currency with its number beside it: "USD 450"."""
    if end - start != _CODE_LETTERS or text[start:end] not in _tables().codes:
        return False
    return bool(_NUMBER_AFTER.match(text, end) or _NUMBER_BEFORE.search(text, max(0, start - _MAX_SCALE), start))


def money_at(text: str, start: int, end: int) -> Money | None:
    """The money that the number [start, end) of `text` is, by what stands before or after it; None for none."""
    before = _before(text, start)
    if before:
        return Money(before[0], before[1], _after(text, end, before[0]))
    tables = _tables()
    sign = _SIGN_AFTER.match(text, end)
    if sign and (codes := tables.signs.get(fold(sign[1])) or tables.names.get(fold(sign[1]))):
        return Money(codes, start, sign.end())
    code = _CODE_AFTER.match(text, end)
    if code and code[1] in tables.codes:
        return Money(frozenset((code[1],)), start, code.end())
    return _named(text, start, end)


def _before(text: str, start: int) -> tuple[frozenset[str], int] | None:
    found = _BEFORE.search(text, max(0, start - 5), start)
    if found is None:
        return None
    tables = _tables()
    if found[1]:
        written = found[1]
        if written in tables.codes:
            return frozenset((written,)), found.start()
        codes = tables.signs.get(fold(written)) or tables.names.get(fold(written))
        return (codes, found.start()) if codes and len(written.rstrip(".")) > 1 else None
    for sign, at in ((found[2], found.start(2)), (found[2][-1:], found.end(2) - 1)):
        if codes := tables.signs.get(fold(sign)):
            return codes, at
    return None


def _after(text: str, end: int, codes: frozenset[str]) -> int:
    """Where the amount ends that its sign is before: "US$5 USD"."""
    code = _CODE_AFTER.match(text, end)
    return code.end() if code and code[1] in codes else end


def _named(text: str, start: int, end: int) -> Money | None:
    words = _WORDS_AFTER.match(text, end)
    if words is None:
        return None
    names = _tables().names
    parts = re.findall(r"[^\W\d_]+(?:['’ʻ][^\W\d_]+)?\.?", words[0])
    for count in range(len(parts), 0, -1):
        if codes := names.get(fold(" ".join(parts[:count]))):
            place = end
            for part in parts[:count]:
                place = text.index(part, place) + len(part)
            return Money(codes, start, place)
    return None
