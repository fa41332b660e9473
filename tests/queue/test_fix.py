from __future__ import annotations

import csv
import io
import json
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._post.files.read import read_posts
from linkcheck._post.types import BadRecord, Post
from linkcheck._queue.fix import Fixed, cells_of, fix_file, with_cells, written
from linkcheck._report.build import report_post, report_problem
from linkcheck._report.types import Correction

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


SHEET = """Text,Image URL,Tags,Posting Time
"Water on the Moon
https://example.org/moon",,space,2026-12-01 09:00
"Bread, at home https://example.org/bread?a=1",,,2026-12-02 09:00
,,,2026-12-03 09:00
Owl seen https://example.org/owl,,birds,2026-12-04 09:00
"""


def fixed(content: bytes, moves: dict[int, int], name: str = "queue.csv") -> Fixed:
    """The file with row i's link replaced by that of row moves[i]."""
    records = list(read_posts(io.BytesIO(content), name=name))
    # A text may hold what looks like a URL too: the one beside it comes last.
    links = [record.links[-1].url if isinstance(record, Post) and record.links else "" for record in records]
    posts = tuple(
        report_problem(record, row=row) if isinstance(record, BadRecord) else report_post(record, [], row=row)
        for row, record in enumerate(records)
    )
    corrections = tuple(
        Correction(row=row, present_url=links[row], proposed_url=links[other], proposed_row=other)
        for row, other in moves.items()
    )
    return fix_file(content, posts=posts, corrections=corrections)


def test_two_links_are_exchanged_and_every_other_byte_stays() -> None:
    swapped = SHEET.replace("/moon", "/*").replace("/bread?a=1", "/moon").replace("/*", "/bread?a=1")
    result = fixed(swapped.encode(), {0: 1, 1: 0})
    assert result.content.decode() == SHEET
    assert result.left_out == ()


def test_a_file_whose_lines_end_with_carriage_returns_alone_is_fixed() -> None:
    sheet = SHEET.replace("\n", "\r")
    swapped = sheet.replace("/moon", "/*").replace("/bread?a=1", "/moon").replace("/*", "/bread?a=1")
    result = fixed(swapped.encode(), {0: 1, 1: 0})
    assert result.content.decode() == sheet
    assert result.left_out == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_files_encoding_and_line_ends_are_kept(encoding: str) -> None:
    sheet = SHEET.replace("Owl seen", "Hibou aperçu").replace("\n", "\r\n")
    swapped = sheet.replace("/owl", "/*").replace("/moon", "/owl").replace("/*", "/moon")
    assert fixed(swapped.encode(encoding), {0: 3, 3: 0}).content == sheet.encode(encoding)


def test_a_url_is_not_mistaken_for_the_beginning_of_a_longer_one() -> None:
    content = b"text,url\nSee also https://a.example/12,https://a.example/1\nOther,https://b.example/2\n"
    records = [record for record in read_posts(io.BytesIO(content), name="q.csv") if isinstance(record, Post)]
    posts = tuple(report_post(record, [], row=row) for row, record in enumerate(records))
    correction = Correction(
        row=0, present_url="https://a.example/1", proposed_url="https://b.example/2", proposed_row=1
    )
    result = fix_file(content, posts=posts, corrections=[correction])
    assert result.content.splitlines()[1] == b"See also https://a.example/12,https://b.example/2"


def test_json_lines_with_escaped_slashes_are_fixed_too() -> None:
    content = b'{"text": "Moon https:\\/\\/a.example\\/1"}\n{"text": "Bread https:\\/\\/b.example\\/2"}\n'
    result = fixed(content, {0: 1, 1: 0}, "queue.jsonl")
    assert result.content == content.replace(b"a.", b"*.").replace(b"b.", b"a.").replace(b"*.", b"b.").replace(
        b"example\\/1", b"example\\/*"
    ).replace(b"example\\/2", b"example\\/1").replace(b"example\\/*", b"example\\/2")


def test_records_that_share_a_line_are_left_out_and_named() -> None:
    content = b'[{"text": "Moon https://a.example/1"}, {"text": "Bread https://b.example/2"}]'
    result = fixed(content, {0: 1}, "queue.json")
    assert result.content == content
    assert [correction.row for correction in result.left_out] == [0]


def table(rows: list[list[str]], *, delimiter: str = ",", quoting: Literal[0, 1] = csv.QUOTE_MINIMAL) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=quoting).writerows(rows)
    return out.getvalue().encode()


AWKWARD = [
    "https://a.example/x,y;z",
    "https://b.example/plain",
    'https://c.example/"quoted"',
    "https://d.example/ü?a=1&b=2",
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_a_cell_is_quoted_as_the_row_that_its_link_comes_from_quotes_it(delimiter: str, quoting: Literal[0, 1]) -> None:
    def sheet(order: list[int]) -> bytes:
        rows = [[f"Post {n}, with a comma", AWKWARD[order[n]], "note"] for n in range(4)]
        return table([["text", "url", "tags"], *rows], delimiter=delimiter, quoting=quoting)

    assert fixed(sheet([1, 2, 3, 0]), {0: 3, 1: 0, 2: 1, 3: 2}) == Fixed(sheet([0, 1, 2, 3]), ())


def test_a_text_in_which_a_link_breaks_the_row_is_put_in_quotation_marks() -> None:
    content = b'text,tags\nSee https://b.example/plain now,x\n"Look https://a.example/x,y now",y\n'
    result = fixed(content, {0: 1, 1: 0})
    assert result.content == b'text,tags\n"See https://a.example/x,y now",x\n"Look https://b.example/plain now",y\n'


@pytest.mark.parametrize("name", ["queue.json", "queue.jsonl"])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_json_keeps_its_escapes(name: str, ascii_only: bool) -> None:
    def document(order: list[int]) -> bytes:
        posts = [
            json.dumps({"text": f"Post “{n}”", "url": AWKWARD[order[n]]}, ensure_ascii=ascii_only) for n in range(4)
        ]
        return ("[\n " + ",\n ".join(posts) + "\n]\n" if name == "queue.json" else "\n".join(posts)).encode()

    moves = {0: 3, 1: 0, 2: 1, 3: 2}
    assert fixed(document([1, 2, 3, 0]), moves, name) == Fixed(document([0, 1, 2, 3]), ())


def test_html_inside_json_keeps_its_entities() -> None:
    def line(url: str) -> str:
        return json.dumps({"content": f'<p>A post <a href="{url}">here</a></p>', "uri": "x", "account": {}})

    urls = ["https://a.example/?a=1&amp;b=2", "https://b.example/?c=3&amp;d=4"]
    wrong, right = ("\n".join(map(line, order)).encode() for order in (urls[::-1], urls))
    assert fixed(wrong, {0: 1, 1: 0}, "toots.jsonl").content == right


TEXTS = st.lists(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=30), min_size=2, max_size=6)


@given(TEXTS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_whatever_stands_beside_the_links_an_exchange_undone_is_the_original(texts: list[str], rng: object) -> None:
    def sheet(order: list[int]) -> bytes:
        out = io.StringIO()
        rows = [(f"Post {n} {text}", f"https://site{order[n]}.example/page") for n, text in enumerate(texts)]
        csv.writer(out).writerows([("text", "url"), *rows])
        return out.getvalue().encode()

    order = list(range(len(texts)))
    rng.shuffle(order)  # type: ignore[attr-defined]  # a random.Random
    moves = {row: order.index(row) for row in order if order[row] != row}
    result = fixed(sheet(order), moves)
    assert result.content == sheet(sorted(order))
    assert result.left_out == ()
