"""How do the rows of a table, of a file, a sheet or a DataFrame, become records?

A header says what the columns are called. It may stand below a title; a table may have none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from linkcheck._post.files import Columns, RawRecord
from linkcheck._post.files.cells import is_data
from linkcheck._post.files.columns import SAMPLE, Layout, layout_of, unread_warning
from linkcheck._post.files.rows import TableRow
from linkcheck._post.readers import PACKAGED_READERS, reader_of_table
from linkcheck._post.readers.names import keys_of
from linkcheck._post.readers.record import surplus_problem
from linkcheck._post.types import Reader

_LONGEST_TITLE = 10
"""Rows above a header: the title of an export, its date, an empty line."""


def read_table_rows(rows: Iterable[TableRow], columns: Columns) -> Iterator[RawRecord]:
    """The records of a table. A row that cannot be read has a problem in its place; rows after it are still read."""
    rows = iter(rows)
    beginning = list(islice(rows, _LONGEST_TITLE))
    readable = [number for number, row in enumerate(beginning) if not row.problem]
    if not readable:
        yield from (RawRecord(row.line, None, row.problem) for row in chain(beginning, rows))
        return
    first = beginning[readable[0]].cells
    reader = reader_of_table(first)
    if reader is not None and reader.recognises_row is not None:
        yield from read_rows(TableRow(None, list(reader.columns or ())), chain(beginning, rows), columns, reader=reader)
        return
    found = header_in([beginning[number].cells for number in readable], columns)
    if found is None:
        header = TableRow(None, ["" for _ in max((beginning[number].cells for number in readable), key=len)])
        yield from read_rows(header, chain(beginning, rows), columns)
        return
    number = readable[found]
    yield from (RawRecord(row.line, None, row.problem) for row in beginning[:number] if row.problem)
    yield from read_rows(beginning[number], chain(beginning[number + 1 :], rows), columns)


def header_in(rows: Sequence[Sequence[str]], columns: Columns) -> int | None:
    """Which of the first rows is the header; None where the first already is a post."""
    asked = {name for name in columns if name}
    for number, cells in enumerate(rows):
        names = [cell.strip() for cell in cells]
        if asked and asked <= set(names):
            return number
        if not asked and "text" in keys_of(names) and not is_data(names):
            return number
    below_title = next((number for number, cells in enumerate(rows) if not _is_title(cells, rows)), 0)
    return None if not asked and is_data(rows[below_title]) else below_title


def _is_title(cells: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a row has at most one filled cell, and others have several: it is empty, or the title of an export."""
    return _filled(cells) < 2 <= max(map(_filled, rows))


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def names_a_text(rows: Iterable[TableRow], columns: Columns) -> bool:
    """Whether the first rows of a table name a column of texts, or those that were asked for."""
    asked = {name for name in columns if name}
    for row in islice(rows, _LONGEST_TITLE):
        names = [cell.strip() for cell in row.cells]
        if asked <= set(names) if asked else "text" in keys_of(names) and not is_data(names):
            return True
    return False


def read_rows(
    header: TableRow, rows: Iterable[TableRow], columns: Columns, *, reader: Reader | None = None
) -> Iterator[RawRecord]:
    """The records of the rows under a header. A row that cannot be read has a problem in its place."""
    rows = iter(rows)
    beginning = list(islice(rows, SAMPLE))
    layout = layout_of(header.cells, [row.cells for row in beginning if not row.problem], columns)
    if layout.problem:
        yield RawRecord(header.line or _first_line(beginning), None, layout.problem)
        return
    reader = reader or reader_of_table(header.cells)
    warning = unread_warning(layout.unread)
    of = "the header" if header.line is not None or any(header.cells) else "the first row"
    for row in chain(beginning, rows):
        if row.problem or any(cell.strip() for cell in row.cells):
            yield _record(row, layout, reader, of=of)._replace(warning=warning)
            warning = ""


def _record(row: TableRow, layout: Layout, reader: Reader | None, *, of: str) -> RawRecord:
    problem = row.problem or surplus_problem(row.cells[len(layout.names) :], of=of)
    if problem:
        return RawRecord(row.line, None, problem)
    record, notes = layout.record(row.cells)
    if reader is not None and reader.recognises_row is not None and "text" not in record:
        expected = f"expected {', '.join(reader.columns or ())}, as a row of {reader.name} has them"
        return RawRecord(row.line, None, expected)
    is_ours = reader is None or reader.name in PACKAGED_READERS
    if is_ours and layout.texts and not layout.texts.keys() & record.keys():
        is_empty = "is empty" if len(layout.texts) == 1 else "are empty"
        problem = f"text is missing: {' and '.join(layout.texts.values())} {is_empty}"
        return RawRecord(row.line, None, problem, field="text")
    return RawRecord(row.line, record, reader=reader, notes=(*row.notes, *layout.notes, *notes))


def _first_line(rows: Sequence[TableRow]) -> int | None:
    return rows[0].line if rows else None
