"""Compare a queue: posts with their own pages and with each other's. The decisions are those of `_queue`."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from linkcheck._arguments import keyword_options
from linkcheck._check.compare import choose_link, compare_prepared, compare_unvisited
from linkcheck._check.options import CompareOptions, PostLike, provenance
from linkcheck._evidence.compare import prepare_page, prepare_post
from linkcheck._evidence.types import Detector
from linkcheck._page.states import with_state
from linkcheck._page.types import Page
from linkcheck._post.parse import parse_post, require_many
from linkcheck._post.types import BadRecord, Link, Post
from linkcheck._queue import queue
from linkcheck._queue.queue import ComparedPair
from linkcheck._queue.repeats import describe_repeats
from linkcheck._report.build import report_post, report_problem
from linkcheck._report.types import QueueReport
from linkcheck._scoring.judge import reconcile_links
from linkcheck._scoring.model import load_model
from linkcheck._scoring.types import LinkReport
from linkcheck._web.types import Snapshot
from linkcheck.errors import InputError, type_of
from linkcheck.settings import Settings


@keyword_options
def compare_queue(
    pairs: Iterable[tuple[PostLike, Page]],
    *,
    settings: Settings | None = None,
    as_of: dt.datetime | None = None,
    detectors: Iterable[Detector] = (),
) -> QueueReport:
    """Compare each post with its own page and with its rivals' pages, offline.

    `reports[i]` belongs to `pairs[i]`; its `better_match` is the index of the pair whose page fits the
    post clearly better, or None. `detectors` run on each post and its own page, beside those that the
    settings name. Raises InputError for a pair that is not a post and a Page, or a moment or detector that is none.
    """
    options = CompareOptions.validated(settings, as_of=as_of, detectors=detectors)
    require_many(pairs, instead="compare")
    posts: list[Post | BadRecord] = []
    pages: list[list[tuple[Link, Page | Snapshot]]] = []
    for row, pair in enumerate(pairs):
        post, page = _require_pair(pair, row)
        posts.append(post)
        pages.append([(choose_link(post, page), page)])
    return judge_queue(posts, pages, options)


def _require_pair(pair: object, row: int) -> tuple[Post, Page]:
    if isinstance(pair, tuple) and len(pair) == 2:
        post, page = pair
        if isinstance(post, (str, Mapping, Post)) and isinstance(page, Page):
            return parse_post(post), page
        kinds = f"a ({type(post).__name__}, {type(page).__name__})"
    else:
        kinds = type_of(pair)
    raise InputError(f"pair {row}: compare_queue takes (post, Page) pairs, not {kinds}")


def judge_queue(
    posts: Sequence[Post | BadRecord],
    pages: Sequence[Sequence[tuple[Link, Page | Snapshot]]],
    options: CompareOptions,
) -> QueueReport:
    """The QueueReport of posts and, for each of their links, the Page read or the Snapshot that was not."""
    pairs = [
        _prepare(row, post, link, found, options)
        for row, (post, links) in enumerate(zip(posts, pages, strict=True))
        if isinstance(post, Post)
        for link, found in links
    ]
    fits = queue.measure_fits(pairs, load_model(options.settings.model))
    findings = queue.decide_moves(fits, rows=[pair.row for pair in pairs], places=[pair.place for pair in pairs])
    repeats = queue.repeats(pairs)
    reports = queue.with_repeats(queue.with_findings(pairs, findings, fits), repeats)
    of_row = _by_row(pairs, reports)
    made = provenance(options)
    return QueueReport(
        reports=tuple(reports),
        posts=tuple(
            report_problem(post, row=row, provenance=made)
            if isinstance(post, BadRecord)
            else report_post(post, reconcile_links(of_row.get(row, ())), row=row, provenance=made)
            for row, post in enumerate(posts)
        ),
        corrections=tuple(queue.corrections(pairs, findings)),
        findings=(*(finding.cause.message for finding in findings), *describe_repeats(repeats)),
        repeats=repeats,
    )


def _prepare(row: int, post: Post, link: Link, found: Page | Snapshot, options: CompareOptions) -> ComparedPair:
    prepared = prepare_post(post, link)
    if isinstance(found, Snapshot):
        return ComparedPair(row, post, link, prepared, None, compare_unvisited(post, link, found))
    page = prepare_page(with_state(found))
    return ComparedPair(row, post, link, prepared, page, compare_prepared(prepared, page, link, options))


def _by_row(pairs: Sequence[ComparedPair], reports: Sequence[LinkReport]) -> dict[int, list[LinkReport]]:
    of_row: defaultdict[int, list[LinkReport]] = defaultdict(list)
    for pair, report in zip(pairs, reports, strict=True):
        of_row[pair.row].append(report)
    return of_row
