"""`linkcheck replay`: past reports made again from the pages that were kept, and whether they come out the same."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from linkcheck._atomic_files import require_writable
from linkcheck._cli.check import exit_code, target_of
from linkcheck._cli.config import Configuration
from linkcheck._cli.inputs import STANDARD_INPUT
from linkcheck._cli.options import SectionedCommand, configuration, gate_options, replay_options
from linkcheck._cli.output import Progress, Teller
from linkcheck._report.build import build_run
from linkcheck._report.formats import FORMATS
from linkcheck._report.places import pairs_of
from linkcheck._report.types import DIFFERENCES, QueueReport, Report, Run
from linkcheck.errors import MissingFileError

if TYPE_CHECKING:
    from linkcheck._report.read import PastReport, PastRun


_EPILOG = """\b
Examples:
  linkcheck check queue.csv --store pages.sqlite -o report.json
  linkcheck replay report.json --store pages.sqlite"""


@click.command(cls=SectionedCommand, short_help="Make past reports again from the pages kept then.", epilog=_EPILOG)
@click.argument("reports", nargs=-1, required=True, metavar="REPORTS...")
@click.option("-f", "--format", "output_format", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("-o", "--output", "outputs", multiple=True, metavar="[FORMAT:]FILE", help="Write a file too. Repeatable.")
@click.option("--color/--no-color", default=None, help="Colour. [default: on a terminal]")
@click.option("--same", is_flag=True, help="Fail if a report does not come out the same, byte for byte.")
@gate_options
@replay_options
def replay(reports: tuple[str, ...], outputs: tuple[str, ...], *, same: bool, **options: Any) -> int:
    """Make the reports in REPORTS (JSON or JSON lines) again from the store, and tell whether they are the same.

    Nothing is visited. Says on standard error what was not as it was: the version, the model, the settings, the
    detectors, or snapshots that are no longer in the store. Exit codes are those of check.
    """
    output_format, color = options.pop("output_format"), options.pop("color")
    configured = _offline(configuration({**options, "offline": None}))
    runs = [_read(report) for report in reports]
    targets = [target_of(output, output_format) for output in outputs]
    for target in targets:
        require_writable(target.path)
    teller = Teller(output_format, targets=targets, color=color, gate=configured.gate)
    return _run(runs, configured, teller, same=same)


def _offline(configured: Configuration) -> Configuration:
    import msgspec

    if configured.settings.store is None:
        raise click.UsageError("replay needs --store FILE: the store that the pages of the reports were kept in")
    return configured._replace(settings=msgspec.structs.replace(configured.settings, offline=True))


def _read(file: str) -> PastRun:
    from linkcheck._report.read import read_run

    if file == STANDARD_INPUT:
        return read_run(sys.stdin.buffer.read(), name="standard input")
    try:
        document = Path(file).read_bytes()
    except OSError as error:
        raise MissingFileError(file, error.strerror or "cannot be read") from None
    return read_run(document, name=file)


def _run(runs: Sequence[PastRun], configured: Configuration, teller: Teller, *, same: bool) -> int:
    done: list[tuple[PastReport, PastReport]] = []
    interrupted = False
    try:
        for past, again in _made_again(runs, configured):
            done.append((past, again))
            posts = _posts_of(again)
            pairs = pairs_of(posts)
            for report in posts:
                teller.tell(report, pairs=pairs)
    except KeyboardInterrupt:
        interrupted = True
    run = _sum_up([again for _, again in done], interrupted=interrupted or any(run.interrupted for run in runs))
    teller.end(run)
    if interrupted:
        return 130
    is_as_then = _tell_sameness(done)
    return exit_code(run, configured) or int(same and not is_as_then)


def _made_again(runs: Sequence[PastRun], configured: Configuration) -> Iterator[tuple[PastReport, PastReport]]:
    from linkcheck._check.checker import Checker

    with Progress("replaying") as progress, Checker(configured.settings) as checker:
        for run in runs:
            for past in run.reports:
                again = checker.replay(past)
                with progress.paused():
                    yield past, again
                progress.step()


def _sum_up(reports: Sequence[PastReport], *, interrupted: bool) -> Run:
    queues = [report for report in reports if isinstance(report, QueueReport)]
    return build_run(
        [post for report in reports for post in _posts_of(report)],
        corrections=[correction for queue in queues for correction in queue.corrections],
        findings=[finding for queue in queues for finding in queue.findings],
        interrupted=interrupted,
    )


def _posts_of(report: PastReport) -> Sequence[Report]:
    return report.posts if isinstance(report, QueueReport) else (report,)


def _tell_sameness(done: Sequence[tuple[PastReport, PastReport]]) -> bool:
    """Say on standard error whether the reports are as they were, and what was not; whether all of them are."""
    from linkcheck._check.replay import is_same

    pairs = [pair for past, again in done for pair in zip(_posts_of(past), _posts_of(again), strict=True)]
    others = [again for past, again in pairs if not is_same(past, again)]
    if not others:
        click.echo(f"linkcheck: {len(pairs)} of {len(pairs)} reports came out the same, byte for byte", err=True)
        return True
    found = {name for report in others for name in report.provenance.differs}
    differs = ", ".join(name for name in DIFFERENCES if name in found)
    click.echo(f"linkcheck: {len(others)} of {len(pairs)} reports are not as they were ({differs})", err=True)
    return False
