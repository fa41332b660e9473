"""The registry of readers: which there are, and which of them reads a record.

A packaged reader is a module here, named in PACKAGED_READERS, whose READER declares the rest. A reader of yours is a
Reader that an entry point of the group READER_ENTRY_POINTS names; it is tried before the packaged ones.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from linkcheck._entry_points import installed, load_entry_point
from linkcheck._post.types import Post, Reader
from linkcheck.errors import PostError, type_of

PACKAGED_READERS = ("bluesky", "x_archive", "mastodon", "x", "buffer", "hootsuite", "record", "csv")
"""In the order in which they are tried: the most specific shape first."""

READER_ENTRY_POINTS = "linkcheck.readers"


@cache
def readers() -> tuple[Reader, ...]:
    """All readers, in the order in which they are tried. Raises InputError for an entry point that names none."""
    own = installed(READER_ENTRY_POINTS, packaged=PACKAGED_READERS).values()
    packaged = (importlib.import_module(f"{__name__}.{name}").READER for name in PACKAGED_READERS)
    return (*(load_entry_point(point, Reader, role="reader") for point in own), *packaged)


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
