"""Telling a run on standard output and in files while it goes on."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from linkcheck.commands.output import OutputClosedError, Target, has_unicode, write
from linkcheck.report.gate import Gate
from linkcheck.report.types import Report, Run
from linkcheck.scoring.types import LinkReport

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


class Teller:
    """Tells each report as it comes where the format can stream (text, jsonl), and the rest at the end.

    Raises OutputClosedError, with the exit code reached, when the reader of standard output went away.
    """

    def __init__(
        self, output_format: str, *, targets: Sequence[Target] = (), color: bool | None = None, gate: Gate | None = None
    ) -> None:
        self._format = output_format
        self._targets = targets
        self._color = color
        self._gate = gate or Gate()
        self._told: list[Report] = []
        self._console: Console | None = None

    def tell(self, report: Report, *, pairs: Sequence[LinkReport] = ()) -> None:
        """Tell one report now, if the format streams."""
        from linkcheck.report.masking import masked

        self._told.append(report)
        if self._format == "text":
            from linkcheck.report.terminal import show_report

            self._print(show_report(masked(report), pairs=pairs, unicode=has_unicode(sys.stdout)))
        elif self._format == "jsonl":
            from linkcheck.report.as_jsonl import line

            self._write(line(masked(report)))

    def end(self, run: Run) -> None:
        """Tell what is left to tell, and write the files."""
        from linkcheck.report.formats import render

        for target in self._targets:
            write(target, render(run, target.output_format, self._gate))
        if self._format == "text":
            from linkcheck.report.terminal import show_ending

            for part in show_ending(run):
                self._print(part)
        elif self._format != "jsonl":
            self._write(render(run, self._format, self._gate))

    def _print(self, part: RenderableType) -> None:
        from linkcheck.report.terminal import console_for, tell

        self._console = self._console or console_for(sys.stdout, color=self._color)
        try:
            tell(self._console, part)
            sys.stdout.flush()
        except BrokenPipeError:
            raise self._closed() from None

    def _write(self, text: str) -> None:
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except BrokenPipeError:
            raise self._closed() from None

    def _closed(self) -> OutputClosedError:
        return OutputClosedError(0 if self._gate.passes(self._told) else 1)
