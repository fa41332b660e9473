"""What does the log say of visits? Logger "linkcheck.web": DEBUG a hop, INFO a visit, WARNING for trouble.

No record holds a secret: URLs are masked as in reports, and so are those in what servers and libraries say.
"""

from __future__ import annotations

import logging

from linkcheck._logs import log_safely
from linkcheck._text.display import plain
from linkcheck._urls.action_links import mask, mask_in
from linkcheck._urls.url import Url
from linkcheck._web.failures import FetchFailure
from linkcheck._web.types import Snapshot

WEB = logging.getLogger("linkcheck.web")

_LONGEST = 300
"""Characters of a URL or a message in a record."""


def log_hop(url: Url, status_code: int) -> None:
    """A response came, of a page or of robots.txt."""
    if WEB.isEnabledFor(logging.DEBUG):
        log_safely(WEB, logging.DEBUG, "%s answered %d", shown(url.full_text), status_code)


def log_retry(url: Url, failure: FetchFailure, wait: float) -> None:
    """A failure is passing: there will be another try."""
    if WEB.isEnabledFor(logging.DEBUG):
        why = shown_text(failure.sentence(mask(url.full_text)))
        log_safely(WEB, logging.DEBUG, "%s Another try in %.1f s", why, wait)


def log_visit(snapshot: Snapshot) -> None:
    """A visit has ended, or the store was asked instead."""
    if not WEB.isEnabledFor(logging.INFO):
        return
    url = shown(snapshot.url)
    if snapshot.from_store:
        log_safely(WEB, logging.INFO, "%s: %s, from the store", url, snapshot.outcome)
        return
    what = f"{len(snapshot.content)} bytes" if not snapshot.detail else snapshot.detail
    hops = f" over {len(snapshot.hops)} redirects" if snapshot.hops else ""
    log_safely(WEB, logging.INFO, "%s: %s, %s%s in %.2f s", url, snapshot.outcome, what, hops, snapshot.elapsed)


def log_retry_after(site: str, seconds: float) -> None:
    """A site asks to be left alone."""
    log_safely(
        WEB, logging.WARNING, "%s asks to be left alone for %.0f s (Retry-After)", plain(site, _LONGEST), seconds
    )


def log_store_trouble(error: Exception) -> None:
    """The store fails, or a snapshot of it is damaged: pages are checked all the same."""
    log_safely(WEB, logging.WARNING, "%s", shown_text(str(error)))


def shown(url: str) -> str:
    """A URL for a record: without secrets, harmless, and of a length that can be read."""
    return plain(mask(url), _LONGEST)


def shown_text(text: str) -> str:
    """What a library or a server says, for a record: the URLs in it without secrets."""
    return plain(mask_in(text), _LONGEST)
