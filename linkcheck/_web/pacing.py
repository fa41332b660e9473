"""Politeness: how many requests may be in flight at one site, and how far apart they start.

A site is a registrable domain; a host that is an address, or has no such domain, stands for itself with its
port. Pacing is shared by the whole process, whichever checker, thread or event loop asks.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import math
import os
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

from linkcheck._urls.domains import registrable_domain
from linkcheck._urls.url import Url
from linkcheck._web.concurrency import ThreadSafeSemaphore
from linkcheck._web.failures import FetchFailure

MAX_CRAWL_DELAY = 10.0
"""Seconds; a longer Crawl-delay in robots.txt would only starve the visit (Scrapy users set the same)."""

MAX_BACKOFF = 3600.0
"""Seconds; one response must not silence a site for the life of the process."""

_TICK = 1e-3
"""Seconds that a start may be early: clocks and timers are no finer."""

_MAX_SITES = 4096
"""Sites remembered before those at rest are forgotten."""


def site_of(url: Url) -> str:
    """The site a URL belongs to: its registrable domain, else host and port."""
    if url.address is None and "." in url.host:
        return registrable_domain(url.host) or url.authority
    return f"{url.host}:{url.port}"


class Pace(NamedTuple):
    """Seconds between two starts at a site; 0 where nothing is paced."""

    own: float
    """As our settings have it."""
    asked: float
    """As the site has it too: at least as long."""


class WaitBudget:
    """How long one link may wait because sites ask for it: Crawl-delay, Retry-After, back-off.

    A long queue at our own pace is not what a site asks for, and takes nothing of it.
    """

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._spent = 0.0

    def allows(self, seconds: float) -> bool:
        """Whether so long a wait is within it."""
        return self._spent + seconds <= self._limit

    def spend(self, site: str, seconds: float) -> None:
        """Take a wait out of it. Raises FetchFailure asked-to-wait where it is too long."""
        if not self.allows(seconds):
            retry_at = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=seconds)
            seconds += self._spent
            raise FetchFailure("asked-to-wait", host=site, seconds=seconds, limit=self._limit, retry_at=retry_at)
        self._spent += seconds


class _Site:
    def __init__(self, name: str) -> None:
        self.name = name
        self.in_flight = ThreadSafeSemaphore()
        self.next_start = 0.0
        self.own_next_start = 0.0
        """When the next might start if only our own pace counted."""
        self.last_start = -math.inf
        self.backoff_until = 0.0
        self.delay_factor = 1.0

    def at_rest(self, now: float) -> bool:
        return self.in_flight.idle and max(self.next_start, self.backoff_until) < now and self.delay_factor == 1.0


class _Turn(NamedTuple):
    """A request in the queue of its site."""

    site: _Site
    pace: Pace
    budget: WaitBudget
    delays_next: bool


class Pacing:
    """The slots of all sites. Times are seconds on the monotonic clock."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sites: dict[str, _Site] = {}

    @asynccontextmanager
    async def slot(
        self, name: str, pace: Pace, *, in_flight: int, budget: WaitBudget, delays_next: bool = True
    ) -> AsyncIterator[None]:
        """Wait for a slot at a site, and hold it: at most `in_flight` at once, starts a pace apart.

        With `delays_next` False the request waits as any other, but the next may start at once after it. Nobody holds
        a slot while waiting for a start: what waits for a slot waits for requests alone, which have deadlines.

        Raises FetchFailure asked-to-wait where the site asks for more waiting than the budget has left: at once, before
        any wait of it. Without a pace nothing is paced.
        """
        site = self._site(name)
        if pace.asked:
            await self._take_turn(_Turn(site, pace, budget, delays_next), in_flight)
        else:
            await site.in_flight.acquire(in_flight)
        try:
            yield
        finally:
            site.in_flight.release()

    def record_throttle(self, name: str, retry_after: float | None) -> None:
        """A site answered 429 or 503. With `retry_after` (seconds) this process stays away as long, for an hour at
        most; without it, starts come twice as far apart, up to 16 times."""
        with self._lock:
            site = self._sites.setdefault(name, _Site(name))
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

    def reset(self) -> None:
        """Start anew, as in a forked child: locks and loops of the parent mean nothing there."""
        self._lock = threading.Lock()
        self._sites = {}

    def _site(self, name: str) -> _Site:
        with self._lock:
            if len(self._sites) >= _MAX_SITES:
                now = time.monotonic()
                self._sites = {name: site for name, site in self._sites.items() if not site.at_rest(now)}
            return self._sites.setdefault(name, _Site(name))

    def _reserve(self, turn: _Turn) -> float:
        """When a request may start, with the requests before it."""
        site, pace = turn.site, turn.pace
        with self._lock:
            now = time.monotonic()
            start = max(now, site.next_start, site.backoff_until)
            own_start = max(now, site.own_next_start)
            turn.budget.spend(site.name, max(0.0, start - own_start))
            if turn.delays_next:
                site.next_start = start + pace.asked * site.delay_factor
                site.own_next_start = own_start + pace.own
            return start

    async def _take_turn(self, turn: _Turn, in_flight: int) -> None:
        """Wait for the turn of a request, and take one of the site's places."""
        start = self._reserve(turn)
        await asyncio.sleep(max(0.0, start - time.monotonic()))
        places = turn.site.in_flight
        while True:
            await places.acquire(in_flight)
            try:
                later = self._start(turn, start)
            except FetchFailure:
                places.release()
                raise
            if later <= start:
                return
            places.release()
            await asyncio.sleep(later - start)
            start = later

    def _start(self, turn: _Turn, start: float) -> float:
        """When a request whose turn has come at `start` may start: now, given as `start`, or later.

        Later where the site was throttled meanwhile, or where starts have gathered behind slow requests.
        """
        site, pace = turn.site, turn.pace
        with self._lock:
            now = max(start, time.monotonic())
            next_start = max(site.backoff_until, site.last_start + pace.asked * site.delay_factor)
            if next_start - now < _TICK:
                site.last_start = now if turn.delays_next else site.last_start
                return start
            turn.budget.spend(site.name, max(0.0, next_start - max(now, site.last_start + pace.own)))
            return start + next_start - now


PACING = Pacing()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=PACING.reset)
