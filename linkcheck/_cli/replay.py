"""`linkcheck replay`: past reports made again from the pages that were kept, and whether they come out the same."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from linkcheck._cli.config import Configuration
from linkcheck._cli.exit_codes import ExitCode, exit_code_of
from linkcheck._cli.inputs import STANDARD_INPUT, ArgumentKind, files_read
from linkcheck._cli.options import SectionedCommand, configuration, gate_options, replay_options
from linkcheck._cli.output import Progress, ReportWriter, open_writer, output_options
from linkcheck._report.build import build_run
from linkcheck._report.places import pairs_of
from linkcheck._report.read import posts_of
from linkcheck._report.types import DIFFERENCES, QueueReport, Run

if TYPE_CHECKING:
    from linkcheck._report.read import PastReport, PastRun


_EPILOG = """\b
Examples:
  linkcheck check queue.csv --store pages.sqlite -o report.json
  linkcheck replay report.json --store pages.sqlite"""


@click.command(
    "replay", cls=SectionedCommand, short_help="Make past reports again from the pages kept then.", epilog=_EPILOG
)
@click.argument("reports", nargs=-1, required=True, metavar="REPORTS...")
@output_options
@click.option("--same", is_flag=True, help="Fail if a report does not come out the same, byte for byte.")
@gate_options
@replay_options
def replay_command(reports: tuple[str, ...], *, same: bool, **options: Any) -> int:
    """Make the reports in REPORTS (JSON or JSON lines) again from the store, and say whether they are the same.

    Nothing is visited. Says on standard error what was not as it was: the version, the model, the settings, the
    detectors, or snapshots that are no longer in the store. Exit codes are those of check.
    """
    output_format, outputs, color = options.pop("output_format"), options.pop("outputs"), options.pop("color")
    configured = _offline(configuration({**options, "offline": None}))
    runs = [_past_run(report) for report in reports]
    taken = files_read([(_kind_of(report), report) for report in reports], configured.settings)
    writer = open_writer(output_format, outputs, color=color, gate=configured.gate, taken=taken)
    return _replay(runs, configured, writer, same=same)


def _offline(configured: Configuration) -> Configuration:
    import msgspec

    if configured.settings.store is None:
        raise click.UsageError("replay needs --store FILE: the store that the pages of the reports were kept in")
    return configured._replace(settings=msgspec.structs.replace(configured.settings, offline=True))


def _kind_of(report: str) -> ArgumentKind:
    return ArgumentKind.STANDARD_INPUT if report == STANDARD_INPUT else ArgumentKind.FILE


def _past_run(file: str) -> PastRun:
    from linkcheck._report.read import read_run, read_run_file

    if file == STANDARD_INPUT:
        return read_run(sys.stdin.buffer.read(), name="standard input")
    return read_run_file(file)


def _replay(runs: Sequence[PastRun], configured: Configuration, writer: ReportWriter, *, same: bool) -> int:
    done: list[tuple[PastReport, PastReport]] = []
    interrupted = False
    try:
        for past, again in _made_again(runs, configured):
            done.append((past, again))
            posts = posts_of(again)
            pairs = pairs_of(posts)
            for report in posts:
                writer.write(report, pairs=pairs)
    except KeyboardInterrupt:
        interrupted = True
    run = _combined([again for _, again in done], interrupted=interrupted or any(run.interrupted for run in runs))
    writer.end(run)
    if interrupted:
        return ExitCode.INTERRUPTED
    is_same = _report_sameness(done)
    code = exit_code_of(run, configured.gate)
    return ExitCode.FINDINGS if code is ExitCode.CLEAN and same and not is_same else code


def _made_again(runs: Sequence[PastRun], configured: Configuration) -> Iterator[tuple[PastReport, PastReport]]:
    from linkcheck._check.checker import Checker

    with Progress("replaying") as progress, Checker(configured.settings) as checker:
        for run in runs:
            for past in run.reports:
                again = checker.replay(past)
                with progress.paused():
                    yield past, again
                progress.step()


def _combined(reports: Sequence[PastReport], *, interrupted: bool) -> Run:
    import msgspec

    queues = [report for report in reports if isinstance(report, QueueReport)]
    run = build_run(
        [post for report in reports for post in posts_of(report)],
        corrections=[correction for queue in queues for correction in queue.corrections],
        findings=[finding for queue in queues for finding in queue.findings],
        interrupted=interrupted,
    )
    return msgspec.structs.replace(run, repeats=tuple(repeat for queue in queues for repeat in queue.repeats))


def _report_sameness(done: Sequence[tuple[PastReport, PastReport]]) -> bool:
    """Say on standard error whether the reports are as they were, and what was not; whether all of them are."""
    from linkcheck._check.replay import is_same

    pairs = [pair for past, again in done for pair in zip(posts_of(past), posts_of(again), strict=True)]
    others = [again for past, again in pairs if not is_same(past, again)]
    if not others:
        click.echo(f"linkcheck: {len(pairs)} of {len(pairs)} reports came out the same, byte for byte", err=True)
        return True
    found = {name for report in others for name in report.provenance.differs}
    differs = ", ".join(name for name in DIFFERENCES if name in found)
    click.echo(f"linkcheck: {len(others)} of {len(pairs)} reports are not as they were ({differs})", err=True)
    return False
