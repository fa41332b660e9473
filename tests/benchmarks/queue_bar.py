"""Choose the bar of the queue (`linkcheck.queue.BAR`) for the model at hand.

    python -m tests.benchmarks.queue_bar --data DIR              # socialposts_train and snopes_train in DIR
    python -m tests.benchmarks.queue_bar --data DIR --sets fnc1 --rounds 2

DIR holds NAME_train.jsonl(.gz) files of labelled pairs. From their matches queues of 20 near neighbours are
made: a third stay as they are, in a third two links are exchanged, in a third a run is shifted; in each two
pages are walls and one belongs to nobody. Every bar of a grid decides them all; printed are the present one
and the one to take, ready to be pasted into linkcheck/queue.py. A bar qualifies when in each set at most 5 links in
1,000 that are right are called misplaced and 9 in 10 queues without a fault are left whole; a false correction counts
as three missed. Takes about a minute and a half; the same data and model give the same answer.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import hashlib
import itertools
import json
import math
import random
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from linkcheck import Page, parse_post
from linkcheck.evidence.prepared import PreparedPage, PreparedPost
from linkcheck.evidence.weighing import prepare_page, prepare_post
from linkcheck.page.states import with_state
from linkcheck.queue import BAR, decide
from linkcheck.queue_assignment import Bar
from linkcheck.queue_fits import Fits
from linkcheck.scoring.model import load_model, model_digest

Array = npt.NDArray[np.float64]

SIZE = 20
ALARMS = 0.005
WHOLE = 0.9
ALARM_COSTS = 3.0
"""Missed links that one false correction outweighs."""

GRID = {
    "clear": (-3.0, -2.0, -1.0, 0.0),
    "margin": (0.8, 1.2, 1.6, 2.0, 2.5),
    "unread": (-2.0, -1.0, 0.0, 1.0),
    "nobody": (-4.0, -3.0, -2.0, -1.0, 0.0),
}
"""Of each field of Bar the values tried."""


class Made(NamedTuple):
    """A queue with known faults."""

    fits: Fits
    home: tuple[int, ...]
    """For each row the row that its post's link stands in."""
    telling: tuple[bool, ...]
    """Whether the row's post claims something and the page of its link can be read."""
    clean: bool
    """Whether nothing was moved."""


class Result(NamedTuple):
    """What a bar does on the queues of one set, each figure a share."""

    recall: float
    right: float
    alarms: float
    whole: float
    worth: float
    """Links rightly placed anew, less what false corrections cost, as a share of the misplaced."""
    error: float
    """The standard error of `right`."""

    def __str__(self) -> str:
        return f"recall {self.recall:.4f}  right {self.right:.4f}  alarms {self.alarms:.4f}  whole {self.whole:.3f}"


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sets", nargs="+", default=["socialposts", "snopes"])
    parser.add_argument("--rounds", type=int, default=6, help="queues each pair stands in")
    options = parser.parse_args(arguments)
    files = {name: file_of(options.data, name) for name in options.sets}
    print(f"model  {model_digest()}\ndate   {dt.datetime.now(dt.UTC):%Y-%m-%d}")
    for path in files.values():
        print(f"data   {hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}")
    sets = {name: list(made_queues(path, options.rounds)) for name, path in files.items()}
    tell("now", BAR, measure(sets, BAR))
    started = time.perf_counter()
    bars = [Bar(**dict(zip(GRID, values, strict=True))) for values in itertools.product(*GRID.values())]
    tried = [(bar, measure(sets, bar)) for bar in bars]
    good = [(bar, results) for bar, results in tried if all(map(qualifies, results.values()))]
    print(f"tried  {len(tried)} bars in {time.perf_counter() - started:.0f} s, {len(good)} qualify")
    if good:
        tell("take", *chosen(good))


def tell(what: str, bar: Bar, results: dict[str, Result]) -> None:
    """Print a bar, and what it does on each set."""
    print(f"{what:<6} BAR = {bar}")
    for name, result in results.items():
        print(f"       {name:<12} {result}")


def chosen(good: Sequence[tuple[Bar, dict[str, Result]]]) -> tuple[Bar, dict[str, Result]]:
    """The most cautious bar within one standard error of the best (Breiman et al. 1984, section 3.4.3)."""
    best = max(good, key=lambda entry: worth(entry[1]))[1]
    error = math.fsum(result.error**2 for result in best.values()) ** 0.5 / len(best)
    near = [entry for entry in good if worth(entry[1]) >= worth(best) - error]
    return max(near, key=lambda entry: (caution(entry[0]), worth(entry[1])))


def caution(bar: Bar) -> float:
    """How much a move must clear in all, in log-odds."""
    return bar.clear + bar.margin + bar.unread - bar.nobody


def qualifies(result: Result) -> bool:
    """Whether a bar may be used at all."""
    return result.alarms <= ALARMS and result.whole >= WHOLE


def worth(results: dict[str, Result]) -> float:
    """What a bar is worth over all sets, each counting the same."""
    return sum(result.worth for result in results.values()) / len(results)


def measure(sets: dict[str, list[Made]], bar: Bar) -> dict[str, Result]:
    """What a bar does on each set."""
    return {name: _measure(queues, bar) for name, queues in sets.items()}


