"""The registry of output formats: which there are, which files are of which, and a run in any of them.

A packaged format is a module here, named in PACKAGED_FORMATS, whose FORMAT declares the rest. A format of yours is an
OutputFormat that an entry point of the group FORMAT_ENTRY_POINTS names; none replaces a packaged one. Modules are
loaded when asked for.
"""

from __future__ import annotations

import importlib
from importlib.metadata import EntryPoint, entry_points
from pathlib import PurePath

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
        return _require_format(importlib.import_module(f"{__name__}.{name}").FORMAT, name, "linkcheck")
    entry_point = _installed().get(name)
    if entry_point is None:
        raise InputError(f"there is no output format {name!r}; use one of {', '.join(format_names())}")
    try:
        found = entry_point.load()
    except Exception as error:  # whatever a package of somebody else's does when it is imported
        raise InputError(f"the output format {name!r} ({entry_point.value}) does not load: {error}") from error
    return _require_format(found, name, entry_point.value)


def _require_format(found: object, name: str, origin: str) -> OutputFormat:
    if not isinstance(found, OutputFormat):
        raise InputError(f"the output format {name!r} ({origin}) is {type_of(found)}, not an OutputFormat")
    if found.name != name:
        raise InputError(f"the output format {name!r} ({origin}) calls itself {found.name!r}: use one name")
    return found


def _installed() -> dict[str, EntryPoint]:
    found = {entry_point.name: entry_point for entry_point in entry_points(group=FORMAT_ENTRY_POINTS)}
    return {name: found[name] for name in sorted(found.keys() - set(PACKAGED_FORMATS))}


def render_run(run: Run, output_format: str, gate: Gate | None = None) -> str:
    """The run in the output format of that name; `gate` says what counts as a finding. Raises InputError."""
    chosen = load_format(output_format)
    return chosen.render(run, gate or Gate()) if chosen.gated else chosen.render(run)


def format_of(path: str) -> str | None:
    """The name of the first output format that the path's suffix belongs to; None when it belongs to none.

    An entry point that names no format is passed over: it says so where it is asked for by name.
    """
    suffix = PurePath(path).suffix.lower()
    return next((name for name in format_names() if suffix and suffix in _suffixes_of(name)), None)


def _suffixes_of(name: str) -> tuple[str, ...]:
    try:
        return load_format(name).suffixes
    except InputError:
        return ()
