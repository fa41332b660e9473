"""PDFs are read where the extra is there; without it, and for damaged or hostile files, the page says why not."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import zlib
from typing import Any

import pytest

from linkcheck._page.pdf import read_pdf
from linkcheck._page.types import PageState

FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def pdf_file(objects: list[bytes], *, info: int | None = None) -> bytes:
    """A PDF of these objects: the first is the catalogue, `info` the number of the one with its title and date."""
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R {f'/Info {info} 0 R ' if info else ''}>>".encode()
    end = b"trailer\n%s\nstartxref\n%d\n%%%%EOF" % (trailer, len(body))
    return b"%sxref\n0 %d\n0000000000 65535 f \n%s%s" % (body, len(objects) + 1, table, end)


def stream(content: bytes, declared: str = "") -> bytes:
    return f"<< {declared} /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"


def page_with(contents: str, resources: str, *, kids: str = "3 0 R", count: int = 1) -> list[bytes]:
    """Catalogue, pages and the first page, objects 1 to 3."""
    return [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {contents} "
        f"/Resources << {resources} >> >>".encode(),
    ]


def pdf_of(lines: list[str], title: str = "") -> bytes:
    """A PDF of one page with these lines, as small as one can be."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    info = f"<< /Title ({title}) /CreationDate (D:20190303120000Z) >>"
    objects = [
        *page_with("4 0 R", "/Font << /F1 5 0 R >>"),
        stream(f"BT /F1 12 Tf 14 TL 50 750 Td {shown} ET".encode()),
        FONT.encode(),
        info.encode(),
    ]
    return pdf_file(objects, info=6)


def forms_within_forms(depth: int) -> list[bytes]:
    """Objects from 5 on: a form that draws the next ten times, and so on: ten to the power of `depth` drawings."""
    forms = []
    for level in range(depth):
        drawn = b"BT /F1 12 Tf (a) Tj ET" if level == depth - 1 else b"/X Do " * 10
        resources = f"/Font << /F1 {FONT} >>" if level == depth - 1 else f"/XObject << /X {6 + level} 0 R >>"
        declared = f"/Type /XObject /Subtype /Form /BBox [0 0 600 700] /Resources << {resources} >>"
        forms.append(stream(drawn, declared))
    return forms


def endless_pdf() -> bytes:
    """Three kilobytes that pdfium would draw for years."""
    return pdf_file([*page_with("4 0 R", "/XObject << /X 5 0 R >>"), stream(b"/X Do"), *forms_within_forms(13)])


def pdf_with_an_endless_second_page() -> bytes:
    first = page_with("4 0 R", f"/Font << /F1 {FONT} >> /XObject << /X 5 0 R >>")
    text = stream(b"BT /F1 12 Tf 50 750 Td (The theatre lost its name on Tuesday.) Tj ET")
    forms = forms_within_forms(13)
    second_number = 5 + len(forms)
    second = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {second_number + 1} 0 R "
        "/Resources << /XObject << /X 5 0 R >> >> >>"
    )
    first[1] = f"<< /Type /Pages /Kids [3 0 R {second_number} 0 R] /Count 2 >>".encode()
    return pdf_file([*first, text, *forms, second.encode(), stream(b"/X Do")])


def inflating_pdf(size: int) -> bytes:
    """Two layers of compression over `size` blanks."""
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(size >> 20)) + packer.flush()
    packed = stream(zlib.compress(once, 9), "/Filter [/FlateDecode /FlateDecode]")
    return pdf_file([*page_with("4 0 R", ""), packed])


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


@pytest.mark.parametrize("content", [endless_pdf(), inflating_pdf(1 << 30)], ids=["endless", "inflating"])
def test_a_pdf_that_takes_too_much_is_given_up(content: bytes) -> None:
    page = read_pdf(content)
    assert page.state == PageState.UNREADABLE
    assert "more memory or time" in page.state_reason


def test_pages_read_before_a_limit_are_kept_and_the_page_is_truncated() -> None:
    page = read_pdf(pdf_with_an_endless_second_page())
    assert (page.text, page.truncated, page.state) == ("The theatre lost its name on Tuesday.", True, None)


def test_the_child_that_reads_a_pdf_gets_no_secret_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[dict[str, str]] = []
    start = subprocess.Popen.__init__

    def recorded(child: Any, *arguments: Any, **options: Any) -> None:
        started.append(options["env"])
        start(child, *arguments, **options)

    monkeypatch.setenv("API_TOKEN", "secret")
    monkeypatch.setattr(subprocess.Popen, "__init__", recorded)
    assert read_pdf(pdf_of(["The first line of it."])).text
    assert "PYTHONPATH" in started[0]
    assert "API_TOKEN" not in started[0]


def test_a_system_that_starts_no_process_leaves_a_pdf_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", os.path.join(os.sep, "nowhere", "python"))
    page = read_pdf(pdf_of(["Text"]))
    assert page.state == PageState.UNREADABLE
    assert "No such file" in page.state_reason
