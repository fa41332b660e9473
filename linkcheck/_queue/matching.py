"""Which column each row gets so that the sum of their worths is greatest, where few pairs are worth anything.

The Hungarian method by shortest augmenting paths (Kuhn 1955; Jonker and Volgenant 1987), over the pairs that exist:
a queue of 20,000 rows has some 100,000 of them, and the full table would have 400 million.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

Worths = Sequence[Mapping[int, float]]
"""For each row: column -> what it is worth to the row to have it."""


def best_matching(worths: Worths) -> list[int]:
    """The column of each row. No column is given twice, and no other such choice is worth more in all.

    Each row needs a column that no other row can have: there is always a choice then. Of two equal choices the
    one that moves fewer rows stays.
    """
    matching = _Matching(worths)
    for row in range(len(worths)):
        matching.add(row)
    return matching.column_of


class _Matching:
    """A best matching of the first rows, and the prices that prove it: no row would rather have another column."""

    def __init__(self, worths: Worths) -> None:
        self._worths = worths
        self._price: dict[int, float] = {}
        self._gain = [0.0] * len(worths)
        self._row_of: dict[int, int] = {}
        self.column_of = [-1] * len(worths)

    def add(self, row: int) -> None:
        """Give `row` a column, and others theirs anew where all of them gain by it."""
        price, gain, owners = self._price, self._gain, self._row_of
        gain[row] = max(worth - price.get(column, 0.0) for column, worth in self._worths[row].items())
        loss: dict[int, float] = {}
        """The least that is lost in all when this column is the last of the rows moved for `row`."""
        came_from: dict[int, int] = {}
        done: set[int] = set()
        open_columns: list[tuple[float, int, int]] = []
        asking, lost = row, 0.0
        while True:
            for column, worth in self._worths[asking].items():
                if column in done:
                    continue
                total = lost + gain[asking] - (worth - price.get(column, 0.0))
                if total < loss.get(column, float("inf")):
                    loss[column], came_from[column] = total, asking
                    heapq.heappush(open_columns, (total, len(loss), column))
            lost, _, last = heapq.heappop(open_columns)
            if last in done:
                continue
            done.add(last)
            if last not in owners:
                break
            asking = owners[last]
        self._reprice(row, {column: loss[column] for column in done}, lost)
        self._move(row, last, came_from)

    def _reprice(self, row: int, loss: Mapping[int, float], lost: float) -> None:
        self._gain[row] -= lost
        for column, less in loss.items():
            if column in self._row_of:
                self._gain[self._row_of[column]] -= lost - less
                self._price[column] = self._price.get(column, 0.0) + lost - less

    def _move(self, row: int, column: int, came_from: Mapping[int, int]) -> None:
        while True:
            taker = came_from[column]
            left = self.column_of[taker]
            self.column_of[taker], self._row_of[column] = column, taker
            if taker == row:
                return
            column = left
