"""`linkcheck check`: posts in, a report, an exit code and, with --fix, the corrected file of a queue out."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from linkcheck._atomic_files import require_separate, write_file
from linkcheck._cli.config import Configuration
from linkcheck._cli.exit_codes import EXIT_CODES, ExitCode, exit_code_of
from linkcheck._cli.inputs import ArgumentKind, Inputs, Reading, argument_kind, files_read
from linkcheck._cli.options import SectionedCommand, configuration, gate_options, settings_options, under
from linkcheck._cli.output import Progress, ReportWriter, open_writer, output_options
from linkcheck._cli.since_last import SinceLast
from linkcheck._post.files import FILE_FORMATS
from linkcheck._text.display import plain
from linkcheck.errors import StoreError

if TYPE_CHECKING:
    from linkcheck._check.options import Record
    from linkcheck._report.types import Correction, Report, Run
    from linkcheck._scoring.types import LinkReport


class Fix(NamedTuple):
    """The file to correct, and where its corrected copy goes."""

    source: Path
    target: Path


def fix_of(arguments: Sequence[tuple[ArgumentKind, str]], target: str) -> Fix:
    """The Fix that `--fix target` asks for. Raises click.UsageError unless one file is checked."""
    if [kind for kind, _ in arguments] != [ArgumentKind.FILE]:
        raise click.UsageError("--fix corrects one file of posts: give that file, and nothing else")
    return Fix(Path(arguments[0][1]), Path(target))


def write_fix(fix: Fix, posts: Sequence[Report], corrections: Sequence[Correction]) -> None:
    """Write the corrected copy, and say on standard error what was corrected. Raises OutputError."""
    from linkcheck._queue.fix import fix_file
    from linkcheck._report.places import places_of

    fixed = fix_file(fix.source.read_bytes(), posts=posts, corrections=corrections)
    write_file(fix.target, fixed.content)
    made = len(corrections) - len(fixed.left_out)
    click.echo(f"linkcheck: {made} of {len(corrections)} proposed repairs made in {fix.target}", err=True)
    for correction in fixed.left_out:
        click.echo(f"linkcheck: {plain(places_of(correction)[0])} has to be repaired by hand", err=True)


# A queue is compared as a whole, which holds all its pages at once; Buffer takes 100 posts a channel,
# Hootsuite 350. Longer inputs are streamed unless --queue asks.
_LONGEST_QUEUE = 1000

_EPILOG = f"""\b
Examples:
  linkcheck check "NASA finds water on the Moon https://example.org/moon"
  linkcheck check queue.csv -o report.html --fix corrected.csv
  linkcheck check posts.jsonl --format github --fail-on mismatch --max-unverifiable 60
  linkcheck check queue.csv --store pages.sqlite --since-last
  grep https posts.txt | linkcheck check -

