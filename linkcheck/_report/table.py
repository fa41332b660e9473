"""Which columns does a table of results have, and what stands in them? The CSV and the data frame are of one shape."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from linkcheck._report.places import ResultRow
from linkcheck._scoring.types import LinkReport

TABLE_COLUMNS = (
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
    "reason",
    "row",
    "account",
    "tool",
    "created_at",
    "scheduled_at",
)
"""The header. Columns are only ever added at the end."""

WHOLE_NUMBERS = ("line", "row")
"""Columns of whole numbers, counted from 1."""
PROBABILITIES = ("score", "off_topic")
"""Columns of numbers from 0 to 1."""
TIMES = ("page_published", "created_at", "scheduled_at")
"""Columns of dates and times, as ISO 8601 text."""

TableCell = str | int | float | None


def table_cells(row: ResultRow, pairs: Sequence[LinkReport] = ()) -> tuple[TableCell, ...]:
    """The cells of one row in the order of TABLE_COLUMNS, untrusted text as it is; None where a number is not known.

    `pairs` is what `better_match` counts in. `better_match` is where that post stands, `row` is counted from 1: in its
    file, else in the run.
    """
    cells = {**_post_cells(row), **_link_cells(row, pairs)}
    return tuple(cells[column] for column in TABLE_COLUMNS)


def _post_cells(row: ResultRow) -> dict[str, TableCell]:
    post, origin = row.report.post, row.origin
    record = origin.record if origin.record is not None else row.report.row
    return {
        "file": origin.file,
        "line": origin.line,
        "row": None if record is None else record + 1,
        "post_id": post.id,
        "text": post.text,
        "account": post.account,
        "tool": post.tool,
        "created_at": _iso(post.created_at),
        "scheduled_at": _iso(post.scheduled_at),
    }


def _link_cells(row: ResultRow, pairs: Sequence[LinkReport]) -> dict[str, TableCell]:
    link, cause = row.link, row.cause
    page = link.page if link is not None else None
    return {
        "url": row.url,
        "verdict": row.rule,
        "score": row.score,
        "off_topic": link.off_topic if link is not None else None,
        "reason": row.reasons[0].code if row.reasons else "",
        "message": row.message,
        "cause": cause.code if cause is not None else "",
        "responsible": str(cause.responsible) if cause is not None else "",
        "page_title": row.page_title,
        "page_url": page.url if page is not None else "",
        "page_published": page.published if page is not None else "",
        "better_match": better_place(link, pairs) if link is not None else "",
        "better_url": better_url(link, pairs) if link is not None else "",
    }


def better_place(link: LinkReport, pairs: Sequence[LinkReport]) -> str:
    """Where the post stands whose page fits this one better, for people; empty where none does."""
    if link.better_match is None or link.better_place:
        return link.better_place
    row = pairs[link.better_match].row if 0 <= link.better_match < len(pairs) else None
    return f"pair {link.better_match + 1}" if row is None else f"row {row + 1}"


def better_url(link: LinkReport, pairs: Sequence[LinkReport]) -> str:
    """The URL that stands there; empty where none does, or `pairs` does not hold it."""
    index = link.better_match
    return "" if index is None or not 0 <= index < len(pairs) else pairs[index].link.expanded_url


def _iso(moment: dt.datetime | None) -> str:
    return "" if moment is None else moment.isoformat()
