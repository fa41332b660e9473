"""Statuses of Mastodon and of servers with the same API (https://docs.joinmastodon.org/entities/Status/).

The text is HTML, rendered once here: its links are the anchors that are neither mention nor hashtag. The part of
a URL that the page hides (span.invisible) belongs to the text all the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from linkcheck._post.links import GivenLink, append_links, links_in, place_links
from linkcheck._post.readers.fields import (
    language_code,
    mapping_in,
    optional_text,
    post_text,
    post_text_in,
    replace_surrogates,
    repost_note,
    text_in,
    time_in,
)
from linkcheck._post.types import Card, Post, Reader
from linkcheck.errors import PostError

if TYPE_CHECKING:
    from bs4.element import PageElement, Tag


MAX_HTML = 64 * 1024
"""Characters of content read: most servers allow 500 of text, and lxml takes 5 s for one tag of 256 KiB."""
_NOT_IN_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What lxml holds in no text."""
_NOT_LINKS = frozenset({"mention", "hashtag"})
_BLOCKS = frozenset({"p", "div", "blockquote", "pre", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"})


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
    original = mapping_in(record, "reblog")
    source_post = original or record
    content = text_in(source_post, "content")
    if len(content) > MAX_HTML:
        raise PostError(f"content has {len(content)} characters: expected at most {MAX_HTML}", field="content")
    content, notes = replace_surrogates(content)
    text, given = rendered(content)
    text, _ = post_text(text, "content")
    links, wrong = place_links(text, given)
    card = _card(mapping_in(source_post, "card"))
    notes += wrong
    if original:
        notes += (repost_note(optional_text(original, "id")),)
    return Post(
        text=text,
        links=append_links(links, [card.url] if card is not None and not links else []),
        id=optional_text(record, "id"),
        account=optional_text(mapping_in(record, "account"), "acct"),
        tool=optional_text(mapping_in(source_post, "application"), "name"),
        platform="mastodon",
        created_at=time_in(record, "created_at"),
        language=language_code(optional_text(source_post, "language")),
        card=card,
        notes=notes,
    )


def _read_scheduled(record: Mapping[str, Any]) -> Post:
    """One ScheduledStatus: the text as it was typed, under "params"."""
    params = mapping_in(record, "params")
    text, notes = post_text_in(params, "text")
    return Post(
        text=text,
        links=links_in(text),
        id=optional_text(record, "id"),
        platform="mastodon",
        scheduled_at=time_in(record, "scheduled_at"),
        language=language_code(optional_text(params, "language")),
        notes=notes,
    )


def rendered(content: str) -> tuple[str, list[GivenLink]]:
    """The plain text of a fragment of HTML, paragraphs apart by an empty line, and its links with their spans."""
    from bs4 import BeautifulSoup
    from bs4.element import NavigableString, Tag

    if not content.strip():
        return "", []
    rendering = _Rendering()
    # lxml reads it, because the parser of the standard library takes 100 s for 64 KiB of "<a/". With a tag in front
    # no text is taken for a URL or a file's name, of which beautifulsoup4 would warn.
    left: list[PageElement | _End] = [BeautifulSoup(f"<body>{_NOT_IN_XML.sub(' ', content)}", "lxml")]
    while left:
        node = left.pop()
        if isinstance(node, _End):
            rendering.leave(node.tag)
        elif isinstance(node, Tag):
            rendering.enter(node)
            left += [_End(node), *reversed(node.contents)]
        elif type(node) is NavigableString:  # comments and scripts are other kinds
            rendering.write(node)
    return rendering.finish()


class _End(NamedTuple):
    """The end of an element, among the nodes that are still to be read."""

    tag: Tag


class _Rendering:
    """A text being written, element by element."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._starts: list[tuple[int, int]] = []
        self._links: list[GivenLink] = []

    def enter(self, tag: Tag) -> None:
        if tag.name == "br":
            self.write("\n")
        elif tag.name == "li":
            self.write("\n- " if self._length else "- ")
        elif tag.name in _BLOCKS and self._length:
            self.write("\n\n")
        if tag.name == "a":
            self._starts.append((self._length, len(self._pieces)))

    def leave(self, tag: Tag) -> None:
        if tag.name == "a":
            self._note_link(tag, *self._starts.pop())

    def finish(self) -> tuple[str, list[GivenLink]]:
        text = "".join(self._pieces)
        trimmed = text.rstrip()
        return trimmed, [link for link in self._links if (link.end or 0) <= len(trimmed)]

    def write(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)

    def _note_link(self, tag: Tag, start: int, piece: int) -> None:
        href = str(tag.get("href") or "").strip()
        classes = frozenset(tag.get_attribute_list("class"))
        if not href.lower().startswith(("http://", "https://")) or classes & _NOT_LINKS:
            return
        shown = "".join(self._pieces[piece:])
        self._links.append(GivenLink(url=href, written=shown, start=start, end=self._length, display=shown))


def _card(card: Mapping[str, Any]) -> Card | None:
    url = optional_text(card, "url")
    if not url:
        return None
    return Card(
        url=url,
        title=optional_text(card, "title"),
        description=optional_text(card, "description"),
        site_name=optional_text(card, "provider_name"),
        kind=optional_text(card, "type"),
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
