"""Tables with commas, tabs, semicolons or bars, as posting tools and spreadsheets write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from linkcheck._post.files import Beginning, Columns, FileFormat, RawRecord
from linkcheck._post.files.cells import is_address, is_data, is_time
from linkcheck._post.files.charset import Stream
from linkcheck._post.files.lines import Line, decoded_lines
from linkcheck._post.files.rows import TableRow, TableRows, split_line
from linkcheck._post.files.table import read_table_rows
from linkcheck._post.readers import reader_of_table
from linkcheck._post.readers.names import keys_of

DELIMITERS = ",;\t|"
_NAMED_DELIMITER = re.compile(r'\s*"?sep=(?P<mark>.|\\t)"?[,;\t|]*\s*', re.IGNORECASE)
"""The first line by which Excel tells the delimiter."""
_LOOKED_AT = 8
"""Lines that show whether a file of unknown names is a table."""


def looks_like_table(first_line: str) -> bool:
    """Whether `first_line` is a header with a text column, or a row of a tool that writes no header."""
    if _NAMED_DELIMITER.fullmatch(first_line):
        return True
    delimiter = delimiter_of(first_line)
    cells = split_line(first_line, delimiter)
    if len(cells) < 2:
        return False
    known = keys_of(cells)
    if "text" in known and not is_data(cells) and (len(known) > 1 or not _may_be_prose(cells, delimiter)):
        return True
    reader = reader_of_table(cells)
    return reader is not None and (reader.recognises_row is not None or bool(reader.columns))


def _may_be_prose(cells: Sequence[str], delimiter: str) -> bool:
    """Whether a line may be a sentence, in which a space stands behind each comma: "Update, the bridge is open"."""
    return delimiter == "," and any(cell.startswith(" ") for cell in cells[1:])


def delimiter_of(first_line: str) -> str:
    """The delimiter that `first_line` tells, else under which it names most fields, else that splits it most."""
    told = _NAMED_DELIMITER.fullmatch(first_line)
    if told is not None:
        return "\t" if told["mark"] == "\\t" else told["mark"]
    cells = {delimiter: split_line(first_line, delimiter) for delimiter in DELIMITERS}
    known = {delimiter: keys_of(cells[delimiter]) for delimiter in DELIMITERS}
    return max(DELIMITERS, key=lambda one: ("text" in known[one], len(known[one]), len(cells[one])))


def read_table(stream: Stream, columns: Columns) -> Iterator[RawRecord]:
    """The records of a table. A row that cannot be read has a problem in its place; rows after it are still read."""
    lines = decoded_lines(stream)
    beginning = _to_first_filled(lines)
    first = (beginning[-1].text or "") if beginning else ""
    rows = TableRows(chain(beginning, lines), delimiter_of(first))
    if _NAMED_DELIMITER.fullmatch(first):
        rows = TableRows(lines, delimiter_of(first))
    yield from read_table_rows(_with_width(rows), columns)


def _to_first_filled(lines: Iterator[Line]) -> list[Line]:
    """The first line that is not blank, and those before it that cannot be read."""
    found = []
    for line in lines:
        if line.text is None or line.text.strip():
            found.append(line)
        if line.text and line.text.strip():
            break
    return found


def _with_width(rows: TableRows) -> Iterator[TableRow]:
    """The rows, held against the number of cells of the first that has several: it is the header."""
    for row in rows:
        if rows.width < 2:
            rows.width = len(row.cells)
        yield row


def is_table(beginning: Beginning) -> bool:
    """Whether a file begins as a table does: with a header, or with rows alike in which addresses or times stand."""
    if looks_like_table(beginning.first_line):
        return True
    lines = beginning.lines[:_LOOKED_AT]
    if len(lines) < 2:
        return False
    delimiter = delimiter_of(lines[0])
    header, *rows = (split_line(line, delimiter) for line in lines[: max(2, len(lines) - 1)])
    if len(header) < 2 or any(is_address(cell) or len(cell) > 60 for cell in header):
        return False
    return all(len(row) == len(header) and any(is_address(c) or is_time(c) for c in row) for row in rows)


FORMAT = FileFormat(name="csv", suffixes=(".csv", ".tsv"), recognises=is_table, read=read_table)
