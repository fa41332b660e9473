"""What does an HTML page say? One parse gives its text, metadata and state."""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from linkcheck._page.block_features import PageFacts
from linkcheck._page.blocks import Blocks, read_blocks
from linkcheck._page.byline import byline
from linkcheck._page.dates import published
from linkcheck._page.declared_links import absolute_url, declared_links
from linkcheck._page.kinds import declares_content, page_features, page_kind, page_media
from linkcheck._page.lines import LINE_BREAK, words_in
from linkcheck._page.main_text import join_blocks, main_blocks
from linkcheck._page.markup import Markup, read_markup
from linkcheck._page.metadata import Declared, card, description, read_declared, site_name
from linkcheck._page.redirects import RedirectChain, redirect_state
from linkcheck._page.states import SHORT, PageSignals, decide_notice, decide_state
from linkcheck._page.thinness import own_blocks, words_shown
from linkcheck._page.titles import declared_titles, title
from linkcheck._page.types import Page, PageState


class Document(msgspec.Struct, frozen=True):
    """A parsed page, what a reader sees of it and what it declares."""

    root: Markup
    blocks: Blocks
    declared: Declared
    scripts: int
    truncated: bool


def parse(source: str) -> Document | None:
    """Return the parsed page, or None where there is nothing to parse."""
    root = read_markup(source)
    if not any(root.tags) and not any(root.raw_tags) and not root.before.strip():
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
        declared=read_declared(root, tuple(headings.values()), source=source),
        scripts=len(root.numbers.get("script", ())),
        truncated=root.truncated or blocks.truncated,
    )


# Words of main text below which the content that the page gives search engines is read instead: forums and players
# that are put together by scripts (Discourse) carry their posts there.
_FEW_WORDS = 25
_VISIBLE_CHARACTERS = 6000
_MAX_DESCRIBED = 20_000
_REFRESH = re.compile(r"url\s*=\s*+[\"']?\s*+([^\"'\s]+)", re.IGNORECASE)
# A later refresh keeps a live page up to date; it leads nowhere else.
_REFRESH_SECONDS = 15


def read_html(source: str, chain: RedirectChain, *, read_at: dt.datetime | None = None) -> Page:
    """Return the page that this markup shows to who came this way; state and language may be left to with_state."""
    document = parse(source)
    if document is None:
        nothing = decide_state(Page())
        return Page(url=chain.final, state=nothing.state, state_reason=nothing.reason)
    page = _page_of(document, chain, read_at)
    signals = _signals(document, chain)
    decision = decide_state(page, signals)
    if decision.state == PageState.READABLE and len(page.text) < len(signals.visible) <= SHORT:
        # On a short page the main text may be the one line that is no wall: look at all of it.
        whole = msgspec.structs.replace(page, text=signals.visible)
        second = decide_state(whole, signals)
        if second.state != PageState.READABLE:
            page, decision = whole, second
    if decision.state == PageState.READABLE:
        # A notice above lists of other stories: what is not linked is the notice.
        unlinked = "\n".join(block.text.replace(LINE_BREAK, "\n") for block in own_blocks(document.blocks))
        decision = decide_notice(page, unlinked[:_VISIBLE_CHARACTERS].strip(), signals) or decision
    return msgspec.structs.replace(
        page, state=decision.state, state_reason=decision.reason, state_quotes=decision.quotes
    )


def _page_of(document: Document, chain: RedirectChain, read_at: dt.datetime | None) -> Page:
    declared, url = document.declared, chain.final
    site, site_source = site_name(declared)
    named, title_source = title(declared, url=url, site_name=site)
    described, description_source = description(declared)
    facts = page_facts(document, url)
    main = main_blocks(document.blocks, facts)
    text = join_blocks(main)
    text_source = "main text" if text else ""
    truncated = document.truncated
    if words_in(text) < _FEW_WORDS and words_in(facts.body) > 2 * words_in(text):
        text, text_source = facts.body[:_MAX_DESCRIBED], "json-ld"
        truncated = truncated or len(facts.body) > _MAX_DESCRIBED
    kind = page_kind(declared, url=url, words=words_in(text))
    made = byline(declared)
    dated = published(declared, document.blocks, title=named, url=url, kind=kind, read_at=read_at)
    page = Page(
        url=url,
        canonical_url=absolute_url(declared.canonical, url),
        title=named,
        titles=declared_titles(declared),
        description=described,
        text=text,
        published=dated.moment,
        published_text=dated.written,
        published_guess=dated.guess,
        site_name=site,
        authors=made.authors,
        section=made.section,
        publisher=made.publisher,
        kind=kind,
        media=page_media(declared, document.root, [block.text for block in main]),
        card=card(declared, url),
        declared_links=declared_links(declared, url),
        sources=_sources(
            ("title", title_source),
            ("description", description_source),
            ("text", text_source),
            ("published", dated.source),
            ("published_guess", dated.guess_source),
            ("site_name", site_source),
            ("authors", made.authors_source),
            ("section", made.section_source),
            ("publisher", made.publisher_source),
        ),
        truncated=truncated,
    )
    return msgspec.structs.replace(page, shown_words=words_shown(page, document.blocks, main))


def page_facts(document: Document, url: str) -> PageFacts:
    """What the page as a whole lets main_text.py expect."""
    declared = document.declared
    site, _ = site_name(declared)
    return PageFacts(
        title=title(declared, url=url, site_name=site)[0],
        description=description(declared)[0],
        body=_described_text(document),
        features=page_features(declared, root=document.root, url=url),
    )


def _signals(document: Document, chain: RedirectChain) -> PageSignals:
    """What only the markup and the redirects show of the page's state."""
    declared = document.declared
    return PageSignals(
        visible=document.blocks.text()[:_VISIBLE_CHARACTERS].strip(),
        scripts=document.scripts,
        leads_to=_refresh_target(chain.refresh or declared.refresh),
        asks_password=any((e.get("type") or "").lower() == "password" for e in document.root.having("type", "input")),
        paid=any(str(thing.fields.get("isAccessibleForFree")).lower() == "false" for thing in declared.things),
        redirect_state=redirect_state(chain),
        headings=declared.headings,
        is_declared=declares_content(declared),
        is_hidden="noindex" in declared.metas.get("robots", "").lower(),
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


def _sources(*found: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, source) for name, source in found if source)
