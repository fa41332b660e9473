from __future__ import annotations

import io

import pytest

from linkcheck._post.files import Columns, RawRecord
from linkcheck._post.files.csv import read_table
from linkcheck._post.files.rows import TableRow
from linkcheck._post.files.table import header_in, read_rows, read_table_rows

NO_COLUMNS = Columns()


def records(table: str, columns: Columns = NO_COLUMNS) -> list[RawRecord]:
    return list(read_table(io.StringIO(table), columns))


def test_a_header_below_the_title_of_an_export_is_found() -> None:
    (found,) = records("Posts of November\nmade 2026-11-27\n\ntext,url\nYork buys buses,https://a.example\n")
    assert (found.line, found.value) == (5, {"text": "York buys buses", "url": "https://a.example"})


def test_a_header_of_names_of_ones_own_is_found_below_a_title_and_empty_rows() -> None:
    table = "Posts of November,,\n,,\n#,What we say,Goes to\n1,York buys 40 buses for Leeds,https://a.example\n"
    (found,) = records(table)
    assert found.value == {"#": "1", "text": "York buys 40 buses for Leeds", "url": "https://a.example"}


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;", "sep=;;;", "\ufeffsep=;"])
def test_the_line_that_tells_the_delimiter_is_read_and_no_row(first: str) -> None:
    (found,) = records(f"{first}\ntext;url\nYork, buys buses;https://a.example\n")
    assert (found.line, found.value) == (3, {"text": "York, buys buses", "url": "https://a.example"})


def test_a_header_that_is_asked_for_stands_where_its_names_are() -> None:
    assert header_in([["a title"], ["Wording", "Goes to"]], Columns("Wording")) == 1
    assert header_in([["when"], ["1"]], Columns("Wording")) == 0


@pytest.mark.parametrize(
    "row", [["York", "https://a.example"], ["2026-11-24", "York"], ["See https://a.example now", "x"], ["York " * 50]]
)
def test_a_first_row_with_an_address_a_time_or_a_long_text_is_no_header(row: list[str]) -> None:
    assert header_in([row, row], NO_COLUMNS) is None


def test_a_first_row_of_short_words_is_the_header() -> None:
    assert header_in([["when", "where"], ["1", "2"]], NO_COLUMNS) == 0


def test_rows_that_cannot_be_read_stay_in_their_places() -> None:
    rows = [TableRow(1, [], "bad"), TableRow(2, ["text"]), TableRow(3, [], "worse"), TableRow(4, ["York"])]
    found = list(read_table_rows(rows, NO_COLUMNS))
    assert [(record.line, record.problem or record.value) for record in found] == [
        (1, "bad"),
        (3, "worse"),
        (4, {"text": "York"}),
    ]
    assert [record.problem for record in read_table_rows(rows[:1], NO_COLUMNS)] == ["bad"]
    assert list(read_table_rows([], NO_COLUMNS)) == []


def test_a_warning_of_a_table_is_told_once() -> None:
    rows = [TableRow(None, ["York buys buses", "https://a.example", "https://b.example"])] * 3
    found = list(read_rows(TableRow(None, ["text", "url", "Elsewhere"]), rows, NO_COLUMNS))
    assert [bool(record.warning) for record in found] == [True, False, False]


def test_rows_of_delimiters_alone_are_no_records() -> None:
    assert [found.line for found in records("text,url\n,\nYork buys buses,https://a.example\n , \n,\n")] == [3]


def test_a_row_whose_text_is_empty_says_which_column_holds_it() -> None:
    empty, _ = records("Wording for X,Goes to\n,https://a.example\nYork buys 40 buses for Leeds,https://b.example\n")
    assert empty.problem == "text is missing: column “Wording for X” is empty"
    empty, _ = records("title,text,url\n,,https://a.example\nYork,York buys buses,https://b.example\n")
    assert empty.problem == "text is missing: column “text” and column “title” are empty"
