"""The rows of a DataFrame, of pandas or polars, as those of a table with a header. Neither library is imported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol, TypeGuard

from linkcheck._post.files import Columns, RawRecord
from linkcheck._post.files.csv import TableRow, read_rows
from linkcheck._post.readers.fields import is_missing, replace_surrogates
from linkcheck._public import public
from linkcheck._text.display import plain
from linkcheck.errors import type_of

_UNWRITABLE = (RecursionError, ValueError)
"""What `str` raises for what is nested too deeply, and for a number of more digits than Python writes."""
_SHOWN = 40
"""Characters of a column's name in a message."""


@public
class Frame(Protocol):
    """A DataFrame of pandas (which has `itertuples`) or polars (`iter_rows`)."""

    @property
    def columns(self) -> Any:
        """The names of the columns, in order."""


def is_frame(source: object) -> TypeGuard[Frame]:
    """Whether `source` is a DataFrame that `read_frame` takes."""
    return hasattr(source, "columns") and (hasattr(source, "itertuples") or hasattr(source, "iter_rows"))


def read_frame(frame: Frame, columns: Columns) -> Iterator[RawRecord]:
    """The records of the rows that are not empty. An index is no column."""
    names = [_name(column) for column in frame.columns]
    rows = (_row(names, row) for row in _tuples(frame))
    yield from read_rows(TableRow(None, names), (row for row in rows if row.problem or any(row.cells)), columns)


def _name(column: object) -> str:
    try:
        return replace_surrogates(str(column))[0]
    except _UNWRITABLE:
        return type_of(column)


def _tuples(frame: Any) -> Iterable[Sequence[object]]:
    # By position: a mapping of a row has one of two columns of the same name.
    rows: Iterable[Sequence[object]] = (
        frame.itertuples(index=False, name=None) if hasattr(frame, "itertuples") else frame.iter_rows()
    )
    return rows


def _row(names: Sequence[str], values: Sequence[object]) -> TableRow:
    cells = []
    for name, value in zip(names, values, strict=True):
        cell = _as_cell(value)
        if cell is None:
            problem = f"{plain(name, _SHOWN)} holds {type_of(value)}: expected a text, a number or a time"
            return TableRow(None, [], problem)
        cells.append(cell)
    return TableRow(None, cells)


def _as_cell(value: object) -> str | None:
    """`value` as a table in a file has it; empty for a missing one (None, NaN, NaT, pandas.NA), None for no cell."""
    if isinstance(value, (list, tuple, dict, set)):
        return None
    if is_missing(value) or type(value).__name__ == "NAType":
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    # pandas makes floats of a column of numbers, such as ids, of which one is missing.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    try:
        return str(value)
    except _UNWRITABLE:
        return None
