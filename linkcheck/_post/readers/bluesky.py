"""Posts of Bluesky (https://docs.bsky.app, lexicons app.bsky.feed.post, app.bsky.richtext.facet, app.bsky.embed).

Offsets count bytes of UTF-8; the text often shows a shortened URL, the facet has the whole one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from linkcheck._post.links import MAX_PLACED, GivenLink, append_links, links_in, place_links, wrong_span_note
from linkcheck._post.readers.fields import (
    language_code,
    mapping_in,
    mappings_in,
    offset_in,
    optional_text,
    post_text_in,
    time_in,
)
from linkcheck._post.types import Card, Link, Post, Reader

_ANIMATION = re.compile(r"https?://(?:media\.tenor\.com/|[^?#\s]+\.gif(?:[?#]|$))", re.IGNORECASE)
"""What the app embeds for an animated picture: a link to the picture."""
_RECORD = "app.bsky.feed.post"
_LINK = "app.bsky.richtext.facet#link"


def is_bluesky_post(record: Mapping[str, Any]) -> bool:
    """Whether `record` is a post record, or wraps one as feeds ("post", "record") and repositories ("value") do."""
    post = _record_in(record)
    return post.get("$type") == _RECORD or ("text" in post and ("facets" in post or "langs" in post))


def read_bluesky_post(record: Mapping[str, Any]) -> Post:
    """One post record, bare or wrapped. Raises PostError, naming the field, when it is none."""
    view = mapping_in(record, "post") or record
    post = _record_in(record)
    text, notes = post_text_in(post, "text")
    given, wrong = _given_links(text, post)
    links, more = place_links(text, given)
    card = _card(mapping_in(post, "embed"))
    found = links or (() if "facets" in post else links_in(text))
    return Post(
        text=text,
        links=append_links(found, [card.url] if card is not None and not _is_shown(card.url, found) else []),
        id=optional_text(view, "uri"),
        account=optional_text(mapping_in(view, "author"), "handle"),
        tool=optional_text(post, "via"),
        platform="bluesky",
        created_at=time_in(post, "createdAt"),
        language=_stated_language(post),
        card=card,
        notes=(*notes, *wrong, *more),
    )


def _record_in(record: Mapping[str, Any]) -> Mapping[str, Any]:
    for outer in (record.get("post"), record):
        if isinstance(outer, Mapping):
            for key in ("record", "value"):
                inner = outer.get(key)
                if isinstance(inner, Mapping):
                    return inner
    return record


def _given_links(text: str, post: Mapping[str, Any]) -> tuple[list[GivenLink], tuple[str, ...]]:
    """The facets that are links, and notes on those whose bytes cut a character in two or leave the text."""
    encoded = text.encode()
    links: list[GivenLink] = []
    notes: list[str] = []
    for facet in mappings_in(post, "facets")[:MAX_PLACED]:
        uris = [optional_text(feature, "uri") for feature in mappings_in(facet, "features") if _is_link(feature)]
        if not uris or not uris[0]:
            continue
        index = mapping_in(facet, "index")
        start, end = (_code_points(encoded, offset_in(index, key)) for key in ("byteStart", "byteEnd"))
        if start is None or end is None or start >= end:
            notes.append(wrong_span_note(uris[0]))
            links.append(GivenLink(url=uris[0]))
            continue
        links.append(GivenLink(url=uris[0], start=start, end=end, display=text[start:end]))
    return links, tuple(notes)


def _is_link(feature: Mapping[str, Any]) -> bool:
    return feature.get("$type") == _LINK or ("$type" not in feature and "uri" in feature)


def _code_points(encoded: bytes, offset: int | None) -> int | None:
    """The code-point offset of a byte offset; None when it falls outside or inside a character."""
    if offset is None or offset > len(encoded):
        return None
    try:
        return len(encoded[:offset].decode())
    except UnicodeDecodeError:
        return None


def _card(embed: Mapping[str, Any]) -> Card | None:
    """The external embed, which a recordWithMedia holds under "media"."""
    external = mapping_in(embed, "external") or mapping_in(mapping_in(embed, "media"), "external")
    uri = optional_text(external, "uri")
    if not uri or _ANIMATION.match(uri):
        return None
    return Card(url=uri, title=optional_text(external, "title"), description=optional_text(external, "description"))


def _is_shown(url: str, links: tuple[Link, ...]) -> bool:
    return any(url.rstrip("/") == link.expanded_url.rstrip("/") for link in links)


def _stated_language(post: Mapping[str, Any]) -> str:
    languages = post.get("langs")
    first = languages[0] if isinstance(languages, list) and len(languages) == 1 else ""
    return language_code(first) if isinstance(first, str) else ""


READER = Reader(
    name="bluesky",
    read=read_bluesky_post,
    recognises=is_bluesky_post,
    keys=("$type", "facets", "langs"),
    example={
        "$type": "app.bsky.feed.post",
        "text": "York buys 40 buses paper.example/york",
        "createdAt": "2026-11-24T09:30:00.000Z",
        "langs": ["en"],
        "facets": [
            {
                "index": {"byteStart": 19, "byteEnd": 37},
                "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://paper.example/york"}],
            }
        ],
    },
)