def _measure(queues: Iterable[Made], bar: Bar) -> Result:
    moved = caught = right = placed = alarms = clean = whole = 0
    for queue in queues:
        found = better_matches(queue.fits, bar)
        clean += queue.clean
        whole += queue.clean and not found
        for row, home in enumerate(queue.home):
            if home == row:
                placed += 1
                alarms += row in found
            elif queue.telling[row]:
                moved += 1
                caught += row in found
                right += found.get(row) == home
    share = right / moved
    return Result(
        recall=caught / moved,
        right=share,
        alarms=alarms / placed,
        whole=whole / clean,
        worth=share - ALARM_COSTS * alarms / moved,
        error=math.sqrt(share * (1 - share) / moved),
    )


def better_matches(fits: Fits, bar: Bar) -> dict[int, int]:
    """Row -> row whose page is said to fit its post better."""
    findings = decide(fits, rows=range(len(fits.posts)), bar=bar)
    moves = {row: better for finding in findings for row, better in finding.moves.items()}
    return {row: better for row, better in moves.items() if fits(row, better) is not None}


def file_of(folder: Path, name: str) -> Path:
    """The train file of a set."""
    paths = [folder / f"{name}_train{suffix}" for suffix in (".jsonl", ".jsonl.gz")]
    return next((path for path in paths if path.exists()), paths[0])


def made_queues(path: Path, rounds: int) -> Iterator[Made]:
    """Queues from the matches of a set, one post a page; each round deals all of them anew."""
    rows = _matches(path)
    pairs = [_Pair(_prepare(row["post"]), _page(row), not row.get("vague_post")) for row in rows]
    near = _nearness(rows)
    number = 0
    for seed in range(rounds):
        rng = random.Random(f"train {path.name} {seed}")
        for members, stranger in _dealt(near, rng):
            yield _with_fault(number % 3, [pairs[member] for member in members], pairs[stranger].page, rng)
            number += 1


def _matches(path: Path) -> list[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    distinct = {f"{r['page_title']} {r['page_text']}".casefold(): r for r in rows if r["label"] == "match"}
    return list(distinct.values())


class _Pair(NamedTuple):
    post: PreparedPost
    page: PreparedPage
    claims: bool
    """Whether the post claims something, as a person judged."""


def _prepare(text: str) -> PreparedPost:
    post = parse_post(text)
    return prepare_post(post, post.links[0] if len(post.links) == 1 else None)


def _page(row: dict[str, Any]) -> PreparedPage:
    title, description, text = row["page_title"], row["page_description"], row["page_text"]
    page = Page(url="https://example.org/page", title=title, description=description, text=text)
    return prepare_page(with_state(page))


def _nearness(rows: Sequence[dict[str, Any]]) -> Array:
    """The telling words that two pages share in title and opening, as a share of the shorter one's."""
    texts = [f"{r['page_title']} {r['page_description']} {r['page_text'][:2000]}" for r in rows]
    words = [set(re.findall(r"\w{2,}", text.lower())) for text in texts]
    spread = Counter(word for of_row in words for word in of_row)
    words = [{word for word in of_row if spread[word] <= _COMMON * len(rows)} for of_row in words]
    places: dict[str, int] = {}
    columns = [places.setdefault(word, len(places)) for of_row in words for word in sorted(of_row)]
    ends = np.cumsum([0, *map(len, words)])
    table = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(places)))
    sizes = np.diff(ends)
    shared: Array = (table @ table.T).toarray()
    nearness: Array = shared / (1 + np.minimum(sizes[:, None], sizes[None, :]))
    return nearness


_COMMON = 0.2
"""Words that more than a fifth of the pages share tell none apart."""


def _dealt(near: Array, rng: random.Random) -> Iterator[tuple[list[int], int]]:
    """Chains of neighbours, each with a page that belongs to none of them."""
    left = list(range(len(near)))
    rng.shuffle(left)
    while len(left) > SIZE:
        members = [left.pop()]
        while len(members) < SIZE:
            members.append(left.pop(int(np.argmax(near[members[-1], left]))))
        yield members, left[int(np.argmax(near[members[-1], left]))]


def _with_fault(kind: int, pairs: Sequence[_Pair], stranger: PreparedPage, rng: random.Random) -> Made:
    """A queue of the pairs; kind 0 leaves every link in place, 1 exchanges two, 2 shifts a run of them."""
    shown = list(range(SIZE))
    rows = list(range(SIZE))
    if kind == 1:
        first = rng.randrange(SIZE - 1)
        shown[first], shown[first + 1] = shown[first + 1], shown[first]
        rng.shuffle(rows)  # exchanged links need not stand in rows next to each other
    elif kind == 2:
        length = rng.randrange(4, SIZE)
        start = rng.randrange(0, SIZE - length + 1)
        run = shown[start : start + length]
        shown[start : start + length] = run[1:] + run[:1]
    *walls, foreign = rng.sample(range(SIZE), 3)
    pages: list[PreparedPage | None] = [pair.page for pair in pairs]
    pages[foreign] = stranger
    for wall in walls:
        pages[wall] = None
    links = [shown[member] for member in rows]
    fits = Fits([pairs[member].post for member in rows], [pages[link] for link in links], load_model())
    absent = {*walls, foreign}
    return Made(
        fits=fits,
        home=tuple(links.index(member) for member in rows),
        telling=tuple(pairs[member].claims and member not in absent for member in rows),
        clean=kind == 0,
    )


if __name__ == "__main__":
    main()
