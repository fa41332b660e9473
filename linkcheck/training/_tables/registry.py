"""Which tables of facts are there, in which order, and what do the READMEs of their folders say?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from linkcheck.training._tables import (
    addresses,
    calendar,
    frequencies,
    languages,
    measures,
    numbers,
    people,
    places,
    statements,
    words,
)
from linkcheck.training._tables.table import Content, Table

TABLES: Sequence[Table] = (
    *words.TABLES,
    *frequencies.TABLES,
    *calendar.TABLES,
    *languages.TABLES,
    *numbers.TABLES,
    *measures.TABLES,
    *statements.TABLES,
    *places.TABLES,
    *people.TABLES,
    *addresses.TABLES,
)
"""Every file of the data folders."""


class Folder(NamedTuple):
    """What the README of a folder says around its tables."""

    title: str
    note: str


FOLDERS: Mapping[str, Folder] = {
    "_text/data": Folder(
        "Tables of words", "The model that names a text's language is not here: see `_text/language.py`."
    ),
    "_urls/data": Folder(
        "Tables of addresses",
        "The top-level domains of today and the public suffixes are those of the publicsuffixlist package (MPL-2.0).",
    ),
}

_OPENING = """\
Made by `python -m linkcheck.training data` from the registry in `linkcheck/training/_tables`, as this page is. Read
through `linkcheck/_tables.py`: lines that begin with `#` are comments. What is written by hand is edited here and
counted again.
"""


def readme(folder: str, contents: Mapping[str, Content]) -> str:
    """The README of a folder; `contents` has what each of its files holds."""
    tables = sorted((table for table in TABLES if table.folder == folder), key=lambda table: table.file)
    lines = [f"# {FOLDERS[folder].title}", "", _OPENING]
    lines += ["| file | entries | what an entry is | used by |", "|---|---|---|---|"]
    lines += [
        f"| `{_name(table)}` | {contents[table.file].entries:,} | {table.entry} | {_listed(table.used_by)} |"
        for table in tables
    ]
    lines += ["", "| file | source | licence | made |", "|---|---|---|---|"]
    lines += [
        f"| `{_name(table)}` | {table.source} | {table.licence} | {contents[table.file].date}, {_made(table)} |"
        for table in tables
    ]
    return "\n".join((*lines, "", FOLDERS[folder].note)) + "\n"


def _name(table: Table) -> str:
    return table.file.rpartition("/")[2]


def _listed(modules: Sequence[str]) -> str:
    return ", ".join(f"`{module}`" for module in modules)


def _made(table: Table) -> str:
    if table.make is None:
        return f"by hand; `{table.earns}` measures it"
    return f"by the command, with {_listed(table.packages)}" if table.packages else "by the command"
