"""The cells of one row of a table as its file writes them, so that one is changed and the others stay as they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_QUOTED = re.compile(rb'"(?:[^"]|"")*+"')


class Cell(NamedTuple):
    """One cell: its place in the record, quotation marks included, and its content without them."""

    start: int
    end: int
    content: bytes
    is_quoted: bool


def cells_of(record: bytes, delimiter: bytes) -> Iterator[Cell]:
    """The cells of the first row in `record`, as the csv module reads them (RFC 4180); what follows it is no cell."""
    start = 0
    bare = re.compile(rb"[^\r\n" + re.escape(delimiter) + rb"]*+")
    while True:
        quoted = _QUOTED.match(record, start)
        end = quoted.end() if quoted else bare.match(record, start).end()  # type: ignore[union-attr]  # never None
        raw = record[start:end]
        yield Cell(start, end, raw[1:-1].replace(b'""', b'"') if quoted else raw, quoted is not None)
        if record[end : end + 1] != delimiter:
            return
        start = end + 1


def with_cells(record: bytes, delimiter: bytes, changed: Callable[[Cell], bytes]) -> bytes:
    """The record with each cell as `changed` says it is to be written."""
    pieces, at = [], 0
    for cell in cells_of(record, delimiter):
        pieces += [record[at : cell.start], changed(cell)]
        at = cell.end
    return b"".join([*pieces, record[at:]])


def written(content: bytes, delimiter: bytes, *, is_quoted: bool) -> bytes:
    """A cell's content as a file writes it: in quotation marks where it is to be, or could not be told else."""
    if is_quoted or any(mark in content for mark in (delimiter, b'"', b"\r", b"\n")):
        return b'"' + content.replace(b'"', b'""') + b'"'
    return content
