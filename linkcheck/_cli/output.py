"""Progress of long work: on standard error, and only where that is a terminal.

Where a command's results go: standard output, files, and a pipe that may close.

Telling a run on standard output and in files while it goes on.
"""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, NamedTuple, Self

from linkcheck._atomic_files import write_file
from linkcheck._report.gate import Gate
from linkcheck._report.types import Report, Run
from linkcheck._scoring.types import LinkReport

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
if TYPE_CHECKING:
    from rich.status import Status


class OutputClosedError(Exception):
    """Whoever read standard output went away (`| head`); `exit_code` is what had been reached by then."""

    def __init__(self, exit_code: int) -> None:
        self.exit_code = exit_code
        super().__init__("standard output was closed")


class Target(NamedTuple):
    """One file to write, and the format it is written in."""

    path: Path
    output_format: str


# What reports themselves write beyond ASCII; of strangers' text the rest is a question mark.
_ASCII = {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "→": "->", "–": "-", "—": "-", "−": "-", "\u00a0": " "}
_PRINTABLE = "linkcheck.printable"


def make_printable(*streams: IO[str]) -> None:
    """Let streams write what their encoding lacks in ASCII, instead of raising in the middle of a report."""
    codecs.register_error(_PRINTABLE, _in_ascii)
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_PRINTABLE)


def _in_ascii(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    unknown = error.object[error.start : error.end]
    return "".join(_ASCII.get(character, "?") for character in unknown), error.end


def has_unicode(stream: IO[str]) -> bool:
    """Whether the stream can show more than ASCII."""
    return (getattr(stream, "encoding", "") or "").lower().replace("-", "").startswith("utf")


def discard_output() -> None:
    """Send what is still buffered for standard output nowhere, so that the interpreter ends quietly."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write(target: Target, text: str) -> None:
    """Write a rendered report to its file, whole or not at all. Raises OutputError when that fails."""
    write_file(target.path, text.encode("utf-8", "replace"))


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
        from linkcheck._report.mask import mask_report

        self._told.append(report)
        if self._format == "text":
            from linkcheck._report.formats.text import show_report

            self._print(show_report(mask_report(report), pairs=pairs, unicode=has_unicode(sys.stdout)))
        elif self._format == "jsonl":
            from linkcheck._report.formats.jsonl import line

            self._write(line(mask_report(report)))

    def end(self, run: Run) -> None:
        """Tell what is left to tell, and write the files."""
        from linkcheck._report.formats import render

        for target in self._targets:
            write(target, render(run, target.output_format, self._gate))
        if self._format == "text":
            from linkcheck._report.formats.text import show_ending

            for part in show_ending(run):
                self._print(part)
        elif self._format != "jsonl":
            self._write(render(run, self._format, self._gate))

    def _print(self, part: RenderableType) -> None:
        from linkcheck._report.formats.text import console_for, tell

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


class Progress:
    """A spinner with a count while work goes on; silent when standard error is no terminal."""

    def __init__(self, doing: str, total: int | None = None) -> None:
        self._doing = doing
        self._of = "" if total is None else f" of {total}"
        self._done = 0
        self._status: Status | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console

            self._status = Console(stderr=True).status(f"{self._doing} ...")
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status is not None:
            self._status.stop()

    def step(self) -> None:
        """One more is done. May be called from any thread."""
        self._done += 1
        if self._status is not None:
            self._status.update(f"{self._doing}: {self._done}{self._of} done ...")

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Take the spinner away while results are printed."""
        if self._status is None:
            yield
            return
        self._status.stop()
        try:
            yield
        finally:
            self._status.start()
