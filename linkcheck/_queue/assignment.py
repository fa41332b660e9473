"""Which page of a queue belongs to which post: one assignment over the whole queue.

Pairs of rows taken one by one would hand one page to several posts and miss cycles; in the optimal
assignment (Kuhn 1955) a post moves only where the whole queue gains, and the two halves of an exchange
bear each other out. Found by scipy's sparse Jonker-Volgenant, whose work grows with the pairs measured.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from typing import NamedTuple

Fits = Mapping[tuple[int, int], float]
"""(post, page) -> how well they fit, in log-odds of being about the same thing. Only what was measured."""


class Bar(NamedTuple):
    """What a move must clear, in log-odds."""

    clear: float
    """The least that the other page must fit."""
    margin: float
    """What it is worth to a post to stay: most links of a queue are right."""
    unread: float
    """What a page that says nothing of its post (a wall, a post without claim) is taken to fit it."""
    nobody: float
    """What it is worth to a post to have no page of the queue."""
    left_over: float
    """The least that a page must fit which the moves around it leave over, and fit better than the post's own, both
    added up: a post and a page that are left over are no pair yet."""


def assign(fits: Fits, *, bar: Bar, same_page: Sequence[object]) -> dict[int, int]:
    """Post -> the other page that it belongs to; posts that stay, or belong nowhere, are left out.

    `fits` holds each post with its own page (i, i) and with its rivals (i, j), where they could be
    measured. A page serves one post, and the same page again (`same_page[i] == same_page[j]`) is no move.
    """
    moves = {
        (post, page): fit
        for (post, page), fit in fits.items()
        if post != page and same_page[post] != same_page[page] and fit >= bar.clear
    }
    # Rows that no other post's page and no other page's post concerns stay: they would only be carried along.
    rows = sorted({row for move in moves for row in move})
    return _assign_among(rows, moves, fits, bar) if rows else {}


def _assign_among(rows: Sequence[int], moves: Fits, fits: Fits, bar: Bar) -> dict[int, int]:
    import numpy as np
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    place = {row: number for number, row in enumerate(rows)}
    count = len(rows)
    worth = {(place[post], place[page]): fit for (post, page), fit in moves.items()}
    worth |= {(place[row], place[row]): fits.get((row, row), bar.unread) + bar.margin for row in rows}
    # The second half of the columns stands for "no page of this queue", one for each post.
    worth |= {(number, count + number): bar.nobody for number in range(count)}
    posts, pages = np.array(sorted(worth)).T
    values = np.array([worth[pair] for pair in sorted(worth)])
    # An entry of 0 would count as absent. All are lifted alike, and every post is given one column.
    lifted = csr_matrix((values - values.min() + 1.0, (posts, pages)), shape=(count, 2 * count))
    found = zip(*min_weight_full_bipartite_matching(lifted, maximize=True), strict=True)
    return {rows[post]: rows[page] for post, page in found if page < count and page != post}


def close_cycles(
    moves: Mapping[int, int],
    *,
    lean: Callable[[int, int], float],
    may_be: Callable[[int, int], bool],
    proven: Container[int] = (),
) -> dict[int, int]:
    """The moves, and the one that closes each chain of them where its post leans that way and the page `may_be` its.

    If post 3 has the page of row 7, and row 7's post fits no page by itself but row 3's better than its
    own, then row 3's page is left over for it. `lean(post, page)` is in log-odds, above 0 for. A chain
    that begins in a `proven` row is closed as well where nothing is said: no other page is left.
    """
    closed = dict(moves)
    for start in sorted(set(moves) - set(moves.values())):
        end = start
        while end in moves:
            end = moves[end]
        leans = lean(end, start)
        if may_be(end, start) and (leans > 0 or (leans == 0 and start in proven)):
            closed[end] = start
    return closed
