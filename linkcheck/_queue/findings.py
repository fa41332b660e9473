"""What happened to the links of a queue: a shifted run, exchanged links or a single misplaced one, one finding each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from linkcheck._parameters import PARAMETERS
from linkcheck._queue.assignment import Advantage, IsPlausible, close_cycles
from linkcheck._queue.naming import listed_rows, row_name, span_of_rows
from linkcheck._scoring import codes
from linkcheck._scoring.types import Cause

SHORTEST_RUN = PARAMETERS.queue.shortest_run

_LONGEST_GAP = PARAMETERS.queue.longest_gap

_MAX_EVIDENCE = PARAMETERS.queue.max_row_evidence


class Finding(NamedTuple):
    """One thing that happened to the queue: the rows it explains, with the row each one's page sits in."""

    cause: Cause
    moves: dict[int, int]
    """Row -> row whose page belongs to it; within a supported run also rows that nothing was read of."""


class _Names(NamedTuple):
    """Of each pair, the row it stands in and what messages call that."""

    rows: Sequence[int]
    places: Sequence[str]

    def of(self, pairs: Iterable[int]) -> list[str]:
        """The places of some pairs in order."""
        return [self.places[pair] for pair in sorted(pairs)]


class _Run(NamedTuple):
    """Rows first to last, each with its page `offset` rows further down."""

    first: int
    last: int
    offset: int
    evidence: float
    """Log-odds for it, summed over its rows."""

    @property
    def moves(self) -> dict[int, int]:
        return {row: row + self.offset for row in range(self.first, self.last + 1)}


def explain_moves(
    moves: Mapping[int, int],
    *,
    rows: Sequence[int],
    advantage: Advantage,
    is_plausible: IsPlausible,
    places: Sequence[str] = (),
) -> list[Finding]:
    """The findings that explain `moves` (pair -> pair its page sits in), in order of their first pair.

    `rows[pair]` is the 0-based row that the pair stands in, `places[pair]` what messages call it: without places, the
    row counted from 1. The advantage is 0 for a post without a claim and for a page that was not read. What stands
    between the moves of a shifted run joins it unless the evidence is against the run.
    """
    names = _Names(rows, places or [row_name(row) for row in rows])
    runs = _shifted_runs(moves, len(rows), advantage, is_plausible)
    explained = {row: page for run in runs for row, page in run.moves.items()}
    supported = {row for run in runs if _begins_there(run, len(rows), advantage) for row in run.moves}
    left = close_cycles(
        explained | _remaining_moves(explained, moves),
        advantage=advantage,
        is_plausible=is_plausible,
        supported=supported,
    )
    findings = []
    for run in runs:
        rest = _closing(run.moves, left)
        findings.append(_run_finding(run, rest, names))
        left = _not_explained_by(left, findings[-1])
    for row in sorted(left):
        if row in left:
            findings.append(_single_finding(row, left, names))
            left = _not_explained_by(left, findings[-1])
    return sorted(findings, key=lambda finding: min(finding.moves))


def _remaining_moves(explained: Mapping[int, int], moves: Mapping[int, int]) -> dict[int, int]:
    """The moves that runs leave open: of other rows, to pages that no run gives away."""
    given = set(explained.values())
    return {row: page for row, page in moves.items() if row not in explained and page not in given}


def _begins_there(run: _Run, size: int, advantage: Advantage) -> bool:
    """Whether the row before a run is known to be none of it. Else the page left over may be that row's."""
    before = run.first - 1 if run.offset > 0 else run.last + 1
    return not 0 <= before < size or advantage(before, before + run.offset) < 0


def _not_explained_by(moves: Mapping[int, int], finding: Finding) -> dict[int, int]:
    return {row: page for row, page in moves.items() if row not in finding.moves}


def _shifted_runs(moves: Mapping[int, int], size: int, advantage: Advantage, is_plausible: IsPlausible) -> list[_Run]:
    """Stretches of rows off by the same number of rows, none overlapping, those of most evidence first."""
    supported: defaultdict[int, list[int]] = defaultdict(list)
    for row, page in sorted(moves.items()):
        supported[page - row].append(row)
    candidates = [
        run
        for offset, of_offset in sorted(supported.items())
        for near in _near_each_other(of_offset)
        for run in _trim_runs(_runs_near(near, offset, moves, size=size, advantage=advantage), moves, is_plausible)
    ]
    taken: set[int] = set()
    given: set[int] = set()
    runs = []
    for run in sorted(candidates, key=lambda run: (-run.evidence, run.first)):
        if taken.isdisjoint(run.moves) and given.isdisjoint(run.moves.values()):
            runs.append(run)
            taken |= set(run.moves)
            given |= set(run.moves.values())
    return sorted(runs)


