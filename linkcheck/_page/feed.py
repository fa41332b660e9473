"""What does a feed (RSS, Atom) say? It is a list of news, never the one page a post is about."""

from __future__ import annotations

import lxml.etree

from linkcheck._page.markup import MAX_TAGS
from linkcheck._page.types import Page, PageState

_ENTRIES = 50
"""Entries read of a feed; feeds list 10 to 50."""
_REASON = "The link leads to a feed, a list of entries for feed readers, and not to one page."


def read_feed(source: str) -> Page:
    """Return a feed as a page: its title, its description, and the titles of its entries."""
    parser = lxml.etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = lxml.etree.fromstring(_tags_within_cap(source).encode("utf-8", "replace"), parser=parser)
    except lxml.etree.XMLSyntaxError:
        root = None
    if root is None:
        return Page(state=PageState.UNREADABLE, state_reason="The feed is damaged beyond reading.")
    entries = list(root.iter("{*}item", "{*}entry"))
    head = root.find("{*}channel")
    head = root if head is None else head
    titles = [_child(entry, "title") for entry in entries[:_ENTRIES]]
    return Page(
        title=_child(head, "title"),
        description=_child(head, "description") or _child(head, "subtitle"),
        text="\n".join(title for title in titles if title),
        state=PageState.FEED,
        state_reason=_REASON,
        truncated=len(entries) > _ENTRIES or source.count("<") > MAX_TAGS,
    )


def _tags_within_cap(source: str) -> str:
    """The first MAX_TAGS tags, without the XML declaration, whose charset the decoded text no longer has."""
    source = source.lstrip("\ufeff \t\r\n")
    if source.startswith("<?xml"):
        source = source.partition("?>")[2]
    parts = source.split("<", MAX_TAGS + 1)
    return "<".join(parts[: MAX_TAGS + 1])


def _child(element: lxml.etree._Element, name: str) -> str:
    found = element.find("{*}" + name)
    if found is None:
        return ""
    return " ".join("".join(map(str, found.itertext())).split())[:2000]
