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
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

OWN_SET = Path(__file__).parent / "posts.jsonl"

Figures = dict[str, float]


def digest(paths: list[Path]) -> str:
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


def own_figures() -> Figures:
    """The same kind of figures on the 58 pairs that we wrote ourselves."""
    import linkcheck

    rows = [json.loads(line) for line in OWN_SET.read_text("utf-8").splitlines()]
    verdicts = [str(_judge(linkcheck, row)) for row in rows]

    def share(label: str, verdict: str, kinds: tuple[str, ...] = ()) -> float:
        chosen = [v for v, row in zip(verdicts, rows, strict=True) if row["label"] == label and _of(row, kinds)]
        return sum(v == verdict for v in chosen) / len(chosen)

    return {
        "own alarms": share("match", "mismatch"),
        "own match": share("match", "match"),
        "own other-page flagged": share("mismatch", "mismatch", ("other-page",)),
        "own details flagged": share("mismatch", "mismatch", ("altered-number", "entity-swap", "antonym", "negation")),
        "own walls unverifiable": share("unverifiable", "unverifiable"),
    }


def _of(row: dict[str, Any], kinds: tuple[str, ...]) -> bool:
    return not kinds or row["kind"] in kinds


def _judge(linkcheck: Any, row: dict[str, Any]) -> str:
    page = linkcheck.Page(url=row["url"], title=row["page_title"], text=row["page_text"])
    return str(linkcheck.compare(row["post"], page).verdict)
