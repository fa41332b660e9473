"""Which page of a queue belongs to which post: one assignment over the whole queue.

Pairs of rows taken one by one would hand one page to several posts and miss cycles; the optimal
assignment (Kuhn 1955; scipy's Jonker-Volgenant) lets a post move only where the whole queue gains.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

Fits = Mapping[tuple[int, int], float]
"""(post, page) -> how well they fit, in log-odds of being about the same thing. Only what was measured."""


def assign(fits: Fits, *, size: int, clear: float, margin: float, same_page: Sequence[object]) -> dict[int, int]:
    """Post -> the other page that it belongs to; posts that stay, or belong nowhere, are left out.

    `fits` holds each measurable post with its own page (i, i), where that page was read, and with its
    rivals (i, j). A post moves only to a page that fits it by at least `clear`, by `margin` more than
    its own page does, and that is not the same page (`same_page[i] == same_page[j]`) again. A page
    serves one post.
    """
    moves = {
        (post, page): fit
        for (post, page), fit in fits.items()
        if post != page
        and same_page[post] != same_page[page]
        and fit >= clear
        and fit - fits.get((post, post), 0.0) >= margin
    }
    found: dict[int, int] = {}
    for members in _connected(moves, size):
        found |= _assign_within(members, moves, fits, margin)
    return found


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
    members: Sequence[int], moves: Mapping[tuple[int, int], float], fits: Fits, margin: float
) -> dict[int, int]:
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    place = {row: number for number, row in enumerate(members)}
    count = len(members)
    # The second half of the columns stands for "no page of this queue": worth nothing, open to all.
    worth = np.zeros((count, 2 * count))
    worth[:, :count] = _NEVER
    for row in members:
        if (row, row) in fits:
            worth[place[row], place[row]] = fits[row, row] + margin
    for (post, page), fit in moves.items():
        if post in place:
            worth[place[post], place[page]] = fit
    posts, columns = linear_sum_assignment(worth, maximize=True)
    return {
        members[post]: members[column]
        for post, column in zip(posts, columns, strict=True)
        if column < count and column != post and worth[post, column] > _NEVER
    }


# Far below any log-odds: such a pairing is never chosen, since "no page" is worth 0.
_NEVER = -1e6
