"""Which unit of measure stands behind a number, however it is written?"""

from __future__ import annotations

import re
from functools import cache

from linkcheck._tables import table_columns
from linkcheck._text.casing import fold

_WORDS = re.compile(r"[\s\u00a0\u202f-]?((?:[^\W\d_]|[°/²³'’])+\.?(?:[\s\u00a0-](?:[^\W\d_]|['’])+\.?){0,2})")
_MAX_UNIT = 40
"""Characters of the longest writing of a unit."""


@cache
def _units() -> dict[str, str]:
    rows = table_columns("_text/data/units.txt", 2)
    return {fold(word).replace("-", " "): unit for unit, words in rows for word in words.split("|")}


@cache
def writings_of_unit(unit: str) -> tuple[str, ...]:
    """Every writing of a unit, in lower case."""
    rows = table_columns("_text/data/units.txt", 2)
    return next((tuple(words.split("|")) for name, words in rows if name == unit), ())


def unit_behind(text: str, end: int) -> str:
    """The unit of measure that stands behind the number ending at `end`, as the table names it; empty for none."""
    match = _WORDS.match(text, end, end + _MAX_UNIT)
    if match is None:
        return ""
    words = fold(match[1]).replace("-", " ").split()
    for count in range(len(words), 0, -1):
        unit = _units().get(" ".join(words[:count])) or _units().get(" ".join(words[:count]).rstrip("."))
        if unit:
            return unit
    return ""
