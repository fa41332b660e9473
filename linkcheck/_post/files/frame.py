"""The rows of a DataFrame, of pandas or polars, as those of a table with a header. Neither library is imported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol, TypeGuard

from linkcheck._post.files import Columns, RawRecord
from linkcheck._post.files.csv import TableRow, read_rows
from linkcheck._post.readers.fields import is_missing
from linkcheck.errors import type_of


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
    names = [str(name) for name in frame.columns]
    rows = (_row(names, row) for row in _tuples(frame))
    yield from read_rows(TableRow(None, names), (row for row in rows if row.problem or any(row.cells)), columns)


def _tuples(frame: Any) -> Iterable[Sequence[object]]:
    # By position: a mapping of a row has one of two columns of the same name.
    rows: Iterable[Sequence[object]] = (
        frame.itertuples(index=False, name=None) if hasattr(frame, "itertuples") else frame.iter_rows()
    )
    return rows


def _row(names: Sequence[str], values: Sequence[object]) -> TableRow:
    for name, value in zip(names, values, strict=True):
        if isinstance(value, (list, tuple, dict, set)):
            return TableRow(None, [], f"{name} holds {type_of(value)}: expected a text, a number or a time")
    return TableRow(None, [_as_cell(value) for value in values])


def _as_cell(value: object) -> str:
    """`value` as a table in a file has it; empty for a missing one (None, NaN, NaT, pandas.NA)."""
    if is_missing(value) or type(value).__name__ == "NAType":
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    # pandas makes floats of a column of numbers, such as ids, of which one is missing.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
