"""`linkcheck check`: posts in, a report and an exit code out.

`linkcheck check --fix`: the corrected copy of a queue's file.
"""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from linkcheck._atomic_files import require_writable, write_file
from linkcheck._cli.config import Configuration
from linkcheck._cli.inputs import INPUT_FORMATS, Inputs, Kind, Reading, kind_of
from linkcheck._cli.options import SectionedCommand, configuration, gate_options, settings_options, under
from linkcheck._cli.output import Progress, Target, Teller
from linkcheck._cli.since_last import SinceLast
from linkcheck._report.formats import FORMATS, format_of
from linkcheck._text.display import plain

if TYPE_CHECKING:
    from linkcheck._report.types import Correction, Report
if TYPE_CHECKING:
    from linkcheck._check.checker import Record
    from linkcheck._report.types import Correction, Report, Run
    from linkcheck._scoring.types import LinkReport


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
    from linkcheck._queue.fix import fix_file

    fixed = fix_file(fix.source.read_bytes(), posts=posts, corrections=corrections)
    write_file(fix.target, fixed.content)
    made = len(corrections) - len(fixed.left_out)
    click.echo(f"linkcheck: {made} of {len(corrections)} proposed repairs made in {fix.target}", err=True)
    for correction in fixed.left_out:
        click.echo(f"linkcheck: row {correction.row + 1} has to be repaired by hand", err=True)


# A queue is compared as a whole, which holds all its pages at once; Buffer takes 100 posts a channel,
# Hootsuite 350. Longer inputs are streamed unless --queue asks.
_LONGEST_QUEUE = 1000

_EPILOG = """\b
Examples:
  linkcheck check "NASA finds water on the Moon https://example.org/moon"
  linkcheck check queue.csv -o report.html --fix corrected.csv
  linkcheck check posts.jsonl --format github --fail-on mismatch --max-unverifiable 60
  linkcheck check queue.csv --store pages.sqlite --since-last
  grep https posts.txt | linkcheck check -

\b
Exit codes: 0 clean, 1 findings, 2 usage or could not run, 130 interrupted."""


_reading = under("What is checked")
_writing = under("What is written")


@click.command(cls=SectionedCommand, short_help="Check posts against the pages behind their links.", epilog=_EPILOG)
@click.argument("inputs", nargs=-1, metavar="INPUTS...")
@_reading("--text", "texts", multiple=True, metavar="POST", help="A post, whatever it looks like. Repeatable.")
@_reading("--file", "files", multiple=True, metavar="FILE", help="A file, whatever it looks like. Repeatable.")
@_reading("--input-format", type=click.Choice(INPUT_FORMATS), help="What the files are. [default: told by looking]")
@_reading("--text-column", default="", metavar="NAME", help="The column of a table that holds the text.")
@_reading("--link-column", default="", metavar="NAME", help="The column of a table that holds the link.")
@_reading("--changed-since", default="", metavar="COMMIT", help="Only what files hold new since a git commit.")
@_reading(
    "--queue/--no-queue",
    default=None,
    help=f"Compare posts with each other's pages too. [default: files of up to {_LONGEST_QUEUE} posts]",
)
@_writing(
    "-f",
    "--format",
    "output_format",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="What is written to standard output.",
)
@_writing(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="[FORMAT:]FILE",
    help="Write a file too, in the format named, or that its suffix says, or that of --format. Repeatable.",
)
@_writing("--fix", metavar="FILE", help="Write a copy of a queue's file with its misplaced links exchanged.")
@_writing("--since-last", is_flag=True, help="Tell only what is new or judged otherwise since the last run.")
@_writing("--color/--no-color", default=None, help="Colour. [default: on a terminal]")
@gate_options
@settings_options
def check(inputs: tuple[str, ...], texts: tuple[str, ...], files: tuple[str, ...], **options: Any) -> int:
    """Check posts against the pages behind their links.

    An INPUT is a file of posts (CSV, JSONL, a post a line, an export) if it exists or looks like one,
    else the text of a post; "-" reads standard input. Findings are mismatches and broken links.
    """
    arguments = [(kind_of(argument), argument) for argument in inputs]
    arguments += [(Kind.TEXT, text) for text in texts] + [(Kind.FILE, file) for file in files]
    if not arguments:
        raise click.UsageError("nothing to check: give the text of a post, a file of posts, or - for standard input")
    reading = Reading(*(options.pop(name) for name in Reading._fields))
    queue, color, output_format = options.pop("queue"), options.pop("color"), options.pop("output_format")
    targets = [target_of(output, output_format) for output in options.pop("outputs")]
    fix = fix_of(arguments, target) if (target := options.pop("fix")) else None
    if fix is not None and reading.changed_since:
        raise click.UsageError("--fix corrects a whole queue: leave out --changed-since")
    since_last = options.pop("since_last")
    configured = configuration(options)
    last = SinceLast(configured.settings.store, arguments) if since_last else None
    for target in targets:
        require_writable(target.path)
    teller = Teller(output_format, targets=targets, color=color, gate=configured.gate)
    job = _Job(Inputs(arguments, reading), configured, teller, last)
    return _run(job, fix, queue=True if fix else queue)


