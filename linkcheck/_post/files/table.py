"""The rows of a CSV, TSV or semicolon table, as Buffer, Hootsuite, other posting tools and spreadsheets write them.

Buffer: header `Text,Image URL,Tags,Posting Time`, the link inside the text. Hootsuite: no header; date and time,
message, link. All others by what their columns are called (records.ALIASES).
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from linkcheck._post.files.json import RawRecord
from linkcheck._post.files.lines import MAX_LINE, Line
from linkcheck._post.readers.fields import as_time
from linkcheck._post.readers.record import keys_of, surplus_problem

DELIMITERS = ",;\t|"
BUFFER_COLUMNS = frozenset({"text", "image url", "tags", "posting time"})
MAX_FIELD = 131_072
"""Characters of one cell: the csv module's own limit. An unclosed quote runs on until there."""
MAX_HEADERLESS_ROWS = 10_000
"""Rows looked at to tell day from month; Hootsuite takes 350 at a time."""

_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})[ T]+(\d{1,2}):(\d{2})(?::\d{2})?\s*([AaPp][Mm])?", re.ASCII)


class TableRow(NamedTuple):
    """A record of a table and where it begins."""

    line: int
    cells: list[str]
    problem: str = ""
    notes: tuple[str, ...] = ()


class Columns(NamedTuple):
    """What the columns of a table are called by its reader, where their names do not tell."""

    text: str = ""
    link: str = ""


def looks_like_table(first_line: str) -> bool:
    """Whether `first_line` is a header with a text column, or a row of Hootsuite's."""
    cells = _split(first_line, delimiter_of(first_line))
    return len(cells) > 1 and ("text" in keys_of(dict.fromkeys(cells)) or _is_headerless(cells))


def delimiter_of(first_line: str) -> str:
    """The delimiter under which `first_line` names a text column, else the one that splits it most."""
    named = [delimiter for delimiter in DELIMITERS if "text" in keys_of(dict.fromkeys(_split(first_line, delimiter)))]
    counts = {delimiter: len(_split(first_line, delimiter)) for delimiter in named or DELIMITERS}
    return max(counts, key=lambda delimiter: counts[delimiter])


def read_table(lines: Iterable[Line], columns: Columns) -> Iterator[RawRecord]:
    """The records of a table. A row that cannot be read has a problem in its place; rows after it are still read."""
    feed = _LineSource(lines)
    first = feed.peek()
    if first is None:
        return
    rows = _rows(feed, delimiter_of(first))
    header = next(rows, None)
    if header is None:
        return
    if _is_headerless(header.cells):
        yield from _hootsuite(header, rows)
    else:
        yield from _named(header, rows, columns)


def _named(header: TableRow, rows: Iterator[TableRow], columns: Columns) -> Iterator[RawRecord]:
    names = [name.strip() for name in header.cells]
    problem = _missing_column(names, columns)
    if problem:
        yield RawRecord(header.line, None, problem)
        return
    platform = "buffer" if {name.lower() for name in names} >= BUFFER_COLUMNS else "csv"
    for row in rows:
        problem = row.problem or surplus_problem(row.cells[len(names) :])
        if problem:
            yield RawRecord(row.line, None, problem)
            continue
        record = {name: cell for name, cell in zip(names, row.cells, strict=False) if name and cell.strip()}
        for field, name in (("text", columns.text), ("url", columns.link)):
            if name in record:
                record[field] = record[name]
        dated, notes = _with_times(record)
        yield RawRecord(row.line, dated, platform=platform, notes=(*row.notes, *notes))


def _missing_column(names: Sequence[str], columns: Columns) -> str:
    """What to tell when a column that is needed is not among `names`; empty when none is missing."""
    wanted = [name for name in (columns.text, columns.link) if name and name not in names]
    if not columns.text and "text" not in keys_of(dict.fromkeys(names)):
        wanted.append("text, message, content, post or caption")
    return f"no column is called {wanted[0]}; there are {', '.join(filter(None, names))[:200]}" if wanted else ""


