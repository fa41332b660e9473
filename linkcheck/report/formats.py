"""The output formats by name: one module each, loaded when asked for."""

from __future__ import annotations

import importlib
from pathlib import PurePath

from linkcheck.report.gate import Gate
from linkcheck.report.types import Run

_MODULES = {
    "text": "linkcheck.report.terminal",
    "json": "linkcheck.report.as_json",
    "jsonl": "linkcheck.report.as_jsonl",
    "csv": "linkcheck.report.as_csv",
    "junit": "linkcheck.report.as_junit",
    "sarif": "linkcheck.report.as_sarif",
    "github": "linkcheck.report.as_github",
    "markdown": "linkcheck.report.as_markdown",
    "html": "linkcheck.report.as_html",
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
