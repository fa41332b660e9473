"""How does a text, a platform's object or a record become a Post?"""

from __future__ import annotations

import io
import os
from collections.abc import AsyncIterable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from linkcheck._arguments import keyword_options, require_settings
from linkcheck._moments import in_zone
from linkcheck._post.links import display_host_mismatch, links_in
from linkcheck._post.readers import read_with, reader_of, records_in_response
from linkcheck._post.readers.by_content import with_text_by_content
from linkcheck._post.readers.fields import post_text
from linkcheck._post.readers.nesting import posts_within, records_within
from linkcheck._post.readers.record import surplus_problem
from linkcheck._post.segments import MAX_LINKS, with_segments
from linkcheck._post.types import BadRecord, Post, Reader
from linkcheck._scalars import plain_scalar
from linkcheck._text.display import plain
from linkcheck.errors import InputError, PostError, shown_value, type_of
from linkcheck.settings import Settings

ONE_POST = (str, bytes, bytearray, memoryview, Mapping, Post)
_SHOWN = 40
"""Characters of a key in a message."""


@keyword_options
def parse_post(source: str | Mapping[Any, Any] | Post, *, settings: Settings | None = None) -> Post:
    """The Post in `source`: a plain text, an object as a platform gives it, or a Post, which is returned as it is.

    The object may be of X (API or archive), Mastodon, Bluesky or a reader of yours, or a record with a text and perhaps
    url, id, account, tool, created_at and scheduled_at. Raises PostError, naming the field and what was expected there.
    """
    if isinstance(source, Post):
        return _require_text(source)
    timezone = require_settings(settings).timezone
    if isinstance(source, str):
        return with_derived_fields(_read_text(source))
    source = _row_as_mapping(source)
    if not isinstance(source, Mapping):
        many = isinstance(source, os.PathLike) or hasattr(source, "columns")
        remedy = "check_many and check_queue take many" if many else "expected a str, a mapping or a Post"
        raise PostError(f"{type_of(source)} is not a post: {remedy}")
    records = list(records_in(source))
    if len(records) != 1:
        raise PostError(f"an object with {len(records)} posts: expected one; read_posts reads many")
    return parse_record(records[0], timezone=timezone)


def parse_record(source: Any, *, timezone: str) -> Post:
    """The Post of one record, which holds no others. Raises PostError as parse_post does."""
    if isinstance(source, str):
        return with_derived_fields(_read_text(source))
    if not isinstance(source, Mapping):
        raise PostError(f"{type_of(source)} is not a post: expected an object")
    record = {key: plain_scalar(value) for key, value in _with_named_fields(source).items()}
    post = _read(record)
    if post is None:
        keys = ", ".join(plain(str(key), _SHOWN) for key in list(record)[:8]) or "nothing"
        raise PostError(
            f"text is missing: no post of a platform known here, nor a record with a text; it has {keys}", field="text"
        )
    return with_derived_fields(post, timezone=timezone)


def _row_as_mapping(source: Any) -> Any:
    """A row of a DataFrame, as `iloc` or `itertuples` gives it, as a mapping; anything else as it is."""
    if hasattr(source, "to_dict") and hasattr(source, "index") and not hasattr(source, "columns"):
        return source.to_dict()
    return source._asdict() if isinstance(source, tuple) and hasattr(source, "_asdict") else source


def _read(record: Mapping[str, Any]) -> Post | None:
    """The post that a record is or wraps, by its names, else by what its fields hold."""
    found = _reader_and_post(record)
    if found is not None:
        return read_with(*found)
    by_content = with_text_by_content(record)
    if by_content is None:
        return None
    named, notes = by_content
    reader = reader_of(named)
    post = read_with(reader, named) if reader is not None else None
    return msgspec.structs.replace(post, notes=(*post.notes, *notes)) if post is not None else None


def _reader_and_post(record: Mapping[str, Any]) -> tuple[Reader, Mapping[str, Any]] | None:
    """The reader of a record and what it reads: the record, or the post that it wraps."""
    reader = reader_of(record)
    if reader is not None:
        return reader, record
    for inside in posts_within(record):
        reader = reader_of(inside.inner)
        if reader is not None:
            return reader, inside.with_fields_around()
    return None


