"""Politeness: how many requests may be in flight at one site, and how far apart they start.

A site is a registrable domain; a host that is an address, or has no such domain, stands for itself with its
port. Pacing is shared by the whole process, whichever checker, thread or event loop asks.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from linkcheck._urls.domains import registrable_domain
from linkcheck._urls.url import Url
from linkcheck._web.concurrency import ThreadSafeSemaphore
from linkcheck._web.failures import FetchFailure
from linkcheck._web.semantics import MAX_WAIT

MAX_CRAWL_DELAY = 10.0
"""Seconds; a longer Crawl-delay in robots.txt would only starve the visit (Scrapy users set the same)."""

MAX_BACKOFF = 3600.0
"""Seconds; one response must not silence a site for the life of the process."""

_MAX_SITES = 4096
"""Sites remembered before those at rest are forgotten."""


def site_of(url: Url) -> str:
    """The site a URL belongs to: its registrable domain, else host and port."""
    if url.address is None and "." in url.host:
        return registrable_domain(url.host) or url.authority
    return f"{url.host}:{url.port}"


class _Site:
    def __init__(self) -> None:
        self.in_flight = ThreadSafeSemaphore()
        self.next_start = 0.0
        self.backoff_until = 0.0
        self.delay_factor = 1.0

    def at_rest(self, now: float) -> bool:
        return self.in_flight.idle and max(self.next_start, self.backoff_until) < now and self.delay_factor == 1.0


class Pacing:
    """The slots of all sites. Times are seconds on the monotonic clock."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sites: dict[str, _Site] = {}

    @asynccontextmanager
    async def slot(self, name: str, *, delay: float, in_flight: int, delays_next: bool = True) -> AsyncIterator[None]:
        """Wait for a slot at a site, and hold it: at most `in_flight` at once, starts `delay` apart.

        With `delays_next` False the request waits as any other, but the next may start at once after it.

        Raises FetchFailure asked-to-wait where the site wants to be left alone longer than a visit can wait. Without a
        delay nothing is paced.
        """
        site = self._site(name)
        self._check_backoff(name, delay)
        await site.in_flight.acquire(in_flight)
        try:
            self._check_backoff(name, delay)  # a request before us in the queue may have been throttled
            await asyncio.sleep(self._reserve(site, delay, delays_next=delays_next))
            yield
        finally:
            site.in_flight.release()

    def record_throttle(self, name: str, retry_after: float | None) -> None:
        """A site answered 429 or 503. With `retry_after` (seconds) this process stays away as long, for an hour at
        most; without it, starts come twice as far apart, up to 16 times."""
        with self._lock:
            site = self._sites.setdefault(name, _Site())
            if retry_after is None:
                site.delay_factor = min(site.delay_factor * 2, 16.0)
            else:
                until = time.monotonic() + min(retry_after, MAX_BACKOFF)
                site.backoff_until = max(site.backoff_until, until)

    def record_success(self, name: str) -> None:
        """A site answered as usual: a slower pace is eased by half."""
        with self._lock:
            if site := self._sites.get(name):
                site.delay_factor = max(1.0, site.delay_factor / 2)

    def backoff_left(self, name: str) -> float:
        """Seconds that a site still wants to be left alone; 0 when it does not mind."""
        with self._lock:
            site = self._sites.get(name)
            return max(0.0, site.backoff_until - time.monotonic()) if site else 0.0

    def _check_backoff(self, name: str, delay: float) -> None:
        if delay and (seconds := self.backoff_left(name)) > MAX_WAIT:
            until = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=seconds)
            raise FetchFailure("asked-to-wait", host=name, until=f"{until:%Y-%m-%d %H:%M} UTC", retry_at=until)

    def reset(self) -> None:
        """Start anew, as in a forked child: locks and loops of the parent mean nothing there."""
        self._lock = threading.Lock()
        self._sites = {}

    def _site(self, name: str) -> _Site:
        with self._lock:
            if len(self._sites) >= _MAX_SITES:
                now = time.monotonic()
                self._sites = {name: site for name, site in self._sites.items() if not site.at_rest(now)}
            return self._sites.setdefault(name, _Site())

    def _reserve(self, site: _Site, delay: float, *, delays_next: bool) -> float:
        if not delay:
            return 0.0
        with self._lock:
            now = time.monotonic()
            start = max(now, site.next_start, site.backoff_until)
            if delays_next:
                site.next_start = start + delay * site.delay_factor
            return start - now


PACING = Pacing()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=PACING.reset)
