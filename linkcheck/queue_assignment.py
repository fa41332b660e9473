"""Which page of a queue belongs to which post: one assignment over the whole queue.

Pairs of rows taken one by one would hand one page to several posts and miss cycles; the optimal
assignment (Kuhn 1955; scipy's Jonker-Volgenant) lets a post move only where the whole queue gains.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

Fits = Mapping[tuple[int, int], float]
"""(post, page) -> how well they fit, in log-odds of being about the same thing. Only what was measured."""


class Bar(NamedTuple):
    """What a move must clear, in log-odds."""

    clear: float
    """The least that the other page must fit."""
    margin: float
    """By how much it must fit better than the post's own page."""
    unread: float
    """What a page that was not read is taken to fit its own post: it may well be the right one."""
    nobody: float
    """What it is worth to a post to have no page of the queue: as little as a page about something else."""


def assign(fits: Fits, *, size: int, bar: Bar, same_page: Sequence[object]) -> dict[int, int]:
    """Post -> the other page that it belongs to; posts that stay, or belong nowhere, are left out.

    `fits` holds each measurable post with its own page (i, i), where that page was read, and with its
    rivals (i, j). A page serves one post, and the same page again (`same_page[i] == same_page[j]`) is
    no move.
    """
    moves = {
        (post, page): fit
        for (post, page), fit in fits.items()
        if post != page
        and same_page[post] != same_page[page]
        and fit >= bar.clear
        and fit - fits.get((post, post), bar.unread) >= bar.margin
    }
    found: dict[int, int] = {}
    for members in _connected(moves, size):
        found |= _assign_within(members, moves, fits, bar)
    return found


def close_cycles(moves: Mapping[int, int], *, lean: Callable[[int, int], float]) -> dict[int, int]:
    """The moves, and the one that closes each chain of them where its post leans that way.

    If post 3 has the page of row 7, and row 7's post fits no page by itself but row 3's better than its
    own, then row 3's page is left over for it. `lean(post, page)` is in log-odds, above 0 for.
    """
    closed = dict(moves)
    for start in sorted(set(moves) - set(moves.values())):
        end = start
        while end in moves:
            end = moves[end]
        if lean(end, start) > 0:
            closed[end] = start
    return closed


def _connected(moves: Mapping[tuple[int, int], float], size: int) -> list[list[int]]:
    """The rows that could exchange pages with each other, group by group."""
    neighbours: defaultdict[int, set[int]] = defaultdict(set)
    for post, page in moves:
        neighbours[post].add(page)
        neighbours[page].add(post)
    seen: set[int] = set()
    groups = []
    for row in range(size):
        if row in seen or row not in neighbours:
            continue
        group, open_rows = [], [row]
        seen.add(row)
        while open_rows:
            here = open_rows.pop()
            group.append(here)
            fresh = neighbours[here] - seen
            seen |= fresh
            open_rows.extend(sorted(fresh))
        groups.append(sorted(group))
    return groups


def _assign_within(
    members: Sequence[int], moves: Mapping[tuple[int, int], float], fits: Fits, bar: Bar
) -> dict[int, int]:
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    place = {row: number for number, row in enumerate(members)}
    count = len(members)
    # The second half of the columns stands for "no page of this queue", which is open to all.
    worth = np.full((count, 2 * count), bar.nobody, dtype=float)
    worth[:, :count] = _NEVER
    for row in members:
        worth[place[row], place[row]] = fits.get((row, row), bar.unread) + bar.margin
    for (post, page), fit in moves.items():
        if post in place:
            worth[place[post], place[page]] = fit
    posts, columns = linear_sum_assignment(worth, maximize=True)
    return {
        members[post]: members[column]
        for post, column in zip(posts, columns, strict=True)
        if column < count and column != post and worth[post, column] > _NEVER
    }


# Far below any log-odds: such a pairing is never chosen, since "no page" is worth more.
_NEVER = -1e6