class _Job(NamedTuple):
    """What one run checks, by which settings, and whom it tells what."""

    inputs: Inputs
    configured: Configuration
    teller: Teller
    last: SinceLast | None

    def tell(self, report: Report, *, pairs: Sequence[LinkReport] = ()) -> None:
        if self.last is None or self.last.is_new(report):
            self.teller.tell(report, pairs=pairs)

    def end(self, run: Run) -> None:
        self.teller.end(run if self.last is None else self.last.only_new(run))


def _run(job: _Job, fix: Fix | None, *, queue: bool | None) -> int:
    from linkcheck._report.build import build_run

    inputs, configured = job.inputs, job.configured
    reports: list[Report] = []
    repairs: list[Correction] = []
    try:
        run = _checked(job, reports, repairs, queue=queue)
    except KeyboardInterrupt:
        run = build_run(reports, interrupted=True)
    job.end(run)
    if run.interrupted:
        return _interrupted(fix)
    if job.last is not None:
        job.last.keep(run)
    if fix is not None and not inputs.failures:
        write_fix(fix, run.posts, repairs)
    for failure in inputs.failures:
        click.echo(f"linkcheck: {plain(failure)}", err=True)
    return exit_code(run, configured, failed=bool(inputs.failures))


def _interrupted(fix: Fix | None) -> int:
    if fix is not None:
        click.echo(f"linkcheck: {fix.target} was not written, since not all posts were checked", err=True)
    return 130


def exit_code(run: Run, configured: Configuration, *, failed: bool = False) -> int:
    """2 when an input could not be read or no record was a post, 1 when the gate objects, else 0.

    Says on standard error why the gate objects.
    """
    if failed or (run.counts.bad_records and not run.counts.posts):
        return 2
    objections = configured.gate.objections(run.posts)
    if objections:
        click.echo(f"linkcheck: {'; '.join(objections)}", err=True)
    return 0 if configured.gate.passes(run.posts) else 1


def _checked(job: _Job, reports: list[Report], repairs: list[Correction], *, queue: bool | None) -> Run:
    from linkcheck._check.checker import Checker
    from linkcheck._report.build import build_queue_run, build_run
    from linkcheck._report.places import pairs_of

    records, as_queue = _choose(job.inputs, queue)
    if not as_queue:
        _stream(records, job, reports)
        return build_run(reports)
    posts = list(records)
    with Progress("reading pages", len(posts)) as progress, Checker(job.configured.settings) as checker:
        found = checker.check_queue(posts, on_interrupt=_tell_interrupt, on_read=progress.step)
    repairs += found.corrections  # with the secrets of their links, which a run does not show and a file keeps
    run = build_queue_run(found)
    pairs = pairs_of(run.posts)
    for report in run.posts:
        reports.append(report)
        job.tell(report, pairs=pairs)
    return run


def _tell_interrupt() -> None:
    click.echo("linkcheck: interrupted; comparing what was read (once more: stop at once)", err=True)


def _stream(records: Iterable[Record], job: _Job, reports: list[Report]) -> None:
    from linkcheck._check.shared import check_many

    with Progress("checking") as progress:
        for report in check_many(records, job.configured.settings):
            reports.append(report)
            with progress.paused():
                job.tell(report)
            progress.step()


def _choose(inputs: Inputs, queue: bool | None) -> tuple[Iterable[Record], bool]:
    """The records, and whether to compare them with each other: a file of several posts, unless told otherwise."""
    if queue is not None:
        return inputs, queue
    if not inputs.has_files:
        return inputs, False
    records: Iterator[Record] = iter(inputs)
    beginning: Sequence[Record] = list(itertools.islice(records, _LONGEST_QUEUE + 1))
    return itertools.chain(beginning, records), 1 < len(beginning) <= _LONGEST_QUEUE


def target_of(output: str, output_format: str) -> Target:
    """The file of one `--output`: its format named, else said by the suffix, else that of standard output.

    Raises click.BadParameter for a format that there is not.
    """
    name, colon, path = output.partition(":")
    if colon and name in FORMATS:
        return Target(Path(path), name)
    # One letter before a colon is a drive of Windows.
    if colon and len(name) > 1 and name.isalpha():
        near = difflib.get_close_matches(name, FORMATS, n=1, cutoff=0)[0]
        raise click.BadParameter(
            f"there is no format {name!r}; the nearest is {near!r} (for a file of that name: ./{output})",
            param_hint="--output",
        )
    return Target(Path(output), format_of(output) or output_format)
