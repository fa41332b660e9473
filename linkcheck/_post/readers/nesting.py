"""Where in an object is the post? Interfaces wrap it ({"post": {"record": ...}}), or hold many of them in a list."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from linkcheck._post.readers.names import named, names_a_list, speaks_of_side

_DEPTH = 5
_MOST_OBJECTS = 500
"""Objects that are looked at: a post with all its metadata has some dozens."""
_TEXTS = ("text", "body")


def posts_within(record: Mapping[Any, Any]) -> Iterator[tuple[Mapping[Any, Any], Mapping[Any, Any]]]:
    """The objects inside `record` that may be its post, the likeliest first, each bare and with the fields around it.

    Those under names that platforms use around a post come first, then any with a text; what speaks of an account, a
    picture or another post holds none.
    """
    found = list(_objects_within(record))
    for under_known_names in (True, False):
        for inner, around, is_known in found:
            if is_known is under_known_names and (is_known or any(named(field, inner) for field in _TEXTS)):
                yield inner, {**around, **inner}


def _objects_within(record: Mapping[Any, Any]) -> Iterator[tuple[Mapping[Any, Any], Mapping[Any, Any], bool]]:
    """The objects inside, with what stands around them, and whether only known names lead there; the nearest first."""
    left: deque[tuple[Mapping[Any, Any], Mapping[Any, Any], bool, int]] = deque([(record, {}, True, 0)])
    looked_at = 0
    while left and looked_at < _MOST_OBJECTS:
        outer, around, is_known, depth = left.popleft()
        looked_at += 1
        if depth:
            yield outer, around, is_known
        if depth == _DEPTH:
            continue
        fields = {**around, **{name: value for name, value in outer.items() if isinstance(name, str)}}
        for name, value in outer.items():
            if isinstance(value, Mapping) and isinstance(name, str) and not _is_beside(name):
                others = {key: field for key, field in fields.items() if key != name}
                left.append((value, others, is_known and bool(named("nest", [name])), depth + 1))


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
    if is_post(source):
        return None
    return _nearest_list(source, is_post, beside=False) or _nearest_list(source, is_post, beside=True)


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
            if isinstance(value, Mapping) and depth < _DEPTH:
                left.append((value, depth + 1))
    return None
