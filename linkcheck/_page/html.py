"""HTML and XHTML to a Page.

One parse of an HTML page, for text, metadata and state alike.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin

import lxml.etree
import lxml.html
import msgspec
from lxml.html import HtmlElement

from linkcheck._page.blocks import LINE_BREAK, Blocks, read_blocks
from linkcheck._page.dates import published
from linkcheck._page.kinds import kind_of, media_of, signs
from linkcheck._page.limits import bounded, flattened
from linkcheck._page.main_text import PageFacts, joined, main_blocks, words_in
from linkcheck._page.metadata import Declared, card, description, read_declared, site_name
from linkcheck._page.redirects import Arrival, diverted_to
from linkcheck._page.states import SHORT, Seen, decide
from linkcheck._page.titles import title
from linkcheck._page.types import Page, PageState


class Document(msgspec.Struct, frozen=True):
    """A parsed page, what a reader sees of it and what it declares."""

    root: HtmlElement
    blocks: Blocks
    declared: Declared
    scripts: int
    truncated: bool


def parse(source: str) -> Document | None:
    """Return the parsed page, or None where there is nothing to parse."""
    markup = bounded(source)
    root, too_deep = _tree(markup.text)
    if too_deep:
        root, _ = _tree(flattened(markup.text))
    if root is None:
        return None
    blocks = read_blocks(root)
    headings: dict[int, str] = {}
    for block in blocks.blocks:
        if block.tag == "h1":
            text = block.text.replace(LINE_BREAK, " ")
            headings[block.element] = f"{headings[block.element]} {text}" if block.element in headings else text
    return Document(
        root=root,
        blocks=blocks,
        declared=read_declared(root, tuple(headings.values())),
        scripts=markup.scripts,
        truncated=markup.truncated or blocks.truncated,
    )


def _tree(markup: str) -> tuple[HtmlElement | None, bool]:
    """The tree, and whether the parser gave up on its nesting."""
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except lxml.etree.ParserError:  # nothing but white space and comments
        return None, False
    error = parser.error_log.last_error
    return root, error is not None and "depth" in error.message


# Words of main text below which what the page tells search engines of its content is read instead: forums and players
# that are put together by scripts (Discourse) carry their posts there.
_FEW_WORDS = 25
_BEFORE_HEADING = 3
_AFTER_HEADING = 8
_VISIBLE_CHARACTERS = 6000
_MAX_TOLD = 20_000
_REFRESH = re.compile(r"url\s*=\s*[\"']?\s*([^\"'\s]+)", re.IGNORECASE)
# A later refresh keeps a live page up to date; it does not lead elsewhere.
_REFRESH_SECONDS = 15


def read_html(source: str, arrival: Arrival) -> Page:
    """Return the page that this markup shows to who came this way; state and language may be left to with_state."""
    document = parse(source)
    if document is None:
        nothing = decide(Page())
        return Page(url=arrival.reached, state=nothing.state, state_reason=nothing.reason)
    page = _read(document, arrival)
    seen = _seen(document, arrival)
    decision = decide(page, seen)
    if decision.state == PageState.READABLE and len(page.text) < len(seen.visible) <= SHORT:
        # On a short page the main text may be the one line that is no wall: look at all of it.
        whole = msgspec.structs.replace(page, text=seen.visible)
        second = decide(whole, seen)
        if second.state != PageState.READABLE:
            page, decision = whole, second
    return msgspec.structs.replace(
        page, state=decision.state, state_reason=decision.reason, state_quotes=decision.quotes
    )


def _read(document: Document, arrival: Arrival) -> Page:
    declared, url = document.declared, arrival.reached
    site, site_source = site_name(declared)
    named, title_source = title(declared, url=url, site_name=site)
    described, description_source = description(declared)
    main = main_blocks(document.blocks, facts_of(document, url))
    text = joined(main)
    text_source = "main text" if text else ""
    truncated = document.truncated
    if words_in(text) < _FEW_WORDS:
        told = _described_text(document)
        if words_in(told) > 2 * words_in(text):
            text, text_source = told[:_MAX_TOLD], "json-ld"
            truncated = truncated or len(told) > _MAX_TOLD
    kind = kind_of(declared, url=url, words=words_in(text))
    dated = published(declared, document.root, _lines_around_heading(document), url=url, kind=kind)
    return Page(
        url=url,
        canonical_url=_absolute(declared.canonical, url),
        title=named,
        description=described,
        text=text,
        published=dated.moment,
        published_text=dated.written,
        published_guess=dated.guess,
        site_name=site,
        kind=kind,
        media=media_of(declared, document.root, [block.text for block in main]),
        card=card(declared, url),
        sources=_sources(
            ("title", title_source),
            ("description", description_source),
            ("text", text_source),
            ("published", dated.source),
            ("published_guess", dated.guess_source),
            ("site_name", site_source),
        ),
        truncated=truncated,
    )


def facts_of(document: Document, url: str) -> PageFacts:
    """What the page as a whole lets main_text.py expect."""
    declared = document.declared
    site, _ = site_name(declared)
    return PageFacts(
        title=title(declared, url=url, site_name=site)[0],
        description=description(declared)[0],
        signs=signs(declared, document.blocks, root=document.root, url=url),
    )


def _seen(document: Document, arrival: Arrival) -> Seen:
    """What only the markup and the way here tell of the page's state."""
    declared = document.declared
    return Seen(
        visible=document.blocks.text()[:_VISIBLE_CHARACTERS].strip(),
        scripts=document.scripts,
        leads_to=_refresh_target(declared.refresh),
        asks_password=any((e.get("type") or "").lower() == "password" for e in document.root.iter("input")),
        paid=any(str(thing.fields.get("isAccessibleForFree")).lower() == "false" for thing in declared.things),
        diverted=diverted_to(arrival),
    )


def _refresh_target(refresh: str) -> str:
    found = _REFRESH.search(refresh)
    seconds = refresh.partition(";")[0].strip().partition(".")[0]
    if not found or (seconds.isdigit() and int(seconds[:4]) > _REFRESH_SECONDS):
        return ""
    return found[1]


def _described_text(document: Document) -> str:
    """The body that the page gives search engines, where it gives one."""
    parts: list[str] = []
    for thing in document.declared.things:
        if thing.types & {"organization", "website", "person", "breadcrumblist"}:
            continue
        for field in ("articleBody", "text", "transcript", "description"):
            value = thing.fields.get(field)
            if isinstance(value, str) and value.strip() and value.strip() not in parts:
                parts.append(value.strip())
                break
    return "\n".join(" ".join(part.split()) for part in parts)


def _lines_around_heading(document: Document) -> list[str]:
    """The short texts in which a page dates itself: those just behind its heading, then those just before."""
    blocks = document.blocks.blocks
    at = next((number for number, block in enumerate(blocks) if block.tag == "h1"), None)
    if at is None:
        return []
    around = (*blocks[at + 1 : at + 1 + _AFTER_HEADING], *blocks[max(at - _BEFORE_HEADING, 0) : at])
    return [block.text for block in around]


def _absolute(link: str, url: str) -> str:
    try:
        return urljoin(url, link) if link else ""
    except ValueError:
        return ""


def _sources(*found: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, source) for name, source in found if source)
