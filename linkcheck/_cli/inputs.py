"""What `linkcheck check` was given: which arguments are files, which are posts, and the records in them."""

from __future__ import annotations

import enum
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from linkcheck.errors import LinkcheckError, MissingFileError

if TYPE_CHECKING:
    from linkcheck._check.options import Record
    from linkcheck._post.types import BadRecord, Post
    from linkcheck.settings import Settings


STANDARD_INPUT = "-"

_WHITE_SPACE = re.compile(r"\s")


class ArgumentKind(enum.Enum):
    """What an argument is."""

    TEXT = "text"
    FILE = "file"
    STANDARD_INPUT = "standard input"


def argument_kind(argument: str) -> ArgumentKind:
    """A path if it exists, a missing file if it looks like one, else the text of a post; "-" is standard input."""
    if argument == STANDARD_INPUT:
        return ArgumentKind.STANDARD_INPUT
    return ArgumentKind.FILE if _exists(argument) or looks_like_file(argument) else ArgumentKind.TEXT


def looks_like_file(argument: str) -> bool:
    """Whether it ends like a file of posts and holds neither white space nor "://"."""
    if _WHITE_SPACE.search(argument) or "://" in argument:
        return False
    from linkcheck._post.files import format_of_suffix

    return format_of_suffix(PurePath(argument).suffix) is not None


def _exists(argument: str) -> bool:
    try:
        return bool(argument) and Path(argument).exists()
    except (OSError, ValueError):  # too long for a name, or holding NUL: no path
        return False


class Reading(NamedTuple):
    """How files are read; what is empty is decided by looking into the file."""

    input_format: str | None = None
    text_column: str = ""
    link_column: str = ""
    changed_since: str = ""
    """The git commit that files are held against: only what is new since is read."""

    def options(self) -> dict[str, Any]:
        """The same as `read_posts` takes it."""
        return {"format": self.input_format, "text_column": self.text_column, "link_column": self.link_column}


def files_read(arguments: Sequence[tuple[ArgumentKind, str]], settings: Settings) -> list[tuple[str, Path]]:
    """Every file that a run reads, each with what it is to the run: none of them may be written over."""
    named = [("an input", argument) for kind, argument in arguments if kind is ArgumentKind.FILE]
    if any(kind is ArgumentKind.STANDARD_INPUT for kind, _ in arguments):
        named.append(("the standard input", "/dev/stdin"))
    named += [("the store", settings.store or ""), ("the model", settings.model or "")]
    return [(role, Path(file)) for role, file in named if file]


class Inputs:
    """The records of all arguments in order; a file that cannot be read is kept in `failures`, not raised."""

    def __init__(
        self,
        arguments: Sequence[tuple[ArgumentKind, str]],
        reading: Reading | None = None,
        *,
        settings: Settings | None = None,
    ) -> None:
        self._arguments = arguments
        self._reading = reading or Reading()
        self._options = {**self._reading.options(), "settings": settings}
        self.failures: list[str] = []
        self.left_out = 0
        """Records that --changed-since left out, because the files held them before."""

    @property
    def has_files(self) -> bool:
        """Whether anything is read from a file or from standard input."""
        return any(kind is not ArgumentKind.TEXT for kind, _ in self._arguments)

    def __iter__(self) -> Iterator[Record]:
        for kind, argument in self._arguments:
            if kind is ArgumentKind.TEXT:
                yield argument
                continue
            try:
                yield from self._records(kind, argument)
            except (LinkcheckError, OSError) as error:
                self.failures.append(str(error))

    def _records(self, kind: ArgumentKind, argument: str) -> Iterator[Record]:
        from linkcheck._post.files.read import read_posts

        options = self._options
        if kind is ArgumentKind.STANDARD_INPUT:
            yield from read_posts(sys.stdin.buffer, name="standard input", **options)
        elif Path(argument).is_dir():
            raise MissingFileError(argument, "is a folder; name the files in it")
        elif self._reading.changed_since:
            yield from self._changed(Path(argument), read_posts(argument, **options))
        else:
            yield from read_posts(argument, **options)

    def _changed(self, path: Path, records: Iterator[Post | BadRecord]) -> Iterator[Record]:
        from linkcheck._cli.git import new_since

        is_new = new_since(self._reading.changed_since, path, self._options)
        for record in records:
            if is_new(record):
                yield record
            else:
                self.left_out += 1
