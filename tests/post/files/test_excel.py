"""Workbooks, made here by hand: as little of each format as is read."""

from __future__ import annotations

import base64
import datetime as dt
import io
import sys
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from html import escape
from pathlib import Path

import pytest

from linkcheck._post.files import excel
from linkcheck._post.files.excel import FORMAT, is_workbook
from linkcheck._post.files.read import read_posts
from linkcheck._post.types import BadRecord, Post
from linkcheck.errors import InputWarning, MissingExtraError

URL = "https://paper.example/york"
Row = Sequence[str | float]
ROWS: Sequence[Row] = (("text", "url", "likes"), ("York buys buses", URL, 7), ("Leeds buys trams", "", 2.5))
DATED = """<c r="{0}" s="1"><v>46350.395833333336</v></c>"""
OLD = zlib.decompress(
    base64.b85decode(
        b"c-rk)O=uHA6#izDG(WWYsfo}EB^0b$Q;T?!LYrEu?Ioq^K`nx&W<g0zLXtx3#cIt_5IiYf3iV)wsuzFIgWfz8DtZtEAyM$+Nl@_6W_|Ork)$d#"
        b"poPkO%Y5_Z&Agqr^Sd*zmVL$f2kj-S!2m2M8%{LU=mZ64HQ@#28-^6Cv4eu4u&Lm5P)9b|@U&&gF8fgScL^HqTVD_ZA1Ite8e^%X9^60-u@6xp"
        b"eds3^xJ4Q_+SsdB<}=J&nD24PXUv1Fxysy6Ws710%i*!^{pKh>u61&r8}hx6*ybH;_9B3naui>@CMsoZIFLCPO>DA^4r?<OKpi@wC-sa>2XI?X"
        b"*%O4GNTg?YI5;}m7l{<%r!HT>HzNpqt<LS|L8aeVy#VRI*X!+n&^xFr*XplpR$vy!X`U*1TBbwR%7{3+f*~3f;6S>ZKAp1wQ<(%MV$q!Lp;3{_"
        b"#DkMlGg+dnp7jA|bGdZ3ueUe4N1u+KPbYMjT>E*g@YbyrEj)*siDU4v?Bki_B{x^@e0d$291ovj%`EQ^m0e`JbQcCLNeeP|bB@ML&Y_#--OQKy"
        b"t=m{`XZF*#P~0^hFoi>NT;>Yrc2Pb17;nNmYUG_H=RY5Q+>!qn-bM1_Na=!q@ojh>ozz@0vX{>sLLww?-jH|_uExS#ao#hx{j&NvG_UEqVQ!Tk"
        b"tir{jkGYbPts{P>G_$RwwfK#-U~7w6Ua+-nHw(3wAj?+VEffk%^PdI>v{pRi<{PZpuU$}3P*6}%P*6}%sE08ByDgQ|0iP1&f4$wj*IA`dR@Wr|"
        b"Esh{XPmYe02a%*WgPDfL&sNw(^<83}Hr4w=iDOiI260TXAMu9AFP+Oo?f0zP(EInMP^0yi8}aiW*Z%`s&fg{"
    )
)
"""A workbook of Excel 97 with a header, a text, a link and a date, as xlwt 1.3 writes it."""


def cell(place: str, value: str | float) -> str:
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def sheet_of(rows: Sequence[Row], *, first: int = 1, more: str = "") -> str:
    lines = ""
    for number, row in enumerate(rows, start=first):
        cells = "".join(cell(f"{letter}{number}", value) for letter, value in zip("ABCDEFGH", row, strict=False))
        lines += f'<row r="{number}">{cells}</row>'
    return f'<worksheet xmlns="{MAIN}"><sheetData>{lines}{more}</sheetData></worksheet>'


def workbook(*sheets: str, hidden: Sequence[int] = ()) -> bytes:
    listed = related = ""
    for at, name in enumerate(("Queue", "More", "Notes")[: len(sheets)]):
        state = 'state="hidden"' if at in hidden else ""
        listed += f'<sheet name="{name}" sheetId="{at + 1}" {state} r:id="r{at}"/>'
        related += f'<Relationship Id="r{at}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>'
    related += f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/>'
    formats = '<xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/>'
    files = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="w" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs>{formats}</cellXfs></styleSheet>',
        **{f"xl/worksheets/sheet{at}.xml": sheet for at, sheet in enumerate(sheets)},
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


def open_document(rows: str) -> bytes:
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content{names}><office:body><office:spreadsheet>'
            f'<table:table table:name="S">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return content.getvalue()


