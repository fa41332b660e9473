"""What does a page declare of itself? Its meta elements, title, headings, JSON-LD and card, from one parsed tree.

JSON-LD is what a page describes to search engines: read as a flat list of things with their types.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from lxml.html import HtmlElement

from linkcheck._page.blocks import whole_text
from linkcheck._post.types import Card

# Real pages carry 10 KB; shops with thousands of offers up to 400 KB, of which the first part describes the page.
_MAX_CHARACTERS = 400_000
_MAX_THINGS = 500
_MAX_DEPTH = 12


class Thing(msgspec.Struct, frozen=True):
    """One described thing: its types in lower case and its fields as they are."""

    types: frozenset[str]
    fields: dict[str, Any]

    def text(self, *names: str) -> str:
        """The first of these fields that is text, or names something, with white space collapsed; or empty."""
        for name in names:
            found = _text_of(self.fields.get(name))
            if found:
                return found
        return ""


def read_things(root: HtmlElement) -> list[Thing]:
    """Return the things a page describes, outer ones first. Damaged JSON is skipped, as search engines do."""
    things: list[Thing] = []
    budget = _MAX_CHARACTERS
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        written = script.text or ""
        budget -= len(written)
        if budget < 0:
            break
        for thing in _things_in(_parsed(written)):
            things.append(thing)
            if len(things) >= _MAX_THINGS:
                return things
    return things


def _parsed(written: str) -> Any:
    written = written.strip().removeprefix("<!--").removesuffix("-->").removeprefix("<![CDATA[").removesuffix("]]>")
    try:
        return msgspec.json.decode(written.strip().rstrip(";"))
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        pass
    try:
        return json.loads(written, strict=False)  # forgives line breaks inside strings, the commonest fault
    except (ValueError, RecursionError):
        return None


def _things_in(value: Any) -> Iterator[Thing]:
    """All described things inside a value, breadth first, so that the page comes before its parts."""
    level = [value]
    for _ in range(_MAX_DEPTH):
        inner: list[Any] = []
        for item in level:
            if isinstance(item, list):
                inner.extend(item)
            elif isinstance(item, dict):
                types = _types(item.get("@type"))
                if types:
                    yield Thing(types, item)
                inner.extend(part for part in item.values() if isinstance(part, (dict, list)))
        if not inner:
            return
        level = inner[: 10 * _MAX_THINGS]


def _types(value: Any) -> frozenset[str]:
    names = value if isinstance(value, list) else [value]
    return frozenset(name.rpartition("/")[2].lower() for name in names if isinstance(name, str))


def _text_of(value: Any) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return next((found for found in map(_text_of, value[:5]) if found), "")
    if isinstance(value, dict):
        named = value.get("name") or value.get("@value")
        return " ".join(named.split()) if isinstance(named, str) else ""
    return ""


# Longer values are stuffed with keywords or hold a whole article; a reader sees the beginning.
_MAX_VALUE = 2000
_MAX_HEADINGS = 10

_DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description", "dcterms.description")
_SITE_NAMES = ("og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:app:name:iphone")
_CARD_TITLES = ("og:title", "twitter:title")
_CARD_DESCRIPTIONS = ("og:description", "twitter:description")


class Declared(msgspec.Struct, frozen=True):
    """The declarations of one page, as written, with white space collapsed."""

    metas: dict[str, str]
    """The first value of each <meta>, by property, name or itemprop in lower case."""
    things: tuple[Thing, ...]
    """What its JSON-LD describes."""
    title: str
    """The <title>."""
    headings: tuple[str, ...]
    """The visible texts of its <h1>."""
    canonical: str
    language: str
    """The lang of <html>, or what a meta says."""
    refresh: str
    """The value of a <meta http-equiv=refresh>."""

    def meta(self, names: Sequence[str]) -> tuple[str, str]:
        """The value of the first of these metas that there is, and its name; two empty strings without one."""
        for name in names:
            value = self.metas.get(name)
            if value:
                return value, name
        return "", ""


def read_declared(root: HtmlElement, headings: Sequence[str] = ()) -> Declared:
    """Return what a parsed page declares of itself; `headings` are its visible first-level headings."""
    metas: dict[str, str] = {}
    refresh = ""
    for element in root.iter("meta"):
        content = _clean(element.get("content") or "")
        if not content:
            continue
        if (element.get("http-equiv") or "").lower() == "refresh":
            refresh = refresh or content
        for attribute in ("property", "name", "itemprop"):
            key = (element.get(attribute) or "").strip().lower()
            if key:
                metas.setdefault(key, content)
    title = next((found for found in root.iter("title") if _in_page(found)), None)
    canonical = next(
        (e.get("href") or "" for e in root.iter("link") if (e.get("rel") or "").lower() == "canonical"), ""
    )
    return Declared(
        metas=metas,
        things=tuple(read_things(root)),
        title=_clean(whole_text(title)) if title is not None else "",
        headings=tuple(_clean(heading) for heading in headings[:_MAX_HEADINGS]),
        canonical=canonical.strip()[:_MAX_VALUE],
        language=(root.get("lang") or root.get("xml:lang") or metas.get("og:locale") or "").strip(),
        refresh=refresh,
    )


def description(declared: Declared) -> tuple[str, str]:
    """The description and its source: Open Graph, meta, Twitter, Dublin Core, then JSON-LD."""
    found, name = declared.meta(_DESCRIPTIONS)
    if found:
        return found, f"meta {name}"
    for thing in declared.things:
        text = thing.text("description")
        if text and not thing.types & {"organization", "website", "person", "imageobject"}:
            return _clean(text), "json-ld"
    return "", ""


def site_name(declared: Declared) -> tuple[str, str]:
    """The site's name and its source: Open Graph and the like, then the publisher in JSON-LD."""
    found, name = declared.meta(_SITE_NAMES)
    if found:
        return found, f"meta {name}"
    for thing in declared.things:
        text = thing.text("publisher") or (thing.text("name") if "website" in thing.types else "")
        if text:
            return _clean(text), "json-ld"
    return "", ""


def card(declared: Declared, url: str) -> Card | None:
    """The preview the page declares, if it declares one."""
    title, _ = declared.meta(_CARD_TITLES)
    text, _ = declared.meta(_CARD_DESCRIPTIONS)
    if not title and not text:
        return None
    return Card(
        url=declared.metas.get("og:url", "") or url,
        title=title,
        description=text,
        site_name=declared.metas.get("og:site_name", ""),
        kind=declared.metas.get("og:type", "") or declared.metas.get("twitter:card", ""),
    )


def _in_page(title: HtmlElement) -> bool:
    """Whether a <title> is the page's, not that of a drawing in it."""
    return all(ancestor.tag != "svg" for ancestor in title.iterancestors())


def _clean(text: str) -> str:
    """White space collapsed; entities escaped twice, as content systems do, read once more."""
    text = " ".join(text.split())[:_MAX_VALUE]
    return html.unescape(text) if "&" in text else text
