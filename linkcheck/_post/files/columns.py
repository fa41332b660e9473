"""Which columns of a table hold the text, the links and the time? Their names say it, and what their cells hold.

A name that its cells belie ("Content" over "Image" and "Video") is none; a column whose name is unknown is known by its
cells, where no other is. What is left of addresses is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from linkcheck._post.files import Columns
from linkcheck._post.files.cells import ColumnCells, look_at
from linkcheck._post.readers.names import TEXTS, keys_of, links_named, named, parts_of, speaks_of_side
from linkcheck._text.display import plain
from linkcheck.errors import InputError

SAMPLE = 300
"""Rows of a table that are looked at to know its columns."""
_EITHER = "it may begin with the day or the month"
_SHOWN = 40
_TIMES = ("scheduled_at", "created_at", "date")
_SLASHED = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")


class Layout(NamedTuple):
    """How the rows of a table are read."""

    names: tuple[str, ...]
    """What each column is called to the reader of a record; empty for one that is not read."""
    given: frozenset[str] = frozenset()
    """What the columns are called in the table."""
    problem: str = ""
    """Why no row can be read; empty if each can."""
    notes: tuple[str, ...] = ()
    """What is to be known of every post."""
    texts: Mapping[str, str] = MappingProxyType({})
    """What the columns of texts are called to the reader, and how each is shown."""
    unread: tuple[str, ...] = ()
    """Columns that hold addresses and are not read."""
    clock: int | None = None
    """The column with the times of the day that belong to the dates of `day`."""
    day: int | None = None
    times: frozenset[int] = frozenset()
    """The columns of dates."""
    days_first: bool | None = None
    """Whether its dates begin with the day; None where none shows it."""

    def record(self, cells: Sequence[str]) -> tuple[dict[str, str], tuple[str, ...]]:
        """The filled cells of a row by the names of their columns, and notes on those that are not read.

        Of columns with one name, in capitals or not, the first filled cell is read.
        """
        record: dict[str, str] = {}
        first_of: dict[str, str] = {}
        unread: list[str] = []
        notes: list[str] = []
        for number, (name, cell) in enumerate(zip(self.names, cells, strict=False)):
            if not name or not cell.strip():
                continue
            if number in self.times:
                time = self._ordered(self._with_clock(cell, cells) if number == self.day else cell)
                if time is None:
                    notes.append(f"The time “{plain(cell, _SHOWN)}” was not understood: {_EITHER}.")
                    continue
                cell = time
            key = first_of.setdefault(name.casefold(), name)
            if record.setdefault(key, cell) != cell:
                unread.append(key)
        return record, (*notes, *self._notes_on(unread, record))

    def _notes_on(self, unread: Sequence[str], record: Mapping[str, str]) -> Iterator[str]:
        """A note on each column that is read, and of which a second of the same name is not."""
        read = set(keys_of(record).values()) & self.given if unread else set()
        for name in dict.fromkeys(unread):
            if name in read:
                yield f"More than one column is called “{plain(name, _SHOWN)}”: the first filled cell was read."

    def _with_clock(self, day: str, cells: Sequence[str]) -> str:
        clock = cells[self.clock] if self.clock is not None and len(cells) > self.clock else ""
        return f"{day.strip()} {clock.strip()}" if clock.strip() else day

    def _ordered(self, cell: str) -> str | None:
        """A date such as 24/11/2026 with the year first; None where nothing shows which is the day."""
        found = _SLASHED.match(cell.strip())
        if found is None:
            return cell
        days_first = self.days_first if found[2] == "/" else True
        first, second = int(found[1]), int(found[3])
        if first > 12 or second > 12:
            days_first = first > 12
        if days_first is None and first != second:
            return None
        day, month = (first, second) if days_first else (second, first)
        year = found[4] if len(found[4]) == 4 else f"20{found[4]}"
        return f"{year}-{month:02}-{day:02}{cell.strip()[found.end() :]}"


def layout_of(names: Sequence[str], rows: Sequence[Sequence[str]], columns: Columns) -> Layout:
    """The layout of a table with these names of columns, by its first rows and the columns that were asked for.

    Raises InputError where there is none of the columns that were asked for.
    """
    return _Choice([name.strip() for name in names], rows, columns).layout()


class _Choice:
    """The choice of the columns of one table."""

    def __init__(self, names: list[str], rows: Sequence[Sequence[str]], asked: Columns) -> None:
        self._given = names
        self._names = list(names)
        self._asked = asked
        self._columns = [look_at(row[number] for row in rows if len(row) > number) for number in range(len(names))]
        self._rows = rows
        self._notes: list[str] = []

    def layout(self) -> Layout:
        for name in self._asked:
            if name and name not in self._given:
                raise InputError(self._missing(name))
        problem = self._choose_text()
        if problem:
            return Layout(tuple(self._names), problem=problem)
        unread = self._choose_links()
        self._choose_time()
        clock, day = self._clock_and_day()
        if clock is not None:
            self._names[clock] = ""
        return Layout(
            tuple(self._names),
            frozenset(self._given),
            notes=tuple(self._notes),
            texts={self._names[number]: self._shown(number) for kind in TEXTS for number in self._called(kind)},
            unread=unread,
            clock=clock,
            day=day,
            times=frozenset(number for number, column in enumerate(self._columns) if column.are_times),
            days_first=self._days_first(),
        )

    def _missing(self, wanted: str) -> str:
        there = plain(", ".join(filter(None, self._given)), 200)
        return f"no column is called {wanted}; there are {there}"

    def _choose_text(self) -> str:
        """Name the columns that hold the text; the problem where none does."""
        called = [number for kind in TEXTS for number in self._called(kind)]
        if self._asked.text:
            chosen = self._given.index(self._asked.text)
            self._leave_out(number for number in called if number != chosen)
            self._names[chosen] = "text"
            return ""
        plausible = [number for number in called if _may_be_text(self._columns[number])]
        if not any(self._columns[number].filled for number in plausible):
            found = self._other_texts(called)
            if found:
                self._leave_out(called)
                for number in found:
                    self._names[number] = "text"
                self._notes.append(f"Its text was found in {self._shown(found[0])}, by what the column holds.")
                return ""
        if not called:
            return self._missing("text, message, content, post or caption")
        if plausible:
            belied = [number for number in called if number not in plausible]
            self._leave_out(belied)
            self._read_as_links(number for number in belied if self._columns[number].has_addresses)
        return ""

    def _read_as_links(self, numbers: Iterable[int]) -> None:
        """Read columns that are named as texts and hold addresses: each is a link that the post has."""
        for number in numbers:
            self._names[number] = f"link {number + 1}"

    def _other_texts(self, called: Sequence[int]) -> list[int]:
        """The columns of texts whose name is unknown: those that speak of a message, else the one of the longest."""
        if not any(self._given):
            filled = [number for number, column in enumerate(self._columns) if column.filled]
            plausible = [number for number in filled if _may_be_text(self._columns[number], labels=True)]
            return sorted(plausible, key=lambda one: (self._columns[one].are_labels, -self._columns[one].length))[:1]
        others = [number for number, column in enumerate(self._columns) if column.are_texts and number not in called]
        speaking = [number for number in others if self._speaks_of_text(number)]
        silent = [number for number in others if not self._is_side(number)]
        return speaking or sorted(silent, key=lambda number: -self._columns[number].length)[:1]

    def _speaks_of_text(self, number: int) -> bool:
        """Whether a name ends as that of a text does: "Twitter Message", but not "Image text"."""
        *before, last = ("", *parts_of(self._given[number]))
        about = [part for part in before if part != "twitter"]  # a network, also in names of its posts and pictures
        return bool(named("text", [last])) and not speaks_of_side(" ".join(about)) and "alt" not in about

    def _choose_links(self) -> tuple[str, ...]:
        """Name the columns that hold links; those with addresses that are not read are returned as they are shown."""
        called = [number for name in links_named(self._names) for number in self._numbers(name)]
        if self._asked.link:
            chosen = self._given.index(self._asked.link)
            self._leave_out(number for number in called if number != chosen)
            self._names[chosen] = "url"
            return ()
        self._leave_out(number for number in called if self._holds_no_link(self._columns[number]))
        others = [number for number in range(len(self._columns)) if self._holds_unknown_links(number, called)]
        known = [number for number in called if self._names[number] and self._columns[number].filled]
        if others and not known and not self._texts_have_addresses():
            first, *others = others
            self._names[first] = "url"
            self._notes.append(f"Its link was found in {self._shown(first)}, by what the column holds.")
        return tuple(self._shown(number) for number in others if not self._columns[number].are_permalinks)

    def _holds_no_link(self, column: ColumnCells) -> bool:
        if column.are_pictures:
            return True
        told = column.are_labels or column.are_numbers or column.are_texts
        return told and not column.mentions_addresses

    def _holds_unknown_links(self, number: int, called: Sequence[int]) -> bool:
        column, name = self._columns[number], self._names[number]
        if not column.has_addresses or column.are_pictures or number in called or self._is_side(number):
            return False
        return name != "text" and not named("own", [name])

    def _is_side(self, number: int) -> bool:
        name = self._given[number]
        return speaks_of_side(name) or "alt" in parts_of(name)

    def _texts_have_addresses(self) -> bool:
        texts = [number for kind in TEXTS for number in self._called(kind)]
        return any(self._columns[number].mentions_addresses for number in texts)

    def _choose_time(self) -> None:
        if any(self._called(kind) for kind in _TIMES):
            return
        times = [number for number, column in enumerate(self._columns) if column.are_times]
        if len(times) == 1:
            self._names[times[0]] = "date"

    def _clock_and_day(self) -> tuple[int | None, int | None]:
        """The columns with the time of the day and the date that belong together, if there is one of each."""
        called = [number for kind in _TIMES for number in self._called(kind)]
        clocks = [number for number, column in enumerate(self._columns) if column.are_clocks]
        days = [number for number in called if self._columns[number].are_days]
        return (clocks[0], days[0]) if len(clocks) == 1 and days else (None, None)

    def _days_first(self) -> bool | None:
        found = set()
        for row in self._rows:
            for number, cell in enumerate(row[: len(self._columns)]):
                match = _SLASHED.match(cell.strip()) if self._columns[number].are_times else None
                if match is not None and (int(match[1]) > 12) != (int(match[3]) > 12):
                    found.add(int(match[1]) > 12)
        return found.pop() if len(found) == 1 else None

    def _called(self, kind: str) -> list[int]:
        return [number for name in named(kind, self._names) for number in self._numbers(name)]

    def _numbers(self, name: str) -> list[int]:
        return [number for number, other in enumerate(self._names) if other == name]

    def _leave_out(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self._names[number] = ""

    def _shown(self, number: int) -> str:
        name = self._given[number]
        return f"column “{plain(name, _SHOWN)}”" if name else f"column {number + 1}"


def _may_be_text(column: ColumnCells, *, labels: bool = False) -> bool:
    """Whether a column may hold texts of posts; `labels`: also if they are short and many are the same."""
    if column.has_addresses or column.are_times or column.are_clocks or column.are_numbers:
        return False
    return labels or not column.are_labels


def unread_warning(unread: Sequence[str]) -> str:
    """What is told of columns with addresses that are not read; empty if there are none."""
    if not unread:
        return ""
    name = re.search("“(.*)”", unread[0])
    remedy = f"--link-column “{name[1]}”" if name else "give the column a name, such as link"
    if len(unread) == 1:
        return f"{unread[0]} holds URLs and is not read: {remedy}"
    return f"{' and '.join(unread)} hold URLs and are not read: {remedy}"
