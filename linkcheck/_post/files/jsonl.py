"""JSON lines: a record a line, so that one that is damaged spoils no other."""

from __future__ import annotations

from collections.abc import Iterator

from linkcheck._post.files import Beginning, Columns, FileFormat, RawRecord
from linkcheck._post.files.charset import NOT_UTF8, Stream, encoding_notes
from linkcheck._post.files.json import parse_json
from linkcheck._post.files.lines import LINE_TOO_LONG, Line, decoded_lines
from linkcheck.errors import PostError

_LOOKED_AT = 10
"""Lines that show whether each is an object."""


def read_json_lines(stream: Stream, _columns: Columns) -> Iterator[RawRecord]:
    """The records of the lines that are not blank."""
    for line in decoded_lines(stream):
        if line.text is None or line.text.strip():
            yield read_json_line(line)


def read_json_line(line: Line) -> RawRecord:
    """The record of one line of JSON."""
    if line.text is None:
        return RawRecord(line.number, None, LINE_TOO_LONG)
    if not line.encoding:
        return RawRecord(line.number, None, f"not valid JSON: {NOT_UTF8}")
    notes = encoding_notes(line.encoding, "record")
    try:
        return RawRecord(line.number, parse_json(line.text.encode("utf-8", "surrogatepass")), notes=notes)
    except PostError as problem:
        return RawRecord(line.number, None, str(problem))


def has_json_lines(beginning: Beginning) -> bool:
    """Whether a file has several lines that are objects of their own, as far as each can be read."""
    lines = beginning.lines[:_LOOKED_AT]
    if len(lines) < 2 or not all(line.startswith("{") and line.endswith("}") for line in lines):
        return False
    return any(_is_object(line) for line in lines)


def _is_object(line: str) -> bool:
    try:
        parse_json(line.encode("utf-8", "replace"))
    except PostError:
        return False
    return True


FORMAT = FileFormat(name="jsonl", suffixes=(".jsonl", ".ndjson"), recognises=has_json_lines, read=read_json_lines)
