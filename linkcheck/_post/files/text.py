"""Plain text: a post a line, or, where a link stands on a line of its own, a post of the lines above it.

A short file with one address alone, on its own line or behind a blank one, is one post; "---" stands between posts of
several lines. Read a line at a time, such posts would be parted from their links.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from linkcheck._post.files import Columns, FileFormat, RawRecord
from linkcheck._post.files.charset import NOT_UTF8, Stream, encoding_notes
from linkcheck._post.files.lines import LINE_TOO_LONG, Line, decoded_lines
from linkcheck._post.files.post import first_line, is_rule, joined, parts_between_rules
from linkcheck._urls.scanner import find_urls

MAX_LOOKED_AT = 64 * 1024
"""Characters of a file that is looked at as a whole; a longer one is a list of posts."""


def read_text(stream: Stream, _columns: Columns) -> Iterator[RawRecord]:
    """The posts of a text: its lines that are not blank, or the lines that belong together."""
    lines = decoded_lines(stream)
    held: list[Line] = []
    length = 0
    for line in lines:
        held.append(line)
        length += len(line.text or "") + 1
        if line.text is None or length > MAX_LOOKED_AT:
            yield from _line_by_line(chain(held, lines))
            return
    yield from _looked_at(held)


def _line_by_line(lines: Iterator[Line]) -> Iterator[RawRecord]:
    for line in lines:
        if line.text is None:
            yield RawRecord(line.number, None, LINE_TOO_LONG)
        elif not line.encoding:
            yield RawRecord(line.number, None, f"the line cannot be read: {NOT_UTF8}")
        elif line.text.strip():
            yield RawRecord(line.number, line.text, notes=encoding_notes(line.encoding, "line"))


def _looked_at(lines: Sequence[Line]) -> Iterator[RawRecord]:
    if any(map(is_rule, lines)):
        yield from map(_record, parts_between_rules(lines))
        return
    for part in _parts(lines):
        yield _record(part)


def _record(part: Sequence[Line]) -> RawRecord:
    said = [line for line in part if line.text and line.text.strip()]
    if len(said) < 2:
        return RawRecord(first_line(part), said[0].text if said else "")
    between = f"{said[0].number} to {said[-1].number}"
    note = f"Lines {between} of the file were read as one post; where they are several, part them by ---."
    return RawRecord(said[0].number, joined(part), notes=(note,))


def _parts(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """The lines that make up each post."""
    said = [line for line in lines if line.text and line.text.strip()]
    linked = [line for line in said if find_urls(line.text or "")]
    alone = [line for line in linked if _is_link_alone(line)]
    if len(linked) == 1 and len(said) > 1 and (alone or _has_blank_between(lines, said)):
        return [lines]
    if not any(_belongs_to_one_before(line, said) for line in alone):
        return [[line] for line in said]
    parts: list[list[Line]] = [[]]
    for line in lines:
        parts[-1].append(line)
        if line in linked:
            parts.append([])
    return [part for part in parts if first_line(part) is not None]


def _belongs_to_one_before(line: Line, said: Sequence[Line]) -> bool:
    at = said.index(line)
    return at > 0 and not find_urls(said[at - 1].text or "")


def _is_link_alone(line: Line) -> bool:
    text = (line.text or "").strip()
    found = find_urls(text)
    rest = text
    for url in reversed(found):
        rest = rest[: url.start] + rest[url.end :]
    return bool(found) and not any(character.isalnum() for character in rest)


def _has_blank_between(lines: Sequence[Line], said: Sequence[Line]) -> bool:
    return said[-1].number - said[0].number + 1 > len(said) and len(lines) > len(said)


FORMAT = FileFormat(
    name="text",
    suffixes=(".txt",),
    recognises=lambda _: True,
    read=read_text,
    alternatives=("jsonl", "json", "csv"),  # Excel saves a table as "Unicode text"
)
