"""`linkcheck check --since-last`: only what is new, changed, or judged otherwise than in the last run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from linkcheck.commands.inputs import Kind

if TYPE_CHECKING:
    from linkcheck.report.types import Report, Run


class SinceLast:
    """What the last run over the same inputs said. Raises click.UsageError without a store to keep it in."""

    def __init__(self, store: str | None, arguments: Sequence[tuple[Kind, str]]) -> None:
        from linkcheck.last_run import recall

        if store is None:
            raise click.UsageError("--since-last needs --store FILE: what the last run said is kept there")
        self._store = store
        self._source = "\n".join(_name(kind, argument) for kind, argument in arguments)
        self._before = recall(store, self._source)

    def is_new(self, report: Report) -> bool:
        """Whether the post was not there, or was judged otherwise, in the last run."""
        from linkcheck.last_run import is_new

        return is_new(report, self._before)

    def only_new(self, run: Run) -> Run:
        """The run without what was told before; its counts are of what is left.

        Of the queue as a whole are told the findings that a new or changed row is part of.
        """
        from linkcheck.queue_repeats import tell_repeats
        from linkcheck.report.runs import sum_up

        left = sum_up([report for report in run.posts if self.is_new(report)])
        rows = {report.row for report in left.posts}
        told = {repair.message for repair in run.corrections if rows & {repair.row, repair.proposed_row}}
        known = {repair.message for repair in run.corrections} - told | set(tell_repeats(run.repeats))
        repeats = tuple(repeat for repeat in run.repeats if rows & {repeat.row, repeat.first_row})
        return msgspec.structs.replace(
            run,
            posts=left.posts,
            counts=left.counts,
            corrections=tuple(repair for repair in run.corrections if repair.message in told),
            findings=(*(finding for finding in run.findings if finding not in known), *tell_repeats(repeats)),
            repeats=repeats,
        )

    def keep(self, run: Run) -> None:
        """Remember this run in place of the last one."""
        from linkcheck.last_run import remember

        remember(self._store, self._source, run.posts)


def _name(kind: Kind, argument: str) -> str:
    return str(Path(argument).resolve()) if kind is Kind.FILE else argument
