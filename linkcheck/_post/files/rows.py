"""Where does each row of a table of text begin and end, and what are its cells?

Quotes are read as tables really have them: doubled (RFC 4180), with a backslash before them, as they are in the middle
of a cell, and left open, which spoils that row and none after it.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from linkcheck._post.files.charset import NOT_UTF8, encoding_notes
from linkcheck._post.files.lines import LINE_TOO_LONG, Line
from linkcheck._text.display import plain

MAX_RECORD = 128 * 1024
"""Characters of a row over several lines; one that is longer has a quote that is not closed."""
MAX_RECORD_LINES = 500
"""Lines of a row; 25,000 characters, the longest post of all platforms, have as many where each is a list's entry."""
PATIENCE = 20
"""Quotes left open in a file, after which a row is looked for in few lines only: looking far costs time each time."""
_FEW_LINES = 3
_MAX_LOST = 20
"""Lines behind a quote left open that are told with it, and not each on its own."""
_SHOWN = 40
_LONG_ADDRESS = 2000
_TIME = r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?:[T ,]+\d{1,2}:\d{2}\S*(?: [AaPp][Mm])?)?"
_ADDRESS_OR_TIME = re.compile(rf'\s*"?(?:(?:https?://|www\.)\S+|{_TIME})"?\s*')
_OPENS = re.compile(r'[ \t]*+"')
_BACKSLASH = re.compile(r"\\([\\\"])")


class TableRow(NamedTuple):
    """A row of a table and where it begins."""

    line: int | None
    """1-based; None in a table that has no lines."""
    cells: list[str]
    problem: str = ""
    notes: tuple[str, ...] = ()


class Quoting(NamedTuple):
    """One way in which quotes are read."""

    cell: re.Pattern[str]
    """A cell in quotes, up to the delimiter or the end of the row behind it."""
    closed: re.Pattern[str] | None
    """A cell in quotes, whatever stands behind it: more in the same cell is none of this way. None: nothing is."""
    escapes: bool = False
    """Whether a backslash stands before a quote that is content."""


class TableRows:
    """The rows of a table, whose lines are read as far as they are needed."""

    def __init__(self, lines: Iterable[Line], delimiter: str) -> None:
        self._lines = iter(lines)
        self._ahead: deque[Line] = deque()
        self._delimiter = delimiter
        self._quotings = quotings(delimiter)
        self._bare = re.compile(rf"[^{re.escape(delimiter)}]*+")
        self._left_open = 0
        self.width = 0
        """Cells of the header, as soon as it is known; 0: any number."""

    def __iter__(self) -> Iterator[TableRow]:
        while (line := self._next()) is not None:
            if line.text is None:
                yield TableRow(line.number, [], LINE_TOO_LONG)
            elif '"' in line.text:
                yield from self._quoted(line, line.text)
            elif line.text.strip():
                yield _row([line], line.text.split(self._delimiter))

    def _quoted(self, first: Line, text: str) -> Iterator[TableRow]:
        found = self._parsed(text)
        if found is None:
            self._left_open += 1
            yield self._broken(first, text)
            return
        cells, count = found
        lines = [first, *(self._ahead.popleft() for _ in range(count))]
        if any(cell.strip() for cell in cells):
            yield _row(lines, cells)

    def _parsed(self, text: str) -> tuple[list[str], int] | None:
        """The cells of the row that begins with a line, and how many lines more it takes; None where it has no end."""
        for quoting in self._quotings:
            found = self._read(text, quoting)
            if found is not None and self._is_row(*found, text, quoting):
                return found
        return self._last_row(text) if self._left_open < PATIENCE else None

    def _last_row(self, text: str) -> tuple[list[str], int] | None:
        """The row that runs to the end of the file, which was cut off in it; None where other rows follow."""
        for quoting in self._quotings[:2]:
            cells: list[str] = []
            at, _ = self._read_cells(text, 0, quoting, cells)
            lines = [text[at:]]
            while self._peek(len(lines) - 1) is not None and len(lines) <= MAX_RECORD_LINES:
                more = self._ahead[len(lines) - 1].text
                if more is None or more.count(self._delimiter) >= self.width - 1:
                    return None
                lines.append(more)
            opened = _OPENS.match(lines[0])
            is_cut = opened is not None and len(cells) + 1 == self.width > 1
            if is_cut and len(lines) <= MAX_RECORD_LINES:
                content = "\n".join((lines[0][opened.end() :], *lines[1:])) if opened else ""
                closed = quoting.closed.match(f'"{content}"') if quoting.closed else None
                if closed is not None and closed.end() == len(content) + 2:
                    return [*cells, _unquoted(content, quoting)], len(lines) - 1
        return None

    def _read(self, text: str, quoting: Quoting) -> tuple[list[str], int] | None:
        """The row in one way of reading quotes, to the line in which its last quote closes; None if none does."""
        cells: list[str] = []
        at = count = 0
        while True:
            at, is_closed = self._read_cells(text, at, quoting, cells)
            if is_closed:
                return cells, count
            if quoting.closed is not None and quoting.closed.match(text, at):
                return None
            more = self._lines_to_quote(count, MAX_RECORD - (len(text) - at))
            if more is None:
                return None
            text = "\n".join((text[at:], *more))
            at, count = 0, count + len(more)

    def _read_cells(self, text: str, at: int, quoting: Quoting, cells: list[str]) -> tuple[int, bool]:
        """Read cells into `cells`, up to the end or to one that is not closed: where that begins, and which it is."""
        while True:
            quoted = quoting.cell.match(text, at)
            if quoted is None and _OPENS.match(text, at):
                return at, False
            found = quoted or self._bare.match(text, at)
            content = found[0] if found and not quoted else _unquoted(quoted[1], quoting) if quoted else ""
            cells.append(content)
            at = found.end() if found else at
            if at >= len(text):
                return at, True
            at += 1

    def _lines_to_quote(self, count: int, longest: int) -> list[str] | None:
        """The lines after the next `count` up to one with a quote; None where it is too far, or there is none."""
        most = MAX_RECORD_LINES if self._left_open < PATIENCE else _FEW_LINES
        found: list[str] = []
        while count + len(found) < most and longest > 0:
            line = self._peek(count + len(found))
            if line is None or line.text is None:
                return None
            found.append(line.text)
            longest -= len(line.text)
            if '"' in line.text:
                return found
        return None

    def _is_row(self, cells: Sequence[str], count: int, text: str, quoting: Quoting) -> bool:
        """Whether cells are a row of this table, and not several rows that a quote left open has made one."""
        is_strict = quoting.closed is not None
        if not is_strict and self.width and len(cells) != self.width:
            return False
        others = [line.text or "" for line in islice(self._ahead, count)]
        if is_strict:
            return not (self._stands_alone(text) and any(map(self._stands_alone, others)))
        return not any(other.startswith('"') or self._stands_alone(other) for other in others)

    def _stands_alone(self, text: str) -> bool:
        """Whether a line is a whole row: it has all cells, and an address or a time is one of them."""
        cells = text.split(self._delimiter)
        if len(cells) < max(2, self.width):
            return False
        return any(_ADDRESS_OR_TIME.fullmatch(cell[:_LONG_ADDRESS]) for cell in cells)

    def _broken(self, first: Line, text: str) -> TableRow:
        """The problem of a row whose quote is not closed; lines after it that are no row are a part of it."""
        skipped = 0
        while self.width > 1 and skipped < _MAX_LOST and (line := self._peek(0)) is not None:
            if line.text is None or self._may_begin_row(line.text):
                break
            self._next()
            skipped += 1
        with_it = f"; the {skipped} lines after it are lost with it" if skipped > 1 else ""
        with_it = "; the line after it is lost with it" if skipped == 1 else with_it
        return TableRow(first.number, [], f"a quote is not closed in “{plain(text.strip(), _SHOWN)}”{with_it}")

    def _may_begin_row(self, text: str) -> bool:
        if text.count(self._delimiter) == self.width - 1 or f'{self._delimiter}"' in text:
            return True
        cells: list[str] = []
        _, is_closed = self._read_cells(text, 0, self._quotings[0], cells)
        return is_closed and len(cells) == self.width

    def _peek(self, number: int) -> Line | None:
        while len(self._ahead) <= number:
            line = next(self._lines, None)
            if line is None:
                return None
            self._ahead.append(line)
        return self._ahead[number]

    def _next(self) -> Line | None:
        return self._ahead.popleft() if self._ahead else next(self._lines, None)


