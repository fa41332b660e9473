from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.queue_fix_cells import cells_of, with_cells, written

CELLS = st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12), min_size=1)


def row(cells: list[str], delimiter: str) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerow(cells)
    return out.getvalue().encode()


@given(CELLS, st.sampled_from(",;\t|"))
def test_cells_are_those_that_the_csv_module_wrote(cells: list[str], delimiter: str) -> None:
    found = cells_of(row(cells, delimiter), delimiter.encode())
    assert [cell.content.decode() for cell in found] == cells


@given(CELLS, st.sampled_from(",;\t|"))
def test_a_row_written_again_is_the_same(cells: list[str], delimiter: str) -> None:
    record = row(cells, delimiter) + b"\n\nafter it"
    assert with_cells(record, delimiter.encode(), lambda cell: record[cell.start : cell.end]) == record


@given(st.binary(max_size=60))
def test_any_bytes_are_cells(record: bytes) -> None:
    assert with_cells(record, b",", lambda cell: record[cell.start : cell.end]) == record


@pytest.mark.parametrize(
    ("content", "is_quoted", "cell"),
    [
        (b"a", False, b"a"),
        (b"a", True, b'"a"'),
        (b"a,b", False, b'"a,b"'),
        (b'say "a"', False, b'"say ""a"""'),
        (b"a\nb", False, b'"a\nb"'),
    ],
)
def test_a_cell_is_quoted_where_it_was_or_must_be(content: bytes, is_quoted: bool, cell: bytes) -> None:
    assert written(content, b",", is_quoted=is_quoted) == cell
