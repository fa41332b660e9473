"""Numbers of a text with what they amount to: "$3M", "3 million dollars" and "three million" are one value.

Digits of every script and the separators of every convention are read; number words are English.
A writing that can be read in two ways ("1.234", "4K", "5m") has both values.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from linkcheck._text.casing import fold, lower_in_place


class Number(NamedTuple):
    """One number: its span, its possible values, its unit and how exactly it is meant."""

    start: int
    end: int
    values: tuple[float, ...]
    """Every reading, the likeliest first."""
    unit: str = ""
    """"percent", "money", "ordinal", "decade" or empty."""
    bound: str = ""
    """"about", "above" or "below" where the text hedges it, else empty."""
    weak: bool = False
    """Whether it may be no number at all: "one", "first", "second"."""
    scaled: bool = False
    """Whether a "million" or its like is part of it."""
    currency: str = ""
    """Of money: "$", "€", "£", "¥", "₹" or "₽", where the text says which."""


_MAX_DIGITS = 18  # more are serial numbers, and beyond what a float can hold exactly

_VERSION_DIGITS = 6  # 14.0.2, but not 192.168.0.1 or 01.02.2003

_SCALES = {
    1e2: "hundred",
    1e3: "k thousand tsd тыс тысяч mil mille tausend duizend",
    1e6: "m mn mln mio million millions millones millón milhões milhão millionen miljoen miljoner milioni milionów млн "
    "миллион миллиона миллионов",
    1e9: "b bn mrd mld billion billions milliard milliards milliarden miljard miliardi miliardów млрд "
    "миллиард миллиарда миллиардов",
    1e12: "tn trillion trillions",
    1e4: "万 萬",
    1e8: "億 亿",
    1e5: "lakh lakhs",
    1e7: "crore crores",
    12.0: "dozen",
}
_SCALE_OF = {word: value for value, words in _SCALES.items() for word in words.split()}
_AMBIGUOUS_SCALES = frozenset({"k", "m", "b", "mil", "t"})  # also: 4K video, metres, a unit's first letter
_SCALE_WORDS = "|".join(sorted((w for w in _SCALE_OF if len(w) > 1), key=len, reverse=True))

_DIGITS = re.compile(
    rf"""
    (?P<digits>
        \d (?<![^\W_]\d)                             # not glued to letters: neither MH370 nor B2B
        (?: \d{{0,2}} (?:[ ]\d{{3}})+ (?!\d)         # 3 000 000
          | \d* (?:[.,'’\u00a0\u202f\u2009]\d+)* )   # 3,000,000; 3.5; 3'000
    )
    (?: (?P<scale>
            [kKmMbB](?:n|ln)? (?![^\W\d_])                # 10k, 3bn
          | [\s\u00a0-]? (?:{_SCALE_WORDS}) (?![^\W\d_])  # 3 million, 3-million
          | [万萬億亿] )                                   # 300万
      | (?P<ordinal> st|nd|rd|th ) (?![^\W\d_]) )?        # 45th
    (?P<percent>
        \s?%                    # 45 %
      | [\s-]?per\s?cent\b
      | [\s-]?percent\b
      | \s?pct\b
      | \s?Prozent\b
      | \s?por[ ]ciento\b
      | \s?pour[ ]cent\b
      | \s?процент )?
    (?P<currency>
        \s?[€£$₽]               # 45 €
      | [\s-](?:dollars?|euros?|pounds?|bucks)\b )?
    """,
    re.IGNORECASE | re.VERBOSE,
)

_CURRENCIES = {"dollar": "$", "buck": "$", "euro": "€", "pound": "£"}
_DECADE = re.compile(r"(?:(?:1[5-9]|20)\d|[1-9])0['’]?s\b")
_MONEY_BEFORE = re.compile(r"[$€£¥₹₽]\s?$")

_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_NTH = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
NUMBER_WORDS = (*f"zero|{_ONES}|{_TEENS}".split("|"), "twenty")
"""Those of 0 to 20, in order."""
_SMALL_VALUES = {word: float(value) for value, word in enumerate(NUMBER_WORDS)} | {
    word: 10.0 * tens for tens, word in enumerate(_TENS.split("|"), start=2)
}
_ORDINALS = {word: float(value) for value, word in enumerate(_NTH.split("|"), start=1)}
_WEAK_WORDS = frozenset({"zero", "one", "first", "second", "third"})
_SMALL = rf"(?:(?:{_TENS})(?:[\s-](?:{_ONES}))?|zero|{_TEENS}|{_ONES})"
_GROUP = rf"(?:{_SMALL}(?:[\s-](?:hundred|dozen)(?:\s(?:and\s)?{_SMALL})?)?|hundred\s(?:and\s)?{_SMALL})"
_WORDS = re.compile(
    rf"""
    \b
    (?: (?P<number>
            (?:{_GROUP}) (?: [\s-](?:thousand|million|billion|trillion) (?:\s(?:and\s)?{_GROUP})? ){{1,4}}
                        # a hundred and twenty million, two thousand nineteen
          | {_GROUP}    # twenty-five, two hundred and fifty
          | (?:hundred|thousand|million|billion|dozen) )
      | (?P<ordinal>{_NTH}) )
    \b
    (?P<percent> [\s-]per\s?cent\b )?
    (?P<currency> [\s-](?:dollars?|euros?|pounds?)\b )?
    """,
    re.IGNORECASE | re.VERBOSE,
)

_FIRST_WORDS = frozenset(f"zero|{_TENS}|{_ONES}|{_TEENS}|{_NTH}|hundred|thousand|million|billion|dozen".split("|"))
_LATIN_WORD = re.compile("[a-z]+")

_NUMERAL = re.compile(r"\b[IVX]{2,5}\b")
ROMAN = {
    tens + ones: 10.0 * len(tens) + value
    for tens in ("", "X", "XX")
    for value, ones in enumerate(("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"))
    if len(tens + ones) > 1
}
"""Roman numerals of two letters and more, up to 29: kings, wars, films and finals have no more."""

_HEDGE_WORDS = {
    "about": """
        about around roughly approximately approx. approx nearly almost some circa ca. ~ ≈ rund etwa environ presque
        fast unos unas casi quasi около почти close_to""",
    "above": "over above exceeding exceeds exceeded über более more_than at_least upwards_of más_de plus_de mehr_als",
    "below": "under below unter менее less_than fewer_than up_to at_most menos_de moins_de weniger_als",
}
_HEDGES = {word.replace("_", " "): bound for bound, words in _HEDGE_WORDS.items() for word in words.split()}
_BOUND_REACH = 24  # characters before a number in which a hedge stands: "approximately a $" is the longest


def find_numbers(text: str) -> tuple[Number, ...]:
    """The numbers of `text` in order, without overlaps. Numbers glued to letters (MH370, B2B) are none."""
    found = [*_digits_in(text), *_words_in(text), *_numerals_in(text)]
    found.sort(key=lambda number: (number.start, -number.end))
    kept: list[Number] = []
    for number in found:
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return tuple(kept)


def _digits_in(text: str) -> list[Number]:
    found = []
    for match in _DIGITS.finditer(text):
        values = _readings(match["digits"])
        if (
            not values
            or text[match.start() - 1 : match.start()] in ("#", "@", "_")
            or text[match.end() : match.end() + 1] == "_"
        ):
            continue
        scale = (match["scale"] or "").strip().lstrip("- \u00a0").lower()
        if scale and scale in _SCALE_OF:
            scaled = tuple(value * _SCALE_OF[scale] for value in values)
            values = scaled + values if scale in _AMBIGUOUS_SCALES else scaled
        elif len(match["digits"]) == 2 and text[match.start("digits") - 1 : match.start("digits")] in ("'", "’", "‘"):
            values = (1900 + values[0], 2000 + values[0])  # '70s, '05
        elif values[0] < 100 and _DECADE.match(text, match.start("digits")):
            values = (1900 + values[0], 2000 + values[0])  # 70s, 70's
        sign = _MONEY_BEFORE.search(text[max(0, match.start() - 2) : match.start()])
        start = match.start() - len(sign[0]) if sign else match.start()
        money = sign or match["currency"]
        unit = "percent" if match["percent"] else "money" if money else "ordinal" if match["ordinal"] else ""
        if not unit and _DECADE.match(text, match.start("digits")):
            unit = "decade"
        bound = _bound_before(text, start)
        currency = _currency((sign or match)[0]) if money else ""
        found.append(Number(start, match.end(), values, unit, bound, scaled=bool(scale), currency=currency))
    return found


def _numerals_in(text: str) -> list[Number]:
    """Roman numerals, all weak: they may be a name's initials."""
    return [
        Number(match.start(), match.end(), (value,), weak=True)
        for match in _NUMERAL.finditer(text)
        if (value := ROMAN.get(match[0])) is not None
    ]


def _currency(written: str) -> str:
    for word, sign in _CURRENCIES.items():
        if sign in written or word in written.lower():
            return sign
    return next((sign for sign in "¥₹₽" if sign in written), "")


def _readings(digits: str) -> tuple[float, ...]:
    if sum(c.isdigit() for c in digits) > _MAX_DIGITS:
        return ()
    separators = [c for c in digits if not c.isdigit()]
    groups = re.split(r"\D", digits)
    whole_digits = "".join(groups)
    whole = float(whole_digits)
    if not separators:
        return (whole,)
    thousands = len(groups[0]) <= 3 and groups[0] != "0" and all(len(group) == 3 for group in groups[1:])
    if len(set(separators)) == 1 and thousands:
        if len(separators) == 1 and separators[0] in ".,":
            return (whole, float(f"{groups[0]}.{groups[1]}"))
        return (whole,)
    if separators[-1] not in ".,":
        return ()
    if separators == [".", "."] and len(whole_digits) <= _VERSION_DIGITS:
        return (_version(groups),)
    if len(separators) == 1 or (len(set(separators[:-1])) == 1 and all(len(group) == 3 for group in groups[1:-1])):
        return (float(f"{''.join(groups[:-1])}.{groups[-1]}"),)
    return ()


def _version(groups: list[str]) -> float:
    """A version as a number between its first part and the next: equal versions are equal, and 9.3.2 is a 9."""
    return float(groups[0]) + sum(float(group) / 1000.0**place for place, group in enumerate(groups[1:], start=1))


def _words_in(text: str) -> list[Number]:
    found = []
    end = 0
    for first in _LATIN_WORD.finditer(lower_in_place(text)):
        if first[0] not in _FIRST_WORDS or first.start() < end:
            continue
        match = _WORDS.match(text, first.start())
        if match is None:
            continue
        end = match.end()
        words = fold(match[0])
        unit = "percent" if match["percent"] else "money" if match["currency"] else ""
        if match["ordinal"]:
            value, unit = _ORDINALS[fold(match["ordinal"])], "ordinal"
        else:
            value = _spoken_value(fold(match["number"]))
        bound = _bound_before(text, match.start())
        currency = _currency(words) if unit == "money" else ""
        found.append(Number(match.start(), end, (value,), unit, bound, words in _WEAK_WORDS, currency=currency))
    return found


def _spoken_value(words: str) -> float:
    total = current = 0.0
    for word in re.split(r"[\s-]+", words):
        if word in ("hundred", "dozen"):
            current = (current or 1.0) * _SCALE_OF[word]
        elif word in _SCALE_OF:
            total += (current or 1.0) * _SCALE_OF[word]
            current = 0.0
        else:
            current += _SMALL_VALUES.get(word, 0.0)
    return total + current


def _bound_before(text: str, start: int) -> str:
    words = text[max(0, start - _BOUND_REACH) : start].lower().split()
    if words and words[-1] in ("a", "an", "the", "us"):
        words.pop()
    if not words:
        return ""
    return _HEDGES.get(" ".join(words[-2:])) or _HEDGES.get(words[-1], "")
