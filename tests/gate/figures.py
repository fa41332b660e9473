"""The figures the gate holds to their floors: from the measuring scripts, or from our own small set.

The scripts print tables or JSON; each figure gets one flat name, such as "socialposts_dev swapped-hard auc".
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.gate.own_set import PAGES, POSTS, Judged, judged_pairs
from tests.gate.rewordings import rewording_figures

OWN_SET = (PAGES, POSTS, Path(__file__).parent / "wordings.json")

ROWS_FOR_A_FIGURE = 15
"""A kind with fewer rows moves by more than 7 points for one of them: its rows count in the whole only."""

ELSEWHERE = frozenset({"home-page", "near-page", "shifted-row", "wrong-page"})
"""Kinds of false pairs whose page is about something else; in the others a detail is wrong."""
LOOSE = frozenset({"comment", "opinion", "paraphrase", "teaser", "vague"})
"""Kinds of honest posts that share few words with their page."""

POSTS_A_REWORDING = 24
"""So many posts are reworded in each way: enough for a share, few enough for a gate of some seconds."""

Figures = dict[str, float]


def digest(paths: Iterable[Path]) -> str:
    """SHA-256 over the files' names and bytes: floors hold for the data they were measured on."""
    whole = hashlib.sha256()
    for path in sorted(paths):
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def sets_of(limits: Iterable[str]) -> list[str]:
    """The development sets that names of limits speak of: "fnc1_dev" of "fnc1_dev ALL auc"."""
    return sorted({word for name in limits for word in name.split() if word.endswith("_dev")})


def data_files(folder: Path, sets: Iterable[str]) -> list[Path]:
    """What the development figures of `sets` are measured on: no other set of the folder counts."""
    rows = [folder / f"data/{name}.jsonl.gz" for name in sets]
    return [*rows, folder / "data/guard_cases.jsonl", folder / "pages/index.jsonl"]


def development_figures(folder: Path, sets: Iterable[str]) -> Figures:
    """The figures of the five measuring scripts in `folder`, the scores of `sets` only."""
    figures = dict(_scores(folder, sets))
    figures |= _queue(_run(folder, "evaluate_queue.py"))
    figures |= _table("pages", _run(folder, "evaluate_pages.py"))
    figures |= _table("html", _run(folder, "evaluate_html.py"))
    figures |= _guard(_run(folder, "evaluate_guard.py"))
    return figures


def _run(folder: Path, script: str, *arguments: str) -> str:
    command = [sys.executable, str(folder / script), *arguments]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    if not finished.stdout:
        raise SystemExit(f"{script} printed nothing and exited {finished.returncode}:\n{finished.stderr[-2000:]}")
    return finished.stdout


def _scores(folder: Path, sets: Iterable[str]) -> Iterator[tuple[str, float]]:
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "figures.json"
        _run(folder, "evaluate.py", *sets, "--json", str(out))
        results: list[dict[str, Any]] = json.loads(out.read_text("utf-8"))
    for result in results:
        name = result["set"]
        for key in ("alarms", "match_abstain", "ece", "failures"):
            if key in result:
                yield f"{name} {key}", float(result[key])
        for kind, values in result["kinds"].items():
            for key in ("auc", "rec@2%", "flagged"):
                yield f"{name} {kind} {key}", float(values[key])
        yield from _verdict_shares(name, result.get("other", {}))


def _verdict_shares(name: str, other: dict[str, dict[str, int]]) -> Iterator[tuple[str, float]]:
    unread = {kind: verdicts for kind, verdicts in other.items() if kind.startswith("unverifiable:")}
    if not unread:
        return
    total = {key: sum(v.get(key, 0) for v in unread.values()) for key in ("match", "mismatch", "unclear")}
    yield f"{name} unread called anything else", float(sum(total.values()))
    yield f"{name} unread called mismatch", float(total["mismatch"])


_QUEUE = re.compile(r"^(\w+)\S*: .*recall ([\d.]+)  right ([\d.]+)  alarms ([\d.]+)  whole (\d+)/(\d+)", re.M)


def _queue(printed: str) -> Figures:
    figures: Figures = {}
    for name, recall, right, alarms, whole, clean in _QUEUE.findall(printed):
        figures |= {f"queue {name} recall": float(recall), f"queue {name} right": float(right)}
        figures |= {f"queue {name} alarms": float(alarms), f"queue {name} whole": int(whole) / int(clean)}
    return figures


def _table(name: str, printed: str) -> Figures:
    """The ALL row of a table whose first column is "pages" and whose heading is two words at most."""
    lines = printed.splitlines()
    heading = next(line for line in lines if line.startswith("pages"))
    names = heading.replace("false dates", "false-dates").replace("cpu ms", "cpu-ms").split()[2:]
    row = next(line for line in lines if line.startswith("ALL")).split()[2:]
    timed = {"cpu-ms", "p95"}
    return {f"{name} {key}": float(value) for key, value in zip(names, row, strict=True) if key not in timed}


def _guard(printed: str) -> Figures:
    found = re.search(r"^(\d+)/(\d+) passed", printed, re.M)
    if found is None:
        raise SystemExit(f"evaluate_guard.py counted nothing:\n{printed[-2000:]}")
    return {"guard passed": int(found[1]) / int(found[2])}


def own_figures(*, each: int = POSTS_A_REWORDING) -> Figures:
    """The same kind of figures on the pairs that we wrote ourselves, as they are and reworded."""
    return {**_pair_figures(), **rewording_figures(each=each)}


def _pair_figures() -> Figures:
    judged = judged_pairs()
    honest, false, unclear, walls = (
        [each for each in judged if each.pair.label == label]
        for label in ("match", "mismatch", "unclear", "unverifiable")
    )
    elsewhere = [each for each in false if each.pair.kind in ELSEWHERE]
    details = [each for each in false if each.pair.kind not in ELSEWHERE]
    figures = {
        "own auc": area(honest, false),
        "own other pages auc": area(honest, elsewhere),
        "own details auc": area(honest, details),
        "own alarms": share(honest, "mismatch"),
        "own plain alarms": share([each for each in honest if each.pair.kind not in LOOSE], "mismatch"),
        "own match": share(honest, "match"),
        "own flagged": share(false, "mismatch"),
        "own passed": share(false, "match"),
        "own unclear accused": share(unclear, "mismatch"),
        "own unclear passed": share(unclear, "match"),
        "own walls unverifiable": share(walls, "unverifiable"),
    }
    for kind, rows in _by_kind(honest).items():
        figures[f"own {kind} alarms"] = share(rows, "mismatch")
    for kind, rows in _by_kind(false).items():
        figures |= {f"own {kind} flagged": share(rows, "mismatch"), f"own {kind} passed": share(rows, "match")}
    return figures


def share(judged: Sequence[Judged], verdict: str) -> float:
    """The part of the rows that has the verdict."""
    return sum(each.verdict == verdict for each in judged) / len(judged)


def area(honest: Sequence[Judged], false: Sequence[Judged]) -> float:
    """P(a false pair's score is above an honest one's), ties counting one half: the area under the curve."""
    won = [(high.score > low.score) + (high.score == low.score) / 2 for low in honest for high in false]
    return sum(won) / len(won)


def _by_kind(judged: Sequence[Judged]) -> dict[str, list[Judged]]:
    """The rows of each kind that has enough of them for a figure of its own."""
    kinds: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        kinds[each.pair.kind].append(each)
    return {kind: rows for kind, rows in sorted(kinds.items()) if len(rows) >= ROWS_FOR_A_FIGURE}
