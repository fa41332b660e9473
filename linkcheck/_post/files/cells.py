"""What do the cells of a column hold: texts, addresses, dates, times of the day, or labels such as a status?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from linkcheck._urls.file_names import leads_to_media
from linkcheck._urls.permalinks import is_permalink

_SEPARATED = re.compile(r"[\s,;|]+")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s/.]+\.?\S*", re.IGNORECASE)
_WITHIN = re.compile(r"(?:[a-z]{2,10}://|www\.)\S", re.IGNORECASE)
"""An address, also one whose scheme is mistyped ("htp://")."""
_CLOCK_FORM = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?:\s*[AaPp]\.?[Mm]\.?)?"
_CLOCK = re.compile(_CLOCK_FORM)
_DAY_FORM = r"(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:\d{4}|\d{2}))"
_DAY = re.compile(_DAY_FORM)
_ZONE_FORM = r"(?:Z|[A-Z]{2,5}|[+-]\d\d:?\d\d)"
_TIME = re.compile(rf"(?:[A-Za-z]{{3,9}},?\s+)?{_DAY_FORM}(?:[T ,]+{_CLOCK_FORM}\s*{_ZONE_FORM}?)?")
_WORD_FORM = r"[^\W\d_]{3,10}\.?"
_DAY_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?\.?"
_WRITTEN_TIME = re.compile(
    rf"(?:{_WORD_FORM},?\s+)?(?:{_DAY_NUMBER}[\s-]+{_WORD_FORM},?[\s-]+|{_WORD_FORM}\s+{_DAY_NUMBER},?\s+)\d{{4}}"
    rf"(?:,?\s+(?:at\s+)?{_CLOCK_FORM}.{{0,10}})?"
)
_NUMBER = re.compile(r"[-+]?[\d.,\s]*\d[\d.,\s]*%?")
_ADDRESS_SHARE = 0.6
"""Of the filled cells of a column of addresses; the rest says "none" or is a mistake to be told."""
_TIME_SHARE = 0.8
_FEW_WORDS = 3
"""Words of a label, such as "Ready for review"; texts of posts have more, in all but a few."""
_ENOUGH_ROWS = 4
"""Filled cells of which fewer than half are distinct that show labels: posts are seldom repeated."""
_TEXT_WORDS = 4
"""Words that the middle cell of a column of texts has at least."""
_TEXT_LETTERS = 15
"""Characters that it has at least, also where words are not parted by spaces."""
_LONGEST_NAME = 120
"""Characters of a column's name; templates explain a column in it."""


class ColumnCells(NamedTuple):
    """What the filled cells of a column are, as far as was looked."""

    filled: int = 0
    has_addresses: bool = False
    """They are addresses and nothing else."""
    are_pictures: bool = False
    """These lead to pictures, films or sounds."""
    are_permalinks: bool = False
    """These lead to posts on a platform."""
    mentions_addresses: bool = False
    """Some of them hold an address."""
    are_times: bool = False
    """They are dates, with a time of the day or without."""
    are_days: bool = False
    """They are dates without a time of the day."""
    are_clocks: bool = False
    """They are times of the day."""
    are_numbers: bool = False
    are_labels: bool = False
    """They are few words that many rows share."""
    are_texts: bool = False
    """They are texts of several words."""
    length: int = 0
    """Characters of the middle one."""


def look_at(cells: Iterable[str]) -> ColumnCells:
    """What the cells of a column are."""
    filled = [stripped for cell in cells if (stripped := cell.strip())]
    if not filled:
        return ColumnCells()
    addresses = [cell for cell in filled if is_address(cell)]
    times = _share(filled, is_time)
    middle = sorted(map(len, filled))[len(filled) // 2]
    words = sorted(len(cell.split()) for cell in filled)[len(filled) // 2]
    has_addresses = len(addresses) >= _ADDRESS_SHARE * len(filled)
    are_times = times >= _TIME_SHARE
    are_clocks = _share(filled, lambda cell: _CLOCK.fullmatch(cell)) >= _TIME_SHARE
    are_labels = _are_labels(filled)
    are_numbers = all(_NUMBER.fullmatch(cell[:100]) for cell in filled)
    plain = not (has_addresses or are_times or are_clocks or are_numbers or are_labels)
    return ColumnCells(
        filled=len(filled),
        has_addresses=has_addresses,
        are_pictures=has_addresses and sum(map(_is_picture, addresses)) >= _ADDRESS_SHARE * len(addresses),
        are_permalinks=has_addresses and all(map(is_permalink, addresses)),
        mentions_addresses=any(map(mentions_address, filled)),
        are_times=are_times,
        are_days=are_times and all(_DAY.fullmatch(cell) for cell in filled if is_time(cell)),
        are_clocks=are_clocks,
        are_numbers=are_numbers,
        are_labels=are_labels,
        are_texts=plain and middle >= _TEXT_LETTERS and (words >= _TEXT_WORDS or words == 1),
        length=middle,
    )


def is_address(cell: str) -> bool:
    """Whether a cell holds one address or several, and nothing else."""
    parts = [part for part in _SEPARATED.split(cell.strip()) if part]
    return bool(parts) and all(_ADDRESS.fullmatch(part) for part in parts)


def mentions_address(cell: str) -> bool:
    """Whether an address stands somewhere in a cell."""
    return _WITHIN.search(cell) is not None


def is_time(cell: str) -> bool:
    """Whether a cell is a date, with a time of the day or without."""
    cell = cell.strip()
    return len(cell) <= 60 and (_TIME.fullmatch(cell) is not None or _WRITTEN_TIME.fullmatch(cell) is not None)


def is_data(cells: Sequence[str]) -> bool:
    """Whether a row is none of names: a cell of it is an address, a time or a long text."""
    return any(
        is_address(cell) or is_time(cell) or mentions_address(cell) or len(cell) > _LONGEST_NAME
        for cell in cells
        if cell.strip()
    )


def _is_picture(cell: str) -> bool:
    return all(leads_to_media(part) for part in _SEPARATED.split(cell) if part)


def _are_labels(filled: Sequence[str]) -> bool:
    if len(filled) < _ENOUGH_ROWS:
        return False
    few_words = sum(len(cell.split()) <= _FEW_WORDS for cell in filled)
    return 2 * len({cell.lower() for cell in filled}) < len(filled) and few_words >= _TIME_SHARE * len(filled)


def _share(cells: Sequence[str], is_one: Callable[[str], object]) -> float:
    return sum(1 for cell in cells if is_one(cell)) / len(cells)
