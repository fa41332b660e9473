"""How does a text, a platform's object or a record become a Post?"""

from __future__ import annotations

import io
import os
from collections.abc import AsyncIterable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from linkcheck._post.links import display_host_mismatch, links_in
from linkcheck._post.readers import read_with, reader_of, records_in_response
from linkcheck._post.readers.fields import post_text
from linkcheck._post.readers.record import surplus_problem
from linkcheck._post.segments import MAX_LINKS, with_segments
from linkcheck._post.types import BadRecord, Post
from linkcheck._text.display import plain
from linkcheck.errors import InputError, PostError, shown_value, type_of
from linkcheck.settings import Settings, keyword_options

ONE_POST = (str, bytes, bytearray, memoryview, Mapping, Post)
_SHOWN = 40
"""Characters of a key in a message."""
LISTS = ("feed", "records", "posts", "statuses", "items")
"""Keys under which platforms and tools put many posts in one object."""


@keyword_options
def parse_post(source: str | Mapping[str, Any] | Post, *, settings: Settings | None = None) -> Post:  # noqa: ARG001  # every public function takes settings
    """The Post in `source`: a plain text, an object as a platform gives it, or a Post, which is returned as it is.

    The object may be of X (API or archive), Mastodon, Bluesky or a reader of yours, or a record with a text and perhaps
    url, id, account, tool, created_at and scheduled_at. Raises PostError, naming the field and what was expected there.
    """
    if isinstance(source, Post):
        return source
    if isinstance(source, str):
        return with_derived_fields(_read_text(source))
    if not isinstance(source, Mapping):
        raise PostError(f"{type_of(source)} is not a post: expected a str, a mapping or a Post")
    records = list(records_in(source))
    if len(records) != 1:
        raise PostError(f"an object with {len(records)} posts: expected one; read_posts reads many")
    record = records[0]
    if not isinstance(record, Mapping):
        raise PostError(f"{type_of(record)} is not a post: expected an object")
    record = _with_named_fields(record)
    reader = reader_of(record)
    if reader is None:
        keys = ", ".join(plain(str(key), _SHOWN) for key in list(record)[:8]) or "nothing"
        raise PostError(
            f"text is missing: no post of a platform known here, nor a record with a text; it has {keys}", field="text"
        )
    return with_derived_fields(read_with(reader, record))


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
    for key in LISTS:
        many = source.get(key)
        if isinstance(many, list) and "text" not in source and "content" not in source:
            yield from many
            return
    yield source


def as_record(
    record: str | Mapping[str, Any] | Post | BadRecord, settings: Settings, *, row: int | None
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
            f"posts is {kind}, whose rows are not posts yet: read it by read_posts first, and give what it yields"
        )
    if isinstance(posts, kinds):
        return
    if isinstance(posts, AsyncIterable):
        raise InputError(f"posts is {kind}, which asynchronous code alone can read: AsyncChecker.check_many takes it")
    raise InputError(f"posts is {kind}: expected a list of posts, or another iterable of them")


def with_derived_fields(post: Post) -> Post:
    """`post` with the segments of its links, and notes on links that show another site than they lead to."""
    hosts = [display_host_mismatch(post, link) for link in post.links[:MAX_LINKS]]
    notes = tuple(f"The link shown as “{pair[0]}” leads to “{pair[1]}”." for pair in hosts if pair is not None)
    return with_segments(msgspec.structs.replace(post, notes=(*post.notes, *notes)) if notes else post)


def _read_text(text: str) -> Post:
    cleaned, notes = post_text(text)
    return Post(text=cleaned, links=links_in(cleaned), platform="text", notes=notes)
