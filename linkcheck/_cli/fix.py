"""`--fix FILE` and `--diff`: the file of a queue with its misplaced links exchanged, written as a copy or shown."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from linkcheck._atomic_files import write_file
from linkcheck._cli.inputs import ArgumentKind
from linkcheck._text.display import plain

if TYPE_CHECKING:
    from linkcheck._report.types import Correction, Report


class Fix(NamedTuple):
    """The file to correct, and where its corrected copy goes; None where the changes are only shown."""

    source: Path
    target: Path | None


def fix_of(arguments: Sequence[tuple[ArgumentKind, str]], target: str | None, *, shows_diff: bool) -> Fix | None:
    """The Fix that `--fix target` or `--diff` asks for, if they do. Raises click.UsageError unless one file is checked,
    for both together, and for a target without a name.
    """
    if target is None and not shows_diff:
        return None
    name = "--diff" if shows_diff else "--fix"
    if shows_diff and target is not None:
        raise click.UsageError("--diff writes nothing: leave out --fix, or --diff")
    if target is not None and not target.strip():
        raise click.UsageError("--fix has no name: give the file that the corrected copy goes to")
    if [kind for kind, _ in arguments] != [ArgumentKind.FILE]:
        raise click.UsageError(f"{name} corrects one file of posts: give that file, and nothing else")
    return Fix(Path(arguments[0][1]), None if target is None else Path(target))


def apply_fix(fix: Fix, posts: Sequence[Report], corrections: Sequence[Correction]) -> None:
    """Write the copy or show the changes, and say on standard error what was corrected. Raises OutputError."""
    from linkcheck._queue.fix import fix_file
    from linkcheck._report.places import places_of

    content = fix.source.read_bytes()
    fixed = fix_file(content, posts=posts, corrections=corrections)
    if fix.target is None:
        click.echo(unified_diff(content, fixed.content, name=str(fix.source)), nl=False)
        sys.stdout.flush()
    else:
        write_file(fix.target, fixed.content)
    made = len(corrections) - len(fixed.left_out)
    where = "shown" if fix.target is None else f"made in {fix.target}"
    click.echo(f"linkcheck: {made} of {len(corrections)} proposed repairs {where}", err=True)
    for correction in fixed.left_out:
        click.echo(f"linkcheck: {plain(places_of(correction)[0])} has to be repaired by hand", err=True)


def unified_diff(before: bytes, after: bytes, *, name: str) -> bytes:
    """The changes of a file as a unified diff, which `patch` takes; empty where there are none."""
    label = name.encode("utf-8", "surrogateescape")
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    changes = difflib.diff_bytes(difflib.unified_diff, old, new, label, label)
    return b"".join(line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n" for line in changes)
