"""Which words name a month or a weekday, and which of them do so by themselves?"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from linkcheck._tables import table_columns
from linkcheck._text.casing import fold

_TABLES = ("_text/data/calendar.txt", "_text/data/calendar_forms.txt")
_BESIDE = "+"
_MIN_BARE = 4
"""Letters of a name that may lack its accents: "sub" and "car" are no weekdays."""


class CalendarWord(NamedTuple):
    """What a word may name; None for what it does not name."""

    month: int | None = None
    """1 is January."""
    weekday: int | None = None
    """0 is Monday."""
    alone: bool = False
    """Whether it is one wherever it stands; else only beside a day, a year or a time."""
    between: bool = False
    """Whether it is a month only between a day and a year, a word of English elsewhere: "5 set 2024"."""


class Calendar(NamedTuple):
    """The names of months and weekdays of all languages that are read."""

    words: Mapping[str, CalendarWord]
    """By the word, folded; with and without accents."""
    english_months: tuple[str, ...]
    english_weekdays: tuple[str, ...]
    english_short: Mapping[str, str]
    """Short forms of English -> the full name: "sept" -> "september"."""


@cache
def calendar() -> Calendar:
    """The tables of months and weekdays, read once."""
    words: dict[str, CalendarWord] = {}
    english: dict[str, list[str]] = {"month": [], "weekday": []}
    short: dict[str, str] = {}
    for file in _TABLES:
        for kind, number, language, names in table_columns(file, 4):
            written = names.split()
            if language == "en" and file == _TABLES[0]:
                english[kind].append(written[0].rstrip(_BESIDE))
            if language == "en":
                full = english[kind][int(number) - (kind == "month")]
                short |= {name.rstrip(_BESIDE): full for name in written if name.rstrip(_BESIDE) != full}
            for name, pluses in _spellings(written, language):
                known = words.get(name, CalendarWord(between=True))
                words[name] = known._replace(
                    alone=known.alone or not pluses, between=known.between and pluses > 1, **{kind: int(number)}
                )
    return Calendar(
        MappingProxyType(words), tuple(english["month"]), tuple(english["weekday"]), MappingProxyType(short)
    )


def _spellings(names: list[str], language: str) -> Iterator[tuple[str, int]]:
    """Each name, folded, with how many pluses it has; plurals of English weekdays, and names without their accents."""
    for written in names:
        name = fold(written.rstrip(_BESIDE))
        pluses = written.count(_BESIDE)
        yield name, pluses
        if language == "en" and name.endswith("day"):
            yield f"{name}s", pluses
        bare = "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))
        if bare != name and bare.isascii() and len(bare) >= _MIN_BARE:
            yield bare, max(1, pluses)
