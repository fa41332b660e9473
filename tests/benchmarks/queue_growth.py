"""How the time of compare_queue grows with the length of the queue.

    python -m tests.benchmarks.queue_growth            # 250 to 5,000 rows
    python -m tests.benchmarks.queue_growth 500 1000

Posts and pages are made up: words drawn from a vocabulary of 20,000 by Zipf's law, 12 to a post, 400 to
a page, each page about its own post, one row in fifty exchanged with the next.
"""

from __future__ import annotations

import itertools
import random
import sys
import time

import linkcheck
from linkcheck import Page, PageState

_SYLLABLES = [a + b for a in "bdfgklmnprstv" for b in ("a", "e", "i", "o", "u")]


def made_up_queue(rows: int, *, seed: int = 1) -> list[tuple[str, Page]]:
    """`rows` pairs of post and page; every 50th row's link is exchanged with that of the row after it."""
    rng = random.Random(seed)
    words = ["".join(parts) for parts in itertools.islice(itertools.product(_SYLLABLES, repeat=3), 0, 260_000, 13)]
    rng.shuffle(words)
    weights = [1 / (rank + 10) for rank in range(len(words))]

    def drawn(count: int) -> list[str]:
        return rng.choices(words, weights, k=count)

    posts, pages = [], []
    for row in range(rows):
        claim = drawn(12)
        sentences = [" ".join(drawn(14) + rng.sample(claim, 2)).capitalize() + "." for _ in range(25)]
        title = " ".join(rng.sample(claim, 9)).capitalize()
        posts.append(" ".join(claim).capitalize())
        pages.append(
            Page(
                url=f"https://example.org/{row}",
                title=title,
                text="\n".join(sentences),
                state=PageState.READABLE,
                language="en",
            )
        )
    for row in range(0, rows - 1, 50):
        pages[row], pages[row + 1] = pages[row + 1], pages[row]
    return list(zip(posts, pages, strict=True))


def main(lengths: list[int]) -> None:
    """Print rows, seconds of CPU, milliseconds a row, and exchanged rows found."""
    linkcheck.compare_queue(made_up_queue(10))
    print(f"{'rows':>6} {'cpu s':>8} {'ms/row':>8} {'found':>12}")
    for rows in lengths:
        pairs = made_up_queue(rows)
        started = time.process_time()
        queue = linkcheck.compare_queue(pairs)
        spent = time.process_time() - started
        moved = sum(report.better_match is not None for report in queue.reports)
        exchanged = 2 * len(range(0, rows - 1, 50))
        print(f"{rows:6} {spent:8.1f} {1000 * spent / rows:8.2f} {moved:5} of {exchanged}")


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [250, 500, 1000, 2000, 5000])
