"""What is a table of facts, and how does its file read?

A file is a header of comments and then one entry a line:

    # What an entry is.
    # Source: babel 2.18.0 (CLDR 47).
    # Licence: Unicode-3.0.
    # 228 rows, made on 2026-11-27 by `python -m linkcheck.training data months`.
    jan 1

A table that is written by hand has the same header; its rows are edited, and the command counts them again.
"""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from linkcheck.errors import LinkcheckError, MissingExtraError

_HEADER_WIDTH = 118
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class Sources(NamedTuple):
    """The folders that were given on the command line, for tables that are made of files and not of packages."""

    data: Path | None = None
    """The folder of `--data`: labelled pairs, NAME_train.jsonl(.gz)."""
    files: Path | None = None
    """The folder of `--files`: lists that no package carries, by their published names."""


class SourceNotGivenError(LinkcheckError):
    """A table was to be made, and what it is made of is not at hand."""


class Table(NamedTuple):
    """One file of facts and where they come from."""

    file: str
    """As `linkcheck._tables` names it: "_text/data/months.txt"."""
    entry: str
    """What a line says, one sentence without a full stop; the first line of the header."""
    used_by: Sequence[str]
    """The modules that read it: "_text/dates.py"."""
    source: str
    """What the facts are taken from; "written for linkcheck" where they are ours."""
    licence: str
    """That of the source: an SPDX name, or "that of linkcheck"."""
    make: Callable[[Sources], Iterable[str]] | None = None
    """The rows, in their order; comments (#) among them are kept. None for a table that is written by hand."""
    packages: Sequence[str] = ()
    """The distributions that `make` imports, all in the extra `data`; their versions stand in the header."""
    earns: str = ""
    """For a table written by hand: the test that fails without it, "tests/text/test_dates.py::test_name"."""
    notice: str = ""
    """What the licence wants repeated in each copy."""

    @property
    def name(self) -> str:
        """What the command calls it: "months"."""
        return Path(self.file).stem

    @property
    def folder(self) -> str:
        """The folder of its file: "_text/data"."""
        return self.file.rpartition("/")[0]


class Content(NamedTuple):
    """What a file of facts holds."""

    rows: tuple[str, ...]
    """The lines below the header, blank ones and comments among them."""
    date: str
    """When they were made or last edited, YYYY-MM-DD; empty for a file without such a header."""

    @property
    def entries(self) -> int:
        """How many of the rows say something."""
        return sum(1 for row in self.rows if row.strip() and not row.lstrip().startswith("#"))


def read_content(text: str) -> Content:
    """The rows of a file and the date in its header; the header is the comments that it begins with."""
    lines = text.splitlines()
    start = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    made = [line for line in lines[:start] if " rows, " in line]
    found = _DATE.search(made[-1]) if made else None
    return Content(tuple(lines[start:]), found[0] if found else "")


def make_rows(table: Table, sources: Sources) -> tuple[str, ...]:
    """The rows of a table from its source.

    Raises MissingExtraError without a package that it is made of, SourceNotGivenError without a folder.
    """
    if table.make is None:
        raise SourceNotGivenError(f"{table.file} is written by hand: edit its rows")
    try:
        return tuple(table.make(sources))
    except ModuleNotFoundError as error:
        raise MissingExtraError("data", f"making {table.file}") from error


def render(table: Table, rows: Sequence[str], date: dt.date | str) -> str:
    """The file of a table with these rows."""
    count = Content(tuple(rows), "").entries
    made = f"made on {date} by `python -m linkcheck.training data {table.name}`" if table.make else f"of {date}"
    said = [f"{table.entry}.", f"Source: {_source(table)}.", f"Licence: {table.licence}.", f"{count:,} rows, {made}."]
    if rows and rows[0].startswith("#"):
        rows = ("", *rows)  # a comment on the first rows is none of the header
    header = [f"# {line}" for part in (*said, table.notice) for line in textwrap.wrap(part, _HEADER_WIDTH)]
    return "\n".join((*header, *rows)) + "\n"


def _source(table: Table) -> str:
    return "; ".join((table.source, *(f"{name} {version(name)}" for name in table.packages)))
