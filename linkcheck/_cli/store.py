"""`linkcheck store`: look into the file of pages, and keep it small."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linkcheck.errors import InputError, MissingFileError

if TYPE_CHECKING:
    from linkcheck._web.store import Store


_FILE = click.argument("file", metavar="STORE")


def _examples(*lines: str) -> str:
    return "\n  ".join(("\b\nExamples:", *lines))


@click.group(
    "store",
    short_help="Look into a store of pages, and keep it small.",
    epilog=_examples(
        "linkcheck check queue.csv --store pages.sqlite",
        "linkcheck store list pages.sqlite",
        "linkcheck store prune pages.sqlite --older-than 90",
    ),
)
def store_group() -> None:
    """Look into the SQLite file that `linkcheck check --store STORE` keeps pages in."""


@store_group.command(
    "list",
    short_help="List snapshots, newest first.",
    epilog=_examples("linkcheck store list pages.sqlite --url https://example.org/moon --limit 10"),
)
@_FILE
@click.option("--url", default="", metavar="URL", help="Only snapshots of this URL.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=100, show_default=True, metavar="N", help="At most so many."
)
def list_entries(file: str, url: str, limit: int) -> None:
    """List snapshots, newest first: id, time, outcome, bytes, URL."""
    from linkcheck._report.mask import mask_url
    from linkcheck._text.display import plain

    with _opened(file) as opened:
        for entry in opened.entries(url, limit):
            outcome = f"{entry.outcome}{f' {entry.status_code}' if entry.status_code else ''}"
            when = entry.fetched_at.strftime("%Y-%m-%d %H:%M:%S")
            click.echo(f"{entry.id}  {when}  {outcome:<12} {entry.size:>9}  {plain(mask_url(entry.url))}")


@store_group.command(
    short_help="Write the body of one snapshot.",
    epilog=_examples("linkcheck store show pages.sqlite 4a4f24596ef1413b94c913bc1e74105e > page.html"),
)
@_FILE
@click.argument("snapshot_id", metavar="ID")
def show(file: str, snapshot_id: str) -> None:
    """Write the body of one snapshot to standard output, byte for byte."""
    with _opened(file) as opened:
        snapshot = opened.get(snapshot_id)
    if snapshot is None:
        raise InputError(f"{file} has no snapshot {snapshot_id!r}; `linkcheck store list` names them")
    sys.stdout.buffer.write(snapshot.content)
    sys.stdout.buffer.flush()


@store_group.command(
    short_help="Remove old snapshots.",
    epilog=_examples("linkcheck store prune pages.sqlite --older-than 90 --keep report.json"),
)
@_FILE
@click.option("--older-than", type=click.FloatRange(min=0), required=True, metavar="DAYS", help="What counts as old.")
@click.option(
    "--keep", "reports", multiple=True, metavar="REPORT", help="Keep what this JSON report names. Repeatable."
)
def prune(file: str, older_than: float, reports: tuple[str, ...]) -> None:
    """Remove snapshots older than DAYS, except those that a report names, and give the space back."""
    from linkcheck._web.store import prune_store

    before = dt.datetime.now(dt.UTC) - dt.timedelta(days=older_than)
    with _opened(file) as opened:
        pruned = prune_store(opened, before=before, report_files=reports)
    click.echo(f"{pruned.snapshots} snapshots and {pruned.contents} bodies removed, {pruned.bytes} bytes freed")


@store_group.command(
    short_help="Write snapshots as JSON lines.",
    epilog=_examples("linkcheck store export pages.sqlite > pages.jsonl"),
)
@_FILE
@click.argument("snapshot_ids", nargs=-1, metavar="[IDS...]")
def export(file: str, snapshot_ids: tuple[str, ...]) -> None:
    """Write snapshots as JSON lines, all or those named, bodies in base64."""
    from linkcheck._report.formats.json import encode

    with _opened(file) as opened:
        for snapshot in opened.export(snapshot_ids):
            click.echo(encode(snapshot))


def _opened(file: str) -> Store:
    from linkcheck._web.store import Store

    if not Path(file).is_file():
        raise MissingFileError(file)
    return Store(file)
