"""Posts from a file or an open stream, whose format its name or its beginning shows, or from a DataFrame.

A bad record spoils no other.
"""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import msgspec

from linkcheck._arguments import keyword_options, require_settings
from linkcheck._post.files import (
    FILE_FORMATS,
    Beginning,
    Columns,
    FileFormat,
    RawRecord,
    file_formats,
    format_of_suffix,
    load_file_format,
)
from linkcheck._post.files.charset import Stream
from linkcheck._post.files.frame import Frame, is_frame, read_frame
from linkcheck._post.files.kinds import ARCHIVE, EXCEL, kind_of_content, remedy_for
from linkcheck._post.files.lines import MAX_LINE, decoded_lines
from linkcheck._post.parse import parse_record, records_in, require_many, with_derived_fields
from linkcheck._post.readers import read_with
from linkcheck._post.readers.names import TEXTS, named
from linkcheck._post.types import BadRecord, Origin, Post
from linkcheck._source_files import require_source_file
from linkcheck._text.display import plain
from linkcheck.errors import InputError, InputWarning, PostError, type_of
from linkcheck.settings import Settings

_SNIFFED = 64 * 1024
_MOST_NAMES = 20
"""Names of fields that a message lists."""


@keyword_options
def read_posts(
    source: str | os.PathLike[str] | BinaryIO | TextIO | Frame,
    *,
    name: str = "",
    format: str | None = None,  # noqa: A002  # what the command's --format is called too
    text_column: str = "",
    link_column: str = "",
    settings: Settings | None = None,
) -> Iterator[Post | BadRecord]:
    """The posts of a file, an open stream or a DataFrame, in order, each with its origin (file, line, record).

    A file of plain text holds a post a line; a DataFrame of pandas or polars is a table. `format` and the two column
    names are detected where they are not given; times without a zone are those of `settings.timezone`. A record that
    cannot be read is a BadRecord, and those after it are still read. Raises, before the first post, MissingFileError
    when the file is not there, cannot be opened or may have no end, and InputError for what is no source of posts and
    for a table without a column that is named.
    """
    given: object = format
    if given is not None and not (isinstance(given, str) and given in FILE_FORMATS):
        shown = repr(given) if isinstance(given, str) else type_of(given)
        raise InputError(f"format is {shown}: use one of {', '.join(sorted(FILE_FORMATS))}")
    columns = Columns(text_column, link_column)
    settings = require_settings(settings)
    if isinstance(source, (str, os.PathLike)):
        path = Path(source)
        require_source_file(path)
        known = format or format_of_suffix(path.suffix)
        _require_readable(path, known, columns)
        return _posts_of_file(path, name or str(path), known, columns, settings)
    if is_frame(source):
        return _posts_of_records(_begun(read_frame(source, columns)), name, columns, settings)
    return _posts(_as_stream(source), name, format or format_of_suffix(Path(name).suffix), columns, settings)


def posts_given(posts: Any, *, settings: Settings, instead: str, kinds: tuple[type, ...] = (Iterable,)) -> Any:
    """The posts of what was given as many: the rows of a DataFrame, those of a file whose Path is given, or itself.

    Raises InputError for what is none of these, and no iterable of one of these kinds; `instead` takes one post.
    Raises MissingFileError for a Path to nothing.
    """
    if isinstance(posts, os.PathLike) or is_frame(posts):
        return read_posts(posts, settings=settings)
    require_many(posts, instead=instead, kinds=kinds)
    return posts


def _as_stream(source: Any) -> Stream:
    if callable(getattr(source, "read", None)):
        stream: Stream = source
        return stream
    if isinstance(source, (bytes, bytearray, memoryview)):
        remedy = "for the content of a file, give io.BytesIO(content)"
    elif isinstance(source, Mapping):
        remedy = "for one post, use parse_post"
    elif isinstance(source, Iterable):
        remedy = "posts that are in memory go to check_many or check_queue as they are"
    else:
        remedy = "give one of these"
    raise InputError(f"source is {type_of(source)}: read_posts takes a path, an open file or a DataFrame; {remedy}")


def _require_readable(path: Path, known: str | None, columns: Columns) -> None:
    """Raises InputError for a file that holds no posts, or lacks a column that is asked for: at once, before any post.

    What can be read only once, such as a pipe, is seen when it is read.
    """
    if not path.is_file():
        return
    with path.open("rb") as stream:
        records = _records(stream, str(path), known, columns)
        if any(columns):
            next(records, None)


def _begun(records: Iterator[RawRecord]) -> Iterator[RawRecord]:
    """The same records, of which the first is read: what is wrong with all of them is raised now."""
    first = next(records, None)
    return records if first is None else chain([first], records)


def _posts_of_file(
    path: Path, name: str, known: str | None, columns: Columns, settings: Settings
) -> Iterator[Post | BadRecord]:
    with path.open("rb") as stream:
        yield from _posts(stream, name, known, columns, settings)


def _posts(
    stream: Stream, name: str, known: str | None, columns: Columns, settings: Settings
) -> Iterator[Post | BadRecord]:
    yield from _posts_of_records(_records(stream, name, known, columns), name, columns, settings)


