"""When was a page published? What it states, and where; otherwise a guess.

Stated, in this order: JSON-LD of what the page is about; meta elements; microdata; a <time> marked as the date of
publication; a date written beside the heading. A date in the address is a guess: it is often that of a series or a
crawl. Dates of change, of comments and of copyright lines are never taken for the date of publication.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

import msgspec
from lxml.html import HtmlElement

from linkcheck._page.blocks import whole_text
from linkcheck._page.metadata import Declared
from linkcheck._text.dates import Moment, find_date, parse_iso
from linkcheck._urls.url import split_url

_METAS = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "citation_online_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "publication_date",
    "published_date",
    "published-date",
    "published",
    "originalpublicationdate",
    "article_date_original",
    "article.published",
    "date",
    "displaydate",
    "bt:pubdate",
    "dcsext.articlefirstpublished",
    "vr:published_time",
)
# What has a date of publication: an offer or a list of offers only has one of its record.
_DATED_TYPES = (
    "article",
    "posting",
    "qapage",
    "question",
    "videoobject",
    "episode",
    "recipe",
    "review",
    "report",
    "book",
)
_DATED_KINDS = frozenset({"article", "forum", "video", "audio", "image", ""})
_URL_DATE = re.compile(r"(?<!\d)(20[0-4]\d|199\d)[/_.-](0?[1-9]|1[0-2])(?:[/_.-](0?[1-9]|[12]\d|3[01]))?(?![\d])")
_MARKED = re.compile(r"publish|pubdate|posted|entry-date|post-date|article-date|byline-date|created", re.I)
_CHANGED = re.compile(
    r"updat|modif|edited|review|last|actuali[sz]|aktualisiert|geändert|mis à jour|modifié|bijgewerkt|gewijzigd|"
    r"atualizad|aggiornat|更新|expire|comment|copyright|©",
    re.I,
)
_NEAREST_TO_HEADING = 8
"""Blocks behind the heading in which a date line stands."""
_DATE_LINE_WORDS = 24
"""A date line is short: author, place, date, reading time."""


class Published(msgspec.Struct, frozen=True):
    """The date a page states or lets guess."""

    moment: Moment | None = None
    written: str = ""
    """As the page writes it."""
    source: str = ""
    guess: Moment | None = None
    guess_source: str = ""


def published(declared: Declared, root: HtmlElement, lines: Sequence[str], *, url: str, kind: str) -> Published:
    """Return when the page says it was published; `lines` are the short texts around its heading."""
    guess = _in_url(url)
    source = "url" if guess else ""
    if kind not in _DATED_KINDS:
        found = _first_of(_described_dates(declared, about=_DATED_TYPES[:2]))
        return found or Published(guess=guess, guess_source=source)
    stated = _first_of(
        [
            *_described_dates(declared, about=_DATED_TYPES),
            *((declared.metas.get(name, ""), f"meta {name}") for name in _METAS),
            *_marked_elements(root),
        ]
    ) or _beside_heading(lines)
    if stated:
        return stated
    return Published(guess=guess, guess_source=source)


def _first_of(found: Iterable[tuple[str, str]]) -> Published | None:
    for written, source in found:
        moment = _sane(parse_iso(written) or find_date(written)[0]) if written else None
        if moment is not None:
            return Published(moment=moment, written=written[:100], source=source)
    return None


def _described_dates(declared: Declared, about: Sequence[str]) -> Iterable[tuple[str, str]]:
    for thing in declared.things:
        if any(kind.endswith(tuple(about)) for kind in thing.types):
            yield thing.text("datePublished", "uploadDate", "dateCreated"), "json-ld"
    if about is _DATED_TYPES:
        for thing in declared.things:
            if "webpage" in thing.types:
                yield thing.text("datePublished"), "json-ld webpage"


def _marked_elements(root: HtmlElement) -> Iterable[tuple[str, str]]:
    for element in root.iter("time", "span", "abbr", "div", "p", "meta"):
        itemprop = (element.get("itemprop") or "").lower()
        if "datepublished" in itemprop or "datecreated" in itemprop or element.get("pubdate") is not None:
            yield _value_of(element), "itemprop"
        elif element.tag in ("time", "abbr"):
            named = f"{element.get('class') or ''} {itemprop}"
            if _MARKED.search(named) and not _CHANGED.search(named):
                yield _value_of(element), "time"


def _value_of(element: HtmlElement) -> str:
    given = element.get("datetime") or element.get("content") or element.get("title")
    return str(given or whole_text(element)[:200]).strip()


def _beside_heading(lines: Sequence[str]) -> Published | None:
    for line in lines[:_NEAREST_TO_HEADING]:
        if len(line.split()) > _DATE_LINE_WORDS:
            continue
        moment, written = find_date(line)
        if _sane(moment) is None or _CHANGED.search(line[: line.find(written)]):
            continue
        return Published(moment=moment, written=written, source="beside the heading")
    return None


def _in_url(url: str) -> Moment | None:
    found = _URL_DATE.search(split_url(url).path[:500])
    if not found or not found[3]:
        return None
    try:
        return _sane(dt.date(int(found[1]), int(found[2]), int(found[3])))
    except ValueError:
        return None


def _sane(moment: Moment | None) -> Moment | None:
    """The web began in 1991: what is older was not published there. The end stops mistyped years."""
    return moment if moment is not None and 1991 <= moment.year <= 2099 else None