\b
{EXIT_CODES}"""


_reading = under("What is checked")
_writing = under("What is written")


@click.command(
    "check", cls=SectionedCommand, short_help="Check posts against the pages behind their links.", epilog=_EPILOG
)
@click.argument("inputs", nargs=-1, metavar="INPUTS...")
@_reading("--text", "texts", multiple=True, metavar="POST", help="A post, whatever it looks like. Repeatable.")
@_reading("--file", "files", multiple=True, metavar="FILE", help="A file, whatever it looks like. Repeatable.")
@_reading("--input-format", type=click.Choice(FILE_FORMATS), help="What the files are. [default: by looking]")
@_reading("--text-column", default="", metavar="NAME", help="The column of a table that holds the text.")
@_reading("--link-column", default="", metavar="NAME", help="The column of a table that holds the link.")
@_reading("--changed-since", default="", metavar="COMMIT", help="Only what files hold new since a git commit.")
@_reading(
    "--queue/--no-queue",
    default=None,
    help=f"Compare posts with each other's pages too. [default: files of up to {_LONGEST_QUEUE} posts]",
)
@output_options
@_writing("--fix", metavar="FILE", help="Write a copy of a queue's file with its misplaced links exchanged.")
@_writing("--since-last", is_flag=True, help="Report only what is new or judged otherwise since the last run.")
@gate_options
@settings_options
def check_command(inputs: tuple[str, ...], texts: tuple[str, ...], files: tuple[str, ...], **options: Any) -> int:
    """Check posts against the pages behind their links.

    An INPUT is a file of posts (CSV, JSONL, a post a line, an export) if it exists or looks like one,
    else the text of a post; "-" reads standard input. Findings are mismatches and broken links.
    """
    arguments = [(argument_kind(argument), argument) for argument in inputs]
    arguments += [(ArgumentKind.TEXT, text) for text in texts] + [(ArgumentKind.FILE, file) for file in files]
    if not arguments:
        raise click.UsageError("nothing to check: give the text of a post, a file of posts, or - for standard input")
    reading = Reading(*(options.pop(name) for name in Reading._fields))
    queue = options.pop("queue")
    output_format, outputs, color = options.pop("output_format"), options.pop("outputs"), options.pop("color")
    fix = fix_of(arguments, target) if (target := options.pop("fix")) else None
    if fix is not None and reading.changed_since:
        raise click.UsageError("--fix corrects a whole queue: leave out --changed-since")
    since_last = options.pop("since_last")
    configured = configuration(options, changed_since=reading.changed_since)
    taken = files_read(arguments, configured.settings)
    if fix is not None:
        require_separate(fix.target, taken=taken)
        taken.append(("the file of --fix", fix.target))
    last = SinceLast(configured.settings.store, arguments) if since_last else None
    writer = open_writer(output_format, outputs, color=color, gate=configured.gate, taken=taken)
    job = _Job(Inputs(arguments, reading), configured, writer, last)
    return _check_and_report(job, fix, queue=True if fix else queue)


class _Job(NamedTuple):
    """What one run checks, by which settings, and what it writes."""

    inputs: Inputs
    configured: Configuration
    writer: ReportWriter
    last: SinceLast | None

    def write(self, report: Report, *, pairs: Sequence[LinkReport] = ()) -> None:
        if self.last is None or self.last.is_new(report):
            self.writer.write(report, pairs=pairs)

    def end(self, run: Run) -> Run:
        """Write what is left of a run, and return as much of it as was asked for."""
        asked = run if self.last is None else self.last.only_new(run)
        self.writer.end(asked)
        return asked


def _check_and_report(job: _Job, fix: Fix | None, *, queue: bool | None) -> int:
    from linkcheck._report.build import build_run

    inputs, configured = job.inputs, job.configured
    reports: list[Report] = []
    repairs: list[Correction] = []
    try:
        run = _check_all(job, reports, repairs, queue=queue)
    except KeyboardInterrupt:
        run = build_run(reports, interrupted=True)
    asked = job.end(run)
    if run.interrupted:
        return _interrupted(fix)
    if job.last is not None:
        _keep_verdicts(job.last, run)
    if fix is not None and not inputs.failures:
        write_fix(fix, run.posts, repairs)
    for failure in inputs.failures:
        click.echo(f"linkcheck: {plain(failure)}", err=True)
    left_out = inputs.left_out + len(run.posts) - len(asked.posts)
    return exit_code_of(asked, configured.gate, failed=bool(inputs.failures), left_out=left_out)


def _keep_verdicts(last: SinceLast, run: Run) -> None:
    """Keep what --since-last asks for; a store that takes nothing more changes no verdict of this run."""
    try:
        last.keep(run)
    except StoreError as error:
        click.echo(f"linkcheck: the next run reports these posts as new: {plain(str(error))}", err=True)


def _interrupted(fix: Fix | None) -> int:
    if fix is not None:
        click.echo(f"linkcheck: {fix.target} was not written, since not all posts were checked", err=True)
    return ExitCode.INTERRUPTED


def _check_all(job: _Job, reports: list[Report], repairs: list[Correction], *, queue: bool | None) -> Run:
    from linkcheck._check.checker import Checker
    from linkcheck._report.build import build_queue_run, build_run
    from linkcheck._report.places import pairs_of

    records, as_queue = _choose_mode(job.inputs, queue)
    if not as_queue:
        _stream(records, job, reports)
        return build_run(reports)
    posts = list(records)
    with Progress("reading pages", len(posts)) as progress, Checker(job.configured.settings) as checker:
        found = checker.check_queue(posts, on_interrupt=_report_interrupt, on_read=progress.step)
    repairs += found.corrections  # with the secrets of their links, which a run does not show and a file keeps
    run = build_queue_run(found)
    pairs = pairs_of(run.posts)
    for report in run.posts:
        reports.append(report)
        job.write(report, pairs=pairs)
    return run


def _report_interrupt() -> None:
    click.echo("linkcheck: interrupted; comparing what was read (once more: stop at once)", err=True)


def _stream(records: Iterable[Record], job: _Job, reports: list[Report]) -> None:
    from linkcheck._check.shared import check_many

    with Progress("checking") as progress:
        for report in check_many(records, settings=job.configured.settings):
            reports.append(report)
            with progress.paused():
                job.write(report)
            progress.step()


def _choose_mode(inputs: Inputs, queue: bool | None) -> tuple[Iterable[Record], bool]:
    """The records, and whether to compare them with each other: as --queue says, else a file of several posts."""
    if queue is not None:
        return inputs, queue
    if not inputs.has_files:
        return inputs, False
    records: Iterator[Record] = iter(inputs)
    beginning: Sequence[Record] = list(itertools.islice(records, _LONGEST_QUEUE + 1))
    return itertools.chain(beginning, records), 1 < len(beginning) <= _LONGEST_QUEUE
