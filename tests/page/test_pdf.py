"""PDFs are read where the extra is there; without it, and for damaged files, the page says why not."""

from __future__ import annotations

import datetime as dt
import sys

import pytest

from linkcheck._page.pdf import read_pdf
from linkcheck._page.types import PageState


def pdf_of(lines: list[str], title: str = "") -> bytes:
    """A PDF of one page with these lines, as small as one can be."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 50 750 Td {shown} ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Title ({title}) /CreationDate (D:20190303120000Z) >>",
    ]
    body, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    return f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode()


def test_a_pdf_is_read_as_paragraphs() -> None:
    page = read_pdf(pdf_of(["The theatre lost its", "name on Tuesday.", "It was bought back."], title="Annual report"))
    assert page.text == "The theatre lost its name on Tuesday.\nIt was bought back."
    assert (page.title, page.kind, page.state) == ("Annual report", "pdf", None)
    assert (page.published, page.published_guess) == (None, dt.date(2019, 3, 3))


@pytest.mark.parametrize("title", ["", "Microsoft Word - draft7.doc", "report.pdf", "untitled"])
def test_a_title_made_by_a_program_is_none(title: str) -> None:
    assert read_pdf(pdf_of(["The first line of it.", "More."], title=title)).title == "The first line of it."


@pytest.mark.parametrize("content", [b"%PDF-1.4", b"%PDF-1.7" + bytes(range(256)) * 50, pdf_of(["Text"])[:300]])
def test_a_damaged_file_says_so(content: bytes) -> None:
    page = read_pdf(content)
    assert page.state == PageState.UNREADABLE
    assert page.state_reason


def test_a_pdf_without_text_says_so() -> None:
    page = read_pdf(pdf_of([]))
    assert page.state == PageState.UNREADABLE
    assert "pictures" in page.state_reason


def test_without_the_extra_the_reason_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    page = read_pdf(pdf_of(["Text"]))
    assert page.state == PageState.UNREADABLE
    assert "[pdf]" in page.state_reason


def test_a_date_of_creation_that_is_none_is_left_out() -> None:
    content = pdf_of(["The first line of it."]).replace(b"D:20190303120000Z", b"D:20191399120000Z")
    assert read_pdf(content).published_guess is None


def test_a_word_divided_at_the_end_of_a_line_is_joined() -> None:
    assert read_pdf(pdf_of(["The thea-", "tre opens."])).text == "The theatre opens."
