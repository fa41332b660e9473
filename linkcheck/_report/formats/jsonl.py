"""JSON lines: one Report a line, as they come."""

from __future__ import annotations

from linkcheck._report.formats.json import encode
from linkcheck._report.types import Report, Run


def line(report: Report) -> str:
    """One report as JSON on one line, with its newline."""
    return encode(report).decode() + "\n"


def render(run: Run) -> str:
    """Every report of the run, one a line."""
    return "".join(line(report) for report in run.posts)
