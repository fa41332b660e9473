"""CSV for spreadsheets: a row for each (post, link) pair, safe from formula injection."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from linkcheck._report.places import ResultRow, pairs_of, rows_of
from linkcheck._report.types import OutputFormat, Run
from linkcheck._scoring.types import LinkReport
from linkcheck._text.display import plain

CSV_COLUMNS = (
    "file",
    "line",
    "post_id",
    "text",
    "url",
    "verdict",
    "score",
    "off_topic",
    "message",
    "cause",
    "responsible",
    "page_title",
    "page_url",
    "page_published",
    "better_match",
    "better_url",
)
"""The header. Columns are only ever added at the end."""

# A cell that begins so is a formula to Excel, LibreOffice or Sheets, or becomes one when white space is trimmed
# (OWASP, "CSV Injection"); a leading apostrophe makes it text. Full-width forms are folded by some programs.
_FORMULA = tuple("=+-@\t\r\n|%＝＋－＠")


def render(run: Run) -> str:
    """The rows as CSV (RFC 4180), with a header."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    pairs = pairs_of(run.posts)
    for row in rows_of(run):
        writer.writerow(cells(row, pairs))
    return stream.getvalue()


def cells(row: ResultRow, pairs: Sequence[LinkReport] = ()) -> list[str]:
    """The cells of one row, in the order of CSV_COLUMNS; untrusted text is made harmless.

    `pairs` is what `better_match` counts in.
    """
    link = row.link
    page = link.page if link is not None else None
    better = None if link is None else link.better_match
    texts = {
        "file": row.origin.file,
        "post_id": row.report.post.id,
        "text": row.report.post.text,
        "url": row.url,
        "verdict": row.rule,
        "message": row.message,
        "cause": row.cause.code if row.cause is not None else "",
        "responsible": str(row.cause.responsible) if row.cause is not None else "",
        "page_title": row.page_title,
        "page_url": page.url if page is not None else "",
        "page_published": page.published if page is not None else "",
        "better_url": "" if better is None or better >= len(pairs) else pairs[better].link.expanded_url,
    }
    numbers = {
        "line": "" if row.origin.line is None else str(row.origin.line),
        "score": _four_digits(row.score),
        "off_topic": _four_digits(link.off_topic if link is not None else None),
        "better_match": "" if better is None else str(better),
    }
    return [numbers[column] if column in numbers else as_text(texts[column]) for column in CSV_COLUMNS]


def as_text(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    shown = plain(value)
    return f"'{shown}" if shown.startswith(_FORMULA) or value.startswith(_FORMULA) else shown


def _four_digits(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


FORMAT = OutputFormat("csv", suffixes=(".csv",), render=render)
