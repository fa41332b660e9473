"""`linkcheck check --fix`: the corrected copy of a queue's file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from linkcheck.atomic_files import write_file
from linkcheck.commands.inputs import Kind

if TYPE_CHECKING:
    from linkcheck.report.types import Correction, Report


class Fix(NamedTuple):
    """The file to correct, and where its corrected copy goes."""

    source: Path
    target: Path


def fix_of(arguments: Sequence[tuple[Kind, str]], target: str) -> Fix:
    """The Fix that `--fix target` asks for. Raises click.UsageError unless one file is checked, and another written."""
    if [kind for kind, _ in arguments] != [Kind.FILE]:
        raise click.UsageError("--fix corrects one file of posts: give that file, and nothing else")
    source = Path(arguments[0][1])
    if source.resolve() == Path(target).resolve() or _is_same_file(source, Path(target)):
        raise click.UsageError(f"--fix never overwrites its input: give another name than {target}")
    return Fix(source, Path(target))


def _is_same_file(source: Path, target: Path) -> bool:
    """Whether two names lead to one file, as hard links do."""
    return source.exists() and target.exists() and source.samefile(target)


def write_fix(fix: Fix, posts: Sequence[Report], corrections: Sequence[Correction]) -> None:
    """Write the corrected copy, and say on standard error what was corrected. Raises OutputError."""
    from linkcheck.queue_fix import fix_file

    fixed = fix_file(fix.source.read_bytes(), posts=posts, corrections=corrections)
    write_file(fix.target, fixed.content)
    made = len(corrections) - len(fixed.left_out)
    click.echo(f"linkcheck: {made} of {len(corrections)} proposed repairs made in {fix.target}", err=True)
    for correction in fixed.left_out:
        click.echo(f"linkcheck: row {correction.row + 1} has to be repaired by hand", err=True)
