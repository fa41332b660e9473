"""Where in an object is the post? Interfaces wrap it ({"post": {"record": ...}}), or hold many of them in a list."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from linkcheck._post.readers.names import named, names_a_list, speaks_of_side

_DEPTH = 5
"""Objects around a post at the most; X has five: content, itemContent, tweet_results, result, legacy."""
_MOST_OBJECTS = 500
"""Objects that are looked at: a post with all its metadata has some dozens."""
_TEXTS = ("text", "body")


class Inside(NamedTuple):
    """An object inside a record."""

    inner: Mapping[Any, Any]
    path: tuple[tuple[Mapping[Any, Any], str], ...]
    """The objects around it, the outermost first, and the name under which each has the next."""
    is_known: bool
    """Whether only names that platforms use around a post lead to it."""

    def with_fields_around(self) -> dict[Any, Any]:
        """It with the fields around it; its own come first, and then those that are nearer."""
        fields: dict[Any, Any] = {}
        for outer, name in self.path:
            fields.update((key, value) for key, value in outer.items() if key != name)
            fields.pop(name, None)
        return {**fields, **self.inner}


def posts_within(record: Mapping[Any, Any]) -> Iterator[Inside]:
    """The objects inside `record` that may be its post, the likeliest first.

    Those under names that platforms use around a post come first, then any with a text; what speaks of an account, a
    picture or another post holds none.
    """
    found = list(_objects_within(record))
    yield from (inside for inside in found if inside.is_known)
    for inside in found:
        if not inside.is_known and any(named(field, inside.inner) for field in _TEXTS):
            yield inside


def _objects_within(record: Mapping[Any, Any]) -> Iterator[Inside]:
    """The objects inside, the nearest first."""
    left: deque[Inside] = deque([Inside(record, (), is_known=True)])
    seen = 0
    while left:
        outer = left.popleft()
        if outer.path:
            yield outer
        if len(outer.path) == _DEPTH:
            continue
        for name, value in outer.inner.items():
            if seen < _MOST_OBJECTS and isinstance(value, Mapping) and isinstance(name, str) and not _is_beside(name):
                seen += 1
                is_known = outer.is_known and bool(named("nest", [name]))
                left.append(Inside(value, (*outer.path, (outer.inner, name)), is_known))


def _is_beside(name: str) -> bool:
    return speaks_of_side(name) and not named("nest", [name])


def records_within(source: Mapping[Any, Any], is_post: Callable[[Mapping[Any, Any]], bool]) -> list[Any] | None:
    """The list of posts in an object: one under a name that such lists have, else the nearest that begins with a post.

    None where there is none.
    """
    if "text" not in source and "content" not in source:
        for name, value in source.items():
            if isinstance(value, list) and isinstance(name, str) and names_a_list(name):
                return value
    keyed = _records_by_key(source)
    if keyed is not None:
        return keyed
    if is_post(source):
        return None
    return _nearest_list(source, is_post, beside=False) or _nearest_list(source, is_post, beside=True)


def _records_by_key(source: Mapping[Any, Any]) -> list[Any] | None:
    """The posts of an object that has each under its id: objects alone, all with a text of one name."""
    values = list(source.values())
    if len(values) < 2 or not all(isinstance(value, Mapping) for value in values):
        return None
    if any(isinstance(name, str) and (named("nest", [name]) or speaks_of_side(name)) for name in source):
        return None
    names = next((found for field in _TEXTS if (found := named(field, values[0]))), [])
    return values if any(all(isinstance(value.get(name), str) for value in values) for name in names) else None


def _nearest_list(
    source: Mapping[Any, Any], is_post: Callable[[Mapping[Any, Any]], bool], *, beside: bool
) -> list[Any] | None:
    """The nearest list that begins with a post; `beside`: also under names that speak of accounts and answers."""
    left: deque[tuple[Mapping[Any, Any], int]] = deque([(source, 0)])
    looked_at = 0
    while left and looked_at < _MOST_OBJECTS:
        outer, depth = left.popleft()
        looked_at += 1
        for name, value in outer.items():
            if not isinstance(name, str) or (_is_beside(name) and not beside):
                continue
            if isinstance(value, list) and value and isinstance(value[0], Mapping) and is_post(value[0]):
                return value
            if isinstance(value, Mapping) and depth < _DEPTH and len(left) < _MOST_OBJECTS:
                left.append((value, depth + 1))
    return None
