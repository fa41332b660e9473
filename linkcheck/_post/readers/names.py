"""Which field does a key of a record, or a column of a table, stand for? Decided by its name alone.

Names are compared by their letters and digits: "Post Text", "post_text", "postText" and "Post text (required)" are
one. What stands in brackets or behind a dash with spaces is an explanation, as templates have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import islice, pairwise
from typing import Any

from linkcheck._tables import table_columns

_EXPLAINED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\s[-–—:]\s.*", re.DOTALL)
_PARTS = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+|[A-Z]+|[^\W\d_]+")
_MOST = 120
"""Characters of a name that are read."""
MAX_FIELDS = 2000
"""Names of one record that are looked at: a post with its metadata has some dozens a level, a table some hundreds."""
TEXTS = ("text", "body", "teaser", "title")
"""The fields that may hold the post's text, the best first."""
_WHENS = ("scheduled_at", "date")


@cache
def _fields() -> Mapping[str, Mapping[str, int]]:
    """The names of every field with their places in the table."""
    fields: dict[str, dict[str, int]] = {}
    for field, name in table_columns("_text/data/field_names.txt", 2):
        names = fields.setdefault(field, {})
        names[name] = len(names)
    return fields


@lru_cache(maxsize=4096)  # the rows of a table have the same names
def letters_of_name(name: str) -> str:
    """The letters and digits of a name, in lower case, without explanations: "Link(s) - by comma" is "link"."""
    name = name[:_MOST]
    told = _EXPLAINED.sub("", name) or name
    return "".join(character for character in told.casefold() if character.isalnum())


@lru_cache(maxsize=4096)
def parts_of(name: str) -> tuple[str, ...]:
    """The words of a name, in lower case: those of "externalLinkUrl" are external, link and url."""
    return _parts(name[:_MOST])


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.lower() for part in _PARTS.findall(_EXPLAINED.sub("", name)))


@lru_cache(maxsize=4096)
def _meanings(name: str) -> Mapping[str, tuple[int, bool]]:
    """The fields that a name stands for, each with its place in the table and whether it is written otherwise there."""
    key = letters_of_name(name)
    bare = key.rstrip("0123456789")
    first, *others = parts_of(name) or ("",)
    prefixes = _fields()["prefix"]
    of_post = "".join(others) if first in prefixes and others and others[0] not in prefixes else ""
    return {
        field: (next(places[known] for known in (key, bare, of_post) if known in places), name != key)
        for field, places in _fields().items()
        if key in places or bare in places or of_post in places
    }


def named(field: str, names: Iterable[Any]) -> list[str]:
    """Those of `names` that stand for `field`, the best first; a number at the end ("Link 2") says nothing.

    Of two that are one without case and marks, the one that is written as in the table comes first.
    """
    found = []
    for order, name in enumerate(islice(names, MAX_FIELDS)):
        if not isinstance(name, str):
            continue
        meaning = _meanings(name[:_MOST]).get(field)
        if meaning is not None:
            found.append((*meaning, order, name))
    return [name for *_, name in sorted(found)]


def links_named(names: Iterable[str]) -> list[str]:
    """Those of `names` that may hold links of the post, the best first: known ones, and any that speaks of a link.

    One that speaks of a picture, an account or another post ("profile_url") is none.
    """
    names = list(islice(names, MAX_FIELDS))
    known = named("url", names)
    fields = _fields()
    spoken = [
        name
        for name in names
        if name not in known and not fields["own"].keys() & {letters_of_name(name)} and _speaks_of_link(parts_of(name))
    ]
    return known + spoken


def _speaks_of_link(parts: tuple[str, ...]) -> bool:
    fields = _fields()
    joined = {first + second for first, second in pairwise(parts)}
    said = {*parts, *joined}
    return bool(said & fields["link"].keys()) and not said & fields["side"].keys()


def speaks_of_side(name: str) -> bool:
    """Whether a name speaks of a picture, an account or another post, and so of no link of this one."""
    return bool({*parts_of(name)} & _fields()["side"].keys())


def keys_of(names: Iterable[str]) -> dict[str, str]:
    """The best of `names` for each field: {"text": "Message", "url": "Link", ...}.

    The fields are text, url, id, account, tool, created_at and scheduled_at, as far as they are named.
    """
    names = [name for name in names if name.strip()]
    found = {}
    for field, kinds in (
        ("text", TEXTS),
        ("url", ("url",)),
        ("id", ("id",)),
        ("account", ("account",)),
        ("tool", ("tool",)),
        ("created_at", ("created_at",)),
        ("scheduled_at", _WHENS),
    ):
        best = next((name for kind in kinds for name in named(kind, names)), None)
        if best is not None:
            found[field] = best
    return found


def names_a_list(name: str) -> bool:
    """Whether an object may have its posts under this name, as a list: "items", "orderedItems", "feed"."""
    return bool(named("many", [name]))
