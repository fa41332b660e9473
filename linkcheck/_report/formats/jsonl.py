"""JSON lines: one Report a line, as they come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from linkcheck._report.formats.json import encode
from linkcheck._report.types import OutputFormat, Report, Run
from linkcheck._scoring.types import LinkReport


def render(run: Run) -> str:
    """Every report of the run, one a line."""
    return "".join(_line(report) for report in run.posts)


def _line(report: Report) -> str:
    return encode(report).decode() + "\n"


class _LineStream:
    def __init__(self, stream: IO[str], _color: bool | None) -> None:
        self._stream = stream

    def write(self, report: Report, _pairs: Sequence[LinkReport]) -> None:
        self._stream.write(_line(report))

    def end(self, _run: Run) -> None:
        """Nothing follows the reports."""


FORMAT = OutputFormat("jsonl", suffixes=(".jsonl", ".ndjson"), render=render, stream=_LineStream)
