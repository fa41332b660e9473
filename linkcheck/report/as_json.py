"""JSON: the Run as it is. It decodes to an equal Run with `decode`; `linkcheck schema` prints its JSON Schema."""

from __future__ import annotations

import msgspec

from linkcheck.errors import InputError
from linkcheck.report.types import Run


def render(run: Run) -> str:
    """The run as one indented JSON document, times as ISO 8601, ending in a newline."""
    return msgspec.json.format(msgspec.json.encode(run), indent=2).decode() + "\n"


def decode(document: str | bytes) -> Run:
    """The Run that `render` wrote. Raises InputError for another document."""
    try:
        return msgspec.json.decode(document, type=Run)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"this is no JSON report of linkcheck: {error}") from None