def text_cell(value: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{value}</text:p></table:table-cell>'


EMPTY_REST = (
    '<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row>"
)
"""What LibreOffice writes below the last row."""


def read(content: bytes, name: str = "queue.xlsx") -> list[Post | BadRecord]:
    pytest.importorskip("python_calamine")
    return list(read_posts(io.BytesIO(content), name=name))


def posts(content: bytes, name: str = "queue.xlsx") -> list[Post]:
    found = read(content, name)
    assert all(isinstance(post, Post) for post in found), found
    return [post for post in found if isinstance(post, Post)]


def problem(content: bytes) -> str:
    (bad,) = read(content)
    assert isinstance(bad, BadRecord)
    return bad.message


def place(post: Post) -> tuple[str, int | None]:
    assert post.origin is not None
    return post.origin.file, post.origin.line


@pytest.mark.parametrize("name", ["queue.xlsx", "queue.csv", "queue", ""])
def test_a_workbook_is_read_whatever_its_name_is(name: str) -> None:
    york, leeds = posts(workbook(sheet_of(ROWS)), name)
    assert (york.text, [link.url for link in york.links]) == ("York buys buses", [URL])
    assert (leeds.text, leeds.links) == ("Leeds buys trams", ())
    assert [place(york), place(leeds)] == [(name, 2), (name, 3)]


def test_a_table_under_the_name_of_a_workbook_is_read() -> None:
    (post,) = posts(f"text,url\nYork buys buses,{URL}\n".encode())
    assert post.text == "York buys buses"


def test_rows_have_the_numbers_that_the_sheet_shows() -> None:
    assert [place(post)[1] for post in posts(workbook(sheet_of(ROWS, first=5)))] == [6, 7]


def test_dates_of_a_sheet_are_times() -> None:
    dated = '<row r="2">' + cell("A2", "York buys buses") + DATED.format("B2") + "</row>"
    (post,) = posts(workbook(sheet_of([("text", "date")], more=dated)))
    assert post.scheduled_at == dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)


def test_every_sheet_with_texts_is_read_and_names_itself_behind_the_first() -> None:
    second = [("Message", "Link"), ("Hull opens a pier", URL)]
    found = posts(workbook(sheet_of(ROWS), sheet_of(second)))
    assert [place(post) for post in found] == [("queue.xlsx", 2), ("queue.xlsx", 3), ("queue.xlsx [More]", 2)]


def test_sheets_that_are_not_read_are_told() -> None:
    notes = sheet_of([("Who", "Phone"), ("Ann", 5)])
    with pytest.warns(InputWarning) as told:
        assert len(posts(workbook(sheet_of(ROWS), sheet_of(ROWS), notes, hidden=[1]))) == 2
    assert [str(warning.message) for warning in told] == [
        "queue.xlsx: 1 hidden sheet is not read; sheet without a column of texts, not read: “Notes”"
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(posts(workbook(sheet_of(ROWS), sheet_of([])))) == 2


def test_a_workbook_of_excel_97_is_read() -> None:
    (post,) = posts(OLD, "queue.xls")
    assert (post.text, post.links[0].url) == ("York buys buses", "https://a.example")
    assert post.scheduled_at == dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)


def test_a_sheet_of_open_document_is_read_with_the_empty_rest_of_its_columns_and_rows() -> None:
    rest = '<table:table-cell table:number-columns-repeated="16382"/></table:table-row>'
    rows = "".join(
        f"<table:table-row>{text_cell(text)}{text_cell(url)}{rest}" for text, url in (("text", "url"), ("York", URL))
    )
    (post,) = posts(open_document(rows + EMPTY_REST), "queue.ods")
    assert (post.text, post.links[0].url, place(post)) == ("York", URL, ("queue.ods", 2))


ROW = "<table:table-row {1}>{0}</table:table-row>"
FAR = [
    workbook(sheet_of(ROWS, more=f'<row r="9">{cell("XFD1048576", "x")}</row>')),
    workbook(sheet_of(ROWS, more="<row r='1048576'><c r='XFD1048576'/></row>")),
    open_document(
        ROW.format(text_cell("x"), "")
        + EMPTY_REST
        + ROW.format('<table:table-cell table:number-columns-repeated="16383"/>' + text_cell("y"), "")
    ),
    open_document(
        ROW.format(text_cell("x", 'table:number-columns-repeated="16384"'), 'table:number-rows-repeated="9999"')
    ),
]


@pytest.mark.parametrize("content", FAR, ids=["xlsx", "xlsx in other quotes", "ods", "ods repeated"])
def test_a_cell_far_away_is_a_problem_and_not_held(content: bytes) -> None:
    assert problem(content) == "a sheet of the workbook spans more than 5000000 cells: save it as CSV"


def test_a_workbook_that_unpacks_to_too_much_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "MAX_UNPACKED", 100_000)
    assert "unpacks to more than 100000 bytes" in problem(workbook(sheet_of(ROWS, more=" " * 200_000)))
    monkeypatch.setattr(excel, "MAX_ENTRIES", 2)
    assert "more than 2 files" in problem(workbook(sheet_of(ROWS)))
    monkeypatch.setattr(excel, "MAX_WORKBOOK", 100)
    assert "larger than 100 bytes" in problem(workbook(sheet_of(ROWS)))


def test_a_damaged_workbook_is_one_problem() -> None:
    whole = workbook(sheet_of(ROWS))
    assert "damaged" in problem(whole[:-200])
    assert "cannot be read as a workbook" in problem(OLD[:1024])
    assert "damaged" in problem(open_document("<table:table-row><table:table-cell"))
    assert "document type" in problem(workbook('<!DOCTYPE a [<!ENTITY b "c">]>' + sheet_of(ROWS)))
    assert "damaged" in problem(workbook("<worksheet><sheetData><row></c>"))


def test_a_binary_workbook_names_the_remedy() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.bin", b"x")
    assert problem(content.getvalue()) == "a binary workbook (.xlsb) is not read: save it as .xlsx or CSV"


def test_a_workbook_without_the_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    path = tmp_path / "queue.xlsx"
    path.write_bytes(workbook(sheet_of(ROWS)))
    with pytest.raises(MissingExtraError, match=r"pip install '\.\[excel\]'"):
        list(read_posts(path))


def test_a_workbook_is_never_known_by_its_lines() -> None:
    assert FORMAT.recognises is is_workbook
