"""Choose the thresholds of the queue (`queue` in `_evidence/parameters.json`) for the model at hand.

    python -m linkcheck.training queue-thresholds --data DIR              # socialposts_train and snopes_train in DIR
    python -m linkcheck.training queue-thresholds --data DIR --each       # and what it does with each kind and size
    python -m linkcheck.training queue-thresholds --data DIR --sets fnc1 --rounds 2

DIR holds NAME_train.jsonl(.gz) files of labelled pairs. From their matches queues of 5 to 50 near neighbours are
made, and each of MISPLACEMENTS befalls as many: nothing, two links exchanged, three gone round, a run shifted,
a sheet that slipped and lost its last link, several of these; a tenth of the pages are walls, and one more belongs
to nobody. Every choice of a grid decides them all; printed are the present one and the one to take, ready to be pasted
into linkcheck/_queue/queue.py. A choice qualifies when in each set at most 5 links in 1,000 that are right are called
misplaced, at most 1 correction in 100 is to a wrong page, and 9 in 10 queues without a misplaced link are left whole;
a false correction counts as three missed. Takes about two minutes; the same data and model give the same answer.
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
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from linkcheck._evidence.compare import prepare_page, prepare_post
from linkcheck._evidence.prepared import PreparedPage, PreparedPost
from linkcheck._page.states import with_state
from linkcheck._page.types import Page
from linkcheck._post.parse import parse_post
from linkcheck._post.types import Link
from linkcheck._queue.assignment import MoveThresholds
from linkcheck._queue.queue import decide_moves, move_thresholds
from linkcheck._queue.similarity import Fits
from linkcheck._scoring.model import load_model, model_digest
from linkcheck.errors import MissingExtraError
from linkcheck.training._model import train_file
from linkcheck.training._regression import Array

SIZES = (20, 5, 20, 10, 20, 50, 20)
"""Rows of the queues, in turn; no multiple of the kinds, so that each kind meets each size."""
MAX_ALARMS = 0.005
MAX_WRONG = 0.01
MIN_WHOLE = 0.9
ALARM_COSTS = 3.0
"""Missed links that one false correction outweighs."""

GRID = {
    "min_fit": (-2.0, -1.0, 0.0),
    "stay_bonus": (1.2, 1.6, 2.0, 2.5),
    "unread_fit": (-2.0, -1.0, 0.0),
    "unassigned_fit": (-4.0, -3.0, -2.0, 0.0),
    "min_leftover_fit": (-3.0, -2.0, -1.0),
}
"""Of each field of MoveThresholds the values tried."""


class Made(NamedTuple):
    """A queue with known misplacements."""

    fits: Fits
    home: tuple[int | None, ...]
    """For each row the row that its post's link stands in; None where it is lost."""
    telling: tuple[bool, ...]
    """Whether the row's post claims something and the page of its link can be read."""
    kind: str
    """What befell it, and its size."""

    @property
    def clean(self) -> bool:
        """Whether nothing was moved."""
        return all(row == home for row, home in enumerate(self.home))


