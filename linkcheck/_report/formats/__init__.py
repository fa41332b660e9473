"""The registry of output formats: which there are, which files are of which, and a run in any of them.

A packaged format is a module here, named in PACKAGED_FORMATS, whose FORMAT declares the rest. A format of yours is an
OutputFormat that an entry point of the group FORMAT_ENTRY_POINTS names; none replaces a packaged one. Modules are
loaded when asked for.
"""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import PurePath

from linkcheck._entry_points import FOREIGN_FAILURES, installed, load_entry_point
from linkcheck._report.gate import Gate
from linkcheck._report.types import OutputFormat, Run
from linkcheck.errors import InputError, type_of

PACKAGED_FORMATS = ("text", "json", "jsonl", "csv", "junit", "sarif", "github", "markdown", "html")
"""The packaged formats, in the order in which --help lists them."""

FORMAT_ENTRY_POINTS = "linkcheck.formats"


def format_names() -> tuple[str, ...]:
    """The names of all output formats, the packaged ones first."""
    return (*PACKAGED_FORMATS, *_installed())


def load_format(name: str) -> OutputFormat:
    """The output format of that name. Raises InputError for another name, and for an entry point that names none."""
    if name in PACKAGED_FORMATS:
        packaged: OutputFormat = importlib.import_module(f"{__name__}.{name}").FORMAT
        return packaged
    entry_point = _installed().get(name)
    if entry_point is None:
        raise InputError(f"there is no output format “{name}”; use one of {', '.join(format_names())}")
    return load_entry_point(entry_point, OutputFormat, role="output format")


def _installed() -> dict[str, EntryPoint]:
    return installed(FORMAT_ENTRY_POINTS, packaged=PACKAGED_FORMATS)


def render_run(run: Run, output_format: str, gate: Gate | None = None) -> str:
    """The run in the output format of that name; `gate` says what counts as a finding. Raises InputError."""
    chosen = load_format(output_format)
    with named_failures(output_format):
        text: object = chosen.render(run, gate or Gate()) if chosen.gated else chosen.render(run)
    if not isinstance(text, str):
        raise InputError(f"the output format “{output_format}” returned {type_of(text)}, not a str")
    return text


@contextlib.contextmanager
def named_failures(output_format: str) -> Iterator[None]:
    """Raises InputError, naming the format, for what a format of somebody else's raises; a closed pipe is none."""
    try:
        yield
    except BrokenPipeError:
        raise
    except FOREIGN_FAILURES as error:
        if output_format in PACKAGED_FORMATS:
            raise
        raise InputError(f"the output format “{output_format}” failed: {error!r}") from error


def format_of(path: str) -> str | None:
    """The name of the first output format that the path's suffix belongs to; None when it belongs to none.

    An entry point that names no format is passed over: it says so where it is asked for by name.
    """
    suffix = PurePath(path).suffix.lower()
    return next((name for name in format_names() if suffix and suffix in _suffixes_of(name)), None)


def _suffixes_of(name: str) -> tuple[str, ...]:
    try:
        suffixes: object = load_format(name).suffixes
    except InputError:
        return ()
    return suffixes if isinstance(suffixes, tuple) else ()
