"""One post of the HTML report: what it says and what the page says, side by side, and why they differ."""

from __future__ import annotations

from collections.abc import Sequence

from linkcheck._report.formats.html.highlights import Piece, merge_adjacent, quoted_spans, split_at_spans
from linkcheck._report.formats.html.markup import NOTHING, SafeHtml, element, join, text
from linkcheck._report.formats.html.passages import quoted_passages
from linkcheck._report.places import place_in_queue
from linkcheck._report.types import Report
from linkcheck._scoring.types import LinkReport, PageSummary, Reason, Verdict
from linkcheck._text.display import plain
from linkcheck._urls.action_links import action_reason

_MAX_POST = 3000
_MAX_URL = 64
_MAX_MESSAGE = 500
_MAX_PASSAGE = 200
_MAX_TITLE = 300
_MAX_DESCRIPTION = 140
_MAX_REASONS = 5
_MAX_PASSAGES = 2
_SCORE_WIDTH = 60  # as in report.css
_ISO_DATE_LENGTH = len("2026-05-12")


def post_item(report: Report, pairs: Sequence[LinkReport], number: int) -> SafeHtml:
    """A list item for one post; `pairs` names what `better_match` counts in, `number` its place in the run."""
    heading = element(
        "h2",
        _badge(report.verdict),
        _score(report.score),
        element("span", text(plain(place_in_queue(report))), class_="place"),
        id=f"post-{number}",
    )
    links = [_link_section(link, report, pairs) for link in report.links]
    return element(
        "li",
        element(
            "article",
            heading,
            _post_side(report) if len(report.links) != 1 else NOTHING,
            _reason_list(report.reasons),
            *links,
            aria_labelledby=f"post-{number}",
        ),
        class_=f"post {report.verdict}",
        data_verdict=str(report.verdict),
        data_score=None if report.score is None else f"{report.score:.4f}",
    )


def _link_section(link: LinkReport, report: Report, pairs: Sequence[LinkReport]) -> SafeHtml:
    alone = len(report.links) == 1
    sides = element("div", _post_side(report) if alone else NOTHING, _page_side(link), class_="sides")
    return element(
        "section",
        NOTHING if alone else element("p", _badge(link.verdict), text(" "), _score(link.score)),
        sides,
        _reason_list(link.reasons),
        _cause_line(link),
        _better_line(link, pairs),
    )


def _post_side(report: Report) -> SafeHtml:
    post = report.post
    if report.problem is not None or not post.text:
        return NOTHING
    shown = post.text[:_MAX_POST]
    reasons = [reason for link in report.links for reason in link.reasons]
    pieces = _mark_pieces(split_at_spans(shown, quoted_spans(reasons)))
    if len(post.text) > len(shown):
        pieces.append(text(f"… ({len(post.text) - len(shown)} more characters)"))
    return element(
        "div",
        element("h3", text("The post says")),
        element("p", *pieces, class_="said", lang=_language_code(post.language)),
    )


def _page_side(link: LinkReport) -> SafeHtml:
    page = link.page
    title = page.title if page is not None else ""
    description = page.description if page is not None else ""
    parts = [
        element("h3", text("The page says")),
        element("p", text(plain(title, _MAX_TITLE)), class_="title") if title else NOTHING,
        element("p", text(plain(description, _MAX_DESCRIPTION))) if description else NOTHING,
        *_passages(link.reasons),
        element("p", _anchor(link.link.expanded_url)),
        element("p", text(facts), class_="facts") if page is not None and (facts := _facts(page)) else NOTHING,
    ]
    return element("div", *parts)


def _passages(reasons: Sequence[Reason]) -> list[SafeHtml]:
    return [
        element("blockquote", *_mark_pieces(passage.pieces), class_=_side(passage.weight))
        for passage in quoted_passages(reasons, most=_MAX_PASSAGES, longest=_MAX_PASSAGE)
    ]


def _mark_pieces(pieces: Sequence[Piece]) -> list[SafeHtml]:
    return [
        text(piece.text) if piece.weight is None else element("mark", text(piece.text), class_=_side(piece.weight))
        for piece in merge_adjacent(pieces)
    ]


def _facts(page: PageSummary) -> str:
    day = page.published[:_ISO_DATE_LENGTH]
    facts = (page.site_name, day, page.language, page.kind, page.state if page.state != "readable" else "")
    return ", ".join(plain(fact, 80) for fact in facts if fact)


def _anchor(url: str) -> SafeHtml:
    """The URL as a link if it is one of http or https that does nothing when visited, else as text."""
    shown = text(plain(url, _MAX_URL))
    if not url.lower().startswith(("http://", "https://")) or action_reason(url):
        return element("bdi", shown)
    return element("a", shown, href=url, rel="noreferrer nofollow", target="_blank")


def _reason_list(reasons: Sequence[Reason]) -> SafeHtml:
    if not reasons:
        return NOTHING
    items = (
        element(
            "li",
            element("i", text(f"{reason.weight:+.1f}")) if reason.weight else NOTHING,
            text(plain(reason.message, _MAX_MESSAGE)),
        )
        for reason in reasons[:_MAX_REASONS]
    )
    return element("ul", *items, class_="reasons")


def _cause_line(link: LinkReport) -> SafeHtml:
    if link.cause is None or link.cause.code == "unknown":
        return NOTHING
    responsible = "" if link.cause.responsible == "unknown" else f" Responsible: the {link.cause.responsible}."
    return element("p", text(f"Cause: {plain(link.cause.message or link.cause.code)}{responsible}"), class_="cause")


def _better_line(link: LinkReport, pairs: Sequence[LinkReport]) -> SafeHtml:
    if link.better_match is None or not 0 <= link.better_match < len(pairs):
        return NOTHING
    other = pairs[link.better_match]
    row = "" if other.row is None else f"row {other.row + 1}'s link "
    return element("p", text(f"Fits better: {row}"), _anchor(other.link.expanded_url))


def _badge(verdict: Verdict) -> SafeHtml:
    return element("b", text(str(verdict)), class_=str(verdict))


def _score(score: float | None) -> SafeHtml:
    if score is None:
        return NOTHING
    width = f"{_SCORE_WIDTH * score:.0f}"
    return join(
        (
            SafeHtml(f'<svg role="img" aria-label="score {score:.2f} of 1"><rect width="{width}" height="10"/></svg>'),
            element("span", text(f"{score:.2f}"), aria_hidden="true"),
        )
    )


def _side(weight: float) -> str | None:
    """The class of a mark: evidence against a mismatch, which most marks of most reports are, needs none."""
    if not weight:
        return "neutral"
    return "for" if weight > 0 else None


def _language_code(code: str) -> str | None:
    return code if code.isascii() and code.replace("-", "").isalnum() else None
