"""A page as a notebook shows it: what it says of itself, and how its text begins."""

from __future__ import annotations

from linkcheck._page.types import Page
from linkcheck._report.build import counted
from linkcheck._report.formats.html.markup import NOTHING, SafeHtml, element, text
from linkcheck._report.formats.html.post import anchor
from linkcheck._report.formats.html.style import packaged
from linkcheck._text.display import plain, truncate

_MAX_LINE = 300
_MAX_FACT = 80
_MAX_TEXT = 600


def page_fragment(page: Page) -> str:
    """A part of a page of HTML, without script, with at most 600 characters of the text; everything escaped."""
    body = page.text.strip()
    return element(
        "div",
        SafeHtml(f"<style>{packaged('report.css')}</style>"),
        _line(page.title, "title"),
        element("p", anchor(page.url)) if page.url else NOTHING,
        _line(page.description, None),
        element("p", text(_facts(page)), class_="facts"),
        element("blockquote", text(truncate(body[: _MAX_TEXT + 1], _MAX_TEXT))) if body else NOTHING,
        class_="linkcheck",
    )


def _line(shown: str, kind: str | None) -> SafeHtml:
    return element("p", text(plain(shown, _MAX_LINE)), class_=kind) if shown.strip() else NOTHING


def _facts(page: Page) -> str:
    published = page.published.isoformat() if page.published else ""
    state = "" if page.state is None else str(page.state)
    words = len(page.text.split())
    facts = (
        page.site_name,
        published,
        page.language or "",
        page.kind,
        state,
        counted(words, "word"),
    )
    return ", ".join(plain(fact, _MAX_FACT) for fact in facts if fact)
