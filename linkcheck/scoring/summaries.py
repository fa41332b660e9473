"""What a report keeps of a page."""

from __future__ import annotations

from linkcheck.page.types import Page
from linkcheck.scoring.types import PageSummary

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
