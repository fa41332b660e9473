"""Which page of a queue belongs to which post: one assignment over the whole queue.

Pairs of rows taken one by one would hand one page to several posts and miss cycles; in the optimal
assignment (Kuhn 1955) a post moves only where the whole queue gains, and the two halves of an exchange
support each other.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from typing import NamedTuple

from linkcheck._queue.matching import best_matching

KnownFits = Mapping[tuple[int, int], float]
"""(post, page) -> how well they fit, in log-odds of being about the same thing. Only what was measured."""

Advantage = Callable[[int, int], float]
"""(post, page) -> how much better this page fits the post than its own, in log-odds."""

IsPlausible = Callable[[int, int], bool]
"""(post, page) -> whether the page can be the post's at all, where only the moves around it suggest it."""


class MoveThresholds(NamedTuple):
    """What decides whether a link moves to another row, in log-odds."""

    min_fit: float
    """The least that the other page must fit."""
    stay_bonus: float
    """What it is worth to a post to stay: most links of a queue are right."""
    unread_fit: float
    """What a page that says nothing of its post (a wall, a post without claim) is taken to fit it."""
    unassigned_fit: float
    """What it is worth to a post to have no page of the queue."""
    min_leftover_fit: float
    """The least that a page must fit which the moves around it leave over, and fit better than the post's own, both
    added up: a post and a page that are left over are no pair yet."""


def assign(fits: KnownFits, *, thresholds: MoveThresholds, same_page: Sequence[object]) -> dict[int, int]:
    """Post -> the other page that it belongs to; posts that stay, or belong nowhere, are left out.

    `fits` holds each post with its own page (i, i) and with its rivals (i, j), where they could be
    measured. A page serves one post, and the same page again (`same_page[i] == same_page[j]`) is no move.
    """
    moves = {
        (post, page): fit
        for (post, page), fit in fits.items()
        if post != page and same_page[post] != same_page[page] and fit >= thresholds.min_fit
    }
    # Rows that no other post's page and no other page's post concerns stay: they would only be carried along.
    rows = sorted({row for move in moves for row in move})
    return _assign_among(rows, moves, fits, thresholds) if rows else {}


def _assign_among(rows: Sequence[int], moves: KnownFits, fits: KnownFits, thresholds: MoveThresholds) -> dict[int, int]:
    columns = {row: number for number, row in enumerate(rows)}
    # Each row may stay, and beyond the pages stands "no page of this queue", a column for each row.
    worths = [
        {
            number: fits.get((row, row), thresholds.unread_fit) + thresholds.stay_bonus,
            len(rows) + number: thresholds.unassigned_fit,
        }
        for number, row in enumerate(rows)
    ]
    for (post, page), fit in sorted(moves.items()):
        worths[columns[post]][columns[page]] = fit
    pages = best_matching(worths)
    return {row: rows[page] for row, page in zip(rows, pages, strict=True) if page < len(rows) and rows[page] != row}


def close_cycles(
    moves: Mapping[int, int],
    *,
    advantage: Advantage,
    is_plausible: IsPlausible,
    supported: Container[int] = (),
) -> dict[int, int]:
    """The moves, and the one that closes each chain of them where the page is plausible and has an advantage.

    If post 3 has the page of row 7, and row 7's post fits no page by itself but row 3's better than its
    own, then row 3's page is left over for it. A chain that begins in a `supported`
    row is closed at an advantage of 0 as well: no other page is left.
    """
    closed = dict(moves)
    for start in sorted(set(moves) - set(moves.values())):
        end = start
        while end in moves:
            end = moves[end]
        gain = advantage(end, start)
        if is_plausible(end, start) and (gain > 0 or (gain == 0 and start in supported)):
            closed[end] = start
    return closed
