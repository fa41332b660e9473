"""What do writers put for a word of a name? Nicknames, titles, short forms, and other spellings of the same sound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from linkcheck._parameters import PARAMETERS
from linkcheck._tables import table_lines
from linkcheck._text.typos import differ_by_typo
from linkcheck._text.word_classes import words_of

_MIN_SLIP_LETTERS = PARAMETERS.names.min_slip_letters
MIN_SOUND_LETTERS = PARAMETERS.names.min_sound_letters

_SOUNDS = (
    (re.compile(r"^al(?=[a-z]{4})"), ""),
    (re.compile(r"^el(?=[a-z]{5})"), ""),
    (re.compile(r"qu(?=r)"), "ko"),
    (re.compile(r"kh|gh|q|ck|c(?![hiey])|^g(?=[aou]d)"), "k"),
    (re.compile(r"tsch|tch|cz|č"), "ch"),
    (re.compile(r"sch"), "sh"),
    (re.compile(r"dh|dj(?=a)"), "d"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"th"), "t"),
    (re.compile(r"tz|ts"), "z"),
    (re.compile(r"w"), "v"),
    (re.compile(r"ou|oo|o"), "u"),
    (re.compile(r"i?y$|ij$|ii$|iy$"), "i"),
    (re.compile(r"ee|ie|y"), "i"),
    (re.compile(r"ai|ae|ei|ay|ey"), "e"),
    (re.compile(r"h(?=[^aeiu]|$)"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
"""How one sound of Arabic, Persian, Russian or Hebrew is written in Latin letters, brought to one writing."""
SAME_STARTS = ("kqgc", "ou", "iyje", "wv", "sz", "tc", "ae")
"""First letters that one sound may have."""
_VOWELS = frozenset("aeiu")
_OPEN = frozenset(("ae", "ea", "ei", "ie", "ia", "ai"))
"""Vowels that one writes for the other: the short vowels of Arabic have no letters."""


def same_word(one: str, other: str) -> bool:
    """Whether two folded words are one word of a name: equal, a nickname, a short form, a slip, another spelling."""
    return one == other or other in variants_of(one) or is_slip(one, other) or same_sound(one, other)


def is_slip(one: str, other: str) -> bool:
    """Whether two long words differ by one letter, or by two letters exchanged."""
    return differ_by_typo(one, other, min_letters=_MIN_SLIP_LETTERS)


@lru_cache(maxsize=5_000)
def variants_of(word: str) -> frozenset[str]:
    """What is written for a folded word of a name, itself left out: "bill" and "billy" for "william", "prof" ..."""
    tables = (_nicknames(), _short_forms(), _titles())
    return frozenset(other for table in tables for other in table.get(word, ())) - {word}


def is_given_name(word: str) -> bool:
    """Whether a folded word is a given name or a nickname."""
    return word in _nicknames()


def is_title(words: str) -> bool:
    """Whether folded words are a title, office or calling, which says who without a name; particles may lack."""
    return words in _titles() or words in _bare_titles()


def is_short_form(word: str) -> bool:
    """Whether a folded word is a short form, or what it shortens: "ltd" and "limited", "mt" and "mount"."""
    return word in _short_forms()


@lru_cache(maxsize=20_000)
def sound_of(word: str) -> str:
    """A folded word as it sounds, so that "qaddafi" and "gaddafi" are one; vowels may still differ."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def same_sound(one: str, other: str) -> bool:
    """Whether two folded words may be one foreign word written by two ears: Mohammed and Muhammad."""
    if min(len(one), len(other)) < MIN_SOUND_LETTERS or one.isdigit() or other.isdigit():
        return False
    left, right = sound_of(one), sound_of(other)
    if len(left) != len(right):
        return False
    apart = [pair for pair in zip(left, right, strict=True) if pair[0] != pair[1]]
    return all("".join(pair) in _OPEN for pair in apart) and len(apart) * 2 <= sum(map(_VOWELS.__contains__, left))


@cache
def _nicknames() -> Mapping[str, frozenset[str]]:
    """A given name -> its nicknames; a nickname -> its names."""
    names: dict[str, set[str]] = {}
    for line in table_lines("_text/data/nicknames.txt"):
        name, *nicknames = line.split(";")
        names.setdefault(name, set()).update(nicknames)
        for nickname in nicknames:
            names.setdefault(nickname, set()).add(name)
    return {name: frozenset(others) for name, others in names.items()}


@cache
def _short_forms() -> Mapping[str, frozenset[str]]:
    return _joined(table_lines("_text/data/short_forms.txt"))


@cache
def _titles() -> Mapping[str, frozenset[str]]:
    return _joined(table_lines("_text/data/titles.txt"))


def is_title_word(word: str) -> bool:
    """Whether a folded word is part of a title of several words: "executive" of "chief executive"."""
    return word in _title_words()


@cache
def _title_words() -> frozenset[str]:
    return frozenset(word for title in _titles() for word in title.split())


@cache
def _bare_titles() -> frozenset[str]:
    particles = words_of("particle")
    return frozenset(" ".join(word for word in title.split() if word not in particles) for title in _titles())


def _joined(lines: Iterable[str]) -> dict[str, frozenset[str]]:
    joined: dict[str, set[str]] = {}
    for line in lines:
        words = line.split(";")
        for word in words:
            joined.setdefault(word, set()).update(words)
    return {word: frozenset(others) for word, others in joined.items()}
