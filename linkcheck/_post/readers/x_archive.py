"""Posts of X as an account's own archive holds them (data/tweets.js), which are those of its API version 1.1.

The file is JavaScript, `window.YTD.tweets.part0 = [...]`, before 2019 `Grailbird.data.tweets_2013_01 = [...]`; offsets
and counts are strings; records written before 2020 lack the "tweet" around them. A post of more than 280 characters is
cut there, and stands whole in data/note-tweet.js.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from linkcheck._post.links import MAX_PLACED, links_in, unescape
from linkcheck._post.readers.fields import SideFields, language_code, post_text_in, repost_note
from linkcheck._post.readers.record import tool_name
from linkcheck._post.readers.x import given_link, read_x_links
from linkcheck._post.types import Post, Reader


def is_archive_post(record: Mapping[str, Any]) -> bool:
    """Whether `record` is a post of the archive or of API version 1.1."""
    return (
        isinstance(record.get("tweet"), Mapping)
        or isinstance(record.get("noteTweet"), Mapping)
        or isinstance(record.get("full_text"), str)
        or ("id_str" in record and "text" in record)
    )


def read_archive_post(record: Mapping[str, Any]) -> Post:
    """One post of the archive or of API version 1.1. Raises PostError, naming the field, when it is none."""
    if isinstance(record.get("noteTweet"), Mapping):
        return _read_long_post(SideFields(record).within("noteTweet"))
    whole = SideFields(record)
    is_wrapped = isinstance(record.get("tweet"), Mapping)
    post, side = (record["tweet"], whole.within("tweet")) if is_wrapped else (record, whole)
    original = side.mapping("retweeted_status")
    source_side = side.within("retweeted_status") if original else side
    source_post = original or post
    longer = source_side.mapping("extended_tweet") or source_post
    longer_side = SideFields(longer)
    text, notes = post_text_in(longer, "text" if "text" in longer and "full_text" not in longer else "full_text")
    if "entities" in longer_side:
        urls = longer_side.within("entities").mappings("urls")[:MAX_PLACED]
        text, links, more = read_x_links(text, filter(None, map(given_link, urls)), own_id=_id(source_side))
        notes += more
    else:
        text, _ = unescape(text, ())
        links = links_in(text)
    if original:
        notes += (repost_note(_id(source_side)),)
    return Post(
        text=text,
        links=links,
        id=_id(side),
        account=side.within("user").text("screen_name"),
        tool=tool_name(side.text("source")),
        platform="x",
        created_at=side.time("created_at"),
        language=language_code(source_side.text("lang")),
        notes=(*notes, *longer_side.notes, *side.notes),
    )


def _read_long_post(note: SideFields) -> Post:
    """One post of note-tweet.js: its text and links stand under "core"."""
    core = note.within("core")
    text, notes = post_text_in(note.mapping("core"), "text")
    urls = core.mappings("urls")[:MAX_PLACED]
    text, links, more = read_x_links(text, filter(None, map(given_link, urls)), own_id=note.text("noteTweetId"))
    return Post(
        text=text,
        links=links,
        id=note.text("noteTweetId"),
        platform="x",
        created_at=note.time("createdAt"),
        notes=(*notes, *more, *note.notes),
    )


def _id(post: SideFields) -> str:
    return post.text("id_str") or post.text("id")


READER = Reader(
    name="x_archive",
    read=read_archive_post,
    recognises=is_archive_post,
    keys=("tweet", "full_text", "id_str", "noteTweet"),
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
