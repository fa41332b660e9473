"""Which charset a page is read with: mark, valid UTF-8, header, declaration, then what the bytes look like."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._page.charset import decode_content

GERMAN = "Größere Äpfel für Österreich, überall süß und schön. " * 8
JAPANESE = "日本語の記事です。今日の天気は晴れでした。" * 8


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_beats_the_header(mark: bytes, encoding: str) -> None:
    assert decode_content(mark + GERMAN.encode(encoding), "text/html; charset=iso-8859-1") == (GERMAN, encoding)


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (GERMAN.encode("latin-1"), "text/html; charset=ISO-8859-1"),
        (b"<meta charset='iso-8859-1'>" + GERMAN.encode("latin-1"), ""),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=latin1">' + GERMAN.encode("latin-1"), ""),
        (b'<?xml version="1.0" encoding="ISO-8859-15"?>' + GERMAN.encode("iso-8859-15"), ""),
    ],
)
def test_header_and_declaration_name_the_charset(content: bytes, content_type: str) -> None:
    assert decode_content(content, content_type)[0].endswith(GERMAN)


def test_the_header_beats_the_declaration() -> None:
    content = b"<meta charset=windows-1251>" + GERMAN.encode("latin-1")
    assert decode_content(content, "text/html; charset=windows-1252")[0].endswith(GERMAN)


def test_latin_1_means_windows_1252_as_in_browsers() -> None:
    assert decode_content("“quoted” – so".encode("cp1252"), "text/html; charset=iso-8859-1")[0] == "“quoted” – so"


def test_valid_utf_8_is_not_spoilt_by_a_wrong_declaration() -> None:
    assert decode_content(f"<meta charset=iso-8859-1>{JAPANESE}".encode())[0].endswith(JAPANESE)


def test_a_declaration_that_does_not_fit_is_passed_over() -> None:
    text, _ = decode_content(JAPANESE.encode("shift_jis"), "text/html; charset=utf-8")
    assert "天気" in text


@pytest.mark.parametrize("encoding", ["shift_jis", "euc_jp", "windows-1251"])
def test_undeclared_bytes_are_looked_at(encoding: str) -> None:
    text = "Сегодня в городе открылся новый музей, и люди стояли в очереди. " * 8 if "1251" in encoding else JAPANESE
    assert decode_content(text.encode(encoding))[0] == text


def test_a_few_broken_bytes_do_not_spoil_utf_8() -> None:
    text, encoding = decode_content(GERMAN.encode() + b"\xff\xfe" + GERMAN.encode())
    assert encoding == "utf-8"
    assert text.count("Größere") == 16


@pytest.mark.parametrize("label", ["hex", "rot13", "utf-7", "no-such-charset", "idna", "undefined", "\0"])
def test_labels_that_are_no_charset_are_ignored(label: str) -> None:
    assert decode_content(GERMAN.encode("cp1252"), f"text/html; charset={label}")[0]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.text(max_size=40))
def test_any_bytes_become_text(content: bytes, content_type: str) -> None:
    text, encoding = decode_content(content, content_type)
    assert isinstance(text, str)
    codecs.lookup(encoding)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_byte_order_mark_is_read_as_its_header_declares(encoding: str) -> None:
    content = "<p>York buys 40 buses – at last".encode(encoding)
    assert decode_content(content, f"text/html; charset={encoding}") == ("<p>York buys 40 buses – at last", encoding)
