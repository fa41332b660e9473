"""How does a value read in a prompt, a log or a failed test? On one short line: what it is, and what tells it apart.

Texts are shortened and made harmless, and secrets of links are hidden as in a report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from linkcheck._evidence.types import Case, Evidence
from linkcheck._page.types import DeclaredLink, DeclaredTitle, Page
from linkcheck._post.types import BadRecord, Card, Claim, Link, Mention, Origin, Post, PostFrame, Quote
from linkcheck._report.build import counted
from linkcheck._report.mask import mask_report, mask_url
from linkcheck._report.types import Correction, Counts, Provenance, QueueReport, Repeat, Report, Run
from linkcheck._scoring.types import Cause, LinkReport, PageSummary, Reason
from linkcheck._text.display import plain
from linkcheck._urls.action_links import mask_in
from linkcheck._web.types import Hop, Snapshot

T = TypeVar("T")

_LONGEST_TEXT = 60
_LONGEST_URL = 80
_LONGEST_WORD = 40
"""Characters: three parts fill a line of a terminal, or little more."""


def on_one_line(value: object) -> str:
    """`<LinkReport mismatch 0.98 https://example.org/moon>`: the name of the type, and the parts that are there."""
    kind = type(value)
    try:
        parts = [*filter(None, _PARTS[kind](value))]
    except (AttributeError, KeyError, TypeError, ValueError):  # fields of other types than declared; a subclass
        parts = ["..."]
    return f"<{' '.join([kind.__name__, *parts])}>"


def _text(text: str) -> str:
    """The beginning of a text, in quotation marks."""
    return f"“{plain(mask_in(text), _LONGEST_TEXT)}”" if text else ""


def _url(url: str) -> str:
    return plain(mask_url(url), _LONGEST_URL)


def _word(word: object) -> str:
    return "" if word is None else plain(str(word), _LONGEST_WORD)


def _number(number: float | None) -> str:
    return "" if number is None else f"{number:.2f}"


def _many(number: int, of: str) -> str:
    return counted(number, of) if number else ""


def _span(start: int | None, end: int | None) -> str:
    return "" if start is None or end is None else f"[{start}:{end}]"


def _row(row: int | None) -> str:
    return "" if row is None else f"row {row}"


def _of_post(post: Post) -> Sequence[str]:
    hidden = mask_report(Report(post=post)).post
    return _text(hidden.text), _many(len(post.links), "link"), _word(post.platform)


def _of_bad_record(bad: BadRecord) -> Sequence[str]:
    return _word(Origin(file=bad.file, line=bad.line, record=bad.record).place), _text(bad.message)


def _of_report(report: Report) -> Sequence[str]:
    verdict, score = _word(report.verdict), _number(report.score)
    if report.problem is not None:
        return verdict, on_one_line(report.problem)
    return verdict, score, *_of_post(report.post)[:2]


def _of_queue(queue: QueueReport) -> Iterable[str]:
    yield _many(len(queue.posts), "post") or "0 posts"
    verdicts = Counter(report.verdict for report in queue.posts)
    yield from (f"{number} {_word(verdict)}" for verdict, number in sorted(verdicts.items()))
    yield _many(len(queue.corrections), "correction")
    yield "interrupted" if queue.interrupted else ""


def _of_counts(counts: Counts) -> Iterable[str]:
    yield _many(counts.posts, "post") or "0 posts"
    for field in ("match", "mismatch", "unclear", "unverifiable", "broken"):
        yield f"{getattr(counts, field)} {field}" if getattr(counts, field) else ""


_PARTS: dict[type, Callable[[Any], Iterable[str]]] = {}


def _shows(kind: type[T], parts: Callable[[T], Iterable[str]]) -> None:
    _PARTS[kind] = parts


_shows(Link, lambda link: (_url(link.expanded_url), _span(link.start, link.end)))
_shows(Mention, lambda mention: (_word(mention.kind), _text(mention.text), _span(mention.start, mention.end)))
_shows(Quote, lambda quote: (f"{_word(quote.field)}{_span(quote.start, quote.end)}", _text(quote.text)))
_shows(Card, lambda card: (_text(card.title or card.description), _url(card.url)))
_shows(Origin, lambda origin: (_word(origin.place),))
_shows(BadRecord, _of_bad_record)
_shows(PostFrame, lambda frame: (_word(frame.kind), _span(frame.start, frame.end)))
_shows(Claim, lambda claim: (_text(claim.text), _word(claim.no_claim_reason)))
_shows(Post, _of_post)
_shows(Hop, lambda hop: (str(hop.status_code), _url(hop.url)))
_shows(Snapshot, lambda got: (_word(got.outcome), _word(got.status_code), _word(got.detail), _url(got.final_url)))
_shows(DeclaredTitle, lambda title: (_text(title.text), _word(title.source)))
_shows(DeclaredLink, lambda link: (_word(link.relation), _url(link.url)))
_shows(Page, lambda page: (_word(page.state), _text(page.title or page.text), _url(page.url)))
_shows(PageSummary, lambda page: (_word(page.state), _text(page.title), _url(page.url)))
_shows(Evidence, lambda found: (_word(found.code), _word(found.stance), _number(found.value), _text(found.message)))
_shows(Case, lambda case: (_text(case.claim.text), on_one_line(case.page)))
_shows(Reason, lambda reason: (_word(reason.code), f"{reason.weight:+.2f}", _text(reason.message)))
_shows(Cause, lambda cause: (_word(cause.code), _word(cause.responsible), _text(cause.message)))
_shows(LinkReport, lambda link: (_word(link.verdict), _number(link.score), _url(link.link.expanded_url)))
_shows(Provenance, lambda made: (_word(made.version), *map(_word, made.detectors)))
_shows(Report, _of_report)
_shows(Correction, lambda fix: (_row(fix.row), _url(fix.present_url), "to", _url(fix.proposed_url)))
_shows(Repeat, lambda repeat: (_row(repeat.row), "repeats", _row(repeat.first_row)))
_shows(QueueReport, _of_queue)
_shows(Counts, _of_counts)
_shows(Run, lambda run: (*_of_counts(run.counts), "interrupted" if run.interrupted else ""))
