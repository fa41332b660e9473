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
    NOTHING_CHECKED = 3
    INTERRUPTED = 130


EXIT_CODES = "Exit codes: 0 clean, 1 findings, 2 usage or could not run, 3 nothing to check, 130 interrupted."
"""The same for --help."""


def exit_code_of(run: Run, gate: Gate, *, failed: bool = False, left_out: int = 0) -> ExitCode:
    """COULD_NOT_RUN when an input failed or no record was a post, FINDINGS when the gate objects, NOTHING_CHECKED when
    there was nothing to check, else CLEAN. `left_out` says how many posts an option left out as not new: a run that
    has no others is clean.

    Says on standard error why it is not clean, or why nothing was checked.
    """
    from linkcheck._report.build import counted
    from linkcheck._report.gate import has_nothing_checked

    if failed or (run.counts.bad_records and not run.counts.posts):
        return ExitCode.COULD_NOT_RUN
    if left_out and not run.posts:
        _say(f"nothing new: {counted(left_out, 'post')} as before")
        return ExitCode.CLEAN
    if known := gate.count_known(run.posts):
        _say(f"{counted(known, 'known finding')} of the baseline")
    objections = gate.objections(run.posts)
    if objections:
        _say("; ".join(objections))
        return ExitCode.CLEAN if gate.warn_only else ExitCode.FINDINGS
    if not has_nothing_checked(run.posts):
        return ExitCode.CLEAN
    _say(f"nothing was checked: {_why_nothing(run)}{'' if gate.allow_nothing else ' (--allow-nothing accepts that)'}")
    return ExitCode.CLEAN if gate.allow_nothing else ExitCode.NOTHING_CHECKED


def _why_nothing(run: Run) -> str:
    if not run.counts.posts:
        return "there are no posts"
    if not run.counts.links:
        return "no post has a link"
    if run.counts.excluded == run.counts.links:
        return "every link is excluded"
    if run.counts.excluded:
        return "what is not excluded claims nothing that a page could bear out"
    return "no post with a link claims anything that a page could bear out"


def _say(sentence: str) -> None:
    click.echo(f"linkcheck: {sentence}", err=True)
