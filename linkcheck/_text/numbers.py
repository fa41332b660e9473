"""Numbers of a text with what they amount to: "$3M", "3 million dollars" and "three million" are one value.

Digits of every script, the separators of every convention and the number words of eleven languages are read. A
writing that can be read in two ways ("1.234", "4K", "5m") has both values; one that leaves open how many it is ("a few
hundred", "10-15") has the least and the highest.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from linkcheck._text.calendar import calendar
from linkcheck._text.casing import fold
from linkcheck._text.currencies import money_at
from linkcheck._text.hedges import bound_of, bound_of_year, percent_end
from linkcheck._text.lexicon import is_common
from linkcheck._text.number_words import Spoken, number_prefixes, scale_of, spoken_numbers
from linkcheck._text.units import unit_behind


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
    """Whether it may be no number at all: "one", "first", "second", "both", the parts of "9/11" and "24/7"."""
    scaled: bool = False
    """Whether a "million" or its like is part of it."""
    currencies: frozenset[str] = frozenset()
    """Of money: the codes of the currencies that it may be."""
    span: tuple[float, float] | None = None
    """The least and the highest that it may be, where the text leaves it open: "a few hundred", "10-15"."""


_MAX_DIGITS = 18  # more are serial numbers, and beyond what a float can hold exactly
_THOUSAND = 1_000.0
_LONGEST_SHORT = 4
"""Letters of a scale that is written short, with a point: "Mrd.", "тыс."."""
_YEARS = (1500, 2100)
_VERSION_DIGITS = 6  # 14.0.2, but not 192.168.0.1 or 01.02.2003
_AMBIGUOUS_SCALES = {"k": 1e3, "m": 1e6, "b": 1e9, "mil": 1e6, "t": 1e12}
"""Also: 4K video, metres, a unit's first letter, a thousand in Spanish."""
_LETTER_SCALES = _AMBIGUOUS_SCALES | {
    "bn": 1e9,
    "mn": 1e6,
    "tn": 1e12,
    "md": 1e9,
    "万": 1e4,
    "萬": 1e4,
    "億": 1e8,
    "亿": 1e8,
}
"""Scales that are written behind digits only."""

_DIGITS = re.compile(
    r"""
    (?P<digits>
        \d (?<![^\W_]\d)                             # not glued to letters: neither MH370 nor B2B
        (?: \d{0,2} (?:,?[ ]\d{3})+ (?![\d.,]\d|\d)  # 3 000 000; 23, 000 of a text parted into words
          | \d* (?:[.,'’\u00a0\u202f\u2009]\d+)* )   # 3,000,000; 3.5; 3'000
    )?
    (?P<fraction> [½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞] )?
    """,
    re.VERBOSE,
)
_STARTS = re.compile(r"[\d½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]")
_SCALE = re.compile(r"[万萬億亿]|([kKmMbBtT](?:n|N|d|ln)?)(?![^\W\d_])|[\s\u00a0\u202f-]?([^\W\d_]{2,12}\.?)(?![^\W_])")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|er|re|ème|eme|º|ª|-?(?:й|я|е|го))(?![^\W\d_])", re.IGNORECASE)
_DECADE = re.compile(r"(?:(?:1[5-9]|20)\d|[1-9])0['’]?s\b")
_NAME_BEFORE = re.compile(r"(?<![^\W_])([^\W_]*[^\W\d_])[-‐‑]$")
_NAME_AFTER = re.compile(r"-([A-Z]{1,4})(?:\d|\b(?!-))")
_NOTE_BEFORE = re.compile(r"[^\W\d_]\.$")
"""Before the number of a note: "by 30 percent.13"."""
_PARTED = re.compile(r"\s?/\s?\d{1,2}(?![\d/])")
_PARTED_BEFORE = re.compile(r"(?<![\d/])\d{1,2}\s?/\s?$")
_MAX_NAME = 24
"""Characters of a name that a number ends: "Chandrayaan-3"."""
_NUMERAL = re.compile(r"\b[IVX]{2,5}\b")
ROMAN = {
    tens + ones: 10.0 * len(tens) + value
    for tens in ("", "X", "XX")
    for value, ones in enumerate(("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"))
    if len(tens + ones) > 1
}
"""Roman numerals of two letters and more, up to 29: kings, wars, films and finals have no more."""
_SEASON = re.compile(r"(?:1[5-9]|20)\d\d$")
_SEASON_END = re.compile(r"\s?[-–/]\s?(?:(?:1[5-9]|20)\d\d|\d\d)(?![\d%]|[.,:/-]\d)")
_RANGE = re.compile(r"\s?[-–—]\s?$|\s(?:to|bis|à|a|tot|do|до|or|and)\s$", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|zwischen|entre|tussen|tra|między|mellan|между)\s[^\w\s]?\s?$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|von|de|van|da|od|från|от)\s[^\w\s]?\s?$", re.IGNORECASE)
_WIDEST_RANGE = 10.0
"""How many times its least a range may end at: "5-500" is a score or two numbers."""
_LEAST_IN_RANGE = 2.0
"""What a range begins with at the least: "0-2" and "1-3" are scores."""


