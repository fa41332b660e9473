"""One post of the HTML report: what it says and what the page says, side by side, and why they differ."""

from __future__ import annotations

from collections.abc import Sequence

from linkcheck.report.highlights import cut, spans_of
from linkcheck.report.markup import NOTHING, Markup, element, join, text
from linkcheck.report.places import place_of
from linkcheck.report.plain import plain
from linkcheck.report.types import Report
from linkcheck.scoring.types import LinkReport, PageSummary, Reason, Verdict
from linkcheck.web.action_links import why_action

_LONGEST_POST = 3000
_LONGEST_URL = 300
_LONGEST_MESSAGE = 500
_LONGEST_QUOTE = 160
_LONGEST_TITLE = 300
_LONGEST_DESCRIPTION = 200
_MOST_REASONS = 6
_MOST_QUOTES = 3
_SCORE_WIDTH = 60


def post_item(report: Report, pairs: Sequence[LinkReport], number: int) -> Markup:
    """A list item for one post; `pairs` names what `better_match` counts in, `number` its place in the run."""
    heading = element(
        "h2",
        _badge(report.verdict),
        _score(report.score),
        element("span", text(plain(place_of(report))), class_="place"),
        id=f"post-{number}",
    )
    links = [_link(link, report, pairs) for link in report.links]
    return element(
        "li",
        element(
            "article",
            heading,
            _said(report) if len(report.links) != 1 else NOTHING,
            _reasons(report.reasons),
            *links,
            aria_labelledby=f"post-{number}",
        ),
        class_=f"post {report.verdict}",
        data_verdict=str(report.verdict),
        data_score=None if report.score is None else f"{report.score:.4f}",
    )


def _link(link: LinkReport, report: Report, pairs: Sequence[LinkReport]) -> Markup:
    alone = len(report.links) == 1
    sides = element("div", _said(report) if alone else NOTHING, _found(link), class_="sides")
    return element(
        "section",
        NOTHING if alone else element("p", _badge(link.verdict), text(" "), _score(link.score)),
        sides,
        _reasons(link.reasons),
        _cause(link),
        _better(link, pairs),
    )


def _said(report: Report) -> Markup:
    if report.problem is not None:
        return NOTHING
    post = report.post
    shown = post.text[:_LONGEST_POST]
    reasons = [reason for link in report.links for reason in link.reasons]
    pieces = [
        text(piece.text) if piece.weight is None else element("mark", text(piece.text), class_=_side(piece.weight))
        for piece in cut(shown, spans_of(reasons))
    ]
    if len(post.text) > len(shown):
        pieces.append(text(f"… ({len(post.text) - len(shown)} more characters)"))
    return element(
        "div",
        element("h3", text("The post says")),
        element("p", *pieces, class_="said", dir="auto", lang=_language(post.language)),
    )


def _found(link: LinkReport) -> Markup:
    page = link.page
    title = page.title if page is not None else ""
    description = page.description if page is not None else ""
    parts = [
        element("h3", text("The page says")),
        element("p", text(plain(title, _LONGEST_TITLE)), class_="title", dir="auto") if title else NOTHING,
        element("p", text(plain(description, _LONGEST_DESCRIPTION)), dir="auto") if description else NOTHING,
        *_quotes(link.reasons),
        element("p", _anchor(link.link.expanded_url)),
        element("p", text(facts), class_="facts") if page is not None and (facts := _facts(page)) else NOTHING,
    ]
    return element("div", *parts)


def _quotes(reasons: Sequence[Reason]) -> list[Markup]:
    told = {
        plain(quote.text, _LONGEST_QUOTE): reason.weight
        for reason in reasons
        for quote in reason.page_quotes
        if quote.field == "text" and quote.text.strip()
    }
    return [
        element("blockquote", element("mark", text(quote), class_=_side(weight)), dir="auto")
        for quote, weight in list(told.items())[:_MOST_QUOTES]
    ]


def _facts(page: PageSummary) -> str:
    facts = (page.site_name, page.published, page.language, page.kind, page.state if page.state != "readable" else "")
    return ", ".join(plain(fact, 80) for fact in facts if fact)


def _anchor(url: str) -> Markup:
    """The URL as a link if it is one of http or https that does nothing when visited, else as text."""
    shown = text(plain(url, _LONGEST_URL))
    if not url.lower().startswith(("http://", "https://")) or why_action(url):
        return element("span", shown, dir="ltr")
    return element("a", shown, href=url, rel="noopener noreferrer nofollow", target="_blank", dir="ltr")


def _reasons(reasons: Sequence[Reason]) -> Markup:
    if not reasons:
        return NOTHING
    items = (
        element(
            "li",
            element("i", text(f"{reason.weight:+.1f}" if reason.weight else "")),
            element("span", text(plain(reason.message, _LONGEST_MESSAGE))),
        )
        for reason in reasons[:_MOST_REASONS]
    )
    return element("ul", *items, class_="reasons")


def _cause(link: LinkReport) -> Markup:
    if link.cause is None or link.cause.code == "unknown":
        return NOTHING
    fault = "" if link.cause.fault == "unknown" else f" (most likely the {link.cause.fault}'s fault)"
    return element("p", text(f"Cause: {plain(link.cause.message or link.cause.code)}{fault}"), class_="cause")


def _better(link: LinkReport, pairs: Sequence[LinkReport]) -> Markup:
    if link.better_match is None or not 0 <= link.better_match < len(pairs):
        return NOTHING
    other = pairs[link.better_match]
    row = "" if other.row is None else f"row {other.row + 1}'s link "
    return element("p", text(f"Fits better: {row}"), _anchor(other.link.expanded_url))


def _badge(verdict: Verdict) -> Markup:
    return element("b", text(str(verdict)), class_=str(verdict))


def _score(score: float | None) -> Markup:
    if score is None:
        return NOTHING
    width = f"{_SCORE_WIDTH * score:.0f}"
    return join(
        (
            Markup(
                f'<svg role="img" aria-label="score {score:.2f} of 1" width="{_SCORE_WIDTH}" height="10">'
                f'<rect width="{width}" height="10"/></svg>'
            ),
            element("span", text(f"{score:.2f}"), aria_hidden="true"),
        )
    )


def _side(weight: float) -> str | None:
    """Which way evidence speaks: for a mismatch, or against one."""
    if not weight:
        return None
    return "for" if weight > 0 else "against"


def _language(code: str) -> str | None:
    return code if code.isascii() and code.replace("-", "").isalnum() else None
