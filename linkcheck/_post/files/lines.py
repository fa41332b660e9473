"""The lines of a file of unknown encoding, read a piece at a time and bounded, whatever it holds."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple, Protocol

from linkcheck._post.readers.fields import replace_surrogates

MAX_LINE = 1024 * 1024
"""Bytes of one line; a post with all its metadata has some 20 KB on the most talkative platform (X)."""
TOO_LONG = f"the line is longer than {MAX_LINE} bytes"
"""The problem in the place of such a line."""
LOOKED_AT = 64 * 1024
"""Bytes that show what ends the lines of a file."""
_READ_SIZE = 64 * 1024
_UTF16_LE = re.compile(rb"[ -~]\0(?:[^\0]|\Z)")
_UTF16_BE = re.compile(rb"\0[ -~]")


class Stream(Protocol):
    """Whatever can be read, bytes or text: an open file, standard input."""

    def read(self, size: int, /) -> bytes | str:
        """At most `size` bytes or characters; empty at the end."""


class Line(NamedTuple):
    """One line without its end; `text` is None where the line was longer than MAX_LINE."""

    number: int
    """1-based."""
    text: str | None
    encoding: str = "utf-8"


def decoded_lines(stream: Stream) -> Iterator[Line]:
    """The lines of `stream`. UTF-16 is recognised; a line that is no UTF-8 is read as Windows-1252."""
    for number, raw in enumerate(_raw_lines(_utf8_pieces(stream)), start=1):
        if raw is None:
            yield Line(number, None)
        else:
            yield Line(number, *decode_line(raw))


def decode_line(raw: bytes) -> tuple[str, str]:
    """`raw` as text and the encoding it was in: UTF-8, or Windows-1252, which spreadsheets still write."""
    try:
        return raw.decode(), "utf-8"
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace"), "cp1252"


def _utf8_pieces(stream: Stream) -> Iterator[bytes]:
    """The bytes of `stream`, without a byte order mark, and as UTF-8 where they are UTF-16."""
    piece = _bytes_of(stream.read(_READ_SIZE))
    if encoding := utf16_form(piece):
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        while piece:
            yield replace_surrogates(decoder.decode(piece))[0].encode()
            piece = _bytes_of(stream.read(_READ_SIZE))
        return
    piece = piece.removeprefix(codecs.BOM_UTF8)
    while piece:
        yield piece
        piece = _bytes_of(stream.read(_READ_SIZE))


def utf16_form(beginning: bytes) -> str:
    """The form of UTF-16 of a file that begins so; empty for a file in another encoding.

    Without a byte order mark, a first character of ASCII shows it: no text in UTF-8 has a null so early.
    """
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if _UTF16_LE.match(beginning):
        return "utf-16-le"
    return "utf-16-be" if _UTF16_BE.match(beginning) else ""


def _bytes_of(piece: bytes | str) -> bytes:
    return replace_surrogates(piece)[0].encode() if isinstance(piece, str) else piece


def line_end(beginning: bytes) -> bytes:
    """What ends the lines of a file that begins so: a line feed, or the lone carriage return of old Mac exports.

    A line feed where both occur: the carriage returns then stand before it, or inside cells.
    """
    returns = beginning.count(b"\r")
    return b"\r" if returns > beginning.count(b"\n") and b"\r\n" not in beginning else b"\n"


def _raw_lines(pieces: Iterator[bytes]) -> Iterator[bytes | None]:
    """The lines in `pieces`; None for one that is too long, of which no more than MAX_LINE is held."""
    rest: list[bytes] = []
    held = 0
    beginning = b""
    while len(beginning) < LOOKED_AT and (piece := next(pieces, b"")):
        beginning += piece
    end = line_end(beginning[:LOOKED_AT])
    for piece in chain([beginning], pieces):
        *ended, last = piece.split(end)
        for line in ended:
            yield _join_pieces(rest, held, line)
            rest, held = [], 0
        held += len(last)
        if last and held <= MAX_LINE:
            rest.append(last)
    if held:
        yield _join_pieces(rest, held, b"")


def _join_pieces(rest: list[bytes], held: int, line: bytes) -> bytes | None:
    return b"".join((*rest, line)).removesuffix(b"\r") if held + len(line) <= MAX_LINE else None
