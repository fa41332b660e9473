"""(Post, Link, Page) -> LinkReport. Pure: no I/O, no network library, no clock.

Rooms meet here: post, page, evidence and scoring, in that order.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable

from linkcheck._arguments import keyword_options
from linkcheck._check.options import CompareOptions, PostLike
from linkcheck._evidence.compare import extract_evidence, prepare_page, prepare_post
from linkcheck._evidence.prepared import PreparedPage, PreparedPost
from linkcheck._evidence.presence import Presence, find_presence
from linkcheck._evidence.types import Case, Detector, Evidence
from linkcheck._logs import log_safely
from linkcheck._page.states import with_state
from linkcheck._page.thinness import is_thin
from linkcheck._page.types import GENERIC, Page, PageState
from linkcheck._post.parse import parse_post
from linkcheck._post.types import Link, Post
from linkcheck._scoring.causes import with_cause
from linkcheck._scoring.codes import DETECTOR_FAILED
from linkcheck._scoring.custom import run_detectors
from linkcheck._scoring.features import SPARING_PAGE_CODES
from linkcheck._scoring.judge import Judgement, judge, with_suspicious_hosts
from linkcheck._scoring.types import LinkReport, Verdict
from linkcheck._scoring.unread import (
    doubt_thin,
    report_incomplete,
    report_no_claim,
    report_not_fetched,
    report_unreadable,
    summarise,
)
from linkcheck._urls.action_links import mask
from linkcheck._web.failures import FetchFailure
from linkcheck._web.logs import shown_text
from linkcheck._web.statuses import failure_of_status
from linkcheck._web.types import Snapshot
from linkcheck.errors import InputError, type_of
from linkcheck.settings import Settings

_CHECK = logging.getLogger("linkcheck.check")


@keyword_options
def compare(
    post: PostLike,
    page: Page,
    *,
    link: Link | None = None,
    settings: Settings | None = None,
    as_of: dt.datetime | None = None,
    detectors: Iterable[Detector] = (),
) -> LinkReport:
    """Compare a post with a page that is at hand, offline.

    Judged is the given link; else the one whose URL is the page's; else the only one; else the whole
    claim, with a Link to the page's URL. `as_of` is the moment the post is judged at (default: the
    post's own time, else the page's visit); without one, evidence about time is left out.
    `detectors` run beside those that the settings name.
    Raises PostError when `post` is no post, InputError for a page, link, moment or detector that is none.
    """
    options = CompareOptions.validated(settings, as_of=as_of, detectors=detectors)
    post = parse_post(post)
    if not isinstance(page, Page):
        raise InputError(f"compare takes a linkcheck.Page, not {type_of(page)}; linkcheck.read_page makes one")
    if not isinstance(link, Link | None):
        raise InputError(f"link is {type_of(link)}: give a linkcheck.Link, such as one of Post.links")
    return compare_page(post, page, link or choose_link(post, page), options)


def choose_link(post: Post, page: Page) -> Link:
    """The link of the post that leads to the page: by URL, else the only one, else a Link to the page's URL."""
    for link in post.links:
        if page.url and page.url in (link.expanded_url, link.url):
            return link
    return post.links[0] if len(post.links) == 1 else Link(url=page.url)


def compare_page(post: Post, page: Page, link: Link, options: CompareOptions) -> LinkReport:
    """The LinkReport of a link of a post and the page behind it."""
    return compare_prepared(prepare_post(post, link), prepare_page(with_state(page)), link, options)


def compare_prepared(
    prepared_post: PreparedPost, prepared_page: PreparedPage, link: Link, options: CompareOptions
) -> LinkReport:
    """The same for values prepared once and compared often, as a queue does."""
    report = _judged(prepared_post, prepared_page, link, options)
    page = prepared_page.page
    if page.state is PageState.READABLE and is_thin(page):
        report = doubt_thin(report, page)
    if page.truncated and prepared_post.claim.checkable and report.verdict in (Verdict.MISMATCH, Verdict.UNCLEAR):
        return with_suspicious_hosts(report_incomplete(link, page), page.host_warnings)
    return with_suspicious_hosts(with_cause(report, page, said=prepared_post.post.text), page.host_warnings)


def _judged(
    prepared_post: PreparedPost, prepared_page: PreparedPage, link: Link, options: CompareOptions
) -> LinkReport:
    post, page = prepared_post.post, prepared_page.page
    failure = failure_of_status(page.status_code) if page.status_code is not None else None
    if failure is not None:
        return report_not_fetched(post, link, _failed_visit(page, failure))
    if page.state is not PageState.READABLE and page.state not in GENERIC:
        return report_unreadable(post, link, page)
    claim = prepared_post.claim
    if not claim.checkable:
        if page.state in GENERIC:
            return report_unreadable(post, link, page)
        return report_no_claim(post, link, page, no_claim=claim.no_claim_reason)
    moment = options.as_of or post.created_at or page.fetched_at
    case = Case(post=post, claim=claim, page=page, link=link, as_of=moment)
    evidence = extract_evidence(prepared_post, prepared_page, moment)
    if page.state in GENERIC:
        # These spare a page that may be the one meant; this one stands for another.
        evidence = tuple(piece for piece in evidence if piece.code not in SPARING_PAGE_CODES)
    evidence = run_detectors(options.detectors, case, evidence, settings=options.settings)
    _log_failures(evidence)
    judgement = judge(evidence, settings=options.settings)
    if page.state in GENERIC and not _sent_elsewhere(page, judgement):
        return report_unreadable(post, link, page)
    return _link_report(link, page, judgement, find_presence(prepared_post, prepared_page, evidence))


def _log_failures(evidence: Iterable[Evidence]) -> None:
    for piece in evidence:
        if piece.code == DETECTOR_FAILED.code:
            log_safely(_CHECK, logging.WARNING, "%s", shown_text(piece.message))


def _failed_visit(page: Page, failure: FetchFailure) -> Snapshot:
    """The visit that a page with the status of a failure stands for."""
    return Snapshot(
        id=page.snapshot_id,
        url=page.requested_url or page.url,
        outcome=failure.outcome,
        detail=failure.code,
        message=failure.sentence(mask(page.url or "This page")),
        fetched_at=page.fetched_at,
    )


def _sent_elsewhere(page: Page, judgement: Judgement) -> bool:
    """Whether a link to a deep page was redirected to this general one, and the claim is not here."""
    redirected = bool(page.requested_url) and page.requested_url != page.url
    return redirected and judgement.verdict is Verdict.MISMATCH


def _link_report(link: Link, page: Page, judgement: Judgement, presence: Presence) -> LinkReport:
    return LinkReport(
        link=link,
        verdict=judgement.verdict,
        reasons=judgement.reasons,
        score=judgement.score,
        off_topic=judgement.off_topic,
        log_odds=judgement.log_odds,
        base=judgement.base,
        page=summarise(page),
        snapshot_id=page.snapshot_id,
        found=presence.found,
        missing=presence.missing,
    )


def compare_unvisited(post: Post, link: Link, snapshot: Snapshot) -> LinkReport:
    """The report of a link whose visit brought nothing to read."""
    return with_suspicious_hosts(
        with_cause(report_not_fetched(post, link, snapshot), None, said=post.text), snapshot.host_warnings
    )
