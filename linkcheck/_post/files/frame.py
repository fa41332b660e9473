"""The rows of a DataFrame, of pandas or polars, as those of a table with a header. Neither library is imported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeGuard

from linkcheck._post.files import Columns, RawRecord
from linkcheck._post.files.rows import TableRow
from linkcheck._post.files.table import read_rows
from linkcheck._post.readers.fields import is_missing, replace_surrogates
from linkcheck._public import public
from linkcheck._text.display import plain
from linkcheck.errors import type_of

_UNWRITABLE = (RecursionError, ValueError)
"""What `str` raises for what is nested too deeply, and for a number of more digits than Python writes."""
_PLAIN = (int, float, dt.date, dt.time, list, tuple, Mapping, type(None))
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
    yield from read_rows(TableRow(None, names), (row for row in rows if any(row.cells)), columns)


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
    notes = []
    for name, value in zip(names, values, strict=True):
        cell = as_cell(value)
        if cell is None:
            notes.append(f"“{plain(name, _SHOWN)}” holds {type_of(value)}, which is no text, number or time: not read.")
        cells.append(cell or "")
    return TableRow(None, cells, notes=tuple(notes))


def as_cell(value: object) -> str | None:
    """`value` as a table in a file has it; empty for a missing one (None, NaN, NaT, pandas.NA), None for no cell.

    The texts of a list, such as several links, stand a line each.
    """
    if isinstance(value, str):
        return value
    value = _plain_value(value)
    if is_missing(value):
        return ""
    if isinstance(value, (list, tuple)):
        parts = [as_cell(part) for part in value if not isinstance(part, (list, tuple))]
        return None if None in parts or len(parts) < len(value) else "\n".join(filter(None, parts))
    if isinstance(value, (Mapping, set, frozenset)):
        return None
    if isinstance(value, dt.datetime) and value.time() == dt.time() and value.tzinfo is None:
        return value.date().isoformat()
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    # pandas makes floats of a column of numbers, such as ids, of which one is missing.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    try:
        return str(value)
    except _UNWRITABLE:
        return None


def _plain_value(value: Any) -> Any:
    """A value of numpy (a number of any width, an array), of polars (a list) or of Arrow as Python has it."""
    if isinstance(value, _PLAIN):
        return value
    for method in ("to_pydatetime", "tolist", "to_list", "as_py", "item"):
        convert = getattr(value, method, None)
        if callable(convert):
            try:
                return convert()
            except (AttributeError, TypeError, ValueError):
                return None
    return value
