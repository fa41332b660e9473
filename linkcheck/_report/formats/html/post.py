"""One post of the HTML report as a card: what is wrong, what to do, both sides with marks, and reasons that fold."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from linkcheck._report.build import counted
from linkcheck._report.formats.html.highlights import Highlight, Mark, Piece, merge_adjacent, split_at_spans
from linkcheck._report.formats.html.marks import page_highlights, post_highlights, quoted_marks, words_had
from linkcheck._report.formats.html.markup import NOTHING, SafeHtml, element, join, text
from linkcheck._report.formats.html.passages import quoted_passages
from linkcheck._report.headline import Headline, homes_of, is_consistent, link_headline, post_headline
from linkcheck._report.places import pairs_of, place_in_queue
from linkcheck._report.types import VERDICT_ORDER, Report
from linkcheck._scoring.types import LinkReport, PageSummary, Reason, Verdict
from linkcheck._text.display import plain
from linkcheck._urls.action_links import action_reason
from linkcheck._urls.url import has_web_scheme

_MAX_POST = 3000
_MAX_URL = 64
_MAX_MESSAGE = 500
_MAX_PASSAGE = 200
_MAX_TITLE = 300
_MAX_DESCRIPTION = 140
_MAX_REASONS = 8
_MAX_PASSAGES = 2
_MAX_FACT = 80
_SCORE_WIDTH = 60  # as in report.css
_ISO_DATE_LENGTH = len("2026-05-12")


class PlacedReport(NamedTuple):
    """A report of a run, and what of the rest of the run its card shows."""

    number: int
    report: Report
    first_pair: int
    """The number of its first link among the pairs of the run."""
    pairs: Sequence[LinkReport]
    homes: Mapping[int, str]
    """See `homes_of`."""

    def headlines(self) -> Iterator[tuple[LinkReport, Headline]]:
        """Each link with the sentence that its part of the card opens with."""
        for pair, link in enumerate(self.report.links, start=self.first_pair):
            yield link, link_headline(link, pairs=self.pairs, home=self.homes.get(pair, ""))


def placed(reports: Sequence[Report]) -> list[PlacedReport]:
    """The reports of a run, worst first: by verdict, then by score, then as given."""
    pairs, homes = pairs_of(reports), homes_of(reports)
    found, first_pair = [], 0
    for number, report in enumerate(reports):
        found.append(PlacedReport(number, report, first_pair, pairs, homes))
        first_pair += len(report.links)
    return sorted(found, key=_worst_first)


_SEVERITY = {verdict: rank for rank, verdict in enumerate(sorted(VERDICT_ORDER, key=lambda v: v is Verdict.MATCH))}


def _worst_first(one: PlacedReport) -> tuple[int, float, int]:
    score = -1.0 if one.report.score is None else one.report.score
    return _SEVERITY[one.report.verdict], -score, one.number


def post_item(one: PlacedReport) -> SafeHtml:
    """A list item for one post."""
    report = one.report
    is_single = len(report.links) == 1
    sections = [_link_part(link, headline, report, is_single=is_single) for link, headline in one.headlines()]
    heading = element(
        "h2",
        _badge(report.verdict),
        _score(report.score),
        element("span", text(plain(place_in_queue(report))), class_="place"),
        id=f"post-{one.number}",
    )
    opening = NOTHING if is_single else _opening(post_headline(report))
    article = element(
        "article",
        heading,
        opening,
        _post_facts(report),
        NOTHING if any(map(_is_judged, report.links)) or is_single else _post_side(report, None),
        *sections,
        aria_labelledby=f"post-{one.number}",
    )
    return element(
        "li",
        article,
        class_=f"post {report.verdict}",
        data_verdict=str(report.verdict),
        data_score=None if report.score is None else f"{report.score:.4f}",
    )


def _link_part(link: LinkReport, headline: Headline, report: Report, *, is_single: bool) -> SafeHtml:
    """What the card says of one link; of several, each has its own verdict, and its own marks in the post."""
    shows_post = is_single or _is_judged(link)
    parts = (
        _opening(headline, link),
        element("div", _post_side(report, link) if shows_post else NOTHING, _page_side(link, report), class_="sides"),
        _reasons(link),
    )
    if is_single:
        return join(parts)
    return element("section", element("p", _badge(link.verdict), text(" "), _score(link.score)), *parts)


def _is_judged(link: LinkReport) -> bool:
    return bool(link.found or link.missing or link.score is not None)


def _opening(headline: Headline, link: LinkReport | None = None) -> SafeHtml:
    """The sentence that a card opens with, what to do, and the link that is proposed, to be copied."""
    party = link.cause.responsible if link is not None and link.cause is not None else "unknown"
    responsible = element("span", text(f"Responsible: the {party}."), class_="facts") if party != "unknown" else NOTHING
    advice = plain(headline.advice)
    return join(
        (
            element("p", text(plain(headline.sentence, _MAX_MESSAGE)), class_="lead"),
            element("p", text(f"{advice} " if advice else ""), responsible) if advice or responsible else NOTHING,
            _proposal(headline.proposed_url),
        )
    )


def _proposal(url: str) -> SafeHtml:
    if not url:
        return NOTHING
    # Without script a click selects the whole of it; masked secrets are not worth copying.
    copy = NOTHING if action_reason(url) else element("button", text("Copy"), type="button", class_="copy", hidden=True)
    return element("p", text("Proposed link: "), element("code", text(plain(url)), class_="url"), text(" "), copy)


def _post_facts(report: Report) -> SafeHtml:
    """When and where the post goes out, as far as it is known."""
    post = report.post
    moment = post.scheduled_at or post.created_at
    when = (
        f"{'scheduled for ' if post.scheduled_at else ''}{moment:%Y-%m-%d %H:%M %Z}".strip()
        if moment is not None
        else ""
    )
    facts = [plain(fact, _MAX_FACT) for fact in (when, post.account, post.tool) if fact]
    return element("p", text(" · ".join(facts)), class_="facts") if facts else NOTHING


def _post_side(report: Report, link: LinkReport | None) -> SafeHtml:
    """The text of the post with the marks of one link: all of it, or the segment that is about the link."""
    post = report.post
    if report.problem is not None or not post.text:
        return NOTHING
    start, end = (link.link.segment if link is not None else None) or (0, len(post.text))
    shown = post.text[start : min(end, start + _MAX_POST)]
    spans = [Highlight(s - start, e - start, mark) for s, e, mark in post_highlights(link)] if link is not None else []
    pieces = _marked(split_at_spans(shown, spans))
    if end - start > len(shown):
        pieces.append(text(f"… ({end - start - len(shown)} more characters)"))
    heading = element("h3", text("The post says"))
    return element("div", heading, element("p", *pieces, class_="said", lang=_language_code(post.language)))


def _page_side(link: LinkReport, report: Report) -> SafeHtml:
    page = link.page or PageSummary()
    had = words_had(report.post.text, link)
    said = join(
        (
            _page_line(page.title[:_MAX_TITLE], "title", link, had),
            _page_line(page.description[:_MAX_DESCRIPTION], "description", link, had),
            *_passages(link.reasons, had),
        )
    )
    parts = [
        element("h3", text("The page says" if said else "The link")),
        said,
        element("p", anchor(link.link.expanded_url)),
        _facts(page, is_old=_is_old(link)),
    ]
    return element("div", *parts)


def _page_line(shown: str, field: str, link: LinkReport, had: frozenset[str]) -> SafeHtml:
    if not shown.strip():
        return NOTHING
    pieces = _marked(split_at_spans(shown, page_highlights(shown, field, link, had)))
    return element("p", *pieces, class_="title" if field == "title" else None)


def _passages(reasons: Sequence[Reason], had: frozenset[str]) -> list[SafeHtml]:
    found = quoted_passages(reasons, had, most=_MAX_PASSAGES, longest=_MAX_PASSAGE)
    return [element("blockquote", *_marked(pieces)) for pieces in found]


def _marked(pieces: Sequence[Piece]) -> list[SafeHtml]:
    return [
        text(piece.text) if piece.mark is None else marked_words(text(piece.text), piece.mark)
        for piece in merge_adjacent(pieces)
    ]


def marked_words(words: SafeHtml, mark: Mark) -> SafeHtml:
    """The words with their mark: the two kinds that are many have an element without a class each."""
    if mark is Mark.MISSING:
        return element("u", words)
    return element("mark", words, class_=None if mark is Mark.HAD else str(mark))


def _facts(page: PageSummary, *, is_old: bool) -> SafeHtml:
    day = text(plain(page.published[:_ISO_DATE_LENGTH]))
    shown = [
        text(plain(page.site_name, _MAX_FACT)),
        marked_words(day, Mark.DIFFERS) if is_old and day else day,
        *(text(plain(fact, _MAX_FACT)) for fact in (page.language, page.kind)),
        text(plain(page.state, _MAX_FACT)) if page.state != "readable" else NOTHING,
    ]
    facts = SafeHtml(", ".join(fact for fact in shown if fact))
    return element("p", facts, class_="facts") if facts else NOTHING


def _is_old(link: LinkReport) -> bool:
    """Whether what contradicts the post is the day on which the page was published."""
    return any(quote.field == "published_text" for _, quote in quoted_marks(link.reasons))


def anchor(url: str) -> SafeHtml:
    """The URL as a link if it is one of http or https that does nothing when visited, else as text."""
    shown = text(plain(url, _MAX_URL))
    if not has_web_scheme(url) or action_reason(url):
        return element("bdi", shown)
    return element("a", shown, href=url, rel="noreferrer nofollow", target="_blank")


def _reasons(link: LinkReport) -> SafeHtml:
    """The reasons with their log-odds, folded; what says the opposite of its weight is left to the sum."""
    told = [reason for reason in link.reasons if is_consistent(reason) and _signed(reason.weight) not in _NOTHING]
    if not told:
        return NOTHING
    items = (
        element(
            "li",
            element("i", text(weight)) if (weight := _signed(reason.weight)) else NOTHING,
            text(plain(reason.message, _MAX_MESSAGE)),
        )
        for reason in told[:_MAX_REASONS]
    )
    total = element("p", text(_sum(link, told[:_MAX_REASONS]))) if link.log_odds is not None else NOTHING
    summary = element("summary", text(f"Why: {counted(len(told), 'reason')}"))
    return element("details", summary, element("ul", *items, class_="reasons"), total)


def _sum(link: LinkReport, told: Sequence[Reason]) -> str:
    """How the log-odds that are shown and what is not told apart make the score."""
    log_odds = link.log_odds or 0.0
    rest = log_odds - math.fsum(reason.weight for reason in told)
    numbers = f"{rest:+.1f} from all else: {log_odds:+.1f}".replace("-", "−")
    return f"{numbers} log-odds, which is {link.score or 0.0:.2f}."


def _signed(number: float) -> str:
    return f"{number:+.1f}".replace("-", "−") if number else ""


_NOTHING = frozenset({"+0.0", "−0.0"})
"""Weights that have moved no score that is shown."""


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


def _language_code(code: str) -> str | None:
    return code if code.isascii() and code.replace("-", "").isalnum() else None
