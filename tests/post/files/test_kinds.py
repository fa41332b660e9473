from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from linkcheck._post.files.kinds import ARCHIVE, EXCEL, kind_of_content, remedy_for
from linkcheck._post.files.read import read_posts
from linkcheck._tables import table_columns
from linkcheck.errors import InputError

SIGNATURES = table_columns("_text/data/file_signatures.txt", 3)


@pytest.mark.parametrize(("place", "signature", "kind"), SIGNATURES)
def test_every_signature_of_the_table_is_known_by_its_first_bytes(place: str, signature: str, kind: str) -> None:
    begin = b"RIFFxxxx"[: int(place)].ljust(int(place), b"x")
    assert kind_of_content(begin + bytes.fromhex(signature) + b"rest") == kind


@pytest.mark.parametrize(
    ("begin", "kind"),
    [
        (b"<!DOCTYPE html>\n<html>", "an HTML page"),
        (b"\xef\xbb\xbf  <HTML lang=en>", "an HTML page"),
        (b"<!-- saved -->\n<body>", "an HTML page"),
        (b"<table><tr><td>text</td></tr></table>", "an HTML page"),
        (b'<?xml version="1.0"?>\n<rss version="2.0">', "a feed in XML"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "a feed in XML"),
        (b'<svg xmlns="http://www.w3.org/2000/svg">', "a picture (SVG)"),
        (b'<?xml version="1.0"?><posts>', "an XML document"),
        (b"{\\rtf1\\ansi", "a document (RTF)"),
        (b"\x01\x02\x03\x04" * 100, "a binary file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", EXCEL),
    ],
)
def test_a_file_that_is_no_text_is_named(begin: bytes, kind: str) -> None:
    assert kind_of_content(begin) == kind


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("xl/workbook.xml", b"", EXCEL),
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet", EXCEL),
        ("mimetype", b"application/vnd.oasis.opendocument.text", "an OpenDocument text or presentation"),
        ("word/document.xml", b"", "a Word document"),
        ("ppt/presentation.xml", b"", "a PowerPoint presentation"),
        ("mimetype", b"application/epub+zip", "an e-book"),
        ("tweets.js", b"window.YTD", ARCHIVE),
    ],
)
def test_an_archive_is_named_by_what_it_holds_first(name: str, content: bytes, kind: str) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writer:
        writer.writestr(name, content)
    assert kind_of_content(archive.getvalue()) == kind


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"York buys buses",
        b"text,url\n<b>York</b>,https://a.example",
        b"a\0b,1\ntext text text text",
        "Łódź".encode("utf-16"),
        "text,url".encode("utf-32-le"),
        "Мэрия".encode("cp1251"),
        b"<p>York buys buses</p>",
        b"<3 York",
        b"PK wins",
        b"{'text': 'York'}",
        b"BMW opens a plant",
    ],
)
def test_a_text_is_of_no_such_kind(text: bytes) -> None:
    assert kind_of_content(text) == ""


def test_a_file_of_another_kind_is_refused_in_one_line_whatever_its_name_is(tmp_path: Path) -> None:
    for name in ("posts.csv", "posts.txt", "posts"):
        path = tmp_path / name
        path.write_bytes(b"%PDF-1.7 and so on")
        with pytest.raises(InputError) as refused:
            list(read_posts(path))
        assert str(refused.value) == (
            f"{path} is a PDF document, and no file of posts: give the posts as CSV, JSON, JSON lines or text"
        )


def test_each_kind_has_its_remedy() -> None:
    assert (
        remedy_for(ARCHIVE) == remedy_for("a compressed file (gzip)") == "unpack it, and give the files of posts in it"
    )
    assert remedy_for("a feed in XML").startswith("give its items as JSON")
