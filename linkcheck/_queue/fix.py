"""A queue's file with its corrections made, in the input's own format.

Only the URLs are exchanged: every other byte (encoding, line ends, quoting, columns unknown to us) stays as it was. A
URL is written as the row that it comes from writes it.
"""

from __future__ import annotations

import codecs
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

from linkcheck._post.files.charset import decode_text
from linkcheck._post.files.csv import delimiter_of
from linkcheck._post.files.lines import LOOKED_AT, line_end
from linkcheck._post.readers import table_readers
from linkcheck._report.types import Correction, Report

_QUOTED_CELL = re.compile(rb'"(?:[^"]|"")*+"')


class Cell(NamedTuple):
    """One cell: its place in the record, quotation marks included, and its content without them."""

    start: int
    end: int
    content: bytes
    is_quoted: bool


def cells_of(record: bytes, delimiter: bytes) -> Iterator[Cell]:
    """The cells of the first row in `record`, as the csv module reads them (RFC 4180); what follows it is no cell."""
    start = 0
    bare = re.compile(rb"[^\r\n" + re.escape(delimiter) + rb"]*+")
    while True:
        quoted = _QUOTED_CELL.match(record, start)
        end = quoted.end() if quoted else bare.match(record, start).end()  # type: ignore[union-attr]  # never None
        raw = record[start:end]
        yield Cell(start, end, raw[1:-1].replace(b'""', b'"') if quoted else raw, quoted is not None)
        if record[end : end + 1] != delimiter:
            return
        start = end + 1


def with_cells(record: bytes, delimiter: bytes, changed: Callable[[Cell], bytes]) -> bytes:
    """The record with each cell as `changed` says it is to be written."""
    pieces, at = [], 0
    for cell in cells_of(record, delimiter):
        pieces += [record[at : cell.start], changed(cell)]
        at = cell.end
    return b"".join([*pieces, record[at:]])


def written(content: bytes, delimiter: bytes, *, is_quoted: bool) -> bytes:
    """A cell's content as a file writes it: in quotation marks where it was, or where it has to be."""
    if is_quoted or any(mark in content for mark in (delimiter, b'"', b"\r", b"\n")):
        return b'"' + content.replace(b'"', b'""') + b'"'
    return content


class Fixed(NamedTuple):
    """The corrected file, and the corrections that could not be made in it."""

    content: bytes
    left_out: tuple[Correction, ...]
    """Their record does not stand on lines of its own, or does not hold the present link as written."""


def fix_file(content: bytes, *, posts: Sequence[Report], corrections: Sequence[Correction]) -> Fixed:
    """`content`, the file that the posts were read from, with the links of the corrections exchanged.

    Takes every format that is read: tables, JSON and JSON lines, text. Records that share a line (a JSON
    list without line breaks) are left out.
    """
    mark = next((mark for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) if content.startswith(mark)), b"")
    if not mark:
        return _fix(content, posts, corrections)
    encoding = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    fixed = _fix(
        content[len(mark) :].decode(encoding, "surrogatepass").encode("utf-8", "surrogatepass"), posts, corrections
    )
    again = fixed.content.decode("utf-8", "surrogatepass").encode(encoding, "surrogatepass")
    return Fixed(mark + again, fixed.left_out)


def _fix(content: bytes, posts: Sequence[Report], corrections: Sequence[Correction]) -> Fixed:
    end_of_line = line_end(content[:LOOKED_AT])
    lines = content.split(end_of_line)
    record_lines = _record_lines(posts, len(lines))
    records = {row: end_of_line.join(lines[start:end]) for row, (start, end) in record_lines.items()}
    delimiter = _delimiter(lines)
    wanted: defaultdict[int, list[Correction]] = defaultdict(list)
    for correction in corrections:
        wanted[correction.row].append(correction)
    left_out: list[Correction] = []
    tables = {reader.name for reader in table_readers()}
    for row, of_row in wanted.items():
        if row not in record_lines:
            left_out += of_row
            continue
        record, is_row = records[row], posts[row].post.platform in tables
        held = b"\n".join(cell.content for cell in cells_of(record, delimiter)) if is_row else record
        left_out += [c for c in of_row if not _pattern(_forms(c.present_url)).search(held)]
        exchanged = (
            _exchange_in_row(record, of_row, records, delimiter) if is_row else _exchange_urls(record, of_row, records)
        )
        # Line breaks stay inside the record: the list keeps its length, and later records stay in place.
        start, end = record_lines[row]
        lines[start:end] = exchanged.split(end_of_line)
    return Fixed(end_of_line.join(lines), tuple(sorted(left_out, key=lambda c: c.row)))


