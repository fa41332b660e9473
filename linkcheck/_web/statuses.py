"""What does the status of an answer come to? A page, or one of the failures (RFC 9110 section 15). Pure."""

from __future__ import annotations

from linkcheck._web.failures import FetchFailure


def failure_of_status(status: int) -> FetchFailure | None:
    """What a final status comes to when it is not a page; None for 2xx with a body."""
    named = {
        404: "not-found",
        408: "request-timeout",
        410: "gone",
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
