"""Plain text: a post a line."""

from __future__ import annotations

from collections.abc import Iterator

from linkcheck._post.files import Columns, FileFormat, RawRecord
from linkcheck._post.files.charset import Stream
from linkcheck._post.files.lines import LINE_TOO_LONG, decoded_lines


def read_text(stream: Stream, _columns: Columns) -> Iterator[RawRecord]:
    """The lines that are not blank."""
    for line in decoded_lines(stream):
        if line.text is None:
            yield RawRecord(line.number, None, LINE_TOO_LONG)
        elif line.text.strip():
            yield RawRecord(line.number, line.text)


FORMAT = FileFormat(name="text", suffixes=(".txt",), recognises=lambda _: True, read=read_text)
