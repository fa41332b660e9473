"""Posts of Facebook, Instagram and Threads as an account's own download holds them (your_posts_1.json, posts_1.json).

Their texts are in UTF-8 that was written as Latin-1: “é” is "\\u00c3\\u00a9". Links stand under "attachments", or,
since 2023, among values with labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from linkcheck._post.links import append_links, links_in
from linkcheck._post.readers.fields import SideFields, post_text
from linkcheck._post.types import Post, Reader
from linkcheck._urls.url import has_web_scheme
from linkcheck.errors import PostError

_MOJIBAKE = re.compile("[\xc2-\xf4][\x80-\xbf]")
_DEPTH = 6
"""How deep lists and objects are looked into for links; those of attachments are five deep."""


def is_facebook_post(record: Mapping[str, Any]) -> bool:
    """Whether `record` is a post of such a download."""
    if "timestamp" in record and (_list_of(record, "attachments") or _list_of(record, "label_values")):
        return True
    if "timestamp" in record and any("post" in item or "update_timestamp" in item for item in _list_of(record, "data")):
        return True
    return any("creation_timestamp" in item for item in (record, *_list_of(record, "media")))


def read_facebook_post(record: Mapping[str, Any]) -> Post:
    """One post; one without a text of its own is read with an empty one. Raises PostError where it is too long."""
    side = SideFields(record)
    texts = list(_texts(record))
    text, notes = post_text(max(texts, key=len) if texts else "")
    text, more = repaired(text)
    links = list(dict.fromkeys(_links(record, _DEPTH)))
    if not text and not links:
        raise PostError("text is missing: the post of this download has neither a text nor a link", field="text")
    media = next(iter(_list_of(record, "media")), {})
    return Post(
        text=text,
        links=append_links(links_in(text), links),
        platform="facebook",
        id=side.text("fbid"),
        created_at=side.time("timestamp" if "timestamp" in side else "creation_timestamp")
        or SideFields(media).time("creation_timestamp"),
        notes=(*notes, *more, *side.notes),
    )


def repaired(text: str) -> tuple[str, tuple[str, ...]]:
    """A text of UTF-8 that was written as Latin-1, as it was meant, and a note; any other text as it is."""
    if not _MOJIBAKE.search(text):
        return text, ()
    try:
        return text.encode("latin-1").decode(), ("The text was in UTF-8 that the export wrote as Latin-1.",)
    except UnicodeError:
        return text, ()


def _list_of(record: Mapping[str, Any], field: str) -> list[Mapping[str, Any]]:
    value = record.get(field)
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _texts(record: Mapping[str, Any]) -> Iterator[str]:
    """What its author wrote: the post, the caption of pictures, and what has such a label."""
    for item in _list_of(record, "data"):
        if isinstance(item.get("post"), str):
            yield item["post"]
    for item in _list_of(record, "label_values"):
        if item.get("label") in ("Text", "Message", "Caption", "Post") and isinstance(item.get("value"), str):
            yield item["value"]
    media = _list_of(record, "media")
    if isinstance(record.get("title"), str) and (media or "creation_timestamp" in record):
        yield record["title"]
    for item in media:
        if isinstance(item.get("title"), str):
            yield item["title"]


def _links(value: object, depth: int) -> Iterator[str]:
    """The addresses that a post has attached; files of the download have none."""
    if depth == 0:
        return
    if isinstance(value, list):
        for item in value:
            yield from _links(item, depth - 1)
    elif isinstance(value, Mapping):
        external = value.get("external_context")
        candidates = [external.get("url")] if isinstance(external, Mapping) else []
        if value.get("label") in ("URL", "Link", "External URL"):
            candidates += [value.get("href"), value.get("value")]
        for url in candidates:
            if isinstance(url, str) and has_web_scheme(url):
                yield repaired(url)[0]
        for key in ("attachments", "data", "label_values", "dict"):
            yield from _links(value.get(key), depth - 1)


READER = Reader(
    name="facebook",
    read=read_facebook_post,
    recognises=is_facebook_post,
    keys=("timestamp", "attachments", "label_values", "data", "creation_timestamp"),
    example={
        "timestamp": 1795512600,
        "attachments": [{"data": [{"external_context": {"url": "https://paper.example/york"}}]}],
        "data": [{"post": "York buys 40 buses"}, {"update_timestamp": 1795512600}],
    },
)
