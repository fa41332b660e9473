"""The output formats by name: one module each, loaded when asked for."""

from __future__ import annotations

import importlib
from pathlib import PurePath

from linkcheck.report.types import Run

_MODULES = {
    "text": "linkcheck.report.terminal",
    "json": "linkcheck.report.as_json",
    "jsonl": "linkcheck.report.as_jsonl",
}
_SUFFIXES = {
    ".txt": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}

FORMATS = tuple(_MODULES)
"""The names of the output formats."""


def render(run: Run, output_format: str) -> str:
    """The run in one of FORMATS. Raises KeyError for another name."""
    module = importlib.import_module(_MODULES[output_format])
    rendered: str = module.render(run)
    return rendered


def format_of(path: str) -> str | None:
    """The format that a file's suffix asks for; None when it says nothing."""
    return _SUFFIXES.get(PurePath(path).suffix.lower())
