"""CSV for spreadsheets: a row for each (post, link) pair, safe from formula injection."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from linkcheck._report.places import ResultRow, pairs_of, rows_of
from linkcheck._report.table import TABLE_COLUMNS, TableCell, table_cells
from linkcheck._report.types import OutputFormat, Run
from linkcheck._scoring.types import LinkReport
from linkcheck._text.display import plain

# A cell that begins so is a formula to Excel, LibreOffice or Sheets, or becomes one when white space is trimmed
# (OWASP, "CSV Injection"); a leading apostrophe makes it text. Full-width forms are folded by some programs.
_FORMULA = tuple("=+-@\t\r\n|%＝＋－＠")


def render(run: Run) -> str:
    """The rows as CSV (RFC 4180), with a header."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(TABLE_COLUMNS)
    pairs = pairs_of(run.posts)
    for row in rows_of(run):
        writer.writerow(cells(row, pairs))
    return stream.getvalue()


def cells(row: ResultRow, pairs: Sequence[LinkReport] = ()) -> list[str]:
    """The cells of one row, in the order of TABLE_COLUMNS; untrusted text is made harmless.

    `pairs` is what `better_match` counts in.
    """
    return [_written(cell) for cell in table_cells(row, pairs)]


def _written(cell: TableCell) -> str:
    if isinstance(cell, str):
        return as_text(cell)
    return "" if cell is None else f"{cell:.4f}" if isinstance(cell, float) else str(cell)


def as_text(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    shown = plain(value)
    return f"'{shown}" if shown.startswith(_FORMULA) or value.startswith(_FORMULA) else shown


FORMAT = OutputFormat("csv", suffixes=(".csv",), render=render)
