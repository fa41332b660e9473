"""The registry of readers: which there are, and which of them reads a record.

A packaged reader is a module here, named in PACKAGED_READERS, whose READER declares the rest. A reader of yours is a
Reader that an entry point of the group READER_ENTRY_POINTS names; it is tried before the packaged ones.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from linkcheck._post.types import Post, Reader
from linkcheck.errors import InputError, PostError, type_of

PACKAGED_READERS = ("bluesky", "x_archive", "mastodon", "x", "buffer", "hootsuite", "record", "csv")
"""In the order in which they are tried: the most specific shape first."""

READER_ENTRY_POINTS = "linkcheck.readers"


@cache
def readers() -> tuple[Reader, ...]:
    """All readers, in the order in which they are tried. Raises InputError for an entry point that names none."""
    installed = entry_points(group=READER_ENTRY_POINTS)
    by_name = sorted(point for point in installed if point.name not in PACKAGED_READERS)
    packaged = (importlib.import_module(f"{__name__}.{name}").READER for name in PACKAGED_READERS)
    return (*map(_load_reader, by_name), *packaged)


def _load_reader(entry_point: EntryPoint) -> Reader:
    name, origin = entry_point.name, f"the reader {entry_point.name!r} ({entry_point.value})"
    try:
        found = entry_point.load()
    except Exception as error:  # whatever a package of somebody else's does when it is imported
        raise InputError(f"{origin} does not load: {error}") from error
    if not isinstance(found, Reader):
        raise InputError(f"{origin} is {type_of(found)}, not a Reader")
    if found.name != name:
        raise InputError(f"{origin} calls itself {found.name!r}: use one name")
    return found


def reader_of(record: Mapping[str, Any]) -> Reader | None:
    """The first reader that recognises an object as a record. Raises PostError where one of yours fails."""
    return next((reader for reader in readers() if _recognises(reader, record)), None)


def _recognises(reader: Reader, record: Mapping[str, Any]) -> bool:
    if reader.recognises is None:
        return False
    try:
        return bool(reader.recognises(record))
    except Exception as error:
        if reader.name in PACKAGED_READERS:
            raise
        raise PostError(f"the reader {reader.name!r} failed to look at this record: {error!r}") from error


def reader_of_table(first_row: Sequence[str]) -> Reader | None:
    """The first reader whose tables begin so, with a header or without."""
    header = {name.strip().lower() for name in first_row}
    for reader in table_readers():
        if reader.recognises_row is not None:
            if reader.recognises_row(first_row):
                return reader
        elif header >= set(reader.columns or ()):
            return reader
    return None


def table_readers() -> tuple[Reader, ...]:
    """The readers of rows of tables."""
    return tuple(reader for reader in readers() if reader.columns is not None)


def records_in_response(source: Mapping[str, Any]) -> Iterable[Any] | None:
    """The records in an object that a reader knows as one that holds many; None for any other object."""
    for reader in readers():
        records = reader.unwrap(source) if reader.unwrap is not None else None
        if records is not None:
            return records
    return None


def read_with(reader: Reader, record: Mapping[str, Any]) -> Post:
    """The Post that `reader` makes of a record. Raises PostError, also for what a reader of somebody else's raises."""
    if reader.name in PACKAGED_READERS:
        return reader.read(record)
    try:
        post = reader.read(record)
    except PostError:
        raise
    except Exception as error:
        raise PostError(f"the reader {reader.name!r} failed on this record: {error!r}") from error
    if not isinstance(post, Post):
        raise PostError(f"the reader {reader.name!r} returned {type_of(post)}, not a Post")
    return post
