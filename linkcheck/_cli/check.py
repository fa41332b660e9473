"""`linkcheck check`: posts in, a report, an exit code and, with --fix, the corrected file of a queue out."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import click
import msgspec

from linkcheck._atomic_files import require_separate
from linkcheck._cli.baseline import known_findings
from linkcheck._cli.config import Configuration
from linkcheck._cli.exit_codes import EXIT_CODES, ExitCode, exit_code_of
from linkcheck._cli.fix import Fix, apply_fix, fix_of
from linkcheck._cli.inputs import ArgumentKind, Inputs, Reading, argument_kind, files_read
from linkcheck._cli.options import SectionedCommand, configuration, gate_options, settings_options, under
from linkcheck._cli.output import Progress, ReportWriter, open_writer, output_options, wait_in_words
from linkcheck._cli.shown_settings import settings_lines
from linkcheck._cli.since_last import SinceLast
from linkcheck._post.files import FILE_FORMATS
from linkcheck._text.display import plain
from linkcheck.errors import StoreError

if TYPE_CHECKING:
    from linkcheck._check.options import Record
    from linkcheck._report.types import Correction, Report, Run
    from linkcheck._scoring.types import LinkReport
    from linkcheck.settings import Settings


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
_failing = under("What fails a run")


@click.command(
    "check", cls=SectionedCommand, short_help="Check posts against the pages behind their links.", epilog=_EPILOG
)
@click.argument("inputs", nargs=-1, metavar="INPUTS...")
@_reading("--text", "texts", multiple=True, metavar="POST", help="A post, whatever it looks like. Repeatable.")
@_reading("--file", "files", multiple=True, metavar="FILE", help="A file, whatever it looks like. Repeatable.")
@_reading("--input-format", type=click.Choice(FILE_FORMATS), help="What the files are. [default: by looking]")
@_reading("--text-column", metavar="NAME", help="The column of a table that holds the text.")
@_reading("--link-column", metavar="NAME", help="The column of a table that holds the link.")
@_reading("--changed-since", default="", metavar="COMMIT", help="Only what files hold new since a git commit.")
@_reading(
    "--queue/--no-queue",
    default=None,
    help=f"Compare posts with each other's pages too. [default: files of up to {_LONGEST_QUEUE} posts]",
)
@output_options
@_writing("--fix", metavar="FILE", help="Write a copy of a queue's file with its misplaced links exchanged.")
@_writing("--diff", is_flag=True, help="Print what --fix would change, and write nothing.")
@_writing("--since-last", is_flag=True, help="Report only what is new or judged otherwise since the last run.")
@gate_options
@_failing("--baseline", metavar="FILE", help="A past report in JSON: what it tells is known, and fails nothing.")
@settings_options
@click.option("--show-settings", is_flag=True, help="Print each setting, and where it stands; check nothing.")
def check_command(inputs: tuple[str, ...], texts: tuple[str, ...], files: tuple[str, ...], **options: Any) -> int:
    """Check posts against the pages behind their links.

    An INPUT is a file of posts (CSV, JSONL, a post a line, an export) if it exists or looks like one,
    else the text of a post; "-" reads standard input. Findings are mismatches and broken links.
    """
    arguments = [(argument_kind(argument), argument) for argument in inputs]
    arguments += [(ArgumentKind.TEXT, text) for text in texts] + [(ArgumentKind.FILE, file) for file in files]
    queue, since_last, fix = options.pop("queue"), options.pop("since_last"), _fix_asked_for(arguments, options)
    output_format, outputs, color = options.pop("output_format"), options.pop("outputs"), options.pop("color")
    baseline, shows_settings = options.pop("baseline"), options.pop("show_settings")
    changed_since, input_format = options.pop("changed_since"), options.pop("input_format")
    configured = configuration(options, changed_since=changed_since)
    if shows_settings:
        click.echo("\n".join(settings_lines(configured)))
        return ExitCode.CLEAN
    if not arguments:
        raise click.UsageError("nothing to check: give the text of a post, a file of posts, or - for standard input")
    if baseline is not None:
        known = known_findings(baseline, changed_since=changed_since)
        configured = configured._replace(gate=msgspec.structs.replace(configured.gate, known=known))
    taken = files_read(arguments, configured.settings)
    if fix is not None and fix.target is not None:
        require_separate(fix.target, taken=taken)
        taken.append(("the file of --fix", fix.target))
    last = SinceLast(configured.settings.store, arguments) if since_last else None
    writer = open_writer(output_format, outputs, color=color, gate=configured.gate, taken=taken)
    reading = Reading(input_format, **configured.columns, changed_since=changed_since)
    job = _Job(Inputs(arguments, reading, settings=configured.settings), configured, writer, last)
    return _check_and_report(job, fix, queue=True if fix else queue)


def _fix_asked_for(arguments: Sequence[tuple[ArgumentKind, str]], options: dict[str, Any]) -> Fix | None:
    target, shows_diff = options.pop("fix"), options.pop("diff")
    fix = fix_of(arguments, target, shows_diff=shows_diff)
    if fix is not None and options["changed_since"]:
        raise click.UsageError(
            f"{'--diff' if shows_diff else '--fix'} corrects a whole queue: leave out --changed-since"
        )
    if shows_diff and options["output_format"] != "text":
        raise click.UsageError("--diff prints the changes below the text of the report: leave out --format")
    return fix


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
        apply_fix(fix, run.posts, repairs)
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
    if fix is not None and fix.target is not None:
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
    settings = job.configured.settings
    wait = _announce_wait(posts, settings)
    with Progress("reading pages", len(posts), wait=wait) as progress, Checker(settings) as checker:
        found = checker.check_queue(posts, on_interrupt=_report_interrupt, on_read=progress.step)
    repairs += found.corrections  # with the secrets of their links, which a run does not show and a file keeps
    run = build_queue_run(found)
    pairs = pairs_of(run.posts)
    for report in run.posts:
        reports.append(report)
        job.write(report, pairs=pairs)
    return run


def _announce_wait(records: Iterable[Record], settings: Settings) -> float:
    """Say beforehand what a long run waits for; returns how long that is, in seconds."""
    from linkcheck._post.types import Post
    from linkcheck._web.waiting import least_wait

    wait = least_wait(
        (link.expanded_url for record in records if isinstance(record, Post) for link in record.links), settings
    )
    if told := wait_in_words(wait, pause=settings.host_delay):
        click.echo(f"linkcheck: {told}", err=True)
    return wait.seconds


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
