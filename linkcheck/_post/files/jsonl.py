"""JSON lines: a record a line, so that one that is damaged spoils no other."""

from __future__ import annotations

from collections.abc import Iterator

from linkcheck._post.files import Beginning, Columns, FileFormat, RawRecord
from linkcheck._post.files.json import NOT_UTF8, parse_json
from linkcheck._post.files.lines import TOO_LONG, Line, Stream, decoded_lines
from linkcheck.errors import PostError


def read_json_lines(stream: Stream, _columns: Columns) -> Iterator[RawRecord]:
    """The records of the lines that are not blank."""
    for line in decoded_lines(stream):
        if line.text is None or line.text.strip():
            yield read_json_line(line)


def read_json_line(line: Line) -> RawRecord:
    """The record of one line of JSON."""
    if line.text is None:
        return RawRecord(line.number, None, TOO_LONG)
    if line.encoding != "utf-8":
        return RawRecord(line.number, None, NOT_UTF8)
    try:
        return RawRecord(line.number, parse_json(line.text.encode()))
    except PostError as problem:
        return RawRecord(line.number, None, str(problem))


def has_json_lines(beginning: Beginning) -> bool:
    """Whether a file has several lines of which the first is an object of its own."""
    if beginning.line_count < 2 or not beginning.first_line.startswith("{"):
        return False
    try:
        parse_json(beginning.first_line.encode("utf-8", "replace"))
    except PostError:
        return False
    return True


FORMAT = FileFormat(name="jsonl", suffixes=(".jsonl", ".ndjson"), recognises=has_json_lines, read=read_json_lines)
