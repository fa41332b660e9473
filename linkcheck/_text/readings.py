"""What can a written name be? All readings of it: countries, states, cities, seats, organisations, by any of its names.

A reading is the key of a thing that the tables know: "GE" is the country Georgia, "US-GA" the state. A name that is two
things has two readings, and a comparison takes the one that fits. Tables are read when a name is first looked up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from linkcheck._tables import table_lines

PLACE_TABLES = ("countries", "states", "cities", "other_places")
"""Tables of places: a line has the key of a place, the keys of the places it lies in, and its names."""
ORGANISATION_TABLES = ("organisations",)
"""The same of organisations and of other things of many names."""
LONGEST_NAME = 5
"""Words of the longest name that is looked for in a text."""
_LONGEST_CODE = 4
"""Letters up to which a name may be a code, which is written in capitals: "US" is not "us"."""
_PEOPLE_ENDINGS = ("er", "ian", "an", "ite", "ese")
_LOST_VOWELS = ("e", "o", "a", "i")
"""What the endings take from the name: Rome and Roman, Toronto and Torontonian, Florida and Floridian."""
_SHORTEST_HOME = 4
"""Letters of the shortest place whose people an ending makes."""
_DEEPEST = 5
"""Places around a place that are followed: a city, its state, its nation, its country, its continent."""

_UNDECOMPOSED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d", "ə": "e"}
)
_APOSTROPHES = re.compile("[’ʻʼ‘ʿʾ`´]")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.)+[^\W\d_]\b\.?")
_WORD = re.compile(r"[^\W_]+(?:['’](?!s\b)[^\W_]+)*")
_PARTING = {point: " " for point in range(0x80) if not chr(point).isalnum()}
_BEGINS = r"(?<![^\W_].)(?<![^\W_]['’].)"
_CAPITALISED = re.compile(rf"[^\W\d_a-z]{_BEGINS}[^\W_]*(?:['’](?!s\b)[^\W_]+)*")
"""The words that may begin with a capital: the letter comes first, as the search for one of a class is fast."""
_ASCII_CAPITALISED = re.compile(rf"[A-Z]{_BEGINS}[^\W_]*(?:'(?!s\b)[^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")


class ListedName(NamedTuple):
    """A name that stands in a text, and what it can be."""

    start: int
    end: int
    keys: frozenset[str]


class _Tables(NamedTuple):
    keys: Mapping[str, tuple[str, ...]]
    """A folded name, or a code in capitals -> what it can be."""
    around: Mapping[str, tuple[str, ...]]
    """A place -> the places it lies in."""
    names: Mapping[str, tuple[str, ...]]
    """What it is -> its names, as the tables write them."""
    longest: Mapping[str, int]
    """The first word of names of several -> the words of the longest of them."""


@lru_cache(maxsize=20_000)
def fold_name(name: str) -> str:
    """`name` as the tables have it: small letters without accents, words with one space between, no possessive.

    Dots between initials are left out: "U.S." is "us", and "Côte d'Ivoire" is "cote d ivoire".
    """
    if not name.isascii():
        name = _APOSTROPHES.sub("'", unicodedata.normalize("NFKD", name).translate(_UNDECOMPOSED))
        name = "".join(char for char in name if not unicodedata.combining(char))
    if "." in name:
        name = _DOTTED.sub(lambda match: match[0].replace(".", ""), name)
    name = name.casefold()
    if "'" in name or "’" in name:
        name = _POSSESSIVE.sub("", name)
    if name.isascii():
        return name if name.isalnum() else " ".join(name.translate(_PARTING).split())
    name = name.translate(_UNDECOMPOSED)
    return " ".join("".join(char if char.isalnum() else " " for char in name).split())


def names_of(key: str) -> tuple[str, ...]:
    """The names of one thing, folded; codes in capitals."""
    return _tables().names.get(key, ())


def is_place(key: str) -> bool:
    """Whether what the key stands for is a place: neither an organisation nor another thing of many names."""
    return not key.startswith(("org:", "thing:"))


def is_nation(key: str) -> bool:
    """Whether it is a country, a nation inside one, or a seat that stands for one: its names are known in full."""
    return (len(key) == 2 and key.isupper()) or key.startswith(("nation:", "seat:"))


@cache
def places_around(key: str) -> frozenset[str]:
    """The places that a place lies in, itself included: a city, its state, its country, its continent."""
    around, found = _tables().around, {key}
    wave: tuple[str, ...] = (key,)
    for _ in range(_DEEPEST):
        wave = tuple(outer for inner in wave for outer in around.get(inner, ()) if outer not in found)
        found.update(wave)
    return frozenset(found)


def are_related(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two names can be one thing, or a place and a place inside it."""
    if one & other:
        return True
    return any(key in places_around(inner) or inner in places_around(key) for key in one for inner in other)


