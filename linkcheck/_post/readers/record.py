"""Posts of no platform known here: our own JSONL, rows of tables, scrapes, feeds, any object with a text.

Such records are read by what their fields mean: what is told, which links are given beside it, what is the post's own
address, who posted it and when.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from linkcheck._post.readers.fields import SideFields, is_missing, language_code
from linkcheck._post.readers.given_links import Own, with_given_links
from linkcheck._post.readers.names import named
from linkcheck._post.readers.times import as_clock
from linkcheck._post.readers.told import tells, told_in
from linkcheck._post.types import Link, Post, Reader
from linkcheck._text.display import plain
from linkcheck.errors import shown_value

_SHOWN = 40
"""Characters of a cell in a message."""
_HTML_TAG = re.compile(r"<[^<>]*>")
_MOST_TOOL = 1000
"""Characters of what names a tool: X puts a link around it."""


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
    return tells(record)


def read_record(record: Mapping[str, Any], *, platform: str = "record") -> Post:
    """One post of a record. A URL that its text does not show becomes a link without a span.

    Raises PostError, naming the field as the record does.
    """
    # A table written with its index has a column without a name.
    record = {name: value for name, value in record.items() if name.strip() and not is_missing(value)}
    told = told_in(record)
    side = SideFields(record)
    id_, account = (
        _first(side, named(field, record), read) for field, read in (("id", side.text), ("account", side.name))
    )
    scheduled_at = _first_time(side, named("scheduled_at", record))
    links, address = with_given_links(record, told.links, Own(id_, account, is_scheduled=scheduled_at is not None))
    created_at = _first_time(side, named("created_at", record))
    if created_at is None and scheduled_at is None:
        date = _date_and_clock(record, side)
        is_posted = bool(address) or (bool(id_) and platform == "record")
        created_at, scheduled_at = (date, None) if is_posted else (None, date)
    return Post(
        text=told.text,
        links=links,
        id=id_ or address,
        account=account,
        tool=tool_name(_first(side, named("tool", record), side.name)),
        platform=platform,
        created_at=created_at,
        scheduled_at=scheduled_at,
        language=language_code(_first(side, named("language", record), side.name)),
        notes=(*told.notes, *side.notes, *_note_of_own(links, address, record)),
    )


def _note_of_own(links: Sequence[Link], address: str, record: Mapping[str, Any]) -> tuple[str, ...]:
    """A note where a post without links has an address that only its form shows to be its own."""
    if links or not address or named("own", record):
        return ()
    return (f"“{plain(address, _SHOWN)}” was taken for the post's own address, and for no link of it.",)


def tool_name(written: str) -> str:
    """What a tool is called: X puts a link around it."""
    return html.unescape(_HTML_TAG.sub("", written[:_MOST_TOOL])).strip()


def _first(side: SideFields, names: Iterable[str], read: Callable[[str], str]) -> str:
    return next((text for name in names if name in side and (text := read(name))), "")


def _first_time(side: SideFields, names: Iterable[str]) -> dt.datetime | None:
    return next((time for name in names if name in side and (time := side.time(name)) is not None), None)


def _date_and_clock(record: Mapping[str, Any], side: SideFields) -> dt.datetime | None:
    """The time under a name that does not say of what; a date may have its time of the day beside it."""
    clocks = named("clock", record)
    date = _first_time(side, named("date", record))
    if date is None:
        return _first_time(side, (name for name in clocks if as_clock(record[name]) is None))
    clock = next((clock for name in clocks if (clock := as_clock(record[name])) is not None), None)
    return date if clock is None or date.time() != dt.time() else dt.datetime.combine(date, clock, tzinfo=date.tzinfo)


READER = Reader(
    name="record",
    read=read_record,
    recognises=is_record,
    keys=("text", "message", "content", "post", "caption", "body", "title"),
    example={"text": "York buys 40 buses", "url": "https://paper.example/york", "created_at": "2026-11-24T09:30:00Z"},
)