def _delimiter(lines: Iterable[bytes]) -> bytes:
    """What separates the cells of a table, as its reader finds it."""
    first = next((line for line in lines if line.strip()), b"").removeprefix(codecs.BOM_UTF8)
    return delimiter_of(decode_text(first)[0]).encode()


def _record_lines(posts: Sequence[Report], lines: int) -> dict[int, tuple[int, int]]:
    """Row -> its lines in the file, from 0, the last excluded; only rows that share no line with another."""
    starts = [(line - 1, number) for number, report in enumerate(posts) if (line := _line_of(report)) is not None]
    starts.sort()
    ends = [start for start, _ in starts[1:]] + [lines]
    return {number: (start, end) for (start, number), end in zip(starts, ends, strict=True) if start < end}


def _line_of(report: Report) -> int | None:
    origin = report.problem or report.post.origin
    return origin.line if origin is not None else None


def _exchange_urls(record: bytes, corrections: Iterable[Correction], records: Mapping[int, bytes]) -> bytes:
    proposed: dict[bytes, bytes] = {}
    for c in corrections:
        home = records.get(c.proposed_row, b"")
        there = [form for form in _forms(c.proposed_url) if _pattern([form]).search(home)]
        for present, form in zip(_forms(c.present_url), _forms(c.proposed_url), strict=True):
            proposed.setdefault(present, form if form in there or not there else there[0])
    return _pattern(proposed).sub(lambda found: proposed[found[0]], record)


def _exchange_in_row(
    record: bytes, corrections: Sequence[Correction], records: Mapping[int, bytes], delimiter: bytes
) -> bytes:
    whole = {
        present: _whole_cell(records.get(c.proposed_row, b""), c.proposed_url, delimiter)
        for c in corrections
        for present in _forms(c.present_url)
    }

    def changed(cell: Cell) -> bytes:
        as_at_home = whole.get(cell.content.strip())
        if as_at_home is not None:
            return as_at_home
        content = _exchange_urls(cell.content, corrections, {})
        if content == cell.content:
            return record[cell.start : cell.end]
        return written(content, delimiter, is_quoted=cell.is_quoted)

    return with_cells(record, delimiter, changed)


def _whole_cell(record: bytes, url: str, delimiter: bytes) -> bytes | None:
    """The cell that holds a URL and nothing else, as its row writes it."""
    forms = _forms(url)
    cell = next((cell for cell in cells_of(record, delimiter) if cell.content.strip() in forms), None)
    return None if cell is None else record[cell.start : cell.end]


def _forms(url: str) -> list[bytes]:
    """A URL as a file may write it: plain in UTF-8 or Windows-1252, in HTML, or with one of JSON's escapes."""
    plain = url.encode("utf-8", "surrogatepass")
    in_json = json.dumps(url)[1:-1].encode()
    return [
        plain,
        url.encode("cp1252", "replace"),
        escape(url).encode("utf-8", "surrogatepass"),
        in_json,
        plain.replace(b"/", b"\\/"),
        in_json.replace(b"/", b"\\/"),
        in_json.replace(b"&", b"\\u0026"),
    ]


def _pattern(urls: Iterable[bytes]) -> re.Pattern[bytes]:
    """The URLs where they stand alone: not as the beginning of a longer one, nor inside one."""
    longest_first = sorted(map(re.escape, urls), key=len, reverse=True)
    return re.compile(
        rb"(?<![A-Za-z0-9/:=])(?:" + b"|".join(longest_first) + rb")(?![A-Za-z0-9/_%?&=#~+-]|[.:][A-Za-z0-9])"
    )
