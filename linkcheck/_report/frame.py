"""Reports as a table for data work: a pandas DataFrame, a row for each (post, link) pair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from linkcheck._report.mask import mask_report
from linkcheck._report.places import ResultRow, rows_of
from linkcheck._report.types import Report, Run
from linkcheck.errors import MissingExtraError

if TYPE_CHECKING:
    import pandas


FRAME_COLUMNS = (
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
    """The reports as a DataFrame with FRAME_COLUMNS, a row for each link and for a post without one, secrets masked.

    Raises MissingExtraError when pandas is not installed.
    """
    try:
        import pandas
    except ImportError:
        raise MissingExtraError("notebook", "to_frame()") from None
    return pandas.DataFrame(
        [_cells(row) for row in rows_of(Run(posts=tuple(map(mask_report, reports))))], columns=list(FRAME_COLUMNS)
    )


def _cells(row: ResultRow) -> tuple[Any, ...]:
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
