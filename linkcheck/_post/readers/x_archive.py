"""Posts of X as an account's own archive holds them (data/tweets.js), which are those of its API version 1.1.

The file is JavaScript, `window.YTD.tweets.part0 = [...]`; offsets and counts are strings; records written before
2020 lack the "tweet" around them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from linkcheck._post.links import MAX_PLACED, GivenLink, links_in, unescape
from linkcheck._post.readers.fields import (
    as_offset,
    language_code,
    mapping_in,
    mappings_in,
    optional_text,
    post_text_in,
    repost_note,
    time_in,
    url_in,
)
from linkcheck._post.readers.x import read_x_links
from linkcheck._post.types import Post, Reader

_HTML_TAG = re.compile(r"<[^<>]*>")


def is_archive_post(record: Mapping[str, Any]) -> bool:
    """Whether `record` is a post of the archive or of API version 1.1."""
    return (
        isinstance(record.get("tweet"), Mapping)
        or isinstance(record.get("full_text"), str)
        or ("id_str" in record and "text" in record)
    )


def read_archive_post(record: Mapping[str, Any]) -> Post:
    """One post of the archive or of API version 1.1. Raises PostError, naming the field, when it is none."""
    post = mapping_in(record, "tweet") or record
    original = mapping_in(post, "retweeted_status")
    source_post = original or post
    longer = mapping_in(source_post, "extended_tweet") or source_post
    text, notes = post_text_in(longer, "text" if "text" in longer and "full_text" not in longer else "full_text")
    if "entities" in longer:
        urls = mappings_in(mapping_in(longer, "entities"), "urls")[:MAX_PLACED]
        given = [_given_link(entity) for entity in urls]
        text, links, more = read_x_links(text, given, own_id=_id(source_post))
        notes += more
    else:
        text, _ = unescape(text, ())
        links = links_in(text)
    if original:
        notes += (repost_note(_id(original)),)
    return Post(
        text=text,
        links=links,
        id=_id(post),
        account=optional_text(mapping_in(post, "user"), "screen_name"),
        tool=html.unescape(_HTML_TAG.sub("", optional_text(post, "source")[:1000])),
        platform="x",
        created_at=time_in(post, "created_at"),
        language=language_code(optional_text(source_post, "lang")),
        notes=notes,
    )


def _id(post: Mapping[str, Any]) -> str:
    return optional_text(post, "id_str") or optional_text(post, "id")


def _given_link(entity: Mapping[str, Any]) -> GivenLink:
    url = url_in(entity, "url")
    indices = entity.get("indices")
    start, end = indices if isinstance(indices, list) and len(indices) == 2 else (None, None)
    return GivenLink(
        url=url,
        written=url,
        start=as_offset(start),
        end=as_offset(end),
        expanded_url=optional_text(entity, "expanded_url"),
        display=optional_text(entity, "display_url"),
    )


READER = Reader(
    name="x_archive",
    read=read_archive_post,
    recognises=is_archive_post,
    keys=("tweet", "full_text", "id_str"),
    example={
        "tweet": {
            "id_str": "1860",
            "full_text": "York buys 40 buses https://t.co/a",
            "created_at": "Tue Nov 24 09:30:00 +0000 2026",
            "entities": {
                "urls": [
                    {
                        "indices": ["19", "33"],
                        "url": "https://t.co/a",
                        "expanded_url": "https://paper.example/york",
                        "display_url": "paper.example/york",
                    }
                ]
            },
        }
    },
)
