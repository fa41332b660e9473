"""JSON Schemas of what linkcheck writes."""

from __future__ import annotations

from typing import Any

import msgspec

from linkcheck._report.types import QueueReport, Report, Run
from linkcheck.settings import Settings

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

SUBJECTS: dict[str, type[msgspec.Struct]] = {
    "run": Run,
    "report": Report,
    "queue-report": QueueReport,
    "settings": Settings,
}
"""What a schema can be asked for: "run" is what `--format json` writes, "report" a line of `--format jsonl`."""


def json_schema(subject: str = "run") -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one of SUBJECTS. Raises KeyError for another name."""
    return {"$schema": _DIALECT, **msgspec.json.schema(SUBJECTS[subject])}
