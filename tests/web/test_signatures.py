"""What content is by its first bytes; one table of signatures for fetching and reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck._page.read import detect_type
from linkcheck._web.signatures import SIGNATURES, Signature, sniff, utf16_encoding


def example_of(signature: Signature) -> bytes:
    content = bytearray(64)
    for offset, part in signature.parts:
        content[offset : offset + len(part)] = part
    return bytes(content)


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"<!doctype html>", "text"),
        ("caf\u00e9".encode("latin-1"), "text"),
        ("\u4f8b".encode("shift_jis"), "text"),
        (b"\xef\xbb\xbf<html>", "text"),
        ("<html>".encode("utf-16"), "text"),
        (b"{}", "text"),
        (b"", "nothing"),
        (b"%PDF-1.4", "pdf"),
        (b"junk of a server\r\n%PDF-1.4", "pdf"),
        (b"The header of a PDF is %PDF-1.4.", "text"),
        (b"\x1f\x8b\x08", "gzip data"),
        (b"PK\x03\x04", "a zip file"),
        (b"\x89PNG\r\n", "a PNG image"),
        (b"\0\0\0<html>", "text"),
        (b"\0" * 600, "nothing"),
        (b"<p>a\0b", "text"),
        (b"\x00\x01", "binary data"),
        (b"text\x00text", "binary data"),
        (bytes(range(1, 32)) * 8, "binary data"),
        (b"\x1b$B$3$s\x1b(B", "text"),
    ],
)
def test_the_kind_of_content_follows_its_first_bytes(start: bytes, kind: str) -> None:
    assert sniff(start) == kind


@pytest.mark.parametrize("signature", SIGNATURES, ids=lambda signature: f"{signature.name} {signature.parts[-1][1]!r}")
def test_every_signature_is_known_to_both_rooms(signature: Signature) -> None:
    assert sniff(example_of(signature)) == signature.name
    assert detect_type(example_of(signature), "text/html") == "binary"


@pytest.mark.parametrize("signature", SIGNATURES, ids=lambda signature: f"{signature.name} {signature.parts[-1][1]!r}")
def test_no_signature_hides_behind_an_earlier_one(signature: Signature) -> None:
    matching = [other for other in SIGNATURES if other.matches(example_of(signature))]
    assert matching == [signature]


@pytest.mark.parametrize("word", ["RIFF", "Rar!", "7z", "fLaC", "wOFF", "wOF2", "ID3", "OggS", "GIF", "MZ", "PK"])
def test_a_text_that_begins_with_the_letters_of_a_format_is_a_text_to_both_rooms(word: str) -> None:
    text = f"{word} files explained: what their first bytes mean".encode()
    assert sniff(text) == "text"
    assert detect_type(text) == "text"


@pytest.mark.parametrize(
    ("content", "content_type", "encoding"),
    [
        ("<p>York".encode("utf-16"), "", "utf-16"),
        ("<p>York".encode("utf-16-le"), "text/html; charset=utf-16", "utf-16-le"),
        ("<p>York".encode("utf-16-le"), "text/html; charset=UTF-16LE", "utf-16-le"),
        ("<p>York".encode("utf-16-be"), "text/html; charset=utf-16be", "utf-16-be"),
        (b"<p>York", "text/html; charset=utf-16", ""),
        ("<p>York".encode("utf-16-le"), "text/html", ""),
    ],
)
def test_utf16_is_known_by_its_mark_or_by_its_nuls_and_the_declared_charset(
    content: bytes, content_type: str, encoding: str
) -> None:
    assert utf16_encoding(content, content_type) == encoding
    is_text = bool(encoding) or b"\0" not in content
    assert (sniff(content, content_type) == "text") == is_text
    assert (detect_type(content, content_type) == "html") == is_text


@given(st.binary(max_size=200))
def test_files_that_no_reader_reads_are_none_to_both_rooms(content: bytes) -> None:
    is_binary = sniff(content) not in ("text", "pdf", "nothing")
    assert (detect_type(content) == "binary") == is_binary
