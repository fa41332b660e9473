"""What is said of a link whose page was not seen: DESIGN's verdict table, row by row.

Nothing here accuses: a page that could not be read is unverifiable, and only a link that leads
nowhere is broken.

What a report keeps of a page.
"""

from __future__ import annotations

import datetime as dt

from linkcheck._moments import aware
from linkcheck._page.types import DEAD_ENDS, Page, PageState
from linkcheck._post.types import Link, Post
from linkcheck._scoring.types import LinkReport, PageSummary, Reason, Verdict
from linkcheck._web.types import Outcome, Snapshot

# Long enough for every honest title and description; hostile ones do not swell a report.
_LONGEST = 500


def summarise(page: Page) -> PageSummary:
    """The facts of a page that a report shows, without its text; long values are cut at 500 characters."""
    return PageSummary(
        url=page.url,
        title=page.title[:_LONGEST],
        description=page.description[:_LONGEST],
        site_name=page.site_name[:_LONGEST],
        language=page.language or "",
        kind=page.kind,
        state=str(page.state or ""),
        published=page.published.isoformat() if page.published else "",
        words=len(page.text.split()),
    )


_STATE_MESSAGES = {
    PageState.BOT_WALL: "the site asks whether we are a robot, and the page itself was not shown",
    PageState.LOGIN_WALL: "the page asks for a login, and what is behind it was not shown",
    PageState.CONSENT_WALL: "the site asks for consent first, and the page itself was not shown",
    PageState.COOKIE_WALL: "the site asks for cookies first, and the page itself was not shown",
    PageState.PAYWALL: "only a teaser was shown; the rest is for subscribers",
    PageState.REGION_BLOCK: "the site does not show this page in our region",
    PageState.SCRIPT_SHELL: "the page is drawn by scripts in a browser; without them it holds no text",
    PageState.EMPTY: "the page holds no text",
    PageState.REDIRECT_STUB: "the page only sends its reader on to another address",
    PageState.UNREADABLE: "what came cannot be read as text",
    PageState.NOT_FOUND: "the site says that this page does not exist",
    PageState.PARKED: "the domain is parked or for sale",
    PageState.DEFAULT_SERVER_PAGE: "the server shows its default page; no site is set up there",
    PageState.HOMEPAGE: "this is the site's home page, not the page that the link asks for",
    PageState.SECTION: "this is a section of the site, not the page that the link asks for",
    PageState.FEED: "this is a feed, not the page that the link asks for",
}


def report_not_fetched(post: Post, link: Link, snapshot: Snapshot) -> LinkReport:
    """The report of a link whose visit brought no body to read (`snapshot.outcome` is not ok).

    Gone is broken, unless the post is not due yet; everything else is unverifiable. Score is None.
    """
    code = _code(snapshot)
    message = snapshot.message or f"{link.expanded_url}: {snapshot.outcome}"
    verdict = Verdict.BROKEN if snapshot.outcome is Outcome.GONE else Verdict.UNVERIFIABLE
    if verdict is Verdict.BROKEN and _not_due(post, snapshot.fetched_at):
        return _before_its_time(post, link, message, snapshot.id)
    return LinkReport(
        link=link, verdict=verdict, reasons=(Reason(code=code, message=message),), snapshot_id=snapshot.id
    )


def report_unreadable(post: Post, link: Link, page: Page) -> LinkReport:
    """The report of a link whose page is in a state that is not readable. Score is None."""
    assert page.state is not None, "states.with_state comes first"  # noqa: S101 - an invariant of ours, not input
    message = page.state_reason or _STATE_MESSAGES[page.state]
    if page.state in DEAD_ENDS and _not_due(post, page.fetched_at):
        return _before_its_time(post, link, message, page.snapshot_id)
    return LinkReport(
        link=link,
        verdict=Verdict.BROKEN if page.state in DEAD_ENDS else Verdict.UNVERIFIABLE,
        reasons=(Reason(code=f"page-{page.state}", message=message, page_quotes=page.state_quotes),),
        page=summarise(page),
        snapshot_id=page.snapshot_id,
    )


INCOMPLETE = "page-incomplete"


def report_incomplete(link: Link, page: Page) -> LinkReport:
    """The report of a link whose page broke off and does not bear the claim out: unverifiable, score None."""
    reason = Reason(
        code=INCOMPLETE, message="the page was not read whole; what the post says may stand in the part that is missing"
    )
    return LinkReport(
        link=link,
        verdict=Verdict.UNVERIFIABLE,
        reasons=(reason,),
        page=summarise(page),
        snapshot_id=page.snapshot_id,
    )


def report_no_claim(post: Post, link: Link, page: Page | None, *, unclaimed: str) -> LinkReport:
    """The report of a link whose post, or whose segment of it, claims nothing checkable: unclear, score None."""
    quotes = (post.quote(0, len(post.text)),) if 0 < len(post.text) <= _SHORT else ()
    return LinkReport(
        link=link,
        verdict=Verdict.UNCLEAR,
        reasons=(
            Reason(code=unclaimed, message="the post claims nothing that a page could bear out", post_quotes=quotes),
        ),
        page=summarise(page) if page else None,
        snapshot_id=page.snapshot_id if page else "",
    )


_SHORT = 280  # characters; the classic length of a post, still readable as one quotation


def _code(snapshot: Snapshot) -> str:
    outcome = str(snapshot.outcome)
    if not snapshot.detail or snapshot.detail == outcome:
        return outcome
    return snapshot.detail if snapshot.detail.startswith(f"{outcome}-") else f"{outcome}-{snapshot.detail}"


def _not_due(post: Post, seen_at: dt.datetime | None) -> bool:
    if post.scheduled_at is None or seen_at is None:
        return False
    return aware(seen_at) < aware(post.scheduled_at)


def _before_its_time(post: Post, link: Link, message: str, snapshot_id: str) -> LinkReport:
    due = post.scheduled_at.isoformat() if post.scheduled_at else ""
    reason = Reason(code="not-yet-published", message=f"the post is due at {due}; as of now: {message}")
    return LinkReport(link=link, verdict=Verdict.UNVERIFIABLE, reasons=(reason,), snapshot_id=snapshot_id)