def _holds_post(record: Mapping[Any, Any]) -> bool:
    return all(isinstance(key, str) for key in record) and _reader_and_post(record) is not None


def _require_text(post: Post) -> Post:
    if not isinstance(post.text, str):
        raise PostError(f"text is {type_of(post.text)}: expected a str", field="text")
    return post


def _with_named_fields(record: Mapping[Any, Any]) -> Mapping[str, Any]:
    """`record`, whose keys are all strings. Raises PostError for another, saying where such keys come from."""
    unnamed = [key for key in record if not isinstance(key, str)]
    if not unnamed:
        return record
    surplus = record.get(None)
    if isinstance(surplus, (list, tuple)):
        problem = surplus_problem(surplus)
        if problem:
            raise PostError(problem)
        unnamed.remove(None)
    if unnamed:
        raise PostError(
            f"the key {plain(shown_value(unnamed[0]), _SHOWN)} is not a string: "
            "give every column a name, such as text or url"
        )
    return {key: value for key, value in record.items() if key is not None}


def records_in(source: Mapping[str, Any]) -> Iterator[Any]:
    """The records in an object that holds many (an API's answer, a feed), or the object itself."""
    many = records_in_response(source)
    if many is not None:
        yield from many
        return
    listed = records_within(source, _holds_post)
    if listed is not None:
        yield from listed
        return
    yield source


def as_record(
    record: str | Mapping[Any, Any] | Post | BadRecord, settings: Settings, *, row: int | None
) -> Post | BadRecord:
    """A batch's record as a Post, or as the BadRecord that says why it is none."""
    if isinstance(record, (BadRecord, Post)):
        return record
    try:
        return parse_post(record, settings=settings)
    except PostError as error:
        return BadRecord(record=row, field=error.field, message=str(error))


def require_many(posts: object, *, instead: str, kinds: tuple[type, ...] = (Iterable,)) -> None:
    """Raise InputError when `posts` is one post and no iterable, of these kinds, of them; `instead` takes one post."""
    kind = type_of(posts)
    if isinstance(posts, ONE_POST):
        raise InputError(f"posts is {kind}, not a list of posts; for one post: use {instead}")
    if isinstance(posts, (os.PathLike, io.IOBase)):
        raise InputError(f"posts is {kind}: read a file of posts by read_posts first, and give what it yields")
    if hasattr(posts, "columns"):
        raise InputError(
            f"posts is {kind}, whose rows are not posts here: read it by read_posts first, and give what it yields"
        )
    if isinstance(posts, kinds):
        return
    if isinstance(posts, AsyncIterable):
        raise InputError(f"posts is {kind}, which asynchronous code alone can read: AsyncChecker.check_many takes it")
    raise InputError(f"posts is {kind}: expected a list of posts, or another iterable of them")


def with_derived_fields(post: Post, *, timezone: str = "UTC") -> Post:
    """`post` with the segments of its links, and notes on links that show another site than they lead to.

    Its times without a zone are those of `timezone`.
    """
    post = _in_zone(post, timezone)
    hosts = [display_host_mismatch(post, link) for link in post.links[:MAX_LINKS]]
    notes = tuple(f"The link shown as “{pair[0]}” leads to “{pair[1]}”." for pair in hosts if pair is not None)
    return with_segments(msgspec.structs.replace(post, notes=(*post.notes, *notes)) if notes else post)


def _in_zone(post: Post, timezone: str) -> Post:
    moments = {"created_at": post.created_at, "scheduled_at": post.scheduled_at}
    known = {field: in_zone(time, timezone) for field, time in moments.items() if time is not None}
    return msgspec.structs.replace(post, **known) if known else post


def _read_text(text: str) -> Post:
    cleaned, notes = post_text(text)
    return Post(text=cleaned, links=links_in(cleaned), platform="text", notes=notes)
