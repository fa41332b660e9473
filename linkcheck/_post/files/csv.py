"""Tables with commas, tabs, semicolons or bars, as posting tools and spreadsheets write them.

The first row decides which reader takes the rows: it is a header, or a row of a tool that writes none.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from linkcheck._post.files import Beginning, Columns, FileFormat, RawRecord
from linkcheck._post.files.charset import Stream
from linkcheck._post.files.lines import TOO_LONG, Line, decoded_lines
from linkcheck._post.readers import reader_of_table
from linkcheck._post.readers.names import keys_of
from linkcheck._post.readers.record import surplus_problem
from linkcheck._post.readers.times import as_slashed_time, as_time, day_first_in
from linkcheck._post.types import Reader
from linkcheck._text.display import plain

_SHOWN = 40
"""Characters of a cell in a message."""
DELIMITERS = ",;\t|"
MAX_FIELD = 131_072
"""Characters of one cell: the csv module's own limit. An unclosed quote runs on until there."""
UNCLOSED_HEADER = "the first row, over several lines, is all there is: a quote in it may not be closed"
"""The problem of a table whose rows may all be lost in a cell of the header."""
MAX_HEADERLESS_ROWS = 10_000
"""Rows looked at to distinguish day from month; the tools that write none take some hundreds at a time."""


class TableRow(NamedTuple):
    """A record of a table and where it begins."""

    line: int | None
    """1-based; None in a table that has no lines."""
    cells: list[str]
    problem: str = ""
    notes: tuple[str, ...] = ()


def looks_like_table(first_line: str) -> bool:
    """Whether `first_line` is a header with a text column, or a row of a tool that writes no header."""
    cells = _split(first_line, delimiter_of(first_line))
    if len(cells) < 2:
        return False
    if "text" in keys_of(dict.fromkeys(cells)):
        return True
    reader = reader_of_table(cells)
    return reader is not None and (reader.recognises_row is not None or bool(reader.columns))


def delimiter_of(first_line: str) -> str:
    """The delimiter under which `first_line` names a text column, else the one that splits it most."""
    named = [delimiter for delimiter in DELIMITERS if "text" in keys_of(dict.fromkeys(_split(first_line, delimiter)))]
    counts = {delimiter: len(_split(first_line, delimiter)) for delimiter in named or DELIMITERS}
    return max(counts, key=lambda delimiter: counts[delimiter])


def read_table(stream: Stream, columns: Columns) -> Iterator[RawRecord]:
    """The records of a table. A row that cannot be read has a problem in its place; rows after it are still read."""
    source = _LineSource(decoded_lines(stream))
    rows = _rows(source, delimiter_of(source.peek() or ""))
    for header in rows:
        if not header.problem:
            break
        yield RawRecord(header.line, None, header.problem)
    else:
        return
    if any("\n" in cell for cell in header.cells):
        second = next(rows, None)
        if second is None:
            yield RawRecord(header.line, None, UNCLOSED_HEADER)
            return
        rows = chain([second], rows)
    reader = reader_of_table(header.cells)
    if reader is not None and reader.recognises_row is not None:
        yield from _without_header(reader, header, rows)
    else:
        yield from read_rows(header, rows, columns)


def read_rows(header: TableRow, rows: Iterable[TableRow], columns: Columns) -> Iterator[RawRecord]:
    """The records of the rows under a header. A row that cannot be read has a problem in its place."""
    reader = reader_of_table(header.cells)
    names = [name.strip() for name in header.cells]
    problem = _missing_column(names, columns)
    if problem:
        yield RawRecord(header.line, None, problem)
        return
    for row in rows:
        problem = row.problem or surplus_problem(row.cells[len(names) :])
        if problem:
            yield RawRecord(row.line, None, problem)
            continue
        record, unread = _record_of(names, row.cells, columns)
        for field, name in (("text", columns.text), ("url", columns.link)):
            if name in record:
                record[field] = record[name]
        dated, notes = _with_times(record)
        yield RawRecord(row.line, dated, reader=reader, notes=(*row.notes, *unread, *notes))


def _record_of(names: Sequence[str], cells: Sequence[str], columns: Columns) -> tuple[dict[str, str], tuple[str, ...]]:
    """The filled cells by the names of their columns, and notes on those that are not read.

    Of columns with one name, in capitals or not, the first filled cell is read.
    """
    record: dict[str, str] = {}
    first_of: dict[str, str] = {}
    unread = []
    for name, cell in zip(names, cells, strict=False):
        if not name or not cell.strip():
            continue
        key = name if name in columns else first_of.setdefault(name.lower(), name)
        if record.setdefault(key, cell) != cell:
            unread.append(key)
    if not unread:
        return record, ()
    read = {*keys_of(record).values(), *columns}
    return record, tuple(
        f"More than one column is called “{plain(name, _SHOWN)}”: the first filled cell was read."
        for name in dict.fromkeys(unread)
        if name in read
    )


