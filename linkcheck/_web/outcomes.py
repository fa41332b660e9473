"""Decisions about what came back: pure functions of values, no I/O and no clock."""

from __future__ import annotations

import datetime as dt
import email.utils
import re

from linkcheck._urls.url import Url, UrlError, join_url
from linkcheck._web.failures import FetchFailure

REDIRECTS = frozenset({301, 302, 303, 307, 308})
"""Statuses that send a GET elsewhere (RFC 9110 section 15.4); 300, 304, 305 and 306 do not."""

COMPLAINTS = frozenset({429, 503})
"""Statuses by which a site says that it is asked too much (RFC 6585 section 4, RFC 9110 section 15.6.4)."""

LONGEST_WAIT = 30.0
"""Seconds a visit may wait because a site asked it to."""

LONGEST_RETRY_AFTER = 24 * 3600.0
"""Seconds ahead that a site's wish is believed."""

_PLAIN_NUMBER = re.compile(r"\s*(\d+)\s*", re.ASCII)


def fault_of_status(status: int) -> FetchFailure | None:
    """What a final status comes to when it is not a page; None for 2xx with a body."""
    named = {
        404: "not-found",
        408: "request-timeout",
        410: "gone",
        501: "not-implemented",
        505: "http-version",
        304: "unasked-304",
    }
    if status in named:
        return FetchFailure(named[status], status=status)
    if status in (204, 205):
        return FetchFailure("empty", status=status)
    if 200 <= status < 300:
        return None
    if status == 999 or 400 <= status < 500:
        return FetchFailure(f"blocked-{status}", status=status)
    if 500 <= status < 600:
        return FetchFailure("server-error", status=status)
    if 300 <= status < 400:
        return FetchFailure("unexpected-status", status=status)
    return FetchFailure("protocol-error", why=f"status {status}")


def redirect_target(url: Url, location: str, *, max_length: int) -> Url:
    """Where a redirect leads. Raises FetchFailure: bad-redirect, insecure-redirect, scheme."""
    try:
        target = join_url(url, _as_text(location), max_length=max_length)
    except UrlError as error:
        if error.code == "scheme":
            raise FetchFailure.of_url(error) from None
        raise FetchFailure("bad-redirect", why=error.facts.get("why", "it is too long")) from None
    if url.scheme == "https" and target.scheme == "http":
        raise FetchFailure("insecure-redirect", target=target.origin)
    return target


def _as_text(location: str) -> str:
    # Headers are read as Latin-1; servers that send raw bytes mean UTF-8.
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def read_retry_after(value: str, now: dt.datetime) -> float | None:
    """Seconds until a site wants to be asked again, at most 24 hours; None for the past and for garbage."""
    if match := _PLAIN_NUMBER.fullmatch(value):
        digits = match.group(1).lstrip("0")
        seconds = LONGEST_RETRY_AFTER if len(digits) > 9 else float(digits or 0)
    else:
        try:
            then = email.utils.parsedate_to_datetime(value[:100])
            seconds = (then.replace(tzinfo=then.tzinfo or dt.UTC) - now).total_seconds()
        except (ValueError, TypeError, OverflowError):
            return None
    return min(seconds, LONGEST_RETRY_AFTER) if seconds > 0 else None


def wait_before_retry(fault: FetchFailure, *, tries: int, pause: float) -> float | None:
    """Seconds to wait before another try, None when there should be none.

    `tries` is how many were made, `pause` the wait after the first; it doubles with each (binary back-off).
    A site's own wish goes before, as long as it can be waited for.
    """
    if not fault.kind.may_pass:
        return None
    if fault.retry_after is None:
        return min(pause * 2.0 ** (tries - 1), LONGEST_WAIT)
    return fault.retry_after if fault.retry_after <= LONGEST_WAIT else None
