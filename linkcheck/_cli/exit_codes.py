"""What the command's exit codes mean, and which one a run ends with."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from linkcheck._report.gate import Gate
    from linkcheck._report.types import Run


class ExitCode(enum.IntEnum):
    """The exit codes of every command."""

    CLEAN = 0
    FINDINGS = 1
    COULD_NOT_RUN = 2
    INTERRUPTED = 130


EXIT_CODES = "Exit codes: 0 clean, 1 findings, 2 usage or could not run, 130 interrupted."
"""The same for --help."""


def exit_code_of(run: Run, gate: Gate, *, failed: bool = False) -> ExitCode:
    """COULD_NOT_RUN when an input failed or no record was a post, FINDINGS when the gate objects, else CLEAN.

    Says on standard error why the gate objects.
    """
    if failed or (run.counts.bad_records and not run.counts.posts):
        return ExitCode.COULD_NOT_RUN
    objections = gate.objections(run.posts)
    if objections:
        click.echo(f"linkcheck: {'; '.join(objections)}", err=True)
    return ExitCode.CLEAN if gate.passes(run.posts) else ExitCode.FINDINGS
