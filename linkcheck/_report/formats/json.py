"""JSON: the Run as it is. It decodes to an equal Run with `decode`; `linkcheck schema` prints its JSON Schema."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from linkcheck._report.types import OutputFormat, Run
from linkcheck._text.display import REPLACEMENT, escaped
from linkcheck.errors import InputError

_CI_COMMAND = re.compile(rb"##(?=\w*\[)")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def render(run: Run) -> str:
    """The run as one indented JSON document, times as ISO 8601, ending in a newline."""
    return msgspec.json.format(encode(run), indent=2).decode() + "\n"


def decode_run(document: str | bytes) -> Run:
    """The Run that `render` wrote. Raises InputError for another document."""
    try:
        return msgspec.json.decode(document, type=Run)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"this is not a JSON report of linkcheck: {error}") from None


def encode(value: object) -> bytes:
    """A value as JSON on one line.

    Lone surrogates, which JSON cannot hold (a file name that is no UTF-8 has them), become U+FFFD one for
    one, so that spans still hold. What a terminal or a CI system obeys ("##[") and what cannot be seen is written
    as escapes (see display.py).
    """
    try:
        document = msgspec.json.encode(value)
    except UnicodeEncodeError:
        document = msgspec.json.encode(_encodable(msgspec.to_builtins(value)))
    return escaped(_CI_COMMAND.sub(rb"#\\u0023", document).decode()).encode()


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return _LONE_SURROGATE.sub(REPLACEMENT, value)
    if isinstance(value, dict):
        return {_encodable(key): _encodable(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_encodable(inner) for inner in value]
    return value


FORMAT = OutputFormat("json", suffixes=(".json",), render=render)
