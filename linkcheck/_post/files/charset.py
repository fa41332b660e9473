"""In which encoding is a file of posts? UTF-8, another form of Unicode, or Windows-1252, as spreadsheets write it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Protocol

from linkcheck._post.readers.fields import replace_surrogates

NOT_UTF8 = "it is neither in UTF-8 nor in Windows-1252; save the file as UTF-8"
"""The problem of text whose encoding is not known."""
_READ_SIZE = 256 * 1024
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before the mark of UTF-16, which it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNMARKED = (
    (re.compile(rb"[ -~\t\r\n]\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0\0\0[ -~\t\r\n]"), "utf-32-be"),
    (re.compile(rb"[ -~\t\r\n]\0(?:[^\0]|\Z)"), "utf-16-le"),
    (re.compile(rb"\0[ -~\t\r\n]"), "utf-16-be"),
)
"""Without a mark, a first character of ASCII shows the form: no text in UTF-8 has a null so early."""
_FOREIGN = re.compile(rb"[\x81\x8d\x8f\x90\x9d]|(?:[\x83\x86\x87\x88\x98].*?){3}", re.DOTALL)
"""Bytes that Windows-1252 leaves undefined, and signs that no text has often; letters of Shift JIS begin with them."""
_RUN = re.compile("[\udc80-\udcff]+")
_LONGEST_RUN = 3
"""Letters in a row that are not of ASCII; no word of a language that Windows-1252 is for has more."""
_ESCAPED = re.compile("[\udc80-\udcff]")


class Stream(Protocol):
    """Whatever can be read, bytes or text: an open file, standard input."""

    def read(self, size: int, /) -> bytes | str:
        """At most `size` bytes or characters; empty at the end."""


def unicode_form(beginning: bytes) -> str:
    """The form of UTF-16 or UTF-32 of a file that begins so; empty for a file in another encoding."""
    for mark, form in _MARKS:
        if beginning.startswith(mark):
            return form
    return next((form for pattern, form in _UNMARKED if pattern.match(beginning)), "")


def text_pieces(stream: Stream) -> Iterator[str]:
    """The text of `stream` without a byte order mark; bytes that are no UTF-8 are escaped (`surrogateescape`)."""
    piece = _first_piece(stream)
    form = unicode_form(piece) if isinstance(piece, bytes) else ""
    decoder = codecs.getincrementaldecoder(form or "utf-8")("replace" if form else "surrogateescape")
    begins = True
    while piece:
        text = decoder.decode(piece) if isinstance(piece, bytes) else replace_surrogates(piece)[0]
        if text:
            yield text.removeprefix("\ufeff") if begins else text
            begins = False
        piece = stream.read(_READ_SIZE)
    if rest := decoder.decode(b"", final=True):
        yield rest


def utf8_pieces(stream: Stream) -> Iterator[bytes]:
    """The bytes of `stream` as UTF-8, without a byte order mark; those of no known encoding stay as they are."""
    for text in text_pieces(stream):
        yield text.encode("utf-8", "surrogateescape") if _ESCAPED.search(text) else replace_surrogates(text)[0].encode()


def decode_text(raw: bytes) -> tuple[str, str]:
    """`raw` as text and the encoding it was in: "utf-8", "cp1252", or "" where neither can be meant.

    Of a text in UTF-8 with some bytes that are none, these alone are read as Windows-1252.
    """
    text = raw.decode("utf-8", "surrogateescape")
    runs = [run.encode("utf-8", "surrogateescape") for run in _RUN.findall(text)]
    if not runs:
        return text, "utf-8"
    is_foreign = _FOREIGN.search(b"".join(runs)) or any(len(run) > _LONGEST_RUN and len(set(run)) > 2 for run in runs)
    repaired = _RUN.sub(lambda run: run[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"), text)
    return repaired, "" if is_foreign else "cp1252"


def encoding_notes(encoding: str, of: str) -> tuple[str, ...]:
    """The note of a text, which `of` names, that `decode_text` found in Windows-1252; none for one in UTF-8."""
    return (f"The {of} is not in UTF-8: it was read as Windows-1252.",) if encoding == "cp1252" else ()


def has_escaped_bytes(text: str) -> bool:
    """Whether `text_pieces` escaped a byte of `text`."""
    return _ESCAPED.search(text) is not None


def _first_piece(stream: Stream) -> bytes | str:
    """Enough to see an encoding by: a pipe may give its bytes one by one."""
    piece = stream.read(_READ_SIZE)
    while isinstance(piece, bytes) and 0 < len(piece) < 4 and (more := stream.read(_READ_SIZE)):
        piece += more  # type: ignore[operator]  # a stream gives bytes or text, never both
    return piece
