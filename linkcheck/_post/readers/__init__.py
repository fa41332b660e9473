"""The registry of readers: which there are, and which of them reads a record.

A packaged reader is a module here, named in PACKAGED_READERS, whose READER declares the rest. A reader of yours is a
Reader that an entry point of the group READER_ENTRY_POINTS names; it is tried before the packaged ones.
"""

from __future__ import annotations

import contextlib
import importlib
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cache
from typing import Any

from linkcheck._entry_points import FOREIGN_FAILURES, installed, load_entry_point
from linkcheck._post.types import Post, Reader
from linkcheck.errors import InputError, PostError, type_of

PACKAGED_READERS = (
    "bluesky",
    "activitypub",
    "x_archive",
    "mastodon",
    "x",
    "facebook",
    "buffer",
    "hootsuite",
    "record",
    "csv",
)
"""In the order in which they are tried: the most specific shape first."""

READER_ENTRY_POINTS = "linkcheck.readers"


@cache
def readers() -> tuple[Reader, ...]:
    """All readers, in the order in which they are tried.

    An entry point that names none is passed over with a RuntimeWarning, once: nobody may have asked for it.
    """
    packaged = (importlib.import_module(f"{__name__}.{name}").READER for name in PACKAGED_READERS)
    return (*_installed_readers(), *packaged)


def _installed_readers() -> Iterator[Reader]:
    for point in installed(READER_ENTRY_POINTS, packaged=PACKAGED_READERS).values():
        try:
            yield load_entry_point(point, Reader, role="reader")
        except InputError as error:
            warnings.warn(f"{error}; it is passed over", RuntimeWarning, stacklevel=2)


def reader_of(record: Mapping[str, Any]) -> Reader | None:
    """The first reader that recognises an object as a record. Raises PostError where one of yours fails."""
    return next((reader for reader in readers() if _recognises(reader, record)), None)


def _recognises(reader: Reader, record: Mapping[str, Any]) -> bool:
    if reader.recognises is None:
        return False
    with _named_failures(reader, "failed to look at this record"):
        try:
            return bool(reader.recognises(record))
        except ValueError:
            # An array among the values: comparing it with a text says nothing true or false.
            if reader.name in PACKAGED_READERS:
                return False
            raise


def _named_failures(reader: Reader, what: str) -> AbstractContextManager[None]:
    """Turns what a reader of somebody else's raises into a PostError that names it; what it says itself stays."""
    return _OURS if reader.name in PACKAGED_READERS else _naming(reader, what)


_OURS = contextlib.nullcontext()


@contextlib.contextmanager
def _naming(reader: Reader, what: str) -> Iterator[None]:
    try:
        yield
    except FOREIGN_FAILURES as error:
        if isinstance(error, PostError):
            raise
        raise PostError(f"the reader {reader.name!r} {what}: {error!r}") from error


def reader_of_table(first_row: Sequence[str]) -> Reader | None:
    """The first reader whose tables begin so, with a header or without. Raises PostError where one of yours fails."""
    header = {name.strip().lower() for name in first_row}
    for reader in table_readers():
        if reader.recognises_row is not None:
            with _named_failures(reader, "failed to look at this table"):
                if reader.recognises_row(first_row):
                    return reader
        elif header >= set(reader.columns or ()):
            return reader
    return None


def table_readers() -> tuple[Reader, ...]:
    """The readers of rows of tables."""
    return tuple(reader for reader in readers() if reader.columns is not None)


def records_in_response(source: Mapping[str, Any]) -> Iterable[Any] | None:
    """The records in an object that a reader knows as one that holds many; None for any other object.

    Raises PostError where one of yours fails.
    """
    for reader in readers():
        if reader.unwrap is None:
            continue
        with _named_failures(reader, "failed to look into this object"):
            records = reader.unwrap(source)
            if records is not None:
                return records if reader.name in PACKAGED_READERS else tuple(records)
    return None


def read_with(reader: Reader, record: Mapping[str, Any]) -> Post:
    """The Post that `reader` makes of a record. Raises PostError, also for what a reader of somebody else's raises."""
    with _named_failures(reader, "failed on this record"):
        post = reader.read(record)
    if not isinstance(post, Post):
        raise PostError(f"the reader {reader.name!r} returned {type_of(post)}, not a Post")
    return post
