"""Where a command's results go: standard output, files and a pipe that may close; and progress on standard error."""

from __future__ import annotations

import codecs
import contextlib
import difflib
import io
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, NamedTuple, Self

import click

from linkcheck._atomic_files import require_separate, require_writable, write_file
from linkcheck._cli.exit_codes import ExitCode
from linkcheck._cli.options import Command, under
from linkcheck._report.formats import PACKAGED_FORMATS, format_names, format_of, load_format, named_failures, render_run
from linkcheck._report.gate import Gate
from linkcheck._report.mask import mask_report
from linkcheck._report.types import Report, Run
from linkcheck._scoring.types import LinkReport
from linkcheck._text.display import plain

if TYPE_CHECKING:
    from rich.status import Status

    from linkcheck._web.waiting import Wait


class OutputClosedError(Exception):
    """Whoever read standard output went away (`| head`); `exit_code` is what had been reached by then."""

    def __init__(self, exit_code: ExitCode) -> None:
        self.exit_code = exit_code
        super().__init__("standard output was closed")


class FormatChoice(click.Choice[str]):
    """The output formats. Those of entry points are looked for only where a packaged one does not answer."""

    def __init__(self) -> None:
        super().__init__(PACKAGED_FORMATS)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name of a format. Raises click.BadParameter for another one."""
        if value not in self.choices:
            self.choices = format_names()
        return super().convert(value, param, ctx)


def output_options(command: Command) -> Command:
    """The options that say where a run is written to and how; `open_writer` takes them."""
    writing = under("What is written")
    for option in (
        writing("--color/--no-color", default=None, help="Colour. [default: on a terminal]"),
        writing(
            "-o",
            "--output",
            "outputs",
            multiple=True,
            metavar="[FORMAT:]FILE",
            help="Write a file too, in the format named, or that its suffix says, or that of --format. Repeatable.",
        ),
        writing(
            "-f",
            "--format",
            "output_format",
            type=FormatChoice(),
            default="text",
            show_default=True,
            help="What is written to standard output.",
        ),
    ):
        command = option(command)
    return command


class Target(NamedTuple):
    """One file to write, and the format it is written in."""

    path: Path
    output_format: str


def target_of(output: str, output_format: str) -> Target:
    """The file of one `--output`: its format named, else said by the suffix, else that of standard output.

    Raises click.BadParameter for a format that there is not.
    """
    name, colon, path = output.partition(":")
    if (path if colon and name in format_names() else output).strip() in ("", "-"):
        raise click.BadParameter("standard output has the format of --format: name a file", param_hint="--output")
    if colon and name in format_names():
        return Target(Path(path), name)
    # One letter before a colon is a drive of Windows.
    if colon and len(name) > 1 and name.isalpha():
        near = difflib.get_close_matches(name, format_names(), n=1, cutoff=0)[0]
        raise click.BadParameter(
            f"there is no format {name!r}; the nearest is {near!r} (for a file of that name: ./{output})",
            param_hint="--output",
        )
    return Target(Path(output), format_of(output) or output_format)


# What reports themselves write beyond ASCII; the rest, which untrusted text brings, is a question mark.
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


def discard_output() -> None:
    """Send what is still buffered for standard output nowhere, so that the interpreter ends quietly."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_target(target: Target, text: str) -> None:
    """Write a rendered report to its file, whole or not at all. Raises OutputError when that fails."""
    write_file(target.path, text.encode("utf-8", "replace"))


class ReportWriter:
    """Writes each report as it comes where the format streams, and the rest at the end.

    Raises OutputClosedError, with the exit code reached, when the reader of standard output went away.
    """

    def __init__(
        self, output_format: str, *, targets: Sequence[Target] = (), color: bool | None = None, gate: Gate | None = None
    ) -> None:
        self._output_format = output_format
        self._targets = targets
        self._gate = gate or Gate()
        self._written: list[Report] = []
        stream = load_format(output_format).stream
        with named_failures(output_format):
            self._stream = stream(sys.stdout, color) if stream is not None else None

    def write(self, report: Report, *, pairs: Sequence[LinkReport] = ()) -> None:
        """Write one report now, if the format streams."""
        masked = mask_report(report)
        self._written.append(masked)
        if self._stream is not None:
            with self._open_output(), named_failures(self._output_format):
                self._stream.write(masked, pairs)

    def end(self, run: Run) -> None:
        """Write the files, and what is left to write to standard output."""
        for target in self._targets:
            write_target(target, render_run(run, target.output_format, self._gate))
        with self._open_output():
            if self._stream is not None:
                with named_failures(self._output_format):
                    self._stream.end(run)
            else:
                sys.stdout.write(render_run(run, self._output_format, self._gate))

    @contextlib.contextmanager
    def _open_output(self) -> Iterator[None]:
        try:
            yield
            sys.stdout.flush()
        except BrokenPipeError:
            passes = self._gate.passes(self._written)
            raise OutputClosedError(ExitCode.CLEAN if passes else ExitCode.FINDINGS) from None


def open_writer(
    output_format: str,
    outputs: Sequence[str],
    *,
    color: bool | None,
    gate: Gate,
    taken: Iterable[tuple[str, Path]] = (),
) -> ReportWriter:
    """The ReportWriter that the options ask for.

    Raises OutputError now for a file that could not be written later, for one of those `taken`, which the run reads or
    writes otherwise, and for one that is named twice.
    """
    targets = [target_of(output, output_format) for output in outputs]
    taken = list(taken)
    for target in targets:
        require_separate(target.path, taken=taken)
        taken.append(("the file of another --output", target.path))
    for target in targets:
        require_writable(target.path)
    return ReportWriter(output_format, targets=targets, color=color, gate=gate)


LONG_WAIT = 20.0
"""Seconds of pauses from which a run says beforehand how long it takes: about as long as people wait unasked."""


def wait_in_words(wait: Wait, *, pause: float) -> str:
    """How long a run takes and why, in one sentence; empty where it is short."""
    if wait.seconds < LONG_WAIT:
        return ""
    return f"{wait.visits} visits to {plain(wait.site)}, {pause:g} s apart, take {duration_in_words(wait.seconds)}"


def duration_in_words(seconds: float) -> str:
    """A duration as people say it: "about 40 s", "about 8 min", "about 3 h"."""
    for unit, name in ((3600, "h"), (60, "min")):
        if seconds >= 1.5 * unit:
            return f"about {round(seconds / unit)} {name}"
    return f"about {max(1, round(seconds))} s"


class Progress:
    """A spinner with a count while work goes on, and with what is left of the `wait` that is expected; silent when
    standard error is no terminal.
    """

    def __init__(self, doing: str, total: int | None = None, *, wait: float = 0.0) -> None:
        self._wait = wait
        self._began = time.monotonic()
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
            left = self._wait - (time.monotonic() - self._began)
            about = f", {duration_in_words(left)} left" if left > 0 and self._wait >= LONG_WAIT else ""
            self._status.update(f"{self._doing}: {self._done}{self._of} done{about} ...")

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