def find_numbers(text: str) -> tuple[Number, ...]:
    """The numbers of `text` in order, without overlaps. Numbers glued to letters (MH370, COVID-19) are none."""
    found = [*_digits_in(text), *_words_in(text), *_numerals_in(text)]
    if not found:
        return ()
    found.sort(key=lambda number: (number.start, -number.end))
    kept: list[Number] = []
    for number in found:
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return tuple(_with_ranges(text, kept))


def _digits_in(text: str) -> list[Number]:
    found: list[Number] = []
    done = 0
    for first in _STARTS.finditer(text):
        if first.start() < done:
            continue
        match = _DIGITS.match(text, first.start())
        if match is None or match.end() == match.start():
            continue
        done = match.end()
        number = None if _in_name(text, match.start(), match.end()) else _read(text, match)
        if number is not None:
            found.append(number)
            done = number.end
    return found


def _in_name(text: str, start: int, end: int) -> bool:
    """Whether digits are part of a name: COVID-19, F-16, 5-HT, #1, @2, version_3."""
    if text[start - 1 : start] in ("#", "@", "_") or text[end : end + 1] == "_":
        return start > 0 or text[end : end + 1] == "_"
    if _NOTE_BEFORE.search(text, max(0, start - 2), start):
        return True
    before = _NAME_BEFORE.search(text, max(0, start - _MAX_NAME), start)
    if before and not _counts_what_follows(before[1]):
        return True
    after = _NAME_AFTER.match(text, end)
    return after is not None and not unit_behind(text, end)


def _counts_what_follows(word: str) -> bool:
    """Whether a number joined to the word is one: "mid-20s", "top-10", "March-2"; not COVID-19, interleukin-6."""
    folded = fold(word)
    if len(word) <= 1 or folded in number_prefixes():
        return folded in number_prefixes()
    named = word[0].isupper() and not is_common(folded)
    return not named and (is_common(folded) or folded in calendar().words)


def _read(text: str, match: re.Match[str]) -> Number | None:
    written, fraction = match["digits"], match["fraction"]
    values = _readings(written) if written else (0.0,)
    if not values:
        return None
    start, end = match.span()
    if fraction:
        values = (values[0] + unicodedata.numeric(fraction),)
    scale, end = _scale_at(text, end)
    before = text[start - 1 : start] if start else ""
    if scale:
        scaled = [value * abs(scale) for value in values]
        unscaled = (*(value * _THOUSAND for value in values), *values) if scale < 0 else ()
        values = tuple(dict.fromkeys((*scaled, *unscaled)))
    elif written and len(written) == 2 and before in ("'", "’", "‘"):
        values = (1900 + values[0], 2000 + values[0])  # '70s, '05
    elif values[0] < 100 and _DECADE.match(text, start):
        values = (1900 + values[0], 2000 + values[0])  # 70s, 70's
    elif written and _SEASON.match(written) and (season := _SEASON_END.match(text, end)):
        later = _season_end(values[0], season[0])
        if later:
            return Number(start, season.end(), (values[0], later), bound=bound_of(text, start, season.end()))
    parted = _PARTED.match(text, end) or _PARTED_BEFORE.search(text, max(0, start - 4), start)
    return _with_unit(text, Number(start, end, values, weak=bool(parted), scaled=bool(scale)))


def _season_end(first: float, written: str) -> float:
    """The year that "2007-08" and "2007/2008" end with; 0 where no later year is meant."""
    digits = "".join(char for char in written if char.isdigit())
    later = float(digits) if len(digits) == 4 else first - first % 100 + float(digits)
    return later if first < later <= first + 100 else 0.0


