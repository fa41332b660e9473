"""JSON documents: a list of records, one object, or a file of an X archive; each record with its line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import msgspec

from linkcheck._post.files import Beginning, Columns, FileFormat, RawRecord
from linkcheck._post.files.lines import Stream, utf16_form
from linkcheck._post.readers.x_archive import ASSIGNMENT
from linkcheck._text.display import plain
from linkcheck.errors import PostError

MAX_DOCUMENT = 256 * 1024 * 1024
"""Bytes of one JSON document; the archive of an account with 100,000 posts has about 150 MB."""
NOT_UTF8 = "not valid JSON: it is not in UTF-8; save the file as UTF-8"
_SHOWN = 40
"""Characters of the content in a message."""
_READ_BYTES = 1024 * 1024
_SPACE = b" \t\r\n"


def read_document(stream: Stream, _columns: Columns) -> Iterator[RawRecord]:
    """The records of one JSON document. What can be read of a damaged one is read, up to the damage."""
    content = _read_all(stream)
    if content is None:
        yield RawRecord(None, None, f"the document is larger than {MAX_DOCUMENT} bytes")
        return
    if not content.strip(_SPACE):
        yield RawRecord(None, None, "the file is empty: expected a list of posts, or one post, in JSON")
        return
    assignment = ASSIGNMENT.match(content)
    start = assignment.end() if assignment else 0
    body = content[start:].rstrip(_SPACE + b";") if assignment else content
    first_line = 1 + content.count(b"\n", 0, start)
    if body.lstrip(_SPACE).startswith(b"["):
        yield from _records_of_list(body, first_line)
        return
    try:
        yield RawRecord(first_line, parse_json(body))
    except PostError as problem:
        yield RawRecord(first_line, None, str(problem))


def parse_json(raw: bytes) -> Any:
    """The value in `raw`. Lone surrogates, which JSON can write and UTF-8 cannot, are let through.

    Raises PostError when it is no JSON.
    """
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    try:
        return json.loads(raw.decode())
    except UnicodeDecodeError as problem:
        raise PostError(_no_utf8(problem)) from None
    except (ValueError, RecursionError) as problem:
        raise PostError(f"not valid JSON: {_problem_text(problem)}") from None


def _records_of_list(body: bytes, first_line: int) -> Iterator[RawRecord]:
    try:
        raws = msgspec.json.decode(body, type=list[msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        # Escaped bytes keep each record apart: one that is no UTF-8 leaves those beside it as they are.
        yield from _records_one_by_one(body.decode("utf-8", "surrogateescape"), first_line)
        return
    position, line = 0, first_line
    for raw in raws:
        piece = bytes(raw)
        # Between records there is only space and a comma, so that the next occurrence is the record itself.
        at = body.find(piece, position)
        line += body.count(b"\n", position, at)
        try:
            yield RawRecord(line, parse_json(piece))
        except PostError as problem:
            yield RawRecord(line, None, str(problem))
        line += piece.count(b"\n")
        position = at + len(piece)


def _records_one_by_one(body: str, first_line: int) -> Iterator[RawRecord]:
    """The records of a damaged list, until the first that cannot be read."""
    decoder = json.JSONDecoder()
    position, line = body.index("[") + 1, first_line
    while True:
        start = _after_space(body, position)
        line += body.count("\n", position, start)
        if start >= len(body):
            yield RawRecord(line, None, "not valid JSON: the list is not closed")
            return
        if body[start] == "]":
            yield from _after_list(body, start + 1, line)
            return
        try:
            value, position = decoder.raw_decode(body, start)
        except (ValueError, RecursionError) as problem:
            yield RawRecord(line, None, f"not valid JSON: {_problem_text(problem)}")
            return
        try:
            body[start:position].encode("utf-8", "surrogateescape").decode()
        except UnicodeDecodeError as problem:
            yield RawRecord(line, None, _no_utf8(problem))
        else:
            yield RawRecord(line, value)
        line += body.count("\n", start, position)


def _after_list(body: str, end: int, line: int) -> Iterator[RawRecord]:
    """The problem of what stands after the end of the list; nothing where only space does."""
    start = _after_space(body, end)
    if start < len(body):
        shown = plain(body[start : start + _SHOWN].encode("utf-8", "replace").decode(), _SHOWN)
        line += body.count("\n", end, start)
        yield RawRecord(
            line, None, f"not valid JSON: the list has ended before “{shown}”; put all records into one list"
        )


def _after_space(body: str, position: int) -> int:
    while position < len(body) and body[position] in " \t\r\n,":
        position += 1
    return position


def _read_all(stream: Stream) -> bytes | None:
    """Everything in `stream` as bytes without a byte order mark; None if it is too much."""
    pieces = []
    held = 0
    # A stream may give less than it is asked for, a pipe above all: it has ended when it gives nothing.
    while piece := stream.read(_READ_BYTES):
        held += len(piece)
        if held > MAX_DOCUMENT:
            return None
        pieces.append(piece.encode("utf-8", "replace") if isinstance(piece, str) else piece)
    content = b"".join(pieces)
    if encoding := utf16_form(content):
        return content.decode(encoding, "replace").encode()
    return content.removeprefix(b"\xef\xbb\xbf")


def _no_utf8(problem: UnicodeDecodeError) -> str:
    return f"{NOT_UTF8} (the first wrong byte is {problem.object[problem.start]:#04x})"


def _problem_text(problem: Exception) -> str:
    if isinstance(problem, RecursionError):
        return "nested too deeply"
    if not isinstance(problem, json.JSONDecodeError):  # the limit of int()
        return f"a number has more than {sys.get_int_max_str_digits()} digits; if it is an id, put it in quotes"
    return plain(str(problem), 200)


def is_document(beginning: Beginning) -> bool:
    """Whether a file begins with a list, an object or the assignment of an X archive."""
    return beginning.first_line.startswith(("{", "[")) or ASSIGNMENT.match(beginning.raw) is not None


FORMAT = FileFormat(
    name="json",
    suffixes=(".json", ".js"),
    recognises=is_document,
    read=read_document,
    alternatives=("jsonl",),
)