class Result(NamedTuple):
    """What the thresholds do on some queues, each figure a share."""

    moved: int
    """Links that stand in another row, of posts that claim something, on pages that can be read."""
    recall: float
    right: float
    wrong: float
    """Posts whose link is moved, lost or foreign that are given a page of another post, for each of `moved`."""
    alarms: float
    whole: float
    worth: float
    """Links rightly placed anew, less what false corrections cost, as a share of the misplaced."""
    error: float
    """The standard error of `right`."""

    def __str__(self) -> str:
        return (
            f"moved {self.moved:5}  recall {self.recall:.4f}  right {self.right:.4f}  wrong {self.wrong:.4f}  "
            f"alarms {self.alarms:.4f}  whole {self.whole:.3f}"
        )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `run` reads."""
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sets", nargs="+", default=["socialposts", "snopes"])
    parser.add_argument("--rounds", type=int, default=6, help="queues each pair stands in")
    parser.add_argument("--each", action="store_true", help="print each kind of misplacement and size by itself too")


def run(options: argparse.Namespace) -> None:
    """Decide the queues by the thresholds of the grid one by one, and print the present one and the one to take."""
    files = {name: train_file(options.data, name) for name in options.sets}
    print(f"model  {model_digest()}\ndate   {dt.datetime.now(dt.UTC):%Y-%m-%d}")
    for path in files.values():
        print(f"data   {hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}")
    sets = {name: list(made_queues(path, options.rounds)) for name, path in files.items()}
    print_result("now", move_thresholds(), measure_queues(sets, move_thresholds()))
    started = time.perf_counter()
    grid = [MoveThresholds(**dict(zip(GRID, values, strict=True))) for values in itertools.product(*GRID.values())]
    tried = [(thresholds, measure_queues(sets, thresholds)) for thresholds in grid]
    good = [(thresholds, results) for thresholds, results in tried if all(map(qualifies, results.values()))]
    print(f"tried  {len(tried)} sets of thresholds in {time.perf_counter() - started:.0f} s, {len(good)} qualify")
    thresholds, results = chosen(good or tried)
    print_result("take" if good else "best", thresholds, results)
    if options.each:
        print_each(sets, thresholds)


def print_result(what: str, thresholds: MoveThresholds, results: dict[str, Result]) -> None:
    """Print thresholds, and what they do on each set."""
    print(f"{what:<6} {thresholds}")
    for name, result in results.items():
        print(f"       {name:<12} {result}", flush=True)


def print_each(sets: dict[str, list[Made]], thresholds: MoveThresholds) -> None:
    """Print what the thresholds do on queues of each kind."""
    for name, queues in sets.items():
        kinds = sorted({queue.kind for queue in queues}, key=lambda kind: (kind.split()[0], int(kind.split()[-1])))
        for kind in kinds:
            print(f"  {name:<12} {kind:<15} {_measure([q for q in queues if q.kind == kind], thresholds)}")


def chosen(good: Sequence[tuple[MoveThresholds, dict[str, Result]]]) -> tuple[MoveThresholds, dict[str, Result]]:
    """Of the bars within one standard error of the best (Breiman et al. 1984, section 3.4.3) the one that finds most.

    What they do wrong is in their worth already, three times over; of equal ones the most cautious is taken.
    """
    best = max(good, key=lambda entry: worth(entry[1]))[1]
    error = math.fsum(result.error**2 for result in best.values()) ** 0.5 / len(best)
    near = [entry for entry in good if worth(entry[1]) >= worth(best) - error]
    return max(near, key=lambda entry: (sum(result.right for result in entry[1].values()), caution(entry[0])))


def caution(thresholds: MoveThresholds) -> float:
    """How much a move must clear in all, in log-odds."""
    return (
        thresholds.min_fit
        + thresholds.stay_bonus
        + thresholds.unread_fit
        - thresholds.unassigned_fit
        + thresholds.min_leftover_fit
    )


def qualifies(result: Result) -> bool:
    """Whether the thresholds may be used at all."""
    return result.alarms <= MAX_ALARMS and result.wrong <= MAX_WRONG and result.whole >= MIN_WHOLE


def worth(results: dict[str, Result]) -> float:
    """What the thresholds are worth over all sets, each counting the same."""
    return sum(result.worth for result in results.values()) / len(results)


def measure_queues(sets: dict[str, list[Made]], thresholds: MoveThresholds) -> dict[str, Result]:
    """What the thresholds do on each set."""
    return {name: _measure(queues, thresholds) for name, queues in sets.items()}


def _measure(queues: Iterable[Made], thresholds: MoveThresholds) -> Result:
    counts = Counter[str]()
    for queue in queues:
        found = better_matches(queue.fits, thresholds)
        counts["clean"] += queue.clean
        counts["whole"] += queue.clean and not found
        for row, home in enumerate(queue.home):
            given = found.get(row)
            if home == row:
                counts["placed"] += 1
                counts["alarms"] += given is not None
                continue
            counts["wrong"] += given is not None and given != home
            if queue.telling[row] and home is not None:
                counts["moved"] += 1
                counts["caught"] += given is not None
                counts["right"] += given == home
    moved = counts["moved"] or 1
    share = counts["right"] / moved
    return Result(
        moved=counts["moved"],
        recall=counts["caught"] / moved,
        right=share,
        wrong=counts["wrong"] / moved,
        alarms=counts["alarms"] / (counts["placed"] or 1),
        whole=counts["whole"] / counts["clean"] if counts["clean"] else 1.0,
        worth=share - ALARM_COSTS * (counts["alarms"] + counts["wrong"]) / moved,
        error=math.sqrt(share * (1 - share) / moved),
    )


def better_matches(fits: Fits, thresholds: MoveThresholds) -> dict[int, int]:
    """Row -> row whose page is said to fit its post better."""
    findings = decide_moves(fits, rows=range(len(fits.posts)), thresholds=thresholds)
    moves = {row: better for finding in findings for row, better in finding.moves.items()}
    return {row: better for row, better in moves.items() if fits(row, better) is not None}


def made_queues(path: Path, rounds: int) -> Iterator[Made]:
    """Queues from the matches of a set, one post a page; each round deals all of them anew."""
    rows = _matches(path)
    pairs = [_Pair(n, _prepare(row["post"]), _page(row), not row.get("vague_post")) for n, row in enumerate(rows)]
    near = _nearness(rows)
    kinds = itertools.cycle(MISPLACEMENTS)
    for seed in range(rounds):
        rng = random.Random(f"train {path.name} {seed}")
        for members, stranger in _dealt(near, rng):
            yield _misplaced(next(kinds), [pairs[member] for member in members], pairs[stranger].page, rng)


def _matches(path: Path) -> list[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    distinct = {f"{r['page_title']} {r['page_text']}".casefold(): r for r in rows if r["label"] == "match"}
    return list(distinct.values())


class _Pair(NamedTuple):
    number: int
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
    """The telling words that two pages share in title and opening, as a share of the shorter one's.

    Raises MissingExtraError without scipy.
    """
    try:
        from scipy.sparse import csr_matrix
    except ImportError as error:
        raise MissingExtraError("train", "choosing the thresholds of queues") from error
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
    for size in itertools.cycle(SIZES):
        if len(left) <= size:
            return
        members = [left.pop()]
        while len(members) < size:
            members.append(left.pop(int(np.argmax(near[members[-1], left]))))
        yield members, left[int(np.argmax(near[members[-1], left]))]


def _misplaced(kind: str, pairs: Sequence[_Pair], stranger: PreparedPage, rng: random.Random) -> Made:
    """A queue of the pairs, of which each stands next to its nearest in the list, with one kind of misplacement."""
    size = len(pairs)
    rows = list(range(size))  # row -> the pair whose post stands there
    if kind != "run" or rng.random() < 0.5:
        rng.shuffle(rows)  # neighbours in subject need not stand in rows next to each other
    links = [rows[row] for row in MISPLACEMENTS[kind](size, rows, rng)]  # row -> the pair whose page is behind its link
    absent = set(rng.sample(range(size), 1 + size // 10)) if size > 5 else set()
    pages: list[PreparedPage | None] = [None if n in absent else pair.page for n, pair in enumerate(pairs)]
    if absent:
        pages[min(absent)] = stranger
    shown = [_linked(pairs[pair].post, pairs[link].number) for pair, link in zip(rows, links, strict=True)]
    fits = Fits(shown, [pages[pair] for pair in links], load_model())
    return Made(
        fits=fits,
        home=tuple(_home(row, pair, links) for row, pair in enumerate(rows)),
        telling=tuple(pairs[pair].claims and pair not in absent for pair in rows),
        kind=f"{kind} of {size}",
    )


def _linked(post: PreparedPost, number: int) -> PreparedPost:
    """The post with the link of a pair beside it."""
    return PreparedPost(post.post, Link(url=f"https://example.org/{number}"), post.claim, truncated=post.truncated)


def _home(row: int, pair: int, links: Sequence[int]) -> int | None:
    """The row that a pair's page stands in: its own where it stands there, None where it is lost."""
    if links[row] == pair:
        return row
    return links.index(pair) if pair in links else None


