"""Many posts at once: links that a posting tool attached to the wrong post.

A queue holds evidence that no single post has: if row 7's page fits row 6's post, the sheet has
slipped. Pure: no I/O and no clock, over comparison.py.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

import msgspec

from linkcheck.comparison import choose_link, compare_prepared, compare_unvisited
from linkcheck.errors import InputError
from linkcheck.evidence.prepared import PreparedPage, PreparedPost
from linkcheck.evidence.topic import weigh_topic
from linkcheck.evidence.types import Detector
from linkcheck.evidence.weighing import prepare_page, prepare_post
from linkcheck.page.states import with_state
from linkcheck.page.types import Page, PageState
from linkcheck.post.reading import parse_post
from linkcheck.post.types import BadRecord, Link, Post
from linkcheck.provenance import provenance
from linkcheck.queue_assignment import Bar, assign, close_cycles
from linkcheck.queue_findings import Finding, find
from linkcheck.queue_rivals import find_rivals
from linkcheck.report.assembly import report_post, report_problem
from linkcheck.report.types import Correction, Provenance, QueueReport, Report
from linkcheck.scoring.choosing import choose_detectors
from linkcheck.scoring.judgement import judge
from linkcheck.scoring.model import logit, sigmoid
from linkcheck.scoring.several import settle
from linkcheck.scoring.types import LinkReport, Reason, Verdict
from linkcheck.settings import Settings
from linkcheck.web.types import Snapshot

# Chosen on queues of 20 near neighbours made from training posts (40 of news, 40 of fact checks), for the most
# links found at no more than one alarm in 500 links that are right.
_BAR = Bar(clear=-3.0, margin=0.8, unread=1.0, nobody=-5.0)


def compare_queue(
    pairs: Iterable[tuple[str | Post, Page]],
    settings: Settings | None = None,
    *,
    as_of: dt.datetime | None = None,
    detectors: Iterable[Detector] = (),
) -> QueueReport:
    """Compare each post with its own page and with its rivals' pages, offline.

    `reports[i]` belongs to `pairs[i]`; its `better_match` is the index of the pair whose page fits the
    post clearly better, or None. `detectors` are asked of each post and its own page, beside those that the
    settings name. Raises InputError for a pair that is not a post and a Page, or a detector that is none.
    """
    posts: list[Post | BadRecord] = []
    pages: list[list[tuple[Link, Page | Snapshot]]] = []
    for row, pair in enumerate(pairs):
        post, page = _require_pair(pair, row)
        posts.append(post)
        pages.append([(choose_link(post, page), page)])
    return judge_queue(posts, pages, settings=settings, as_of=as_of, detectors=detectors)


def _require_pair(pair: object, row: int) -> tuple[Post, Page]:
    if isinstance(pair, tuple) and len(pair) == 2:
        post, page = pair
        if isinstance(post, (str, Post)) and isinstance(page, Page):
            return parse_post(post), page
        kinds = f"a ({type(post).__name__}, {type(page).__name__})"
    else:
        kinds = f"a {type(pair).__name__}"
    raise InputError(f"pair {row}: compare_queue takes (str or Post, Page) pairs, not {kinds}")


# Log-odds at which a post's own page is so clearly about it that no rival is looked for. On the same queues this
# loses no misplaced link, and two reports of one story are not exchanged for a word more or less.
_SETTLED = 4.0


class _Pair(NamedTuple):
    """One link of one row, ready to be compared with any page of the queue."""

    row: int
    post: Post
    link: Link
    prepared: PreparedPost
    page: PreparedPage | None
    """None: the visit brought nothing to read."""
    report: LinkReport

    @property
    def readable(self) -> PreparedPage | None:
        page = self.page
        return page if page is not None and page.page.state is PageState.READABLE else None


def judge_queue(
    posts: Sequence[Post | BadRecord],
    pages: Sequence[Sequence[tuple[Link, Page | Snapshot]]],
    *,
    settings: Settings | None = None,
    as_of: dt.datetime | None = None,
    detectors: Iterable[Detector] = (),
) -> QueueReport:
    """The QueueReport of posts and, for each of their links, the Page read or the Snapshot that was not."""
    settings = settings or Settings()
    given = tuple(detectors)
    asked = choose_detectors(settings, given)
    judged = partial(compare_prepared, settings=settings, as_of=as_of, detectors=asked)
    pairs = [
        _prepare(row, post, link, found, judged=judged)
        for row, (post, links) in enumerate(zip(posts, pages, strict=True))
        if isinstance(post, Post)
        for link, found in links
    ]
    fits = _Fits(pairs, settings)
    findings = _find(pairs, fits)
    reports = _with_findings(pairs, findings, fits)
    made = provenance(settings, as_of, given)
    return QueueReport(
        reports=tuple(reports),
        posts=tuple(
            report_problem(post, row=row, provenance=made)
            if isinstance(post, BadRecord)
            else _report_row(row, post, reports, made)
            for row, post in enumerate(posts)
        ),
        corrections=tuple(_corrections(pairs, findings)),
        findings=tuple(finding.cause.message for finding in findings),
    )


def _prepare(row: int, post: Post, link: Link, found: Page | Snapshot, *, judged: Callable[..., LinkReport]) -> _Pair:
    prepared = prepare_post(post, link)
    if isinstance(found, Snapshot):
        return _Pair(row, post, link, prepared, None, compare_unvisited(post, link, found))
    page = prepare_page(with_state(found))
    return _Pair(row, post, link, prepared, page, judged(prepared, page, link))


class _Fits:
    """How well posts and pages of a queue fit, each pair measured once and only when asked for."""

    def __init__(self, pairs: Sequence[_Pair], settings: Settings) -> None:
        self.posts = [pair.prepared if pair.prepared.claim.checkable else None for pair in pairs]
        self.pages = [pair.readable for pair in pairs]
        self._settings = settings
        self._known: dict[tuple[int, int], float | None] = {}

    def __call__(self, post: int, page: int) -> float | None:
        """Log-odds that the page is about the post's claim, by topic alone; None when it cannot be told."""
        if (post, page) not in self._known:
            self._known[post, page] = self._measure(self.posts[post], self.pages[page])
        return self._known[post, page]

    def _measure(self, post: PreparedPost | None, page: PreparedPage | None) -> float | None:
        if post is None or page is None:
            return None
        off_topic = judge(tuple(weigh_topic(post, page)), settings=self._settings).off_topic
        return None if off_topic is None else -logit(min(max(off_topic, 1e-9), 1 - 1e-9))

    def lean(self, post: int, page: int) -> float:
        """How much better this page fits the post than its own, in log-odds; 0 where neither says anything."""
        own, other = self(post, post), self(post, page)
        if other is None:
            return 0.0 if own is None else min(0.0, -own)
        return max(0.0, other) if own is None else other - own

    def measured(self, rivals: Sequence[Sequence[int]]) -> dict[tuple[int, int], float]:
        """What is known of each post's own page and of its rivals."""
        asked = ((post, page) for post, others in enumerate(rivals) for page in (post, *others))
        return {pair: fit for pair in asked if (fit := self(*pair)) is not None}


