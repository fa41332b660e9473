"""Every status of HTTP, and those that are none, come to a page or to one failure."""

from __future__ import annotations

from linkcheck._web.statuses import failure_of_status
from linkcheck._web.types import Outcome


def test_every_status_has_an_outcome() -> None:
    for status in range(100, 1000):
        failure = failure_of_status(status)
        if failure is None:
            assert 200 <= status < 300
        elif status in (404, 410):
            assert failure.outcome is Outcome.GONE
        elif status == 999 or (400 <= status < 500 and status != 408):
            assert (failure.outcome, failure.code) == (Outcome.BLOCKED, f"blocked-{status}")
        elif status in (204, 205):
            assert (failure.outcome, failure.code) == (Outcome.UNREADABLE, "empty")
        else:
            assert failure.outcome is Outcome.FAILED
