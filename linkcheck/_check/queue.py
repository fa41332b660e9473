"""Many posts at once: links that a posting tool attached to the wrong post.

A queue holds evidence that no single post has: if row 7's page fits row 6's post, the sheet has
slipped. Pure: no I/O and no clock, over comparison.py.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

import msgspec

from linkcheck._check.compare import choose_link, compare_prepared, compare_unvisited
from linkcheck._check.provenance import provenance
from linkcheck._evidence.compare import prepare_page, prepare_post
from linkcheck._evidence.prepared import PreparedPage, PreparedPost
from linkcheck._evidence.types import Detector
from linkcheck._page.states import with_state
from linkcheck._page.types import Page, PageState
from linkcheck._post.parse import parse_post, require_many
from linkcheck._post.types import BadRecord, Link, Post
from linkcheck._queue.assignment import Bar, assign
from linkcheck._queue.findings import Finding, find
from linkcheck._queue.repeats import Posted, find_repeats, tell_repeat, tell_repeats
from linkcheck._queue.similarity import Fits
from linkcheck._report.build import report_post, report_problem
from linkcheck._report.types import Correction, QueueReport, Repeat
from linkcheck._scoring.custom import choose_detectors
from linkcheck._scoring.judge import not_sources, settle
from linkcheck._scoring.model import load_model, sigmoid
from linkcheck._scoring.types import Cause, Fault, LinkReport, Reason, Verdict
from linkcheck._urls.key import url_key
from linkcheck._web.types import Snapshot
from linkcheck.errors import InputError
from linkcheck.settings import Settings

BAR = Bar(clear=-2.0, margin=1.6, unread=-1.0, nobody=-2.0, left_over=-2.0)
"""Chosen on queues of 5 to 50 near neighbours made from training posts, news and fact checks alike, by
`python -m tests.benchmarks.queue_bar`. To be chosen anew for a new model."""


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
    require_many(pairs, instead="compare")
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
    fits = Fits(
        [pair.prepared for pair in pairs],
        [pair.readable for pair in pairs],
        load_model(settings.model),
        content=_not_sources(pairs),
    )
    findings = decide(fits, rows=[pair.row for pair in pairs])
    repeats = find_repeats(_posted(pairs))
    reports = _with_repeats(_with_findings(pairs, findings, fits), repeats)
    of_row = _by_row(pairs, reports)
    made = provenance(settings, as_of, given)
    return QueueReport(
        reports=tuple(reports),
        posts=tuple(
            report_problem(post, row=row, provenance=made)
            if isinstance(post, BadRecord)
            else report_post(post, settle(of_row.get(row, ())), row=row, provenance=made)
            for row, post in enumerate(posts)
        ),
        corrections=tuple(_corrections(pairs, findings)),
        findings=(*(finding.cause.message for finding in findings), *tell_repeats(repeats)),
        repeats=repeats,
    )


def _prepare(row: int, post: Post, link: Link, found: Page | Snapshot, *, judged: Callable[..., LinkReport]) -> _Pair:
    prepared = prepare_post(post, link)
    if isinstance(found, Snapshot):
        return _Pair(row, post, link, prepared, None, compare_unvisited(post, link, found))
    page = prepare_page(with_state(found))
    return _Pair(row, post, link, prepared, page, judged(prepared, page, link))


def _by_row(pairs: Sequence[_Pair], reports: Sequence[LinkReport]) -> dict[int, list[LinkReport]]:
    of_row: defaultdict[int, list[LinkReport]] = defaultdict(list)
    for pair, report in zip(pairs, reports, strict=True):
        of_row[pair.row].append(report)
    return of_row


def _not_sources(pairs: Sequence[_Pair]) -> frozenset[int]:
    """The links beside which another link of the post bears the claim out: newsletters, credits."""
    of_row: defaultdict[int, list[int]] = defaultdict(list)
    for number, pair in enumerate(pairs):
        of_row[pair.row].append(number)
    return frozenset(
        numbers[link] for numbers in of_row.values() for link in not_sources([pairs[n].report for n in numbers])
    )


def decide(fits: Fits, *, rows: Sequence[int], bar: Bar = BAR) -> list[Finding]:
    """Which links stand in the wrong row, and why, as all posts and pages say together.

    `rows[pair]` is the 0-based row that a (post, link) pair stands in.
    """
    moves = assign(fits.known, bar=bar, same_page=fits.same_page)
    staying = Counter(key for row, key in enumerate(fits.same_page) if row not in moves)

    def may_be(post: int, page: int) -> bool:
        elsewhere = staying[fits.same_page[page]] - (page not in moves)
        fit = fits(post, page)
        return not elsewhere and (fit is None or fit + fits.lean(post, page) >= bar.left_over)

    findings = find(moves, rows=rows, lean=fits.lean, may_be=may_be)
    return [finding for finding in findings if len(finding.moves) > 1 or _stands_alone(finding, fits)]


def _stands_alone(finding: Finding, fits: Fits) -> bool:
    """Whether a move that no other bears out is to a page that is more likely about the post than not."""
    ((post, page),) = finding.moves.items()
    return (fits(post, page) or 0.0) > 0


def _with_findings(pairs: Sequence[_Pair], findings: Sequence[Finding], fits: Fits) -> list[LinkReport]:
    reports = [msgspec.structs.replace(pair.report, row=pair.row) for pair in pairs]
    for finding in findings:
        for number, better in finding.moves.items():
            if fits(number, better) is not None:
                moved = _moved(reports[number], pairs[better], better, lean=fits.lean(number, better))
                reports[number] = msgspec.structs.replace(moved, cause=finding.cause)
    return reports


def _moved(report: LinkReport, home: _Pair, better: int, *, lean: float) -> LinkReport:
    """The report of a post whose page sits behind another row's link: what is known of it, and that."""
    title = home.page.page.title if home.page else ""
    fits = "fits this post clearly better" if lean > 0 else "belongs to this post by what the other rows show"
    reason = Reason(
        code="better-match",
        message=f"the page of row {home.row + 1}, {title or home.link.expanded_url!r}, {fits}",
        weight=min(max(lean, 0.0), _MOST_LEAN) if report.log_odds is not None else 0.0,
    )
    if report.log_odds is None or report.base is None:
        # Why nothing was measured comes first: such a link stays what it is.
        return msgspec.structs.replace(report, better_match=better, reasons=(*report.reasons, reason))
    log_odds = report.base + math.fsum(each.weight for each in (reason, *report.reasons))
    report = msgspec.structs.replace(report, better_match=better, reasons=(reason, *report.reasons))
    # Two reports of one story may stand in each other's rows: a page that bears the claim out is no mismatch.
    borne_out = lean <= 0 or (report.verdict is Verdict.MATCH and log_odds < 0)
    verdict = report.verdict if borne_out else Verdict.MISMATCH
    return msgspec.structs.replace(report, verdict=verdict, log_odds=log_odds, score=sigmoid(log_odds))


