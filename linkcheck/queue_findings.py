"""What the moves of a queue amount to: shifted runs, exchanged links, single strays, one finding each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from linkcheck.scoring.types import Cause, Fault

SHORTEST_RUN = 3
"""Rows that readable pages must prove before a run counts as shifted; two rows may be an exchange."""

_LEANS = 0.5
"""Log-odds by which a row must lean towards the page next in a proven run to lengthen it at an end."""

_LONGEST_GAP = 3
"""Rows in a run whose page or post says nothing (a wall, a post without claim), in a row."""


class Finding(NamedTuple):
    """One thing that happened to the queue: the rows it explains, with the row each one's page sits in."""

    cause: Cause
    moves: dict[int, int]
    """Row -> row whose page belongs to it; within a proven run also rows that nothing was read of."""


def find(moves: Mapping[int, int], *, rows: Sequence[int], lean: Callable[[int, int], float]) -> list[Finding]:
    """The findings that explain `moves` (pair -> pair its page sits in), in order of their first pair.

    `rows[pair]` is the 0-based row that the pair stands in; messages count rows from 1. `lean(pair,
    other)` says in log-odds how much better the page in `other` fits the pair's post than its own: 0
    for a post without a claim or a page that was not read. A pair that leans that way, or to neither
    side, joins a shifted run that others prove, and nothing else.
    """
    names = [row + 1 for row in rows]
    findings = []
    left = dict(moves)
    for run in _runs(moves, len(rows), lean):
        rest = _closing(run, left)
        message = "; ".join(
            [_run_message(run, names), *(f"row {names[row]}'s link stands in row {names[rest[row]]}" for row in rest)]
        )
        cause = Cause(code="shifted-rows", fault=Fault.TOOL, message=message)
        findings.append(Finding(cause, run | rest))
        left = {row: page for row, page in left.items() if row not in run and row not in rest}
    for row in sorted(left):
        if row not in left:
            continue
        cycle = _cycle(row, left)
        if cycle:
            message = f"rows {_listed(cycle, names)} have each other's links"
            findings.append(Finding(Cause(code="swapped-links", fault=Fault.TOOL, message=message), cycle))
        else:
            message = f"row {names[row]}'s page is behind the link of row {names[left[row]]}"
            findings.append(Finding(Cause(code="misplaced-link", fault=Fault.TOOL, message=message), {row: left[row]}))
        left = {r: p for r, p in left.items() if r not in findings[-1].moves}
    return sorted(findings, key=lambda finding: min(finding.moves))


def _runs(moves: Mapping[int, int], size: int, lean: Callable[[int, int], float]) -> list[dict[int, int]]:
    """Stretches of rows that are all off by the same number of rows, those that may be included."""
    runs = []
    row = 0
    while row < size:
        if row not in moves:
            row += 1
            continue
        run = _run_from(row, moves, size, lean)
        if sum(r in moves for r in run) >= SHORTEST_RUN:
            runs.append(run)
        row = max(run) + 1
    return runs


def _run_from(start: int, moves: Mapping[int, int], size: int, lean: Callable[[int, int], float]) -> dict[int, int]:
    offset = moves[start] - start
    run = {start: moves[start]}
    gap: dict[int, int] = {}
    for row in range(start + 1, size):
        shifted = row + offset
        proven = moves.get(row) == shifted
        if not proven and not _may_join(row, shifted, moves, size, lean):
            break
        gap[row] = shifted
        if proven or lean(row, shifted) >= _LEANS:
            run |= gap
            gap = {}
        elif len(gap) > _LONGEST_GAP:
            break
    first = start - 1
    while _may_join(first, first + offset, moves, size, lean) and lean(first, first + offset) >= _LEANS:
        run[first] = first + offset
        first -= 1
    return run


def _may_join(row: int, shifted: int, moves: Mapping[int, int], size: int, lean: Callable[[int, int], float]) -> bool:
    return row not in moves and 0 <= row < size and 0 <= shifted < size and lean(row, shifted) >= 0


def _closing(run: Mapping[int, int], moves: Mapping[int, int]) -> dict[int, int]:
    """The row that closes a rotated run: it has the page that the run's other end lost."""
    ends = set(run.values()) ^ set(run)
    return {row: page for row, page in moves.items() if row not in run and row in ends and page in ends}


def _cycle(start: int, moves: Mapping[int, int]) -> dict[int, int]:
    cycle: dict[int, int] = {}
    row = start
    while row in moves and row not in cycle:
        cycle[row] = moves[row]
        row = moves[row]
    return cycle if row == start and len(cycle) > 1 else {}


def _run_message(run: Mapping[int, int], names: Sequence[int]) -> str:
    first, last = min(run), max(run)
    offset = run[first] - first
    count = {1: "one row", 2: "two rows"}.get(abs(offset), f"{abs(offset)} rows")
    return f"rows {names[first]} to {names[last]}: each link is {count} too {'low' if offset > 0 else 'high'}"


def _listed(pairs: Mapping[int, int], names: Sequence[int]) -> str:
    listed = [str(names[pair]) for pair in sorted(pairs)]
    return f"{', '.join(listed[:-1])} and {listed[-1]}"