def _missing_column(names: Sequence[str], columns: Columns) -> str:
    """The problem when a column that is needed is not among `names`; empty when none is missing."""
    wanted = [name for name in (columns.text, columns.link) if name and name not in names]
    if not columns.text and "text" not in keys_of(dict.fromkeys(names)):
        wanted.append("text, message, content, post or caption")
    return f"no column is called {wanted[0]}; there are {plain(', '.join(filter(None, names)), 200)}" if wanted else ""


def _with_times(record: Mapping[str, str]) -> tuple[dict[str, object], tuple[str, ...]]:
    """`record` with its times read; one that cannot be read is left out and noted, for the row can still be checked."""
    dated: dict[str, object] = dict(record)
    notes = []
    keys = keys_of(record)
    for field in ("created_at", "scheduled_at"):
        name = keys.get(field)
        if name is None:
            continue
        time = as_time(record[name]) or as_slashed_time(record[name], day_first=None)
        if time is None:
            del dated[name]
            notes.append(f"The time in “{name}”, “{plain(record[name], _SHOWN)}”, was not understood.")
        else:
            dated[name] = time
    return dated, tuple(notes)


def _without_header(reader: Reader, first: TableRow, rows: Iterator[TableRow]) -> Iterator[RawRecord]:
    ahead = [first]
    for row in rows:
        ahead.append(row)
        if len(ahead) == MAX_HEADERLESS_ROWS:
            break
    names = reader.columns or ()
    times = names.index("scheduled_at") if "scheduled_at" in names else len(names)
    day_first = day_first_in(row.cells[times] for row in ahead if len(row.cells) > times)
    for row in chain(ahead, rows):
        problem = row.problem or surplus_problem(row.cells[len(names) :], of=f"a row of {reader.name}")
        if not problem and len(row.cells) < len(first.cells[: names.index("text") + 1]):
            problem = f"expected {', '.join(names)}, as a row of {reader.name} has them"
        if problem:
            yield RawRecord(row.line, None, problem)
        else:
            yield _headerless_record(reader, row, day_first)


def _headerless_record(reader: Reader, row: TableRow, day_first: bool | None) -> RawRecord:
    record: dict[str, object] = dict(zip(reader.columns or (), row.cells, strict=False))
    notes = row.notes
    written = record.get("scheduled_at")
    if isinstance(written, str):
        record["scheduled_at"] = as_slashed_time(written, day_first=day_first)
        if record["scheduled_at"] is None:
            notes += (
                f"The time “{plain(written, _SHOWN)}” was not understood: it may begin with the day or the month.",
            )
    return RawRecord(row.line, record, reader=reader, notes=notes)


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line[:MAX_FIELD]], delimiter=delimiter), [])
    except csv.Error:
        return []


def _rows(source: _LineSource, delimiter: str) -> Iterator[TableRow]:
    reader = csv.reader(source, delimiter=delimiter)
    while True:
        source.begin_record()
        try:
            cells = next(reader)
        except StopIteration:
            yield from source.take_problems()
            return
        except csv.Error as problem:
            yield TableRow(source.first, [], f"not valid CSV: {problem}")
            continue
        yield from source.take_problems()
        if any(cell.strip() for cell in cells):
            yield TableRow(source.first, cells, notes=source.take_notes())


class _LineSource:
    """Lines for the csv module, which counts them but cannot skip one that is too long."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = iter(lines)
        self._ahead: deque[Line] = deque()
        self._problems: list[TableRow] = []
        self._notes: list[str] = []
        self._begins = True
        self.first = 1
        """The number of the record's first line."""

    def __iter__(self) -> _LineSource:
        return self

    def __next__(self) -> str:
        while True:
            line = self._ahead.popleft() if self._ahead else next(self._lines)
            if line.text is None:
                self._problems.append(TableRow(line.number, [], TOO_LONG))
                continue
            if self._begins:
                self.first, self._begins = line.number, False
            if line.encoding != "utf-8":
                self._notes.append("The row is not in UTF-8: it was read as Windows-1252.")
            return line.text + "\n"

    def begin_record(self) -> None:
        """The next line is the first of a record."""
        self._begins = True

    def peek(self) -> str | None:
        """The first line that is not blank, which is still to come."""
        for line in self._lines:
            self._ahead.append(line)
            if line.text and line.text.strip():
                return line.text
        return None

    def take_problems(self) -> list[TableRow]:
        """The lines that were skipped since the last call."""
        problems, self._problems = self._problems, []
        return problems

    def take_notes(self) -> tuple[str, ...]:
        """What was repaired since the last call."""
        notes, self._notes = tuple(dict.fromkeys(self._notes)), []
        return notes


def is_table(beginning: Beginning) -> bool:
    """Whether a file begins as a table does."""
    return looks_like_table(beginning.first_line)


FORMAT = FileFormat(name="csv", suffixes=(".csv", ".tsv"), recognises=is_table, read=read_table)