def _in_place(size: int, rows: Sequence[int], rng: random.Random) -> list[int]:
    return list(range(size))


def _exchange(size: int, rows: Sequence[int], rng: random.Random) -> list[int]:
    """The links of two nearest neighbours are exchanged."""
    first = rng.randrange(size - 1)
    one, other = rows.index(first), rows.index(first + 1)
    order = list(range(size))
    order[one], order[other] = other, one
    return order


def _cycle(size: int, rows: Sequence[int], rng: random.Random) -> list[int]:
    """The links of three rows go round."""
    order = list(range(size))
    one, two, three = rng.sample(range(size), 3)
    order[one], order[two], order[three] = two, three, one
    return order


def _run(size: int, rows: Sequence[int], rng: random.Random) -> list[int]:
    """A run of links is shifted up or down by a row or two, and what falls off its end stands at the other."""
    length = rng.randrange(min(4, size - 1), size)
    return _rotated(list(range(size)), rng.randrange(size - length + 1), length, rng)


def _rotated(order: list[int], start: int, length: int, rng: random.Random) -> list[int]:
    by = rng.choice((1, 1, -1, -1, 2) if length > 4 else (1, -1))
    run = order[start : start + length]
    order[start : start + length] = run[by:] + run[:by]
    return order


def _slip(size: int, rows: Sequence[int], rng: random.Random) -> list[int]:
    """From a row on each link is that of the row before, so that one stands there twice and the last is lost."""
    start = rng.randrange(1, size - 2)
    return [*range(start), *range(start - 1, size - 1)]


def _several(size: int, rows: Sequence[int], rng: random.Random) -> list[int]:
    """A run, and beside it links that are exchanged."""
    half = size // 2
    order = _rotated(list(range(size)), 0, half, rng) if half > 3 else list(range(size))
    one, other = rng.sample(range(half, size), 2)
    order[one], order[other] = other, one
    return order


MISPLACEMENTS: dict[str, Callable[[int, Sequence[int], random.Random], list[int]]] = {
    "nothing": _in_place,
    "exchange": _exchange,
    "run": _run,
    "cycle": _cycle,
    "slip": _slip,
    "several": _several,
}
"""What befalls a queue: size and pairs by row go in; for each row comes the row whose link stands there."""
