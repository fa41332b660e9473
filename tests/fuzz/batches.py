"""Does each of many posts have its report, in order, whatever stands beside it? Lists, rows and DataFrames, offline."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd

import linkcheck
from linkcheck._web.store import Store
from tests.fuzz import strange
from tests.fuzz.files import require_records
from tests.fuzz.fuzzer import Fuzzer
from tests.fuzz.posts import any_record


def attack_many(rng: Random) -> None:
    """Posts that are in memory, and what is none."""
    given = [_record(rng) for _ in range(rng.randint(0, 6))]
    with tempfile.TemporaryDirectory() as folder:
        offline = linkcheck.Settings(offline=True, store=str(Path(folder) / "store.sqlite"))
        Store(offline.store or "").close()
        with linkcheck.Checker(offline) as checker:
            reports = list(checker.check_many(given))
            queue = checker.check_queue(given)
    for told in (reports, queue.posts):
        assert len(told) == len(given)
        assert [report.row for report in told] in ([*range(len(given))], [None] * len(given))
        for report in told:
            assert report.problem is not None or len(report.links) >= min(len(report.post.links), 1)
            report.to_json()


def attack_frame(rng: Random) -> None:
    """A DataFrame with columns and cells of any kind."""
    columns = [strange.key(rng) for _ in range(rng.randint(1, 5))]
    columns = list(dict.fromkeys(("text", *columns) if rng.random() < 0.8 else columns))
    rows = [[strange.value(rng) if rng.random() < 0.5 else strange.text(rng, 5) for _ in columns] for _ in range(3)]
    try:
        frame = pd.DataFrame(rows, columns=pd.Index(columns, dtype=object))
    except Exception:  # pandas' own, of what it holds in no frame
        return
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", linkcheck.InputWarning)
        try:
            read = list(linkcheck.read_posts(frame))
        except linkcheck.InputError as problem:
            str(problem)
            return
    require_records(read)
    assert read


def _record(rng: Random) -> Any:
    return rng.choice(
        (
            lambda: any_record(rng),
            lambda: strange.text(rng, 8),
            lambda: strange.value(rng),
            lambda: linkcheck.BadRecord(file="posts.csv", line=3, message=strange.word(rng)),
            lambda: linkcheck.Post(text=strange.encodable(strange.text(rng, 8))),
            lambda: "York buys buses https://a.example/b",
        )
    )()


FUZZERS = (Fuzzer("batch", attack_many, 6), Fuzzer("frame", attack_frame, 40))