def _find(pairs: Sequence[_Pair], fits: _Fits) -> list[Finding]:
    unsettled = [None if (fits(row, row) or 0.0) >= _SETTLED else post for row, post in enumerate(fits.posts)]
    known = fits.measured(find_rivals(unsettled, fits.pages))
    same_page = [(page.page.title, page.page.text) if page else number for number, page in enumerate(fits.pages)]
    moves = assign(known, size=len(pairs), bar=_BAR, same_page=same_page)
    moves = close_cycles(moves, lean=fits.lean)
    return find(moves, rows=[pair.row for pair in pairs], lean=fits.lean)


def _with_findings(pairs: Sequence[_Pair], findings: Sequence[Finding], fits: _Fits) -> list[LinkReport]:
    reports = [msgspec.structs.replace(pair.report, row=pair.row) for pair in pairs]
    for finding in findings:
        for number, better in finding.moves.items():
            if fits.posts[number] is not None and fits.pages[better] is not None:
                moved = _moved(reports[number], pairs[better], better, lean=fits.lean(number, better))
                reports[number] = msgspec.structs.replace(moved, cause=finding.cause)
    return reports


def _moved(report: LinkReport, home: _Pair, better: int, *, lean: float) -> LinkReport:
    """The report of a post whose page sits behind another row's link: what is known of it, and that."""
    title = home.page.page.title if home.page else ""
    reason = Reason(
        code="better-match",
        message=f"the page of row {home.row + 1}, {title or home.link.expanded_url!r}, fits this post clearly better",
        weight=min(max(lean, 0.0), _MOST_LEAN) if report.log_odds is not None else 0.0,
    )
    report = msgspec.structs.replace(report, better_match=better, reasons=(reason, *report.reasons))
    if report.log_odds is None or report.base is None:
        return report
    log_odds = report.base + math.fsum(each.weight for each in report.reasons)
    return msgspec.structs.replace(report, verdict=Verdict.MISMATCH, log_odds=log_odds, score=sigmoid(log_odds))


# Log-odds that a rival's fit may add to a score: enough to turn a page that half fits, and no more than the best
# single measure of the page itself adds.
_MOST_LEAN = 4.0


def _report_row(row: int, post: Post, reports: Sequence[LinkReport], made: Provenance) -> Report:
    return report_post(post, settle([report for report in reports if report.row == row]), row=row, provenance=made)


def _corrections(pairs: Sequence[_Pair], findings: Sequence[Finding]) -> Iterable[Correction]:
    for finding in findings:
        for number, better in sorted(finding.moves.items()):
            yield Correction(
                row=pairs[number].row,
                present_url=pairs[number].link.url,
                proposed_url=pairs[better].link.url,
                proposed_row=pairs[better].row,
                message=finding.cause.message,
            )
