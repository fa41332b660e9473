"""The registry of file formats that posts are read from.

A format is a module here, named in FILE_FORMATS, whose FORMAT declares the rest. Modules are loaded when asked for:
the command lists the names without them.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from linkcheck._post.files.charset import Stream
    from linkcheck._post.types import Reader

FILE_FORMATS = ("jsonl", "json", "post", "excel", "csv", "text")
"""In the order in which they are tried: the most specific first."""


class Columns(NamedTuple):
    """What the columns of a table are called by its reader, where their names do not show it."""

    text: str = ""
    link: str = ""


class RawRecord(NamedTuple):
    """One record: a mapping or text to be read as a post, or the problem in its place."""

    line: int | None
    """1-based; None where it has no line of its own."""
    value: Any
    problem: str = ""
    reader: Reader | None = None
    """The reader of the table it is a row of; None: its value says how it is read."""
    notes: tuple[str, ...] = ()
    """What was repaired to read it."""
    warning: str = ""
    """What is to be known of the file, told once."""
    field: str = ""
    """The field that the problem is about, where it is about one."""
    part: str = ""
    """The part of the file that it stands in, such as another sheet than the first."""


class Beginning(NamedTuple):
    """What a file of unknown format begins with."""

    lines: tuple[str, ...]
    """The lines that are not blank, without white space around them, as far as was looked; the last may be cut."""

    @property
    def first_line(self) -> str:
        """The first line that is not blank."""
        return self.lines[0] if self.lines else ""


class FileFormat(NamedTuple):
    """One way in which a file holds posts."""

    name: str
    """What `read_posts(format=...)` and --input-format call it: the name of its file."""
    suffixes: tuple[str, ...]
    """The ends of the names of such files, in lower case, each with its dot."""
    recognises: Callable[[Beginning], bool]
    """Whether a file that begins so is of this format."""
    read: Callable[[Stream, Columns], Iterator[RawRecord]]
    """The records of an open file. A record that cannot be read has a problem in its place."""
    alternatives: tuple[str, ...] = ()
    """Formats that files with its suffixes may hold too; tried first."""


def load_file_format(name: str) -> FileFormat:
    """The format of that name, one of FILE_FORMATS."""
    found: FileFormat = importlib.import_module(f"{__name__}.{name}").FORMAT
    return found


def file_formats() -> tuple[FileFormat, ...]:
    """All formats, in the order in which they are tried."""
    return tuple(map(load_file_format, FILE_FORMATS))


def format_of_suffix(suffix: str) -> str | None:
    """The name of the format whose files end so; None for a suffix that says nothing."""
    return next((known.name for known in file_formats() if suffix.lower() in known.suffixes), None)
