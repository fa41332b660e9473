"""Posts of Bluesky (https://docs.bsky.app, lexicons app.bsky.feed.post, app.bsky.richtext.facet, app.bsky.embed).

Offsets count bytes of UTF-8; the text often shows a shortened URL, the facet has the whole one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from linkcheck._post.links import MAX_PLACED, GivenLink, append_links, links_in, place_links, wrong_span_note
from linkcheck._post.readers.fields import SideFields, language_code, offset_in, post_text_in
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
    view = SideFields(record)
    if isinstance(record.get("post"), Mapping):
        view = view.within("post")
    post = _record_in(record)
    side = SideFields(post)
    text, notes = post_text_in(post, "text")
    given, wrong = _given_links(text, side)
    links, more = place_links(text, given)
    card = _card(side.within("embed"))
    found = links or (() if "facets" in side else links_in(text))
    return Post(
        text=text,
        links=append_links(found, [card.url] if card is not None and not _is_shown(card.url, found) else []),
        id=view.text("uri") or _address_in_stream(record),
        account=view.within("author").text("handle") or view.text("did"),
        tool=side.text("via"),
        platform="bluesky",
        created_at=side.time("createdAt"),
        language=_stated_language(post),
        card=card,
        notes=(*notes, *wrong, *more, *view.notes, *side.notes),
    )


def _address_in_stream(event: Mapping[str, Any]) -> str:
    """The address of a record that an event of the stream tells of (https://github.com/bluesky-social/jetstream)."""
    commit = event.get("commit")
    key = commit.get("rkey") if isinstance(commit, Mapping) else None
    did = event.get("did")
    return f"at://{did}/{_RECORD}/{key}" if isinstance(key, str) and isinstance(did, str) else ""


def _record_in(record: Mapping[str, Any]) -> Mapping[str, Any]:
    for outer in (record.get("post"), record.get("commit"), record):
        if isinstance(outer, Mapping):
            for key in ("record", "value"):
                inner = outer.get(key)
                if isinstance(inner, Mapping):
                    return inner
    return record


def _given_links(text: str, post: SideFields) -> tuple[list[GivenLink], tuple[str, ...]]:
    """The facets that are links, and notes on those whose bytes cut a character in two or leave the text."""
    encoded = text.encode()
    links: list[GivenLink] = []
    notes: list[str] = []
    for facet in post.each("facets")[:MAX_PLACED]:
        uris = [SideFields(feature).text("uri") for feature in facet.mappings("features") if _is_link(feature)]
        if not uris or not uris[0]:
            continue
        index = facet.mapping("index")
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


def _card(embed: SideFields) -> Card | None:
    """The external embed, which a recordWithMedia holds under "media"."""
    external = embed.within("external") if "external" in embed else embed.within("media").within("external")
    uri = external.text("uri")
    if not uri or _ANIMATION.match(uri):
        return None
    return Card(url=uri, title=external.text("title"), description=external.text("description"))


def _is_shown(url: str, links: tuple[Link, ...]) -> bool:
    return any(url.rstrip("/") == link.expanded_url.rstrip("/") for link in links)


def _stated_language(post: Mapping[str, Any]) -> str:
    languages = post.get("langs")
    first = languages[0] if isinstance(languages, list) and len(languages) == 1 else ""
    return language_code(first) if isinstance(first, str) else ""


def others_left_out(record: Mapping[str, Any]) -> Iterable[Any] | None:
    """No posts, for what else a stream or a repository holds: likes, follows, deletions. None for any other object."""
    inner = _record_in(record)
    kind = inner.get("$type")
    is_other = isinstance(kind, str) and kind.startswith("app.bsky.") and "text" not in inner and inner is not record
    is_event = "did" in record and "time_us" in record and "text" not in inner
    return () if is_other or is_event else None


READER = Reader(
    name="bluesky",
    read=read_bluesky_post,
    recognises=is_bluesky_post,
    unwrap=others_left_out,
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
