"""Posts of the fediverse as its servers exchange and export them (https://www.w3.org/TR/activitystreams-vocabulary/).

A note, the activity that made it, or a collection of either, as in Mastodon's outbox.json. Its text is HTML; `url` and
`id` are its own address. A repost ("Announce") has no text of its own, and is left out as a like or a follow is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from linkcheck._post.links import append_links
from linkcheck._post.readers.fields import SideFields, language_code
from linkcheck._post.readers.told import told_in
from linkcheck._post.types import Post, Reader
from linkcheck._urls.url import split_url

_POSTS = ("Note", "Article", "Page", "Question", "Video", "Event")
_COLLECTIONS = ("OrderedCollection", "OrderedCollectionPage", "Collection", "CollectionPage")
_MADE = ("Create", "Update")
_OTHERS = (
    "Announce",
    "Like",
    "Dislike",
    "Follow",
    "Accept",
    "Reject",
    "Undo",
    "Delete",
    "Block",
    "Add",
    "Remove",
    "Flag",
    "Move",
)
_OF_PROTOCOL = ("attributedTo", "actor", "@context", "to")


def is_activitypub_post(record: Mapping[str, Any]) -> bool:
    """Whether `record` is a note, or the activity that made one."""
    made = record.get("object")
    if record.get("type") in _MADE and isinstance(made, Mapping):
        return _is_note(made)
    return _is_note(record)


def _is_note(record: Mapping[str, Any]) -> bool:
    return record.get("type") in _POSTS and any(key in record for key in _OF_PROTOCOL)


def posts_of_collection(source: Mapping[str, Any]) -> Iterable[Any] | None:
    """The items of a collection; none for an activity without a text of its own; None for any other object."""
    kind = source.get("type")
    if kind in _OTHERS and ("actor" in source or "object" in source):
        return ()
    if kind not in _COLLECTIONS:
        return None
    first = source.get("first")
    holder = first if isinstance(first, Mapping) else source
    items = next((holder[key] for key in ("orderedItems", "items") if isinstance(holder.get(key), list)), None)
    if items is None:
        return None
    return [item for item in items if not (isinstance(item, Mapping) and item.get("type") in _OTHERS)]


def read_activitypub_post(record: Mapping[str, Any]) -> Post:
    """One note. Raises PostError, naming the field, when it has no text."""
    made = record.get("object")
    note = made if isinstance(made, Mapping) else record
    side = SideFields(note)
    content = note.get("content")
    in_languages = note.get("contentMap")
    languages = []
    if isinstance(in_languages, Mapping):
        languages = list(in_languages)
        content = next(iter(in_languages.values()), None) if content is None else content
    told = told_in({"title": note.get("name"), "content": content})
    attached = [href for item in side.mappings("attachment") if (href := _page_of(item))]
    return Post(
        text=told.text,
        links=append_links(told.links, attached),
        id=side.text("id") or _address(note.get("url")),
        account=_account(
            side.name("attributedTo") or SideFields(record).name("actor"), shown=_address(note.get("url"))
        ),
        tool=side.name("generator"),
        platform="activitypub",
        created_at=side.time("published"),
        language=language_code(str(languages[0])) if len(languages) == 1 else "",
        notes=(*told.notes, *side.notes),
    )


def _page_of(attachment: Mapping[str, Any]) -> str:
    """The page that an attachment links to, as Lemmy has it; pictures and films are none."""
    href = attachment.get("href")
    return href if attachment.get("type") == "Link" and isinstance(href, str) else ""


def _address(url: object) -> str:
    if isinstance(url, list) and url:
        url = url[0]
    return SideFields({"url": url.get("href") if isinstance(url, Mapping) else url}).text("url")


def _account(address: str, *, shown: str) -> str:
    """The name of an account from its address: "https://social.example/users/ann" is ann@social.example. Where that has
    a number, the address at which its post is shown has the name.
    """
    parts = split_url(address)
    name = parts.path.rstrip("/").rpartition("/")[2].removeprefix("@")
    if name.isdigit():
        name = next((part[1:] for part in split_url(shown).path.split("/") if part.startswith("@")), name)
    return f"{name}@{parts.host}" if name and parts.host else address


READER = Reader(
    name="activitypub",
    read=read_activitypub_post,
    recognises=is_activitypub_post,
    keys=("type", "attributedTo", "actor", "@context", "to"),
    unwrap=posts_of_collection,
    example={
        "id": "https://social.example/users/york/statuses/113531",
        "type": "Note",
        "published": "2026-11-24T09:30:00Z",
        "url": "https://social.example/@york/113531",
        "attributedTo": "https://social.example/users/york",
        "content": '<p>York buys 40 buses <a href="https://paper.example/york">paper.example/york</a></p>',
    },
)
