"""Which words beside a number say how exactly it is meant, or that it is a share of a hundred?"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from linkcheck._tables import table_columns
from linkcheck._text.casing import fold_in_place

_REACH = 24
"""Characters before a number in which a hedge stands: "approximately a $" is the longest."""
_MAX_WORDS = 3
_SKIPPED = frozenset(("a", "an", "the", "us", "another", "$", "€", "£"))
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*\.?|[~≈<>≥≤]")
_PLUS = re.compile(r"\s?\+(?!\d)|-plus\b", re.IGNORECASE)


class _Hedges(NamedTuple):
    before: dict[str, str]
    years: dict[str, str]
    after: tuple[tuple[re.Pattern[str], str], ...]
    percent: re.Pattern[str]


@cache
def _hedges() -> _Hedges:
    before: dict[str, str] = {}
    years: dict[str, str] = {}
    after: dict[str, list[str]] = {}
    percent: list[str] = []
    for kind, _, _, _, words in table_columns("_text/data/quantity_words.txt", 5):
        bound, _, place = kind.partition("-")
        if kind == "percent":
            percent += words.split("|")
        elif kind in _YEARS:
            years |= dict.fromkeys(map(fold_in_place, words.split("|")), _YEARS[kind])
        elif bound in ("about", "above", "below") and not place:
            before |= dict.fromkeys((fold_in_place(word).replace("’", "'") for word in words.split("|")), bound)
        elif bound in ("about", "above", "below"):
            after.setdefault(bound, []).extend(map(fold_in_place, words.split("|")))
    return _Hedges(
        before,
        years,
        tuple((re.compile(rf"[\s,-]{{1,2}}(?:{_alternatives(words)})\b"), bound) for bound, words in after.items()),
        re.compile(rf"\s?%|\s?％|[\s-]?(?:{_alternatives(percent)})(?![^\W\d_])", re.IGNORECASE),
    )


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_YEARS = {"later": "above", "earlier": "below"}


def bound_of_year(text: str, start: int) -> str:
    """Whether what is told lies after ("above") or before ("below") the year at `start`; empty where it is neither."""
    return _bound_before(text, start, _hedges().years)


def bound_of(text: str, start: int, end: int) -> str:
    """How exactly the number [start, end) of `text` is meant: "about", "above", "below", or empty."""
    return _bound_after(text, end) or _bound_before(text, start, _hedges().before)


def _bound_before(text: str, start: int, hedges: dict[str, str]) -> str:
    words = _WORD.findall(fold_in_place(text[max(0, start - _REACH) : start]).replace("’", "'"))
    bound = _last_hedge(words, hedges)
    while words and not bound and words[-1] in _SKIPPED:
        words.pop()
        bound = _last_hedge(words, hedges)
    return bound


def _last_hedge(words: list[str], hedges: dict[str, str]) -> str:
    found = (hedges.get(" ".join(words[-count:])) for count in range(min(_MAX_WORDS, len(words)), 0, -1))
    return next((bound for bound in found if bound), "")


def _bound_after(text: str, end: int) -> str:
    if _PLUS.match(text, end):
        return "above"
    following = text[end : end + _REACH]
    if not following[:1].isspace() and following[:1] not in ("-", ","):
        return ""
    lower = fold_in_place(following)
    return next((bound for pattern, bound in _hedges().after if pattern.match(lower)), "")


@cache
def _further() -> frozenset[str]:
    rows = table_columns("_text/data/quantity_words.txt", 5)
    return frozenset(
        fold_in_place(word) for kind, _, _, _, words in rows if kind == "further" for word in words.split("|")
    )


def is_further(text: str, start: int, end: int) -> bool:
    """Whether the number [start, end) of `text` is counted on top of others: "another 5", "seven other people"."""
    before = _WORD.findall(fold_in_place(text[max(0, start - _REACH) : start]))[-1:]
    after = _WORD.findall(fold_in_place(text[end : end + _REACH]))[:1]
    return not _further().isdisjoint((*before, *after))


def percent_end(text: str, end: int) -> int:
    """Where the sign or word ends that makes the number ending at `end` a share of a hundred; 0 for none."""
    match = _hedges().percent.match(text, end)
    return match.end() if match else 0
