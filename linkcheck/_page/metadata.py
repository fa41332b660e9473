"""What does a page declare of itself? Its meta elements, links, title, dates and card, as written."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from linkcheck._page.entities import read_entities
from linkcheck._page.json_ld import Thing, read_things
from linkcheck._page.markup import Element, Markup
from linkcheck._post.types import Card

# Longer values are stuffed with keywords or hold a whole article; a reader sees the beginning.
_MAX_VALUE = 2000
_MAX_HEADINGS = 10
_MAX_MARKS = 100
"""Dated elements that are looked at: the page's own are among the first."""
_MAX_LINKS = 400
_MARK_CHARACTERS = 200
MAX_AUTHORS = 10

_DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description", "dcterms.description")
_SITE_NAMES = ("og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:app:name:iphone")
_CARD_TITLES = ("og:title", "twitter:title")
_CARD_DESCRIPTIONS = ("og:description", "twitter:description")

# Elements whose attributes give the time that they show; the last two are the site's own, put in its place by scripts.
_TIME_ELEMENTS = frozenset({"time", "abbr", "relative-time", "time-ago", "local-time", "faceplate-timeago"})
_READ = ("meta", "link", "script", "title", "h1", *sorted(_TIME_ELEMENTS))
_AUTHOR_LINKS = ('rel="author', "rel='author", "rel=author")
_KEPT_RELATIONS = frozenset({"canonical", "alternate", "amphtml", "shortlink"})
_TIME_ATTRIBUTES = ("datetime", "content", "title", "ts")
_MARKED = re.compile(r"publish|pubdate|posted|entry-date|post-date|article-date|byline-date|created", re.I)
_CHANGED = re.compile(r"updat|modif|edit|review|expire|comment", re.I)


class DateMark(msgspec.Struct, frozen=True):
    """An element that is marked up as a date."""

    kind: str
    """"itemprop" for microdata of publication, "time" for an element named so, "changed", or "" for any other time."""
    written: str
    behind_heading: bool
    """Whether a first-level heading stands before it."""


class RawLink(msgspec.Struct, frozen=True):
    """A <link> of a page, as written."""

    rel: frozenset[str]
    href: str
    type: str
    hreflang: str
    title: str


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
    links: tuple[RawLink, ...]
    marks: tuple[DateMark, ...]
    authors: tuple[str, ...]
    """The texts of elements that are marked up as author."""
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

    @property
    def canonical(self) -> str:
        """The address that the page declares as its own, as written; empty where it declares none."""
        return next((link.href for link in self.links if "canonical" in link.rel), "")


def read_declared(root: Markup, headings: Sequence[str], *, source: str) -> Declared:
    """Return what a parsed page declares of itself; `headings` are its visible first-level headings.

    What the `source` of the page has none of is not looked for.
    """
    reader = _Reader()
    for element in root.iter(*_READ):
        reader.read(element)
    if "itemprop" in source:
        for element in root.having("itemprop", "span", "div", "p"):
            if element.get("itemprop"):
                reader.read_property(element)
    if any(written in source for written in _AUTHOR_LINKS):
        for element in root.having("rel", "a"):
            if "author" in (element.get("rel") or "").lower().split():
                reader.read_author(element)
    return Declared(
        metas=reader.metas,
        things=tuple(read_things(reader.scripts)),
        title=reader.title,
        headings=tuple(_clean(heading) for heading in headings[:_MAX_HEADINGS]),
        links=tuple(reader.links),
        marks=tuple(reader.marks),
        authors=tuple(reader.authors),
        language=(root.get("lang") or root.get("xml:lang") or reader.metas.get("og:locale") or "").strip(),
        refresh=reader.refresh,
    )


class _Reader:
    """One walk over the elements that may declare something."""

    def __init__(self) -> None:
        self.metas: dict[str, str] = {}
        self.scripts: list[str] = []
        self.title = ""
        self.links: list[RawLink] = []
        self.marks: list[DateMark] = []
        self.authors: list[str] = []
        self.refresh = ""
        self.behind_heading = False
        self.dated = 0

    def read(self, element: Element) -> None:
        tag = element.tag
        if tag == "h1":
            self.behind_heading = True
        elif tag == "meta":
            self._meta(element)
        elif tag == "link":
            self._link(element)
        elif tag == "script":
            if "ld+json" in (element.get("type") or "").lower():
                self.scripts.append(element.text or "")
        elif tag == "title":
            if not self.title:
                self.title = _clean(_start_of(element, _MAX_VALUE))
        else:
            self._timed(element)

    def read_property(self, element: Element) -> None:
        """An element with microdata."""
        named = (element.get("itemprop") or "").lower()
        self._dated_property(element, named)
        if "author" in named.split():
            self.read_author(element)

    def read_author(self, element: Element) -> None:
        """An element that names an author."""
        if len(self.authors) < MAX_AUTHORS:
            self.authors.append(_clean(_start_of(element, _MARK_CHARACTERS)))

    def _meta(self, element: Element) -> None:
        content = _clean(element.get("content") or "")
        if not content:
            return
        if (element.get("http-equiv") or "").lower() == "refresh":
            self.refresh = self.refresh or content
        for attribute in ("property", "name", "itemprop"):
            key = (element.get(attribute) or "").strip().lower()
            if key:
                self.metas.setdefault(key, content)
                if attribute == "itemprop":
                    self._dated_property(element, key)

    def _link(self, element: Element) -> None:
        href = (element.get("href") or "").strip()
        rel = frozenset((element.get("rel") or "").lower().split()[:8])
        if href and rel & _KEPT_RELATIONS and len(self.links) < _MAX_LINKS:
            rest = [(element.get(name) or "").strip()[:_MARK_CHARACTERS] for name in ("type", "hreflang", "title")]
            self.links.append(RawLink(rel, href[:_MAX_VALUE], rest[0].lower(), rest[1], " ".join(rest[2].split())))

    def _timed(self, element: Element) -> None:
        if element.get("itemprop"):
            self.read_property(element)
        elif element.get("pubdate") is not None:
            self._mark("itemprop", element)
        else:
            called = element.get("class") or ""
            kind = "changed" if _CHANGED.search(called) else "time" if _MARKED.search(called) else ""
            if kind or element.tag != "abbr":  # most abbreviations are of no date
                self._mark(kind, element)

    def _dated_property(self, element: Element, named: str) -> None:
        if "datepublished" in named or "datecreated" in named:
            self._mark("itemprop", element)
        elif "datemodified" in named:
            self._mark("changed", element)
        elif element.tag in _TIME_ELEMENTS:
            self._mark("time" if _MARKED.search(named) else "", element)

    def _mark(self, kind: str, element: Element) -> None:
        self.dated += 1
        if self.dated <= _MAX_MARKS:
            given = next((value for name in _TIME_ATTRIBUTES if (value := element.get(name))), "")
            written = " ".join((given or _start_of(element, _MARK_CHARACTERS)).split())[:_MARK_CHARACTERS]
            if written:
                self.marks.append(DateMark(kind, written, self.behind_heading))


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


def _start_of(element: Element, characters: int) -> str:
    """The text in an element up to some length: an element may hold the whole page."""
    parts: list[str] = []
    length = 0
    for part in element.itertext():
        parts.append(str(part))
        length += len(part)
        if length >= characters:
            break
    return "".join(parts)[:characters]


def _clean(text: str) -> str:
    """White space collapsed; entities escaped twice, as content systems do, read once more."""
    text = " ".join(text.split())[:_MAX_VALUE]
    return read_entities(text)