def split_line(line: str, delimiter: str) -> list[str]:
    """The cells of a line that is a row of its own; those of one with an open quote as if it were no quote."""
    row = next(iter(TableRows([Line(1, line)], delimiter)), None)
    return row.cells if row is not None and row.cells else line.split(delimiter)


@cache
def quotings(delimiter: str) -> tuple[Quoting, ...]:
    """The ways in which quotes are read, the most common first."""
    space = "[ ]*+" if delimiter == "\t" else "[ \\t]*+"
    end = rf"{space}(?=[{re.escape(delimiter)}]|\Z)"
    doubled = rf'{space}"((?:[^"]++|"")*+)"'
    escaped = rf'{space}"((?:[^"\\]++|\\.|"")*+)"'
    return (
        Quoting(re.compile(doubled + end), closed=re.compile(doubled)),
        Quoting(re.compile(escaped + end, re.DOTALL), closed=re.compile(escaped, re.DOTALL), escapes=True),
        Quoting(re.compile(rf'{space}"((?:[^"]++|""(?!{end})|"(?!{end}))*+)"{end}'), closed=None),
    )


def _unquoted(content: str, quoting: Quoting) -> str:
    """What a cell in quotes holds. Some exports put each of its lines in quotes of its own."""
    content = content.replace('""', '"') if '""' in content else content
    if quoting.escapes:
        content = _BACKSLASH.sub(r"\1", content)
    if '"\n"' in content:
        lines = content.split("\n")
        if all(line.endswith('"') for line in lines[:-1]) and all(line.startswith('"') for line in lines[1:]):
            first, *middle, last = lines
            return "\n".join((first[:-1], *(line[1:-1] for line in middle), last[1:]))
    return content


def _row(lines: Sequence[Line], cells: list[str]) -> TableRow:
    encodings = {line.encoding for line in lines}
    if "" in encodings:
        return TableRow(lines[0].number, [], f"the row cannot be read: {NOT_UTF8}")
    return TableRow(lines[0].number, cells, notes=encoding_notes(min(encodings), "row"))