# Log-odds that a rival's fit may add to a score: enough to turn a page that half fits, and no more than the best
# single measure of the page itself adds.
_MOST_LEAN = 4.0


def _posted(pairs: Sequence[_Pair]) -> Iterator[Posted]:
    for row, of_row in groupby(pairs, key=lambda pair: pair.row):
        links = list(of_row)
        read = [pair.readable for pair in links]
        reached = [url_key(page.page.url) for page in read if page is not None]
        asked = [url_key(pair.link.expanded_url) for pair in links]
        yield Posted(row, links[0].post, asked=asked, reached=reached if None not in read else ())


def _with_repeats(reports: Sequence[LinkReport], repeats: Iterable[Repeat]) -> list[LinkReport]:
    of_row = {repeat.row: repeat for repeat in repeats}
    return [
        _repeated(report, of_row[report.row]) if report.row is not None and report.row in of_row else report
        for report in reports
    ]


def _repeated(report: LinkReport, repeat: Repeat) -> LinkReport:
    """The report of a post that goes out twice: its verdict stays, and so does a cause that explains the verdict."""
    reason = Reason(code="repeated-post", message=tell_repeat(repeat))
    cause = Cause(code="repeated-post", fault=Fault.TOOL, message=f"the post goes out again: {reason.message}")
    return msgspec.structs.replace(report, reasons=(*report.reasons, reason), cause=report.cause or cause)


def _corrections(pairs: Sequence[_Pair], findings: Sequence[Finding]) -> Iterable[Correction]:
    for finding in findings:
        for number, better in sorted(finding.moves.items()):
            present, proposed = pairs[number].link.url, pairs[better].link.url
            if present != proposed:
                yield Correction(
                    row=pairs[number].row,
                    present_url=present,
                    proposed_url=proposed,
                    proposed_row=pairs[better].row,
                    message=finding.cause.message,
                )
