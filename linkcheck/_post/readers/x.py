"""Posts of X as its API version 2 gives them (https://docs.x.com/x-api/fundamentals/data-dictionary).

A post longer than 280 characters has its full text and entities in `note_tweet`; a repost has its own text cut
off and is read from the original where the answer includes it. Entities with a `media_key` are pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from linkcheck._post.links import MAX_PLACED, GivenLink, links_in, place_links, unescape
from linkcheck._post.readers.fields import SideFields, as_offset, language_code, post_text_in, repost_note
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
    includes = SideFields(response).within("includes")
    accounts = {_key(user.get("id")): user.get("username") for user in includes.mappings("users")}
    originals = {_key(post.get("id")): post for post in includes.mappings("tweets")}
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
    side = SideFields(record)
    original = side.mapping(ORIGINAL)
    source_side = side.within(ORIGINAL) if original else side
    plain, notes, longest = _full_text(original or record, source_side)
    entities = longest.within("entities") if "entities" in longest else None
    urls = entities.mappings("urls")[:MAX_PLACED] if entities is not None else []
    if entities is None:
        links = links_in(plain := unescape(plain, ())[0])
    else:
        given = [given_link(entity) for entity in urls if "media_key" not in entity]
        plain, links, more = read_x_links(plain, filter(None, given), own_id=source_side.text("id"))
        notes += more
    if original:
        notes += (repost_note(source_side.text("id")),)
    return Post(
        text=plain,
        links=links,
        id=side.text("id"),
        account=side.text("username") or side.name("author"),
        tool=side.text("source"),
        platform="x",
        created_at=side.time("created_at" if "created_at" in side else "createdAt"),
        language=language_code(source_side.text("lang")),
        card=_card(urls),
        notes=(*notes, *side.notes),
    )


def read_x_links(
    text: str, given: Iterable[GivenLink], *, own_id: str
) -> tuple[str, tuple[Link, ...], tuple[str, ...]]:
    """The plain text of X's half-escaped one, its links, and notes.

    Left out are its pictures and videos, and the link to itself that X puts where it cuts a text.
    """
    pages = [(link, _POST_PAGE.match(link.expanded_url)) for link in given]
    cut_off = any(page is not None and page[2] is None and page[1] == own_id for _, page in pages)
    kept = [link for link, page in pages if page is None or (page[2] is None and page[1] != own_id)]
    plain, kept = unescape(text, kept)
    links, notes = place_links(plain, kept)
    return plain, links, (*notes, "The platform truncated the text.") if cut_off else notes


def _full_text(record: Mapping[str, Any], side: SideFields) -> tuple[str, tuple[str, ...], SideFields]:
    """The longest text X gives of a post, notes, and what has its entities."""
    note = side.mapping("note_tweet")
    if isinstance(note.get("text"), str):
        return *post_text_in(note, "text"), side.within("note_tweet")
    field = "fullText" if isinstance(record.get("fullText"), str) else "text"
    return *post_text_in(record, field), side


def given_link(entity: Mapping[str, Any]) -> GivenLink | None:
    """A link as X's entities name it, in any of the spellings of its interfaces and archives; None without a URL."""
    side = SideFields(entity)
    url = side.text("url") or side.text("shortUrl")
    if not url.strip():
        return None
    return GivenLink(
        url=url,
        written=url,
        start=_offset_in(entity, 0, "start", "fromIndex"),
        end=_offset_in(entity, 1, "end", "toIndex"),
        expanded_url=next(filter(None, map(side.text, _EXPANDED)), ""),
        display=side.text("display_url") or side.text("displayUrl"),
    )


_EXPANDED = ("expanded_url", "unwound_url", "expandedUrl")


def _offset_in(entity: Mapping[str, Any], place: int, *fields: str) -> int | None:
    indices = entity.get("indices")
    if isinstance(indices, (list, tuple)) and len(indices) == 2:
        return as_offset(indices[place])
    return next((as_offset(entity[field]) for field in fields if field in entity), None)


def _card(entities: Iterable[Mapping[str, Any]]) -> Card | None:
    for entity in map(SideFields, entities):
        title = entity.text("title")
        if title:
            url = entity.text("unwound_url") or entity.text("expanded_url")
            return Card(url=url, title=title, description=entity.text("description"))
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
