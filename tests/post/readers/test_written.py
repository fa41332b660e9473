from __future__ import annotations

import pytest

from linkcheck._post.readers.written import object_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"url": "https://a.example"}', {"url": "https://a.example"}),
        ("{'url': 'a', 'title': None, 'seen': True}", {"url": "a", "title": None, "seen": True}),
        (" [{'url': 'a'}, {'url': 'b'}] ", [{"url": "a"}, {"url": "b"}]),
        ('{"text": "a"},{"text": "b"}', [{"text": "a"}, {"text": "b"}]),
    ],
)
def test_objects_are_read_as_json_and_as_python_write_them(text: str, expected: object) -> None:
    assert object_in(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "York", "['https://a.example']", "{York}", "{'a': open('x')}", "{'a': " + "[" * 5000 + "}", "{'a': 1}" * 9000],
)
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert object_in(text) is None
