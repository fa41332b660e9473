from __future__ import annotations

import io

import pytest

from linkcheck._post.files.charset import decode_text, has_escaped_bytes, text_pieces, unicode_form, utf8_pieces


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["text,url\nZürich", '{"text": "Łódź 🚲"}', "\n\ntext", "\r\nx"])
def test_every_form_of_unicode_is_recognised_by_its_mark_or_its_first_character(encoding: str, text: str) -> None:
    raw = text.encode(encoding)
    assert unicode_form(raw).startswith(encoding[:6])
    assert "".join(text_pieces(io.BytesIO(raw))) == text
    assert b"".join(utf8_pieces(io.BytesIO(raw))) == text.encode()


@pytest.mark.parametrize("raw", [b"", b"text,url", "Łódź".encode(), b"\xef\xbb\xbftext", b"\xff\xd8\xff"])
def test_a_text_in_another_encoding_has_no_form_of_unicode(raw: bytes) -> None:
    assert unicode_form(raw) == ""


@pytest.mark.parametrize(
    ("raw", "text", "encoding"),
    [
        ("Łódź".encode(), "Łódź", "utf-8"),
        ("“Ça va” – déjà".encode("cp1252"), "“Ça va” – déjà", "cp1252"),
        ("café ".encode() + "naïve".encode("cp1252"), "café naïve", "cp1252"),
        ("————— déjà".encode("cp1252"), "————— déjà", "cp1252"),
    ],
)
def test_bytes_that_are_no_utf8_alone_are_read_as_windows_1252(raw: bytes, text: str, encoding: str) -> None:
    assert decode_text(raw) == (text, encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Мэрия", "cp1251"), ("Δήμος", "iso8859-7"), ("テスト", "shift_jis"), ("東京都", "euc-jp"), ("서울시", "euc-kr")],
)
def test_a_word_in_an_encoding_that_is_not_known_is_not_taken_for_windows_1252(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding))[1] == ""


def test_bytes_of_no_encoding_are_kept_apart_from_those_that_are_of_utf8() -> None:
    piece = "".join(text_pieces(io.BytesIO(b"\xc3\xa9\xe9")))
    assert has_escaped_bytes(piece)
    assert not has_escaped_bytes("é\ud800")
    assert b"".join(utf8_pieces(io.BytesIO(b"\xc3\xa9\xe9"))) == b"\xc3\xa9\xe9"
    assert b"".join(utf8_pieces(io.StringIO("é\udce9"))) == "é\ufffd".encode()


def test_a_stream_that_gives_byte_for_byte_is_recognised_all_the_same() -> None:
    class Slow(io.BytesIO):
        def read(self, _size: int | None = -1, /) -> bytes:
            return super().read(1)

    assert "".join(text_pieces(Slow("Łódź".encode("utf-32")))) == "Łódź"