def _records(stream: Stream, name: str, known: str | None, columns: Columns) -> Iterator[RawRecord]:
    """The records of an open file. Raises InputError for one that holds no posts."""
    beginning = _beginning_of(stream)
    return _named(_format_of(beginning, known, name).read(_Rewound(beginning, stream), columns), name)


def _named(records: Iterator[RawRecord], name: str) -> Iterator[RawRecord]:
    """The same records; what is wrong with all of them is raised with the name of their file."""
    try:
        yield from records
    except PostError:
        raise
    except InputError as error:
        raise InputError(f"{name}: {error}" if name else str(error)) from None


def _posts_of_records(
    records: Iterable[RawRecord], name: str, columns: Columns, settings: Settings
) -> Iterator[Post | BadRecord]:
    number = 0
    for found in records:
        if found.warning:
            warnings.warn(f"{name}: {found.warning}" if name else found.warning, InputWarning, stacklevel=2)
        for value in _unwrapped(found, columns):
            file = f"{name} [{found.part}]" if found.part else name
            yield _read_record(value, found, Origin(file=file, line=found.line, record=number), settings)
            number += 1


def _beginning_of(stream: Stream) -> bytes | str:
    """Enough of `stream` to see its format: the first line and what follows it, unless that line is too long."""
    beginning = stream.read(_SNIFFED)
    while len(beginning) < _SNIFFED or (len(beginning) <= MAX_LINE and not _has_second_line(beginning)):
        piece = stream.read(_SNIFFED)
        if not piece:
            break
        beginning += piece  # type: ignore[operator]  # a stream gives bytes or text, never both
    return beginning


def _has_second_line(beginning: bytes | str) -> bool:
    return b"\n" in beginning.strip() if isinstance(beginning, bytes) else "\n" in beginning.strip()


def _unwrapped(found: RawRecord, columns: Columns) -> list[Any]:
    """The records in one found, with the fields that were asked for: an answer of an API may hold many."""
    if found.problem:
        return [PostError(found.problem, field=found.field)]
    if found.reader is not None or not isinstance(found.value, Mapping):
        return [found.value]
    try:
        records = list(records_in(found.value))
        return [_with_asked(record, columns) for record in records] if any(columns) else records
    except PostError as problem:
        return [problem]


def _with_asked(record: Any, columns: Columns) -> Any:
    """`record` with the fields that were asked for as its text and its link, or the problem where it lacks the text."""
    if not isinstance(record, Mapping):
        return record
    renamed = dict(record)
    for asked, name, kinds in ((columns.text, "text", TEXTS), (columns.link, "url", ("url",))):
        if asked and asked in record:
            for other in [other for kind in kinds for other in named(kind, renamed)]:
                del renamed[other]
            renamed[name] = record[asked]
    if columns.text and columns.text not in record:
        there = plain(", ".join(map(str, list(record)[:_MOST_NAMES])), 200)
        return PostError(f"no field is called {columns.text}; there are {there}", field="text")
    return renamed


def _read_record(value: Any, found: RawRecord, origin: Origin, settings: Settings) -> Post | BadRecord:
    try:
        if isinstance(value, PostError):
            raise value
        if found.reader is None:
            post = parse_record(value, timezone=settings.timezone)
        else:
            post = with_derived_fields(read_with(found.reader, value), timezone=settings.timezone)
    except PostError as problem:
        return BadRecord(
            file=origin.file, line=origin.line, record=origin.record, field=problem.field, message=str(problem)
        )
    return msgspec.structs.replace(post, origin=origin, notes=(*post.notes, *found.notes))


def _format_of(beginning: bytes | str, known: str | None, name: str) -> FileFormat:
    """The format of a file by how it begins and its name; a name that says JSON may still hold JSON lines.

    Raises InputError for a file that is no text and no workbook.
    """
    raw = beginning.encode("utf-8", "replace") if isinstance(beginning, str) else beginning
    kind = kind_of_content(raw)
    if kind == EXCEL or (kind == ARCHIVE and known == "excel"):
        return load_file_format("excel")
    if kind:
        raise InputError(f"{name or 'the input'} is {kind}, and no file of posts: {remedy_for(kind)}")
    named = load_file_format(known) if known not in (None, "excel") else None
    if named is not None and not named.alternatives:
        return named
    lines = [line.text.strip() for line in decoded_lines(io.BytesIO(raw)) if line.text and line.text.strip()]
    begins = Beginning(tuple(lines))
    candidates = map(load_file_format, named.alternatives) if named is not None else file_formats()
    recognised = next((candidate for candidate in candidates if candidate.recognises(begins)), named)
    return recognised or load_file_format("text")


class _Rewound:
    """A stream whose beginning was read to see what it is."""

    def __init__(self, beginning: bytes | str, stream: Stream) -> None:
        self._beginning = beginning
        self._stream = stream

    def read(self, size: int, /) -> bytes | str:
        if not self._beginning:
            return self._stream.read(size)
        beginning, self._beginning = self._beginning[:size], self._beginning[size:]
        return beginning
