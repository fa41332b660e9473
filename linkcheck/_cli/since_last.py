"""`linkcheck check --since-last`: only what is new, or judged otherwise than in the last run over the same inputs.

A queue is checked again and again before it is published, and the rest was read before. The verdicts of the last run
are kept in the store's own file.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from linkcheck._cli.inputs import ArgumentKind
from linkcheck._report.types import Report
from linkcheck._web.store import Store
from linkcheck.errors import StoreError

if TYPE_CHECKING:
    from linkcheck._report.types import Run


Verdicts = dict[str, str]
"""Post key -> the verdicts of the post and of its links, and their causes; a line for each row that has the post."""

_VERDICTS_TABLE = """CREATE TABLE IF NOT EXISTS verdicts (
    input TEXT NOT NULL, post TEXT NOT NULL, verdicts TEXT NOT NULL, PRIMARY KEY (input, post)
) WITHOUT ROWID"""


def load_verdicts(store: str, source: str) -> Verdicts:
    """The verdicts of the last run over `source` (a name for the inputs); empty when there was none.

    Raises StoreError when the file is no store.
    """
    if not Path(store).exists():
        return {}
    try:
        with closing(_open(store)) as database:
            return dict(database.execute("SELECT post, verdicts FROM verdicts WHERE input = ?", (source,)))
    except sqlite3.Error as error:
        raise StoreError(f"{store}: {error}") from error


def save_verdicts(store: str, source: str, reports: Iterable[Report]) -> None:
    """Keep the verdicts of this run over `source` in place of those of the last one. Raises StoreError."""
    of_post: defaultdict[str, set[str]] = defaultdict(set)
    for report in reports:
        of_post[post_key(report)].add(verdicts_of(report))
    try:
        with closing(_open(store)) as database, database:
            database.execute("DELETE FROM verdicts WHERE input = ?", (source,))
            rows = [(source, post, "\n".join(sorted(verdicts))) for post, verdicts in of_post.items()]
            database.executemany("INSERT INTO verdicts VALUES (?, ?, ?)", rows)
    except sqlite3.Error as error:
        raise StoreError(f"{store}: {error}") from error


def is_new(report: Report, before: Verdicts) -> bool:
    """Whether the post was not there, or was judged otherwise, in the run before."""
    return verdicts_of(report) not in before.get(post_key(report), "").split("\n")


def post_key(report: Report) -> str:
    """SHA-256 (hex) of what the post says and where its links go; of the problem for a bad record."""
    post = report.post
    parts = [post.id, post.text, *(link.expanded_url for link in post.links)]
    if report.problem is not None:
        parts = ["bad record", report.problem.field, report.problem.message]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def verdicts_of(report: Report) -> str:
    """The verdicts of the post and of its links, each of these with its cause, by spaces."""
    links = (f"{link.verdict}:{link.cause.code}" if link.cause else str(link.verdict) for link in report.links)
    return " ".join([report.verdict, *links])


def _open(store: str) -> sqlite3.Connection:
    Store(store).close()
    database = sqlite3.connect(store)
    database.execute(_VERDICTS_TABLE)
    return database


class SinceLast:
    """The last run over the same inputs. Raises click.UsageError without a store to keep it in."""

    def __init__(self, store: str | None, arguments: Sequence[tuple[ArgumentKind, str]]) -> None:
        if store is None:
            raise click.UsageError("--since-last needs --store FILE: the verdicts of the last run are kept there")
        self._store = store
        self._source = "\n".join(_source_name(kind, argument) for kind, argument in arguments)
        self._before = load_verdicts(store, self._source)

    def is_new(self, report: Report) -> bool:
        """Whether the post was not there, or was judged otherwise, in the last run."""
        return is_new(report, self._before)

    def only_new(self, run: Run) -> Run:
        """The run without what the last one had; its counts are of what is left.

        Of the findings about the queue those are left that a new or changed row is part of.
        """
        from linkcheck._queue.repeats import describe_repeats
        from linkcheck._report.build import build_run

        left = build_run([report for report in run.posts if self.is_new(report)])
        rows = {report.row for report in left.posts}
        current = {repair.message for repair in run.corrections if rows & {repair.row, repair.proposed_row}}
        known = {repair.message for repair in run.corrections} - current | set(describe_repeats(run.repeats))
        repeats = tuple(repeat for repeat in run.repeats if rows & {repeat.row, repeat.first_row})
        return msgspec.structs.replace(
            run,
            posts=left.posts,
            counts=left.counts,
            corrections=tuple(repair for repair in run.corrections if repair.message in current),
            findings=(*(finding for finding in run.findings if finding not in known), *describe_repeats(repeats)),
            repeats=repeats,
        )

    def keep(self, run: Run) -> None:
        """Keep this run in place of the last one."""
        save_verdicts(self._store, self._source, run.posts)


def _source_name(kind: ArgumentKind, argument: str) -> str:
    return str(Path(argument).resolve()) if kind is ArgumentKind.FILE else argument
