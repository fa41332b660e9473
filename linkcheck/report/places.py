"""Where a report's post stands, and which pair a queue's `better_match` means."""

from __future__ import annotations

from collections.abc import Sequence

from linkcheck.post.types import BadRecord, Origin
from linkcheck.report.types import Report
from linkcheck.scoring.types import LinkReport


def origin_of(report: Report) -> Origin:
    """File, line and record of the report's post or bad record; empty when it came from no file."""
    problem = report.problem
    if isinstance(problem, BadRecord):
        return Origin(file=problem.file, line=problem.line, record=problem.record)
    return report.post.origin or Origin(record=report.row)


def place_of(report: Report) -> str:
    """The same for people: "queue.csv:4", "post 3", or nothing."""
    origin = origin_of(report)
    if origin.file:
        return f"{origin.file}:{origin.line}" if origin.line is not None else origin.file
    if report.post.id:
        return f"post {report.post.id}"
    return "" if report.row is None else f"post {report.row + 1}"


def place_in_queue(report: Report) -> str:
    """The same with the row that findings and repairs of a queue speak of, unless it names that number already.

    A row counts posts from 1; a line counts the file's lines, its header and lines within cells included.
    """
    place = place_of(report)
    origin = origin_of(report)
    if report.row is None or (origin.file and origin.line == report.row + 1) or place == f"post {report.row + 1}":
        return place
    return f"{place}, row {report.row + 1}" if place else f"row {report.row + 1}"


def pairs_of(reports: Sequence[Report]) -> tuple[LinkReport, ...]:
    """Every (post, link) pair in order: what `LinkReport.better_match` counts in."""
    return tuple(link for report in reports for link in report.links)
