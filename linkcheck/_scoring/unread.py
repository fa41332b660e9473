"""The reports of links that no model judged: their page was not fetched or not readable, or the post has no claim.

Nothing here accuses: a page that could not be read is unverifiable, and only a link that leads nowhere is broken.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from linkcheck._moments import aware
from linkcheck._page.types import DEAD_ENDS, STATE_REASONS, Page, PageState
from linkcheck._post.types import Link, Post
from linkcheck._scoring import codes
from linkcheck._scoring.types import LinkReport, PageSummary, Reason, Verdict
from linkcheck._web.types import Outcome, Snapshot

# Characters: long enough for every honest title and description, so that untrusted ones do not swell a report.
_MAX_SUMMARY = 500


def summarise(page: Page) -> PageSummary:
    """The facts of a page that a report shows, without its text; long values are truncated at 500 characters."""
    return PageSummary(
        url=page.url,
        title=page.title[:_MAX_SUMMARY],
        description=page.description[:_MAX_SUMMARY],
        site_name=page.site_name[:_MAX_SUMMARY],
        language=page.language or "",
        kind=page.kind,
        state=str(page.state or ""),
        published=page.published.isoformat() if page.published else "",
        words=len(page.text.split()),
    )


def report_not_fetched(post: Post, link: Link, snapshot: Snapshot) -> LinkReport:
    """The report of a link whose visit brought no body to read (`snapshot.outcome` is not ok).

    Gone is broken; but where a site answered that a page is not there, it may appear before its post is due. Everything
    else is unverifiable. Score is None.
    """
    code = _code(snapshot)
    message = snapshot.message or f"The visit of {link.expanded_url} ended as {snapshot.outcome}."
    verdict = Verdict.BROKEN if snapshot.outcome is Outcome.GONE else Verdict.UNVERIFIABLE
    if snapshot.detail in _MAY_APPEAR and _not_due(post, snapshot.fetched_at):
        return _not_yet_published(post, link, message, snapshot.id)
    return LinkReport(
        link=link, verdict=verdict, reasons=(Reason(code=code, message=message),), snapshot_id=snapshot.id
    )


def report_unreadable(post: Post, link: Link, page: Page) -> LinkReport:
    """The report of a link whose page is in a state that is not readable. Score is None."""
    state = page.state or PageState.EMPTY
    message = page.state_reason or STATE_REASONS[state]
    if state is PageState.NOT_FOUND and _not_due(post, page.fetched_at):
        return _not_yet_published(post, link, message, page.snapshot_id)
    return LinkReport(
        link=link,
        verdict=Verdict.BROKEN if state in DEAD_ENDS else Verdict.UNVERIFIABLE,
        reasons=(Reason(code=f"page-{state}", message=message, page_quotes=page.state_quotes),),
        page=summarise(page),
        snapshot_id=page.snapshot_id,
    )


def report_incomplete(link: Link, page: Page) -> LinkReport:
    """The report of a link whose page broke off and does not confirm the claim: unverifiable, score None."""
    return LinkReport(
        link=link,
        verdict=Verdict.UNVERIFIABLE,
        reasons=(codes.PAGE_INCOMPLETE.reason(length=len(page.text)),),
        page=summarise(page),
        snapshot_id=page.snapshot_id,
    )


def doubt_thin(report: LinkReport, page: Page) -> LinkReport:
    """The report of a thin page as unclear, with "page-thin" and weight 0 first, where the page names another subject.

    Where the topic finds what the post is about, the report stands: a contradicted detail accuses there too.
    """
    if report.verdict not in (Verdict.MISMATCH, Verdict.UNCLEAR) or (report.off_topic or 0.0) < _HALF:
        return report
    reason = codes.PAGE_THIN.reason(words=len(page.text.split()))
    return msgspec.structs.replace(report, verdict=Verdict.UNCLEAR, reasons=(reason, *report.reasons))


_HALF = 0.5  # from here it is more likely about something else than not


def report_no_claim(post: Post, link: Link, page: Page | None, *, no_claim: str) -> LinkReport:
    """The report of a link whose post, or whose segment of it, claims nothing checkable: unclear, score None."""
    quotes = (post.quote(0, len(post.text)),) if 0 < len(post.text) <= _MAX_QUOTED else ()
    return LinkReport(
        link=link,
        verdict=Verdict.UNCLEAR,
        reasons=(codes.REASONS[no_claim].reason(post=quotes),),
        page=summarise(page) if page else None,
        snapshot_id=page.snapshot_id if page else "",
    )


_MAY_APPEAR = ("not-found", "gone")
"""What a site answers where a page may still appear: 404, 410."""
_MAX_QUOTED = 280  # characters; the classic length of a post, still readable as one quotation


def _code(snapshot: Snapshot) -> str:
    outcome = str(snapshot.outcome)
    if not snapshot.detail or snapshot.detail == outcome:
        return outcome
    return snapshot.detail if snapshot.detail.startswith(f"{outcome}-") else f"{outcome}-{snapshot.detail}"


def _not_due(post: Post, fetched_at: dt.datetime | None) -> bool:
    if post.scheduled_at is None or fetched_at is None:
        return False
    return aware(fetched_at) < aware(post.scheduled_at)


def _not_yet_published(post: Post, link: Link, message: str, snapshot_id: str) -> LinkReport:
    due = f"{post.scheduled_at:%Y-%m-%d %H:%M}" if post.scheduled_at else ""
    reason = codes.NOT_YET_PUBLISHED.reason(due=due, message=message)
    return LinkReport(link=link, verdict=Verdict.UNVERIFIABLE, reasons=(reason,), snapshot_id=snapshot_id)
