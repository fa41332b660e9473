"""What a page declares of itself, gathered from one parsed tree."""

from __future__ import annotations

import html
from collections.abc import Sequence

import msgspec
from lxml.html import HtmlElement

from linkcheck.page.structured_data import Thing, read_things
from linkcheck.post.types import Card

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
        title=_clean(title.text_content()) if title is not None else "",
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
