from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._post.files import rows
from linkcheck._post.files.lines import decoded_lines
from linkcheck._post.files.rows import TableRow, TableRows, quotings, split_line


def read(table: str | bytes, delimiter: str = ",", *, width: int = 0) -> list[TableRow]:
    raw = table.encode() if isinstance(table, str) else table
    found = TableRows(decoded_lines(io.BytesIO(raw)), delimiter)
    found.width = width
    return list(found)


def cells(table: str | bytes, delimiter: str = ",", *, width: int = 0) -> list[list[str] | str]:
    return [row.problem or row.cells for row in read(table, delimiter, width=width)]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ('a,"b, c",d', ["a", "b, c", "d"]),
        ('"He said ""hi""",b', ['He said "hi"', "b"]),
        ('"He said "hi" to me",b', ['He said "hi" to me', "b"]),
        ('"He said \\"hi\\" to me",b', ['He said "hi" to me', "b"]),
        ('"A \\"word, and\\" more",b', ['A "word, and" more', "b"]),
        ('"C:\\folder\\",b', ["C:\\folder\\", "b"]),
        ('5" pipe,b', ['5" pipe', "b"]),
        ('a, "b, c"', ["a", "b, c"]),
        ('"a" ,b', ["a", "b"]),
        ('"",b', ["", "b"]),
        ('a,""', ["a", ""]),
        ("a,b,", ["a", "b", ""]),
        ('"a\n\nb",c', ["a\n\nb", "c"]),
        ('"a\n""b""\nc",d', ['a\n"b"\nc', "d"]),
    ],
)
def test_quotes_are_read_as_tables_really_have_them(table: str, expected: list[str]) -> None:
    assert cells(table, width=len(expected)) == [expected]


def test_a_text_whose_lines_stand_in_quotes_of_their_own_is_read_without_them() -> None:
    table = '2026,"First.""\n""""\n""Second, with ""a word"".""\n""Third.",x'
    assert cells(table) == [["2026", 'First.\n\nSecond, with "a word".\nThird.', "x"]]


NEVER = "a quote is not closed in “"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            '"York buys,https://a.example\n"Leeds, too",https://b.example\nBath,https://c.example',
            [["Leeds, too", "https://b.example"], ["Bath", "https://c.example"]],
        ),
        (
            '"York buys,https://a.example\nLeeds,https://b.example\nA 5",https://c.example',
            [["Leeds", "https://b.example"], ['A 5"', "https://c.example"]],
        ),
        ('"York buys,https://a.example\nLeeds,https://b.example', [["Leeds", "https://b.example"]]),
        ('"York buys\nHull,1\n' + "Leeds,2\n" * 600, [["Hull", "1"], *[["Leeds", "2"]] * 600]),
    ],
)
def test_a_quote_left_open_spoils_its_own_row_and_none_after_it(table: str, expected: list[list[str]]) -> None:
    first, *others = cells(table, width=2)
    assert isinstance(first, str)
    assert first.startswith(NEVER)
    assert others == expected


def test_lines_that_are_lost_with_an_open_quote_are_told_once() -> None:
    first, other = cells('1,https://a.example,"open\nline two\nline, three\n2,https://b.example,ok\n', width=3)
    assert first == f'{NEVER}1,https://a.example,"open”; the 2 lines after it are lost with it'
    assert other == ["2", "https://b.example", "ok"]
    assert cells('1,x,"open\nmore\n2,y,z', width=3)[0] == f'{NEVER}1,x,"open”; the line after it is lost with it'


def test_a_last_cell_that_was_cut_off_runs_to_the_end_of_the_file() -> None:
    assert cells('2026,x,"It begins here\n\nand goes on', width=3) == [["2026", "x", "It begins here\n\nand goes on"]]
    assert cells('2026,x,"It said \\"ok\\" here\nand', width=3) == [["2026", "x", 'It said "ok" here\nand']]
    assert cells('2026,x,"It begins, on one line', width=3) == [["2026", "x", "It begins, on one line"]]


def test_a_prose_of_several_lines_is_no_row_of_its_own() -> None:
    prose = "Hello, world\nThis is, well,\nRead more, https://a.example"
    assert cells(f'"{prose}",https://b.example', width=2) == [[prose, "https://b.example"]]


def test_rows_have_the_line_they_begin_in() -> None:
    assert [row.line for row in read('a,b\n\n"c\nd",e\nf,g\n')] == [1, 3, 5]


def test_a_row_in_another_encoding_is_noted_or_told() -> None:
    noted, told = read("café,1\n".encode("cp1252") + "Мэрия,2\n".encode("cp1251"))
    assert (noted.cells, noted.notes) == (["café", "1"], ("The row is not in UTF-8: it was read as Windows-1252.",))
    assert "neither in UTF-8 nor in Windows-1252" in told.problem


def test_many_open_quotes_are_looked_after_in_few_lines_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "PATIENCE", 2)
    long = '"a\nb\nc\nd\ne",x\n'
    assert cells(long, width=2) == [["a\nb\nc\nd\ne", "x"]]
    first, second, *others = cells('"open\nq,1\n' * 2 + long, width=2)
    assert ["a\nb\nc\nd\ne", "x"] not in others
    assert isinstance(first, str)
    assert second == ["q", "1"]


def test_a_line_is_split_alone() -> None:
    assert split_line('a,"b, c"', ",") == ["a", "b, c"]
    assert split_line('a,"b', ",") == ["a", '"b']
    assert split_line("", ",") == [""]


def test_ways_of_quoting_are_three_of_which_one_forgives() -> None:
    assert [quoting.escapes for quoting in quotings(",")] == [False, True, False]
    assert [quoting.closed is None for quoting in quotings("\t")] == [False, False, True]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["a", '"', ",", "\n", "\\", " ", "https://a.example", "é", "\0"]), max_size=30))
def test_no_table_raises_and_no_line_is_before_the_one_above(pieces: list[str]) -> None:
    lines = [row.line or 0 for row in read("x,y\n" + "".join(pieces), width=2)]
    assert lines == sorted(lines)
