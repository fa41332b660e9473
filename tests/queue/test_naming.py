from __future__ import annotations

import pytest

from linkcheck._queue.naming import as_beginning, listed_rows, row_name, span_of_rows


def test_rows_of_no_file_are_counted_from_one() -> None:
    assert row_name(0) == "row 1"
    assert as_beginning(row_name(0)) == "Row 1"


@pytest.mark.parametrize(
    ("names", "listed"),
    [
        (["row 2", "row 4"], "Rows 2 and 4"),
        (["row 2", "row 4", "row 9"], "Rows 2, 4 and 9"),
        (["a.csv:3", "b.csv:5"], "a.csv:3 and b.csv:5"),
        (["row 2", "b.csv:5"], "row 2 and b.csv:5"),
        (["row by row.csv:3"], "row by row.csv:3"),
    ],
)
def test_places_of_a_file_stay_as_they_are_and_rows_become_one_list(names: list[str], listed: str) -> None:
    assert listed_rows(names) == listed


def test_a_date_of_a_row_stands_behind_it() -> None:
    assert listed_rows(["row 2", "row 3"], [" (Monday)", ""]) == "Rows 2 (Monday) and 3"


def test_a_run_of_rows_is_named_by_its_ends() -> None:
    assert span_of_rows("row 2", "row 5") == "In rows 2 to 5"
    assert span_of_rows("a.csv:3", "a.csv:6") == "From a.csv:3 to a.csv:6"
