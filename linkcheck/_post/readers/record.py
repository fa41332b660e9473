"""Posts of no platform: our own JSONL, rows of a table, and objects that merely have a text and perhaps a URL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from linkcheck._post.links import append_links, links_in
from linkcheck._post.readers.fields import is_missing, optional_text, post_text_in, replace_surrogates, time_in
from linkcheck._post.readers.names import keys_of
from linkcheck._post.types import Post, Reader
from linkcheck._text.display import plain
from linkcheck.errors import PostError, shown_value

_SHOWN = 40
"""Characters of a cell in a message."""
TEXT_NAMES = "text, message, content, post or caption"
"""Some of what a text is called, for messages."""


def surplus_problem(cells: Sequence[object], *, of: str = "the header") -> str:
    """What is wrong with a row that goes on after its last column; empty where nothing is filled there."""
    filled = [cell for cell in cells if not isinstance(cell, str) or cell.strip()]
    if not filled:
        return ""
    first = filled[0] if isinstance(filled[0], str) else shown_value(filled[0])
    return (
        f"the row has more cells than {of} has columns, the first of them “{plain(first, _SHOWN)}”: "
        "put a cell that holds the delimiter in quotes"
    )


def is_record(record: Mapping[str, Any]) -> bool:
    """Whether `record` has a text under one of the names it goes by."""
    return "text" in keys_of(record)


def read_record(record: Mapping[str, Any], *, platform: str = "record") -> Post:
    """One post of a record. A URL that its text does not show becomes a link without a span.

    Raises PostError, naming the field as the record does.
    """
    # A table written with its index has a column without a name; "" below means that there is no such field.
    record = {name: value for name, value in record.items() if name.strip() and not is_missing(value)}
    keys = keys_of(record)
    if "text" not in keys:
        raise PostError(f"text is missing: expected a string under a name such as {TEXT_NAMES}", field="text")
    text, notes = post_text_in(record, keys["text"])
    return Post(
        text=text,
        links=append_links(links_in(text), _urls(record, keys.get("url", ""))),
        id=optional_text(record, keys.get("id", "")),
        account=optional_text(record, keys.get("account", "")),
        tool=optional_text(record, keys.get("tool", "")),
        platform=platform,
        created_at=time_in(record, keys.get("created_at", "")),
        scheduled_at=time_in(record, keys.get("scheduled_at", "")),
        notes=notes,
    )


def _urls(record: Mapping[str, Any], field: str) -> list[str]:
    """The URLs in `field`: one string, or a list of them."""
    value = record.get(field)
    if value is None:
        return []
    values = list(value) if isinstance(value, (list, tuple)) else [value]
    for item in values:
        if not isinstance(item, str):
            raise PostError(f"{field} is not a URL: expected a string or a list of strings", field=field)
    return [replace_surrogates(item.strip())[0] for item in values if item.strip()]


READER = Reader(
    name="record",
    read=read_record,
    recognises=is_record,
    keys=("text", "message", "content", "post", "caption", "body", "title"),
    example={"text": "York buys 40 buses", "url": "https://paper.example/york", "created_at": "2026-11-24T09:30:00Z"},
)