def _scale_at(text: str, end: int) -> tuple[float, int]:
    """What a scale behind digits multiplies them by, negative where it may be none; and where it ends."""
    match = _SCALE.match(text, end)
    if match is None:
        return 0.0, end
    letters = match[1] or (match[0] if match[0] in _LETTER_SCALES else "")
    if letters:
        size = _LETTER_SCALES.get(letters.lower()) or scale_of(letters)
        return (-size if letters.lower() in _AMBIGUOUS_SCALES else size), match.end() if size else end
    word = match[2].rstrip(".").lower()
    size = (_LETTER_SCALES.get(word, 0.0) if len(word) > 1 else 0.0) or scale_of(word)
    if not size:
        return 0.0, end
    stop = match.end() - (text[match.end() - 1] == "." and len(word) > _LONGEST_SHORT)
    further = _SCALE.match(text, stop)  # "5 mil millones", "3 hundred thousand"
    more = scale_of(further[2]) if further and further[2] else 0.0
    if more >= _THOUSAND and further:
        return (_THOUSAND if word in _AMBIGUOUS_SCALES else size) * more, further.end()
    return (-size if word in _AMBIGUOUS_SCALES else size), stop


def _with_unit(text: str, number: Number) -> Number:
    """The number with the sign, word or ending that says what it is of, and what hedges it."""
    start, end = number.start, number.end
    unit, currencies = number.unit, frozenset[str]()
    if percent := percent_end(text, end):
        unit, end = "percent", percent
    elif not number.scaled and text[end - 1].isdigit() and (suffix := _ORDINAL.match(text, end)):
        unit, end = "ordinal", suffix.end()
    elif _DECADE.match(text, start):
        unit = "decade"
    elif not unit and (money := money_at(text, start, end)):
        unit, currencies, start, end = "money", money.currencies, money.start, money.end
    year = not unit and number.values[0].is_integer() and _YEARS[0] <= number.values[0] <= _YEARS[1]
    bound = bound_of(text, start, end) or number.bound or (bound_of_year(text, start) if year else "")
    return number._replace(start=start, end=end, unit=unit, bound=bound, currencies=currencies)


def _words_in(text: str) -> list[Number]:
    return [_with_unit(text, _of_words(spoken)) for spoken in spoken_numbers(text)]


def _of_words(spoken: Spoken) -> Number:
    unit = "ordinal" if spoken.ordinal else ""
    number = Number(spoken.start, spoken.end, (spoken.low,), unit, weak=spoken.weak, scaled=spoken.scaled)
    if spoken.low == spoken.high:
        return number
    return number._replace(values=(spoken.low, spoken.high), bound="about", span=(spoken.low, spoken.high))


def _numerals_in(text: str) -> list[Number]:
    """Roman numerals, all weak: they may be a name's initials."""
    return [
        Number(match.start(), match.end(), (value,), weak=True)
        for match in _NUMERAL.finditer(text)
        if (value := ROMAN.get(match[0])) is not None
    ]


def _with_ranges(text: str, numbers: list[Number]) -> list[Number]:
    """The numbers, each two that are the ends of a range as one: "10-15 %", "between 10 and 15", "2 to 3 million"."""
    joined: list[Number] = []
    for number in numbers:
        last = joined[-1] if joined else None
        merged = _range_of(text, last, number) if last and number.start - last.end <= _LONGEST_JOINT else None
        if merged is not None:
            joined[-1] = merged
        else:
            joined.append(number)
    return joined


_LONGEST_JOINT = len(" bis ")
_LONGEST_BETWEEN = len(" zwischen $ ")


def _range_of(text: str, first: Number, last: Number) -> Number | None:
    joint = _RANGE.match(text[first.end : last.start])
    if joint is None or first.span or last.span or first.weak or last.weak or "ordinal" in (first.unit, last.unit):
        return None
    low_end = max(0, first.start - _LONGEST_BETWEEN)
    between = _BETWEEN.search(text, low_end, first.start) is not None
    word = joint[0].strip().lower()
    if (word in ("and", "or") and not between) or (word.isalpha() and _FROM.search(text, low_end, first.start)):
        return None
    low, high = first.values[0], last.values[0]
    if last.scaled and not first.scaled and low < 1_000 and last.values[0] >= 1_000 * low:
        low *= _scale_within(high)
    least = 0.0 if between or last.unit else _LEAST_IN_RANGE
    if not least < low < high <= _WIDEST_RANGE * low or (first.unit and last.unit and first.unit != last.unit):
        return None
    unit, currencies = last.unit or first.unit, last.currencies or first.currencies
    scaled = first.scaled or last.scaled
    return Number(first.start, last.end, (low, high), unit, "", False, scaled, currencies, (low, high))


def _scale_within(value: float) -> float:
    return next((scale for scale in (1e12, 1e9, 1e6, 1e3) if value >= scale), 1.0)


def _readings(digits: str) -> tuple[float, ...]:
    if sum(c.isdigit() for c in digits) > _MAX_DIGITS:
        return ()
    digits = digits.replace(", ", ",")
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
