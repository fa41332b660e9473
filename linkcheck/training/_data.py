"""Make the tables of facts in linkcheck/_text/data and linkcheck/_urls/data, and the READMEs of these folders.

    python -m linkcheck.training data                       # all whose sources are at hand
    python -m linkcheck.training data months countries      # these
    python -m linkcheck.training data --check               # write nothing; end with 2 where a file differs

The facts come from the packages of the extra `data`, which are never imported at run time. Tables that are made of
files need their folder: --data for labelled pairs, --files for published lists. Tables that are written by hand keep
their rows; their headers are made. Where nothing changed, a file keeps its date.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from linkcheck import _tables
from linkcheck._atomic_files import write_file
from linkcheck.errors import InputError, LinkcheckError, MissingExtraError
from linkcheck.training._tables.registry import FOLDERS, TABLES, readme
from linkcheck.training._tables.table import (
    Content,
    SourceNotGivenError,
    Sources,
    Table,
    make_rows,
    read_content,
    render,
)

PACKAGE = Path(_tables.__file__).parent
"""The folder that the files are written into."""


class StaleTablesError(LinkcheckError):
    """Files of facts are not what the registry makes; `files` names them."""

    def __init__(self, files: list[str]) -> None:
        self.files = files
        super().__init__(f"not as made: {', '.join(files)}; run python -m linkcheck.training data")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("tables", nargs="*", metavar="TABLE", help="names of files without their ending; default: all")
    parser.add_argument("--check", action="store_true", help="compare with what is there and write nothing")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder with the NAME_train.jsonl(.gz) files")
    parser.add_argument("--files", type=Path, metavar="DIR", help="folder with published lists: scowl/final/...")
    parser.add_argument("--date", help="the date of what changed, YYYY-MM-DD; default: today")


def run(options: argparse.Namespace) -> None:
    """Make or compare the tables that were asked for.

    Raises InputError for a table that is not there, StaleTablesError where a comparison finds a difference.
    """
    sources = Sources(options.data, options.files)
    date = options.date or dt.datetime.now(dt.UTC).date().isoformat()
    made = {}
    for table in _chosen(options.tables):
        try:
            made[table.file] = text_of_table(table, sources, date)
        except (MissingExtraError, SourceNotGivenError) as error:
            if options.tables:
                raise
            sys.stderr.write(f"left as it is: {error}\n")
    made |= {f"{folder}/README.md": text_of_readme(folder, made) for folder in FOLDERS}
    changed = {file: text for file, text in made.items() if text != _read(file)}
    if options.check and changed:
        raise StaleTablesError(sorted(changed))
    for file, text in changed.items():
        write_file(PACKAGE / file, text.encode("utf-8"))
        sys.stderr.write(f"written: {file}\n")


def _chosen(names: list[str]) -> list[Table]:
    known = {table.name: table for table in TABLES}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise InputError(f"no table {unknown[0]}: there are {', '.join(known)}")
    return [known[name] for name in names] if names else list(TABLES)


def text_of_table(table: Table, sources: Sources, date: str) -> str:
    """What the file of a table should hold; it keeps the date it has where nothing else changed.

    Raises MissingExtraError or SourceNotGivenError where its source is not at hand.
    """
    present = _read(table.file)
    content = read_content(present)
    rows = make_rows(table, sources) if table.make else content.rows
    kept = render(table, rows, content.date)
    return kept if kept == present else render(table, rows, date)


def text_of_readme(folder: str, made: dict[str, str]) -> str:
    """What the README of a folder should hold, with the tables in `made` as they are there."""
    files = [table.file for table in TABLES if table.folder == folder]
    contents: dict[str, Content] = {file: read_content(made.get(file) or _read(file)) for file in files}
    return readme(folder, contents)


def _read(file: str) -> str:
    path = PACKAGE / file
    return path.read_text(encoding="utf-8") if path.exists() else ""
