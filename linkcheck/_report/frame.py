"""Reports as a table for data work: a pandas DataFrame, a row for each (post, link) pair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from linkcheck._report.mask import mask_report
from linkcheck._report.places import pairs_of, rows_of
from linkcheck._report.table import PROBABILITIES, TABLE_COLUMNS, TIMES, WHOLE_NUMBERS, table_cells
from linkcheck._report.types import Report, Run
from linkcheck.errors import MissingExtraError

if TYPE_CHECKING:
    import pandas


def to_frame(reports: Sequence[Report]) -> pandas.DataFrame:
    """The reports as a DataFrame with the columns of the CSV, a row for each link and for a post without one.

    Secrets are masked. Probabilities are floats, `line` and `row` nullable integers, times are of UTC; all others are
    texts. Raises MissingExtraError when pandas is not installed.
    """
    try:
        import pandas
    except ImportError:
        raise MissingExtraError("notebook", "to_frame()") from None
    run = Run(posts=tuple(map(mask_report, reports)))
    pairs = pairs_of(run.posts)
    frame = pandas.DataFrame([table_cells(row, pairs) for row in rows_of(run)], columns=list(TABLE_COLUMNS))
    kinds = dict.fromkeys(PROBABILITIES, "float64") | dict.fromkeys(WHOLE_NUMBERS, "Int64")
    for column in TIMES:
        frame[column] = pandas.to_datetime(frame[column], errors="coerce", utc=True, format="ISO8601")
    return frame.astype(kinds)
