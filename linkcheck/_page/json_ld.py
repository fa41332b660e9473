"""What does a page describe to search engines? Its JSON-LD, read as a flat list of things with their types."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

# Real pages carry 10 KB; shops with thousands of offers up to 400 KB, of which the first part describes the page.
_MAX_CHARACTERS = 400_000
_MAX_THINGS = 500
_MAX_DEPTH = 12


class Thing(msgspec.Struct, frozen=True):
    """One described thing: its types in lower case and its fields as they are."""

    types: frozenset[str]
    fields: dict[str, Any]

    def text(self, *names: str) -> str:
        """The first of these fields that is text, or names something, with white space collapsed; or empty."""
        for name in names:
            found = _text_of(self.fields.get(name))
            if found:
                return found
        return ""

    def texts(self, name: str, most: int) -> tuple[str, ...]:
        """The first texts of a field that may have several, or the names of what it holds."""
        value = self.fields.get(name)
        found = (_text_of(item) for item in (value[:most] if isinstance(value, list) else [value]))
        return tuple(text for text in found if text)


def read_things(scripts: Iterable[str]) -> list[Thing]:
    """Return what the JSON-LD of these scripts describes, outer things first; damaged JSON is skipped."""
    things: list[Thing] = []
    budget = _MAX_CHARACTERS
    for written in scripts:
        budget -= len(written)
        if budget < 0:
            break
        for thing in _things_in(_parsed(written)):
            things.append(thing)
            if len(things) >= _MAX_THINGS:
                return things
    return things


def _parsed(written: str) -> Any:
    written = written.strip().removeprefix("<!--").removesuffix("-->").removeprefix("<![CDATA[").removesuffix("]]>")
    try:
        return msgspec.json.decode(written.strip().rstrip(";"))
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        pass
    try:
        return json.loads(written, strict=False)  # forgives line breaks inside strings, the commonest fault
    except (ValueError, RecursionError):
        return None


def _things_in(value: Any) -> Iterator[Thing]:
    """All described things inside a value, breadth first, so that the page comes before its parts."""
    level = [value]
    for _ in range(_MAX_DEPTH):
        inner: list[Any] = []
        for item in level:
            if isinstance(item, list):
                inner.extend(item)
            elif isinstance(item, dict):
                types = _types(item.get("@type"))
                if types:
                    yield Thing(types, item)
                inner.extend(part for part in item.values() if isinstance(part, (dict, list)))
        if not inner:
            return
        level = inner[: 10 * _MAX_THINGS]


def _types(value: Any) -> frozenset[str]:
    names = value if isinstance(value, list) else [value]
    return frozenset(name.rpartition("/")[2].lower() for name in names if isinstance(name, str))


def _text_of(value: Any) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return next((found for found in map(_text_of, value[:5]) if found), "")
    if isinstance(value, dict):
        named = value.get("name") or value.get("@value")
        return " ".join(named.split()) if isinstance(named, str) else ""
    return ""
