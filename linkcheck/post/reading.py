"""A post from whatever it comes as: a text, a platform's object, or a mapping of a queue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from linkcheck.errors import PostError
from linkcheck.post.types import Link, Post
from linkcheck.post.urls_in_text import find_urls
from linkcheck.settings import Settings


def parse_post(source: str | Mapping[str, Any] | Post, settings: Settings | None = None) -> Post:
    """The Post in `source`: a plain text, an object as a platform gives it, or a Post, which is returned as it is.

    Raises PostError, naming the field, when it is no post.
    """
    del settings
    if isinstance(source, Post):
        return source
    if isinstance(source, str):
        return Post(text=source, links=_links(source), platform="text")
    if isinstance(source, Mapping):
        text = source.get("text")
        if not isinstance(text, str):
            raise PostError("text: expected a string", field="text")
        links = _links(text)
        url = source.get("url")
        if isinstance(url, str) and url and all(link.url != url for link in links):
            links = (*links, Link(url=url))
        return Post(text=text, links=links, platform="record", id=str(source.get("id") or ""))
    raise PostError(f"expected a text, a mapping or a Post, not {type(source).__name__}")


def _links(text: str) -> tuple[Link, ...]:
    return tuple(Link(url=found.url, start=found.start, end=found.end) for found in find_urls(text))
