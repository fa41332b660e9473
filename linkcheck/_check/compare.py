"""(Post, Link, Page) -> LinkReport. Pure: no I/O, no network library, no clock.

Rooms meet here: post, page, evidence and scoring, in that order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from linkcheck._evidence.compare import prepare_page, prepare_post, weigh
from linkcheck._evidence.prepared import PreparedPage, PreparedPost
from linkcheck._evidence.types import Case, Detector
from linkcheck._page.states import with_state
from linkcheck._page.types import GENERIC, Page, PageState
from linkcheck._post.parse import parse_post
from linkcheck._post.types import Link, Post
from linkcheck._scoring.causes import with_cause
from linkcheck._scoring.custom import load_detectors, run_detectors
from linkcheck._scoring.judge import Judgement, judge, with_suspicious_hosts
from linkcheck._scoring.types import LinkReport, Verdict
from linkcheck._scoring.unread import (
    report_incomplete,
    report_no_claim,
    report_not_fetched,
    report_unreadable,
    summarise,
)
from linkcheck._web.types import Snapshot
from linkcheck.errors import InputError
from linkcheck.settings import Settings

_DEFAULTS = Settings()


def compare(
    post: str | Post,
    page: Page,
    link: Link | None = None,
    *,
    settings: Settings | None = None,
    as_of: dt.datetime | None = None,
    detectors: Iterable[Detector] = (),
) -> LinkReport:
    """Compare a post with a page that is at hand, offline.

    Judged is the given link; else the one whose URL is the page's; else the only one; else the whole
    claim, with a Link to the page's URL. `as_of` is the moment the post is judged at (default: the
    post's own time, else the page's visit); without one, evidence about time is left out.
    `detectors` are asked beside those that the settings name.
    Raises InputError for a post, page or detector of another type.
    """
    asked = load_detectors(settings, detectors)
    post = _as_post(post)
    if not isinstance(page, Page):
        raise InputError(f"compare takes a linkcheck.Page, not {type(page).__name__}; linkcheck.read_page makes one")
    link = link or choose_link(post, page)
    page = with_state(page)
    prepared = prepare_post(post, link), prepare_page(page)
    return compare_prepared(*prepared, link, settings=settings, as_of=as_of, detectors=asked)


def _as_post(post: str | Post) -> Post:
    if isinstance(post, (str, Post)):
        return parse_post(post)
    raise InputError(
        f"compare takes a str or a linkcheck.Post, not {type(post).__name__}; linkcheck.parse_post makes one"
    )


def choose_link(post: Post, page: Page) -> Link:
    """The link of the post that leads to the page: by URL, else the only one, else a Link to the page's URL."""
    for link in post.links:
        if page.url and page.url in (link.expanded_url, link.url):
            return link
    return post.links[0] if len(post.links) == 1 else Link(url=page.url)


def compare_prepared(
    prepared_post: PreparedPost,
    prepared_page: PreparedPage,
    link: Link,
    *,
    settings: Settings | None = None,
    as_of: dt.datetime | None = None,
    detectors: Sequence[Detector] = (),
) -> LinkReport:
    """The same for values prepared once and compared often, as a queue does; `detectors` are all that are asked."""
    report = _compared(prepared_post, prepared_page, link, settings=settings, as_of=as_of, detectors=detectors)
    page = prepared_page.page
    if page.truncated and report.verdict in (Verdict.MISMATCH, Verdict.UNCLEAR):
        return with_suspicious_hosts(report_incomplete(link, page), page.host_warnings)
    return with_suspicious_hosts(with_cause(report, page, said=prepared_post.post.text), page.host_warnings)


def _compared(
    prepared_post: PreparedPost,
    prepared_page: PreparedPage,
    link: Link,
    *,
    settings: Settings | None,
    as_of: dt.datetime | None,
    detectors: Sequence[Detector],
) -> LinkReport:
    post, page = prepared_post.post, prepared_page.page
    if page.state is not PageState.READABLE and page.state not in GENERIC:
        return report_unreadable(post, link, page)
    claim = prepared_post.claim
    if not claim.checkable:
        if page.state in GENERIC:
            return report_unreadable(post, link, page)
        return report_no_claim(post, link, page, unclaimed=claim.no_claim_reason)
    moment = as_of or post.created_at or page.fetched_at
    settings = settings or _DEFAULTS
    case = Case(post=post, claim=claim, page=page, link=link, as_of=moment)
    evidence = run_detectors(detectors, case, weigh(prepared_post, prepared_page, moment), settings=settings)
    judgement = judge(evidence, settings=settings)
    if page.state in GENERIC and not _sent_elsewhere(page, judgement):
        return report_unreadable(post, link, page)
    return _report(link, page, judgement)


def _sent_elsewhere(page: Page, judgement: Judgement) -> bool:
    """Whether a link to a deep page was redirected to this general one, and the claim is not here."""
    redirected = bool(page.requested_url) and page.requested_url != page.url
    return redirected and judgement.verdict is Verdict.MISMATCH


def _report(link: Link, page: Page, judgement: Judgement) -> LinkReport:
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
    )


def compare_unvisited(post: Post, link: Link, snapshot: Snapshot) -> LinkReport:
    """The report of a link whose visit brought nothing to read."""
    return with_suspicious_hosts(
        with_cause(report_not_fetched(post, link, snapshot), None, said=post.text), snapshot.host_warnings
    )
