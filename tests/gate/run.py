"""The quality gate: fails when a figure falls below its floor (or rises above its ceiling).

    python -m tests.gate.run                        # measure and hold to tests/gate/floors.json
    python -m tests.gate.run --update               # raise floors to what is measured now
    python -m tests.gate.run --update --allow-regression    # lower them too: say why in the commit
    python -m tests.gate.run --errors 20            # print 20 pairs of our own that are judged otherwise than labelled

The development data lies outside the repository, in the folder that LINKCHECK_EVAL_DIR names; without
it those floors are SKIPPED and only the small set in this folder is measured. Of that folder, only the sets that a
floor or ceiling names are measured and digested: a set without one neither breaks the gate nor slows it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from tests.gate.figures import OWN_SET, Figures, data_files, development_figures, digest, own_figures, sets_of
from tests.gate.own_set import judged_pairs, misses, told

FLOORS = Path(__file__).parent / "floors.json"

SLACK = 0.003
"""How far below the measured figure an updated floor lies: another release of a library moves figures by
about one row in 300."""


class Limit(NamedTuple):
    """A figure's floor or ceiling."""

    name: str
    value: float
    ceiling: bool

    def broken_by(self, measured: float) -> bool:
        return measured > self.value if self.ceiling else measured < self.value

    def __str__(self) -> str:
        return f"at {'most' if self.ceiling else 'least'} {self.value:g}"


def main(arguments: list[str] | None = None) -> int:
    """0 when every figure holds, 1 otherwise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print N misses of our own set")
    options = parser.parse_args(arguments)
    for miss in islice(misses(judged_pairs()), options.errors):
        print(told(miss))
    kept = json.loads(FLOORS.read_text("utf-8"))
    broken = 0
    for part, (figures, data) in _measured(sets_of(limit.name for limit in _limits(kept["development"]))).items():
        limits = _limits(kept[part])
        if data != kept[part]["data"] and not options.update:
            print(f"{part}: measured on other data than its floors; run with --update to accept it")
            broken += 1
        broken += _report(part, limits, figures)
        if options.update:
            kept[part] = _updated(limits, figures, data, lower=options.allow_regression)
    if options.update:
        FLOORS.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
        return 0
    print(f"quality gate: {'FAILED, ' + str(broken) + ' broken' if broken else 'passed'}")
    return 1 if broken else 0


def _measured(sets: list[str]) -> dict[str, tuple[Figures, str]]:
    measured = {"own": (own_figures(), digest(OWN_SET))}
    folder = os.environ.get("LINKCHECK_EVAL_DIR")
    if not folder:
        print("development floors: SKIPPED, LINKCHECK_EVAL_DIR is not set")
        return measured
    data = data_files(Path(folder), sets)
    return measured | {"development": (development_figures(Path(folder), sets), digest(data))}


def _limits(part: dict[str, dict[str, float]]) -> list[Limit]:
    return [Limit(name, value, ceiling=False) for name, value in part["floors"].items()] + [
        Limit(name, value, ceiling=True) for name, value in part["ceilings"].items()
    ]


def _report(part: str, limits: list[Limit], figures: Figures) -> int:
    broken = 0
    for limit in limits:
        measured = figures.get(limit.name)
        failed = measured is None or limit.broken_by(measured)
        broken += failed
        shown = "not measured" if measured is None else f"{measured:.3f}"
        print(f"{'BROKEN' if failed else 'holds':7} {part:12} {limit.name:50} {shown}, {limit}")
    return broken


def unmet(name: str) -> Limit:
    """The limit of a figure that has none yet, which everything holds: the figure's name says in which direction."""
    ceiling = name.endswith(("alarms", "accused", "passed", "still match"))
    return Limit(name, 1.0 if ceiling else 0.0, ceiling=ceiling)


def _updated(limits: list[Limit], figures: Figures, data: str, *, lower: bool) -> dict[str, object]:
    floors: dict[str, float] = {}
    ceilings: dict[str, float] = {}
    named = {limit.name for limit in limits}
    new = [unmet(name) for name in figures if name.startswith("own ") and name not in named]
    for limit in (*(limit for limit in limits if limit.name in figures), *new):
        measured = figures[limit.name]
        easier = round(measured + SLACK if limit.ceiling else max(0.0, measured - SLACK), 4)
        stricter = easier < limit.value if limit.ceiling else easier > limit.value
        value = easier if stricter or (lower and limit.broken_by(measured)) else limit.value
        (ceilings if limit.ceiling else floors)[limit.name] = value
    return {"data": data, "floors": floors, "ceilings": ceilings}


if __name__ == "__main__":
    sys.exit(main())
