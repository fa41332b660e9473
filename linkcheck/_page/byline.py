"""By whom was a page written and published, and in which section? As it declares it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from linkcheck._page.metadata import MAX_AUTHORS, Declared

_LONGEST_NAME = 100
"""Characters: what is longer is a sentence about the author."""
_AUTHOR_METAS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "citation_author",
    "byl",
)
_SECTION_METAS = ("article:section", "parsely-section", "section", "og:section")
_PUBLISHER_METAS = ("publisher", "dc.publisher", "citation_publisher", "citation_journal_title")
_WORKS = ("article", "posting", "webpage", "report", "recipe", "review", "videoobject", "episode", "book", "question")
_BY = re.compile(r"(?:by|von|par|por|di|da|door)\s+(?=[A-Z])", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[,;|&]|\s(?:and|und|et|y|e|en)\s)\s*")
_NO_NAME = re.compile(r"https?:|//|@|\bwww\.|[<>{}]")


class Byline(msgspec.Struct, frozen=True):
    """Each as the page writes it, with the place that has it; empty where it declares none."""

    authors: tuple[str, ...] = ()
    authors_source: str = ""
    section: str = ""
    section_source: str = ""
    publisher: str = ""
    publisher_source: str = ""


def byline(declared: Declared) -> Byline:
    """Return what the page declares of its making: JSON-LD first, then meta elements, then microdata."""
    authors, authors_source = _authors(declared)
    section, section_source = _first(declared, "articleSection", _SECTION_METAS)
    publisher, publisher_source = _first(declared, "publisher", _PUBLISHER_METAS)
    return Byline(
        authors=authors,
        authors_source=authors_source,
        section=section,
        section_source=section_source,
        publisher=publisher,
        publisher_source=publisher_source,
    )


def _authors(declared: Declared) -> tuple[tuple[str, ...], str]:
    for written, source in _written_authors(declared):
        names = dict.fromkeys(name for one in written for name in _names_in(one))
        if names:
            return tuple(names)[:MAX_AUTHORS], source
    return (), ""


def _written_authors(declared: Declared) -> Iterator[tuple[Sequence[str], str]]:
    for thing in declared.things:
        if any(kind.endswith(_WORKS) for kind in thing.types):
            yield thing.texts("author", MAX_AUTHORS) or thing.texts("creator", MAX_AUTHORS), "json-ld"
    for name in _AUTHOR_METAS:
        yield (declared.metas.get(name, ""),), f"meta {name}"
    yield declared.authors, "itemprop"


def _names_in(written: str) -> list[str]:
    """The names of a line of authors: "By Ann Sample and Bo Example" has two, "Smith and Sons" is one."""
    line = _BY.sub("", written.strip(), count=1) if _BY.match(written.strip()) else written.strip()
    parts = [part.strip() for part in _BETWEEN.split(line[: MAX_AUTHORS * _LONGEST_NAME])]
    names = parts if all(" " in part for part in parts) else [line]
    return [name for name in names if name and len(name) <= _LONGEST_NAME and not _NO_NAME.search(name)]


def _first(declared: Declared, field: str, metas: Sequence[str]) -> tuple[str, str]:
    """The first of these that is no address and no longer than a name."""
    described = ((thing.text(field), "json-ld") for thing in declared.things)
    for text, source in (*((declared.metas.get(name, ""), f"meta {name}") for name in metas), *described):
        if text and len(text) <= _LONGEST_NAME and not _NO_NAME.search(text):
            return text, source
    return "", ""
