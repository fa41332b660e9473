"""Reports read back from the files they were written to: `--format json` and `jsonl`, and `to_json()`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from linkcheck._public import public
from linkcheck._report.types import QueueReport, Report, Run
from linkcheck._source_files import require_source_file
from linkcheck.errors import InputError, MissingFileError, type_of

PastReport = Report | QueueReport

_NO_JSON = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class PastRun(NamedTuple):
    """What one file holds."""

    reports: tuple[PastReport, ...]
    """The posts of a queue together, as one QueueReport; others one by one."""
    interrupted: bool = False


def posts_of(report: PastReport) -> Sequence[Report]:
    """The reports of single posts that a past report consists of."""
    return report.posts if isinstance(report, QueueReport) else (report,)


class _Shape(msgspec.Struct):
    """Which of the three a JSON object is: the keys that only one of them has."""

    counts: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    reports: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


@public
def read_reports(path: str | os.PathLike[str]) -> tuple[PastReport, ...]:
    """The reports in a file of JSON or JSON lines: a QueueReport for posts that were checked as a queue, else Reports.

    What `to_json()` wrote comes back equal, but for masked secrets. Files of the command have posts, so that the
    `reports` of a queue are the links of its posts; JSON lines lack corrections, findings and repeats.
    Raises MissingFileError, and InputError, naming file and line, for what is no report of linkcheck or no path.
    """
    if not isinstance(path, (str, os.PathLike)):
        raise InputError(f"path is {type_of(path)}: read_reports takes the path of a file of reports")
    return read_run_file(path).reports


def read_run_file(path: str | os.PathLike[str]) -> PastRun:
    """What a file holds. Raises MissingFileError, and InputError for what is no report of linkcheck."""
    require_source_file(Path(path))
    try:
        document = Path(path).read_bytes()
    except OSError as error:
        raise MissingFileError(str(path), error.strerror or "cannot be read") from None
    return read_run(document, name=str(path))


def read_run(document: bytes, *, name: str) -> PastRun:
    """The reports in a document; `name` is for messages. Raises InputError."""
    try:
        msgspec.json.decode(document, type=msgspec.Raw)
    except _NO_JSON:
        lines = document.splitlines()
    else:
        lines = [document]  # one document, on however many lines
    posts: list[Report] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        past = _decode_line(line, f"{name}, line {number}" if len(lines) > 1 else name)
        if not isinstance(past, Report):
            if len(lines) > 1:
                raise InputError(f"{name}, line {number}: a run or a queue has a file of its own")
            reports = _reports_of_run(past) if isinstance(past, Run) else (past,)
            return PastRun(reports, past.interrupted)
        posts.append(past)
    return PastRun(_with_queues_joined(posts))


def _decode_line(line: bytes, where: str) -> Report | QueueReport | Run:
    try:
        shape = msgspec.json.decode(line, type=_Shape)
        kind: type[Report | QueueReport | Run] = Report
        if shape.counts is not msgspec.UNSET:
            kind = Run
        elif shape.reports is not msgspec.UNSET:
            kind = QueueReport
        past = msgspec.json.decode(line, type=kind)
    except (*_NO_JSON, InputError) as error:
        raise InputError(
            f"{where}: this is not a report of linkcheck, such as `-o report.json` writes: {error}"
        ) from None
    for report in [past] if isinstance(past, Report) else past.posts:
        require_links_inside(report, where)
    return past


def require_links_inside(report: Report, where: str) -> None:
    """Raise InputError for links outside of their post: a report comes from anybody, and readers of posts ensure it."""
    length = len(report.post.text)
    for link in report.post.links:
        spans = [link.segment] if link.segment else []
        if link.start is not None or link.end is not None:
            spans.append((-1 if link.start is None else link.start, -1 if link.end is None else link.end))
        if any(not 0 <= start <= end <= length for start, end in spans):
            raise InputError(
                f"{where}: a link of this report stands outside of its post: use the file as it was written"
            )


def _reports_of_run(run: Run) -> tuple[PastReport, ...]:
    """The reports of a run. What it found about a queue goes to its one queue; rows do not say to which of several."""
    joined = _with_queues_joined(run.posts, interrupted=run.interrupted)
    if sum(isinstance(report, QueueReport) for report in joined) != 1:
        return joined
    found = {"corrections": run.corrections, "findings": run.findings, "repeats": run.repeats}
    return tuple(
        msgspec.structs.replace(report, **found) if isinstance(report, QueueReport) else report for report in joined
    )


def _with_queues_joined(posts: Sequence[Report], *, interrupted: bool = False) -> tuple[PastReport, ...]:
    """Reports of posts, those of a queue together: its links have rows, and are its pairs."""
    joined: list[PastReport] = []
    for run in _consecutive_runs(posts):
        if any(link.row is not None for report in run for link in report.links):
            pairs = tuple(link for report in run for link in report.links)
            joined.append(QueueReport(reports=pairs, posts=tuple(run), interrupted=interrupted))
        else:
            joined += run
    return tuple(joined)


def _consecutive_runs(posts: Sequence[Report]) -> Iterator[list[Report]]:
    """Reports of one run after another: the rows of each rise."""
    run: list[Report] = []
    for report in posts:
        if run and (report.row is None or run[-1].row is None or report.row <= run[-1].row):
            yield run
            run = []
        run.append(report)
    if run:
        yield run
