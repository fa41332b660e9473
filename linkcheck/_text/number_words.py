"""Which numbers does a text speak of in words: counts, ordinals, shares of a scale, vague amounts, and how exactly?"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from linkcheck._tables import table_columns
from linkcheck._text.casing import fold_in_place


class Spoken(NamedTuple):
    """A number in words: its span, and the least and highest that it may mean; both are the same for an exact one."""

    start: int
    end: int
    low: float
    high: float
    ordinal: bool = False
    weak: bool = False
    """Whether it may be no number at all: "one", "second", "a couple", "both"."""
    scaled: bool = False
    """Whether a "million" or its like is part of it."""


class _Phrase(NamedTuple):
    """Words that are part of a number."""

    words: tuple[str, ...]
    kind: str
    low: float
    high: float
    language: str


class _Token(NamedTuple):
    word: str
    start: int
    end: int


class _Part(NamedTuple):
    phrase: _Phrase
    last: int
    """The token after it."""


class _Amount(NamedTuple):
    low: float
    high: float
    parts: int
    """How many parts it is made of."""
    scaled: bool = False


_WORD = re.compile(r"[^\W\d_]+")
_JOINTS = frozenset((" ", "-", "\u00a0", "\u2011", "\u202f"))
_FILLERS = frozenset(("a", "an", "of", "de", "d"))
"""Small words between a vague amount and its scale: "a quarter of a million"."""
_FILLER = "filler"
_MAX_PARTS = 12
"""Of one number: "nine hundred and ninety-nine thousand nine hundred and ninety-nine" has ten."""
_WEAK = frozenset(("zero", "one", "first", "second", "third"))
_TEN, _HUNDRED, _THOUSAND = 10.0, 100.0, 1_000.0
_CENTURIES = range(17, 21)
"""The first halves of years as they are spoken: "nineteen eighty-four"."""
_KINDS = frozenset(("cardinal", "ordinal", "scale", "fraction", "vague", "many", "group", "and", "point", "half-after"))
_STARTS = frozenset(("cardinal", "ordinal", "scale", "fraction", "vague", "many", "group"))


class _Lexicon(NamedTuple):
    phrases: dict[str, tuple[_Phrase, ...]]
    """By the first word, those of more words first."""
    starts: frozenset[str]
    """First words of what may begin a number."""
    unwanted: frozenset[str]
    """Words that alone are no number: "sei" is Italian for six and German for be."""


@cache
def _lexicon() -> _Lexicon:
    rows = [
        (kind, float(value), float(value), language, words)
        for kind, value, language, words in table_columns("_text/data/number_words.txt", 4)
    ]
    rows += [
        (kind, float(low), float(high), language, words)
        for kind, low, high, language, words in table_columns("_text/data/quantity_words.txt", 5)
    ]
    unwanted = frozenset(
        fold_in_place(word) for kind, _, _, _, words in rows if kind == "not" for word in words.split("|")
    )
    phrases: dict[str, list[_Phrase]] = {}
    for kind, low, high, language, written in rows:
        if kind not in _KINDS:
            continue
        for phrase in written.split("|"):
            words = tuple(_WORD.findall(fold_in_place(phrase)))
            if words:
                phrases.setdefault(words[0], []).append(_Phrase(words, kind, low, high, language))
    ordered = {
        first: tuple(sorted(found, key=lambda one: (-len(one.words), one.kind == "many")))
        for first, found in phrases.items()
    }
    starts = frozenset(first for first, found in ordered.items() if any(one.kind in _STARTS for one in found))
    return _Lexicon(ordered, starts, unwanted)


def cardinal_words(value: int) -> tuple[str, ...]:
    """The words of one number in every language: "two", "zwei", "deux"; those of one word only."""
    return _cardinals().get(value, ())


@cache
def _cardinals() -> dict[int, tuple[str, ...]]:
    found: dict[int, dict[str, None]] = {}
    for phrases in _lexicon().phrases.values():
        for phrase in phrases:
            if phrase.kind in ("cardinal", "group", "ordinal") and len(phrase.words) == 1:
                found.setdefault(int(phrase.low), {})[phrase.words[0]] = None
    return {value: tuple(words) for value, words in found.items()}


@cache
def number_prefixes() -> frozenset[str]:
    """What may be joined to a number that counts: "mid-20s", "pre-2010"."""
    rows = table_columns("_text/data/quantity_words.txt", 5)
    return frozenset(word for kind, _, _, _, words in rows if kind == "prefix" for word in words.split("|"))


@cache
def scale_of(word: str) -> float:
    """What a word behind a number multiplies it by, as in "5 million"; 0 for a word that is none."""
    found = _lexicon().phrases.get(fold_in_place(word).rstrip("."), ())
    return next((one.low for one in found if one.kind == "scale" and len(one.words) == 1), 0.0)


def spoken_numbers(text: str) -> Iterator[Spoken]:
    """The numbers that `text` has in words, in order, without overlaps."""
    lower = fold_in_place(text)
    _, starts, unwanted = _lexicon()
    if starts.isdisjoint(_WORD.findall(lower)):
        return
    tokens = [_Token(match[0], *match.span()) for match in _WORD.finditer(lower)]
    done = 0
    for position, token in enumerate(tokens):
        if position < done or token.word not in starts:
            continue
        parts = _parts(lower, tokens, position)
        spoken = _amount(parts) if parts else None
        if (
            spoken is None
            or not spoken.parts
            or (parts[0].last == position + 1 == parts[spoken.parts - 1].last and token.word in unwanted)
        ):
            continue
        done = parts[spoken.parts - 1].last
        weak = parts[0].phrase.kind == "group" or (spoken.parts == 1 and token.word in _WEAK)
        ordinal = parts[0].phrase.kind == "ordinal"
        end = tokens[done - 1].end
        yield Spoken(token.start, end, spoken.low, spoken.high, ordinal, weak, spoken.scaled)


def _parts(text: str, tokens: list[_Token], first: int) -> list[_Part]:
    """The phrases that stand from a token on with nothing but a space or a hyphen between."""
    parts: list[_Part] = []
    at = first
    while len(parts) < _MAX_PARTS and at < len(tokens):
        if at > first and text[tokens[at - 1].end : tokens[at].start] not in _JOINTS:
            break
        phrase = _longest(text, tokens, at, begins=at == first)
        if phrase is None or (at == first and phrase.kind not in _STARTS):
            break
        at += len(phrase.words)
        parts.append(_Part(phrase, at))
    return parts


def _longest(text: str, tokens: list[_Token], at: int, *, begins: bool) -> _Phrase | None:
    """The longest phrase from a token on. "millions" is a scale in "cinq millions", an amount where it begins one."""
    word = tokens[at].word
    phrases = _lexicon().phrases.get(word, ())
    if begins and any(phrase.kind == "many" for phrase in phrases):
        phrases = tuple(phrase for phrase in phrases if phrase.kind != "scale")
    for phrase in phrases:
        if len(phrase.words) == 1 or _stands_at(text, tokens, at, phrase.words):
            return phrase
    return _Phrase((word,), _FILLER, 0.0, 0.0, "") if word in _FILLERS else None


def _stands_at(text: str, tokens: list[_Token], at: int, words: tuple[str, ...]) -> bool:
    if tokens[at + 1 : at + 2] and tokens[at + 1].word != words[1]:
        return False
    found = tokens[at : at + len(words)]
    return tuple(token.word for token in found) == words and all(
        text[one.end : other.start] in _JOINTS for one, other in pairwise(found)
    )


def _amount(parts: list[_Part]) -> _Amount | None:
    first = parts[0].phrase
    if first.kind in ("ordinal", "group"):
        return _Amount(first.low, first.high, 1)
    if first.kind == "many":
        return _with_scales(parts)
    if first.kind in ("fraction", "vague"):
        amount = _with_scales(parts)
        return amount if amount.parts > 1 else None
    return _count(parts)


def _with_scales(parts: list[_Part]) -> _Amount:
    """A share or a vague amount times the scales that follow it: "half a million", "hundreds of thousands"."""
    low, high, used, scaled = parts[0].phrase.low, parts[0].phrase.high, 1, False
    for number, part in enumerate(parts[1:], start=2):
        phrase = part.phrase
        if phrase.kind not in ("scale", "many", _FILLER):
            break
        if phrase.kind != _FILLER:
            size = phrase.low if phrase.kind == "scale" else 10.0 ** (len(str(int(phrase.low))) - 1)
            low, high, used, scaled = low * size, high * size, number, scaled or size >= _THOUSAND
    return _Amount(low, high, used, scaled)


def _count(parts: list[_Part]) -> _Amount:
    """A number that is counted out: "two hundred and fifty thousand", "one point five million"."""
    total, current, last_scale, used, settled = 0.0, 0.0, math.inf, 0, 0
    place, scaled = 0, False
    while place < len(parts):
        phrase = parts[place].phrase
        if phrase.kind == "and" and used == place and (current >= _HUNDRED or settled == place):
            place += 1
            continue
        if phrase.kind == "cardinal" and (added := _added(current, phrase.low)) is not None:
            current = added
        elif phrase.kind == "point" and current and (decimals := _decimals(parts[place + 1 :])):
            current += float(f"0.{decimals}")
            place += len(decimals)
        elif phrase.kind == "half-after" and current:
            current += 0.5
        elif phrase.kind == "scale" and phrase.low < _THOUSAND:
            current = (current or 1.0) * phrase.low
        elif phrase.kind == "scale" and phrase.low < last_scale:
            total, current, last_scale, scaled = total + (current or 1.0) * phrase.low, 0.0, phrase.low, True
            settled = place + 1
        elif phrase.kind == "scale" and not current:
            total, last_scale, settled = total * phrase.low, phrase.low, place + 1
        else:
            if phrase.kind == "scale":  # of the next number, as is what stands before it: "two million, three million"
                current, used = 0.0, settled
            break
        place += 1
        used = place
    return _Amount(total + current, total + current, used, scaled)


def _added(current: float, value: float) -> float | None:
    """The number that `current` and the next word are together; None where they are two numbers."""
    if not current:
        return value
    if current in _CENTURIES and _TEN <= value < _HUNDRED:
        return current * _HUNDRED + value
    fits = current > value and current % 10 ** len(str(int(value))) == 0
    return current + value if fits else None


def _decimals(parts: list[_Part]) -> str:
    digits = ""
    for part in parts:
        if part.phrase.kind != "cardinal" or part.phrase.low >= _TEN:
            break
        digits += str(int(part.phrase.low))
    return digits
