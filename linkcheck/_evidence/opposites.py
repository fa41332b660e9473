"""Which words are opposites, and which say the same where an opposite is meant?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from linkcheck._tables import table_lines
from linkcheck._text.tokens import normal_form


class Opposites:
    """The packaged table: form -> forms of its opposites, and of what says the same."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.opposite: dict[str, set[str]] = {}
        self.same: dict[str, set[str]] = {}
        for line in lines:
            left, right = (tuple(map(normal_form, side.split())) for side in line.split("|"))
            for side, other in ((left, right), (right, left)):
                for form in side:
                    self.opposite.setdefault(form, set()).update(set(other) - {form})
                    self.same.setdefault(form, set()).update(side)


@cache
def opposites() -> Opposites:
    """The table of opposites.txt, read once."""
    return Opposites(table_lines("_text/data/opposites.txt"))