def find_readings(text: str) -> Iterator[ListedName]:
    """The names of `text` that the tables know and that begin with a capital, the longest first where they overlap."""
    longest, reached = _tables().longest, 0
    for match in (_ASCII_CAPITALISED if text.isascii() else _CAPITALISED).finditer(text):
        start = match.start()
        if start < reached or not text[start].isupper():
            continue
        for end in _ends_of_names(text, match, longest):
            keys = readings_of(text[start:end])
            if keys:
                yield ListedName(start, end, keys)
                reached = end
                break


def _ends_of_names(text: str, match: re.Match[str], longest: Mapping[str, int]) -> list[int]:
    """Where a name may end that begins with a word, the furthest first: as far as any that begins with it."""
    ends = [match.end()]
    size = longest.get(_fold_word(match[0]), 1)
    if match.end() - match.start() == 1 and text[match.end() : match.end() + 1] == ".":
        size = LONGEST_NAME  # initials with dots: "U.S."
    while len(ends) < size:
        following = _WORD.search(text, ends[-1])
        if following is None:
            break
        ends.append(following.end())
    return ends[::-1]


@lru_cache(maxsize=20_000)
def _fold_word(word: str) -> str:
    return fold_name(word).partition(" ")[0]


@lru_cache(maxsize=20_000)
def readings_of(name: str) -> frozenset[str]:
    """Everything that `name` can be, as it is written; empty for what no table knows."""
    keys, folded = _tables().keys, fold_name(name)
    found = list(keys.get(folded, ()))
    if len(folded) <= _LONGEST_CODE and folded.isalpha():
        letters = "".join(filter(str.isalpha, _POSSESSIVE.sub("", name)))
        if letters.isupper():
            found += keys.get(letters, ())
    if not found and folded.endswith("s"):
        found += keys.get(folded[:-1], ())
    if not found and folded.startswith("the "):
        found += keys.get(folded[4:], ())
    return frozenset(found or _home_of(folded))


def _home_of(people: str) -> Iterator[str]:
    """The places whose people an ending makes: London of "londoners"."""
    singular = people.removesuffix("s")
    if not singular.endswith(_PEOPLE_ENDINGS):
        return
    for ending in _PEOPLE_ENDINGS:
        stem = singular.removesuffix(ending)
        if stem != singular and len(stem) >= _SHORTEST_HOME:
            for vowel in ("", *_LOST_VOWELS):
                yield from _tables().keys.get(stem + vowel, ())


@cache
def _tables() -> _Tables:
    keys: dict[str, tuple[str, ...]] = {}
    around: dict[str, tuple[str, ...]] = {}
    names: dict[str, tuple[str, ...]] = {}
    for table in (*PLACE_TABLES, *ORGANISATION_TABLES):
        for line in table_lines(f"_text/data/{table}.txt"):
            key, outer, written = line.split("|")
            if outer:
                around[key] = (*around.get(key, ()), *outer.split())
            listed = tuple(written.split(";")) if written else ()
            names[key] = (*names.get(key, ()), *listed)
            for name in listed:
                keys[name] = (*keys.get(name, ()), key)
    longest = {"the": LONGEST_NAME}
    for name in keys:
        if " " in name:
            first = name.partition(" ")[0]
            longest[first] = max(longest.get(first, 1), name.count(" ") + 1)
    return _Tables(keys, around, names, longest)
