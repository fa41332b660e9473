from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from linkcheck._post.readers.nesting import posts_within, records_within


def is_post(record: Mapping[Any, Any]) -> bool:
    return "text" in record


def test_the_post_inside_has_the_fields_around_it_and_its_own_come_first() -> None:
    outer = {"id": 1, "creator": {"name": "ada"}, "post": {"id": 2, "text": "York"}}
    inside = next(iter(posts_within(outer)))
    assert inside.inner == {"id": 2, "text": "York"}
    assert inside.with_fields_around() == {"id": 2, "text": "York", "creator": {"name": "ada"}}


def test_objects_about_an_account_or_another_post_hold_no_post() -> None:
    outer = {"user": {"text": "a bio"}, "quoted_status": {"text": "other"}, "box": {"text": "York"}}
    assert [inside.inner for inside in posts_within(outer)] == [{"text": "York"}]


@pytest.mark.parametrize(
    "source",
    [
        {"title": "a feed", "items": [{"text": "York"}]},
        {"orderedItems": [{"text": "York"}]},
        {"kind": "Listing", "data": {"children": [{"text": "York"}]}},
        {"rss": {"channel": {"item": [{"text": "York"}]}}},
    ],
)
def test_the_list_of_posts_in_an_object_is_found(source: dict[str, Any]) -> None:
    assert records_within(source, is_post) == [{"text": "York"}]


@pytest.mark.parametrize("source", [{"text": "York", "items": [{"text": "a"}]}, {}, {"a": [1, 2]}, {"a": {"b": []}}])
def test_a_post_or_an_object_without_posts_has_no_list(source: dict[str, Any]) -> None:
    assert records_within(source, is_post) is None


def test_an_endless_nest_is_looked_into_within_bounds() -> None:
    nested: dict[str, Any] = {"text": "York"}
    for _ in range(5000):
        nested = {"data": nested, **{f"k{number}": {} for number in range(3)}}
    assert list(posts_within(nested))
    assert records_within(nested, is_post) is None