def _with_times(record: Mapping[str, str]) -> tuple[dict[str, object], tuple[str, ...]]:
    """`record` with its times read; one that cannot be read is left out and noted, for the row can still be checked."""
    dated: dict[str, object] = dict(record)
    notes = []
    keys = keys_of(record)
    for field in ("created_at", "scheduled_at"):
        name = keys.get(field)
        if name is None:
            continue
        time = as_time(record[name]) or _slashed_time(record[name], day_first=None)
        if time is None:
            del dated[name]
            notes.append(f"{name} {record[name][:40]!r} was not understood")
        else:
            dated[name] = time
    return dated, tuple(notes)


def _hootsuite(first: TableRow, rows: Iterator[TableRow]) -> Iterator[RawRecord]:
    ahead = [first]
    for row in rows:
        ahead.append(row)
        if len(ahead) == MAX_HEADERLESS_ROWS:
            break
    day_first = _day_first(row.cells[0] for row in ahead if row.cells)
    for row in chain(ahead, rows):
        problem = row.problem or surplus_problem(row.cells[3:], of="a row of Hootsuite")
        if problem:
            yield RawRecord(row.line, None, problem)
        elif len(row.cells) < 2:
            yield RawRecord(row.line, None, "expected a date, a message and a link")
        else:
            yield _hootsuite_row(row, day_first)


def _hootsuite_row(row: TableRow, day_first: bool | None) -> RawRecord:
    time = _slashed_time(row.cells[0], day_first=day_first)
    record: dict[str, object] = {"text": row.cells[1], "scheduled_at": time}
    if len(row.cells) > 2:
        record["url"] = row.cells[2]
    note = f"the date {row.cells[0][:40]!r} was not understood: it may begin with the day or the month"
    return RawRecord(row.line, record, platform="hootsuite", notes=row.notes if time else (*row.notes, note))


def _is_headerless(cells: Sequence[str]) -> bool:
    """Whether a first row is Hootsuite's: a date and time, then a message."""
    return len(cells) > 1 and _SLASHED.fullmatch(cells[0].strip()) is not None


def _day_first(dates: Iterable[str]) -> bool | None:
    """Whether the dates of one file begin with the day; None where none of them tells."""
    for date in dates:
        match = _SLASHED.fullmatch(date.strip())
        if match is not None and (int(match[1]) > 12) != (int(match[2]) > 12):
            return int(match[1]) > 12
    return None


def _slashed_time(text: str, *, day_first: bool | None) -> dt.datetime | None:
    """A time such as 11/22/2026 09:30, in UTC; None if it is none, or if day and month cannot be told apart."""
    match = _SLASHED.fullmatch(text.strip())
    if match is None:
        return None
    if day_first is None and match[1] != match[2]:
        day_first = _day_first([text])
        if day_first is None:
            return None
    day, month = (match[1], match[2]) if day_first else (match[2], match[1])
    hour = int(match[4]) % 12 + 12 * (match[6].lower() == "pm") if match[6] else int(match[4])
    try:
        return dt.datetime(int(match[3]), int(month), int(day), hour, int(match[5]), tzinfo=dt.UTC)
    except ValueError:
        return None


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line[:MAX_FIELD]], delimiter=delimiter), [])
    except csv.Error:
        return []


def _rows(feed: _LineSource, delimiter: str) -> Iterator[TableRow]:
    reader = csv.reader(feed, delimiter=delimiter)
    while True:
        feed.begin_record()
        try:
            cells = next(reader)
        except StopIteration:
            yield from feed.take_problems()
            return
        except csv.Error as problem:
            yield TableRow(feed.first, [], f"no CSV: {problem}")
            continue
        yield from feed.take_problems()
        if any(cell.strip() for cell in cells):
            yield TableRow(feed.first, cells, notes=feed.take_notes())


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
                self._problems.append(TableRow(line.number, [], f"the line is longer than {MAX_LINE} bytes"))
                continue
            if self._begins:
                self.first, self._begins = line.number, False
            if line.encoding != "utf-8":
                self._notes.append("not UTF-8: read as Windows-1252")
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
        """The lines that were skipped since this was last asked."""
        problems, self._problems = self._problems, []
        return problems

    def take_notes(self) -> tuple[str, ...]:
        """What was cleaned since this was last asked."""
        notes, self._notes = tuple(dict.fromkeys(self._notes)), []
        return notes
