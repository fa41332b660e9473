"""A report as what a notebook asks of an object: HTML for those that show it, text for those that do not.

The output formats by name: one module each, loaded when asked for.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import PurePath

from linkcheck._report.build import build_run
from linkcheck._report.gate import Gate
from linkcheck._report.types import Correction, Report, Run

_MODULES = {
    "text": "linkcheck._report.formats.text",
    "json": "linkcheck._report.formats.json",
    "jsonl": "linkcheck._report.formats.jsonl",
    "csv": "linkcheck._report.formats.csv",
    "junit": "linkcheck._report.formats.junit",
    "sarif": "linkcheck._report.formats.sarif",
    "github": "linkcheck._report.formats.github",
    "markdown": "linkcheck._report.formats.markdown",
    "html": "linkcheck._report.formats.html",
}
_SUFFIXES = {
    ".txt": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".xml": "junit",
    ".sarif": "sarif",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
}

# Formats in which a finding looks other than what is only told.
_GATED = frozenset({"junit", "github"})

FORMATS = tuple(_MODULES)
"""The names of the output formats."""


def render(run: Run, output_format: str, gate: Gate | None = None) -> str:
    """The run in one of FORMATS; `gate` says what counts as a finding. Raises KeyError for another name."""
    module = importlib.import_module(_MODULES[output_format])
    rendered: str = module.render(run, gate) if output_format in _GATED else module.render(run)
    return rendered


def format_of(path: str) -> str | None:
    """The format that a file's suffix asks for; None when it says nothing."""
    return _SUFFIXES.get(PurePath(path).suffix.lower())


def bundle(
    html: str, reports: Sequence[Report], *, corrections: Sequence[Correction] = (), findings: Sequence[str] = ()
) -> dict[str, str]:
    """The MIME bundle of reports; without a text of ours a notebook keeps the struct's long repr beside the HTML."""
    run = build_run(reports, corrections=corrections, findings=findings)
    return {"text/html": html, "text/plain": render(run, "text")}
