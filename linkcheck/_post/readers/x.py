"""Posts of X as its API version 2 gives them (https://docs.x.com/x-api/fundamentals/data-dictionary).

A post longer than 280 characters has its full text and entities in `note_tweet`; a repost has its own text cut
off and is read from the original where the answer includes it. Entities with a `media_key` are pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from linkcheck._post.links import MAX_PLACED, GivenLink, links_in, place_links, unescape
from linkcheck._post.readers.fields import (
    language_code,
    mapping_in,
    mappings_in,
    offset_in,
    optional_text,
    post_text_in,
    repost_note,
    time_in,
    url_in,
)
from linkcheck._post.types import Card, Link, Post, Reader

ORIGINAL = "linkcheck:original"
"""The key under which `posts_of_response` puts the original of a repost."""

_POST_PAGE = re.compile(
    r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/(?:i/web|[^/]{1,100})/status/(\d{1,30})(/(?:photo|video)/\d)?",
    re.ASCII,
)


def is_x_post(record: Mapping[str, Any]) -> bool:
    """Whether `record` is one post of API version 2."""
    if not isinstance(record.get("text"), str) or "full_text" in record:
        return False
    return any(key in record for key in ("note_tweet", "edit_history_tweet_ids", "author_id", "conversation_id")) or (
        isinstance(record.get("entities"), Mapping) and "id_str" not in record
    )


def is_x_response(record: Mapping[str, Any]) -> bool:
    """Whether `record` is a response of the API: posts under "data", what they refer to under "includes"."""
    data = record.get("data")
    first = data[0] if isinstance(data, list) and data else data
    return isinstance(first, Mapping) and isinstance(first.get("text"), str)


def posts_of_response(response: Mapping[str, Any]) -> Iterator[Any] | None:
    """The posts of the API's response, each as a mapping of its own; accounts and originals of reposts are filled in.

    None for another object. Raises PostError, as it goes, when "includes" is not as the API writes it.
    """
    return _completed_posts(response) if is_x_response(response) else None


def _completed_posts(response: Mapping[str, Any]) -> Iterator[Any]:
    data = response.get("data")
    includes = mapping_in(response, "includes")
    accounts = {_key(user.get("id")): user.get("username") for user in mappings_in(includes, "users")}
    originals = {_key(post.get("id")): post for post in mappings_in(includes, "tweets")}
    for post in data if isinstance(data, list) else [data]:
        yield _completed(post, accounts, originals) if isinstance(post, Mapping) else post


def _completed(
    post: Mapping[str, Any], accounts: Mapping[object, object], originals: Mapping[object, Mapping[str, Any]]
) -> Mapping[str, Any]:
    completed = dict(post)
    account = accounts.get(_key(post.get("author_id")))
    if isinstance(account, str):
        completed.setdefault("username", account)
    references = post.get("referenced_tweets")
    for reference in references if isinstance(references, list) else []:
        original = originals.get(_key(reference.get("id"))) if isinstance(reference, Mapping) else None
        if original is not None and reference.get("type") == "retweeted":
            completed[ORIGINAL] = original
    return completed


def _key(value: object) -> object:
    """`value` where it can be looked up, else None: an untrusted record may hold lists where ids belong."""
    return value if isinstance(value, (str, int)) else None


def read_x_post(record: Mapping[str, Any]) -> Post:
    """One post of API version 2. Raises PostError, naming the field, when it is none."""
    original = mapping_in(record, ORIGINAL)
    source_post = original or record
    plain, notes, entities = _full_text(source_post)
    if entities is None:
        links = links_in(plain := unescape(plain, ())[0])
    else:
        urls = mappings_in(entities, "urls")[:MAX_PLACED]
        given = [_given_link(entity) for entity in urls if "media_key" not in entity]
        plain, links, more = read_x_links(plain, given, own_id=optional_text(source_post, "id"))
        notes += more
    if original:
        notes += (repost_note(optional_text(original, "id")),)
    return Post(
        text=plain,
        links=links,
        id=optional_text(record, "id"),
        account=optional_text(record, "username"),
        tool=optional_text(record, "source"),
        platform="x",
        created_at=time_in(record, "created_at"),
        language=language_code(optional_text(source_post, "lang")),
        card=_card(mappings_in(entities or {}, "urls")[:MAX_PLACED]),
        notes=notes,
    )


def read_x_links(text: str, given: list[GivenLink], *, own_id: str) -> tuple[str, tuple[Link, ...], tuple[str, ...]]:
    """The plain text of X's half-escaped one, its links, and notes.

    Left out are its pictures and videos, and the link to itself that X puts where it cuts a text.
    """
    pages = [(link, _POST_PAGE.match(link.expanded_url)) for link in given]
    cut_off = any(page is not None and page[2] is None and page[1] == own_id for _, page in pages)
    kept = [link for link, page in pages if page is None or (page[2] is None and page[1] != own_id)]
    plain, kept = unescape(text, kept)
    links, notes = place_links(plain, kept)
    return plain, links, (*notes, "The platform truncated the text.") if cut_off else notes


def _full_text(record: Mapping[str, Any]) -> tuple[str, tuple[str, ...], Mapping[str, Any] | None]:
    """The longest text X gives of a post, notes, and its entities; None where they were not requested."""
    note = mapping_in(record, "note_tweet")
    longest = note if isinstance(note.get("text"), str) else record
    return *post_text_in(longest, "text"), mapping_in(longest, "entities") if "entities" in longest else None


def _given_link(entity: Mapping[str, Any]) -> GivenLink:
    url = url_in(entity, "url")
    return GivenLink(
        url=url,
        written=url,
        start=offset_in(entity, "start"),
        end=offset_in(entity, "end"),
        expanded_url=optional_text(entity, "expanded_url") or optional_text(entity, "unwound_url"),
        display=optional_text(entity, "display_url"),
    )


def _card(entities: list[Mapping[str, Any]]) -> Card | None:
    for entity in entities:
        title = optional_text(entity, "title")
        if title:
            return Card(
                url=optional_text(entity, "unwound_url") or optional_text(entity, "expanded_url"),
                title=title,
                description=optional_text(entity, "description"),
            )
    return None


READER = Reader(
    name="x",
    read=read_x_post,
    recognises=is_x_post,
    keys=("text", "author_id", "conversation_id", "edit_history_tweet_ids", "note_tweet", "entities"),
    unwrap=posts_of_response,
    example={
        "id": "1860",
        "text": "York buys 40 buses https://t.co/a",
        "author_id": "5",
        "created_at": "2026-11-24T09:30:00.000Z",
        "entities": {
            "urls": [
                {"start": 19, "end": 33, "url": "https://t.co/a", "expanded_url": "https://paper.example/york"},
            ]
        },
    },
)