def _near_each_other(rows: Sequence[int]) -> Iterator[list[int]]:
    """The rows in groups with gaps short enough for one run, those long enough to be one."""
    group = [rows[0]]
    for row in (*rows[1:], None):
        if row is not None and row - group[-1] <= _LONGEST_GAP + 1:
            group.append(row)
            continue
        if len(group) >= SHORTEST_RUN:
            yield group
        if row is not None:
            group = [row]


def _runs_near(
    supported: Sequence[int], offset: int, moves: Mapping[int, int], *, size: int, advantage: Advantage
) -> Iterator[_Run]:
    """The stretches around supported rows with the most evidence, each with enough of such rows."""
    first = max(0, -offset, supported[0] - _LONGEST_GAP)
    last = min(size - 1, size - 1 - offset, supported[-1] + _LONGEST_GAP)
    evidence = [_evidence(row, row + offset, moves, advantage) for row in range(first, last + 1)]
    for start, end in _heaviest_stretches(evidence):
        run = _Run(first + start, first + end, offset, sum(evidence[start : end + 1]))
        if sum(run.first <= row <= run.last for row in supported) >= SHORTEST_RUN:
            yield run


def _trim_runs(runs: Iterable[_Run], moves: Mapping[int, int], is_plausible: IsPlausible) -> Iterator[_Run]:
    """The runs without implausible rows at their ends: a row next to a run may have lost its page."""
    for run in runs:
        within = [row for row, page in run.moves.items() if moves.get(row) == page or is_plausible(row, page)]
        if within:
            yield run._replace(first=within[0], last=within[-1])


def _evidence(row: int, shifted: int, moves: Mapping[int, int], advantage: Advantage) -> float:
    """What a row says for a run in which its page sits in row `shifted`, against where it would be otherwise."""
    evidence = advantage(row, shifted)
    if row in moves and moves[row] != shifted:
        evidence = min(0.0, evidence - advantage(row, moves[row]))
    return max(-_MAX_EVIDENCE, min(_MAX_EVIDENCE, evidence))


def _heaviest_stretches(evidence: Sequence[float]) -> Iterator[tuple[int, int]]:
    """(first, last) of the stretches with the largest sums above 0, the largest first, none overlapping."""
    stretches: list[tuple[float, int, int]] = []
    open_spans = [(0, len(evidence))]
    while open_spans:
        low, high = open_spans.pop()
        best, start, total = (0.0, low, low), low, 0.0
        for index in range(low, high):
            if total <= 0:
                start, total = index, 0.0
            total += evidence[index]
            if total > best[0]:
                best = (total, start, index)
        if best[0] > 0:
            stretches.append(best)
            open_spans += [(low, best[1]), (best[2] + 1, high)]
    return ((start, end) for _, start, end in sorted(stretches, reverse=True))


def _closing(run: Mapping[int, int], moves: Mapping[int, int]) -> dict[int, int]:
    """The row that closes a rotated run: it has the page that the run's other end lost."""
    ends = set(run.values()) ^ set(run)
    return {row: page for row, page in moves.items() if row not in run and row in ends and page in ends}


def _run_finding(run: _Run, rest: Mapping[int, int], names: _Names) -> Finding:
    places = names.places
    others = dict.fromkeys(f" The link of {places[row]} stands in {places[page]}." for row, page in rest.items())
    cause = codes.SHIFTED_ROWS.cause(
        span=span_of_rows(places[run.first], places[run.last]),
        distance=_distance(run, names.rows),
        rest="".join(others),
    )
    return Finding(cause, run.moves | dict(rest))


def _distance(run: _Run, rows: Sequence[int]) -> str:
    """How far the links of a run are off, in rows; in places where rows have several links."""
    offsets = {rows[page] - rows[row] for row, page in run.moves.items()}
    offset, what = (offsets.pop(), "row") if len(offsets) == 1 else (run.offset, "place")
    count = {1: f"one {what}", 2: f"two {what}s"}.get(abs(offset), f"{abs(offset)} {what}s")
    return f"{count} too {'low' if offset > 0 else 'high'}"


def _single_finding(row: int, moves: Mapping[int, int], names: _Names) -> Finding:
    cycle = _cycle_from(row, moves)
    if cycle:
        return Finding(codes.SWAPPED_LINKS.cause(rows=listed_rows(names.of(cycle))), cycle)
    cause = codes.MISPLACED_LINK.cause(row=names.places[row], other=names.places[moves[row]])
    return Finding(cause, {row: moves[row]})


def _cycle_from(start: int, moves: Mapping[int, int]) -> dict[int, int]:
    cycle: dict[int, int] = {}
    row = start
    while row in moves and row not in cycle:
        cycle[row] = moves[row]
        row = moves[row]
    return cycle if row == start and len(cycle) > 1 else {}
