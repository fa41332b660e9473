"""The lines of a file of unknown encoding, read a piece at a time and bounded, whatever it holds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from linkcheck._post.files.charset import Stream, decode_text, utf8_pieces

MAX_LINE = 1024 * 1024
"""Bytes of one line; a post with all its metadata has some 20 KB on the most talkative platform (X)."""
LINE_TOO_LONG = f"the line is longer than {MAX_LINE} bytes"
"""The problem in the place of such a line."""
LOOKED_AT = 64 * 1024
"""Bytes that show what ends the lines of a file."""


class Line(NamedTuple):
    """One line without its end; `text` is None where the line was longer than MAX_LINE."""

    number: int
    """1-based."""
    text: str | None
    encoding: str = "utf-8"
    """Or "cp1252"; empty where it is neither."""


def decoded_lines(stream: Stream) -> Iterator[Line]:
    """The lines of `stream`. UTF-16 and UTF-32 are recognised; bytes that are no UTF-8 are read as Windows-1252."""
    for number, raw in enumerate(_raw_lines(utf8_pieces(stream)), start=1):
        if raw is None:
            yield Line(number, None)
        else:
            yield Line(number, *decode_text(raw))


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
