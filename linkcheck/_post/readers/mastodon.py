"""Statuses of Mastodon and of servers with the same API (https://docs.joinmastodon.org/entities/Status/).

The text is HTML, rendered once here: its links are the anchors that are neither mention nor hashtag. The part of
a URL that the page hides (span.invisible) belongs to the text all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from linkcheck._post.links import append_links, links_in, place_links
from linkcheck._post.markup import MAX_HTML, rendered
from linkcheck._post.readers.fields import (
    SideFields,
    language_code,
    post_text,
    post_text_in,
    replace_surrogates,
    repost_note,
    text_in,
)
from linkcheck._post.types import Card, Post, Reader
from linkcheck.errors import PostError


def is_mastodon_post(record: Mapping[str, Any]) -> bool:
    """Whether `record` is a Status (HTML under "content", beside fields no other platform has) or a scheduled one."""
    if "scheduled_at" in record and isinstance(record.get("params"), Mapping):
        return True
    return "content" in record and any(
        key in record for key in ("spoiler_text", "visibility", "reblog", "in_reply_to_id", "favourites_count", "uri")
    )


def read_mastodon_post(record: Mapping[str, Any]) -> Post:
    """One Status; a reblog is read from the Status it repeats. Raises PostError, naming the field, when it is none."""
    if "params" in record:
        return _read_scheduled(record)
    side = SideFields(record)
    original = side.mapping("reblog")
    source_side = side.within("reblog") if original else side
    content = text_in(original or record, "content")
    if len(content) > MAX_HTML:
        raise PostError(f"content has {len(content)} characters: expected at most {MAX_HTML}", field="content")
    content, notes = replace_surrogates(content)
    text, given = rendered(content)
    text, _ = post_text(text, "content")
    links, wrong = place_links(text, given)
    card = _card(source_side.within("card"))
    notes += wrong
    if original:
        notes += (repost_note(source_side.text("id")),)
    return Post(
        text=text,
        links=append_links(links, [card.url] if card is not None and not links else []),
        id=side.text("id"),
        account=side.within("account").text("acct"),
        tool=source_side.name("application"),
        platform="mastodon",
        created_at=side.time("created_at"),
        language=language_code(source_side.text("language")),
        card=card,
        notes=(*notes, *side.notes),
    )


def _read_scheduled(record: Mapping[str, Any]) -> Post:
    """One ScheduledStatus: the text as it was typed, under "params"."""
    side = SideFields(record)
    params = side.within("params")
    text, notes = post_text_in(side.mapping("params"), "text")
    return Post(
        text=text,
        links=links_in(text),
        id=side.text("id"),
        platform="mastodon",
        scheduled_at=side.time("scheduled_at"),
        language=language_code(params.text("language")),
        notes=(*notes, *side.notes),
    )


def _card(card: SideFields) -> Card | None:
    url = card.text("url")
    if not url:
        return None
    return Card(
        url=url,
        title=card.text("title"),
        description=card.text("description"),
        site_name=card.text("provider_name"),
        kind=card.text("type"),
    )


READER = Reader(
    name="mastodon",
    read=read_mastodon_post,
    recognises=is_mastodon_post,
    keys=("content", "visibility", "spoiler_text", "reblog", "scheduled_at", "params"),
    example={
        "id": "113531",
        "created_at": "2026-11-24T09:30:00.000Z",
        "visibility": "public",
        "spoiler_text": "",
        "content": '<p>York buys 40 buses <a href="https://paper.example/york">paper.example/york</a></p>',
        "account": {"acct": "york@social.example"},
    },
)
