"""Reports as a table for data work: a pandas DataFrame, a row for each (post, link) pair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from linkcheck._report.mask import masked
from linkcheck._report.places import Row, rows_of
from linkcheck._report.types import Report, Run
from linkcheck.errors import MissingExtraError

if TYPE_CHECKING:
    import pandas


COLUMNS = (
    "row",
    "post_id",
    "text",
    "url",
    "verdict",
    "score",
    "off_topic",
    "reason",
    "message",
    "cause",
    "responsible",
    "page_title",
    "page_published",
    "better_match",
)
"""The columns. They are only ever added at the end."""


def to_frame(reports: Sequence[Report]) -> pandas.DataFrame:
    """The reports as a DataFrame with COLUMNS, secrets of links that act masked; a post without links is a row too.

    Raises MissingExtraError when pandas is not installed.
    """
    try:
        import pandas
    except ImportError:
        raise MissingExtraError("notebook", "to_frame()") from None
    return pandas.DataFrame(
        [_cells(row) for row in rows_of(Run(posts=tuple(map(masked, reports))))], columns=list(COLUMNS)
    )


def _cells(row: Row) -> tuple[Any, ...]:
    link = row.link
    return (
        row.report.row,
        row.report.post.id,
        row.report.post.text,
        row.url,
        row.rule,
        row.score,
        link.off_topic if link is not None else None,
        row.reasons[0].code if row.reasons else "",
        row.message,
        row.cause.code if row.cause is not None else "",
        str(row.cause.responsible) if row.cause is not None else "",
        row.page_title,
        link.page.published if link is not None and link.page is not None else "",
        link.better_match if link is not None else None,
    )
