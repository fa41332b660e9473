"""Politeness: how many requests may be in flight at one site, and how far apart they start.

A site is a registrable domain; a host that is an address, or has no such domain, stands for itself with its
port. Pacing is shared by the whole process, whichever checker, thread or event loop asks.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import functools
import os
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from linkcheck._urls.url import Url
from linkcheck._web.failures import FetchFailure
from linkcheck._web.outcomes import LONGEST_WAIT
from linkcheck._web.slots import Slots

LONGEST_CRAWL_DELAY = 10.0
"""Seconds; a longer Crawl-delay in robots.txt would only starve the visit (Scrapy users set the same)."""

LONGEST_PAUSE = 3600.0
"""Seconds; one answer must not silence a site for the life of the process."""

_MANY_SITES = 4096
"""Sites remembered before those at rest are forgotten."""


@functools.cache
def _public_suffixes() -> Any:
    from publicsuffixlist import PublicSuffixList  # 130 ms: not for those who check addresses only

    return PublicSuffixList()


@functools.lru_cache(maxsize=_MANY_SITES)
def _registrable_domain(host: str) -> str:
    return str(_public_suffixes().privatesuffix(host) or "")


def site_of(url: Url) -> str:
    """The site a URL belongs to: its registrable domain, else host and port."""
    if url.address is None and "." in url.host:
        return _registrable_domain(url.host) or url.authority
    return f"{url.host}:{url.port}"


class _Site:
    def __init__(self) -> None:
        self.slots = Slots()
        self.next_start = 0.0
        self.stay_away_until = 0.0
        self.slow_down = 1.0

    def at_rest(self, now: float) -> bool:
        return self.slots.idle and max(self.next_start, self.stay_away_until) < now and self.slow_down == 1.0


class Pacing:
    """Gates of all sites. Times are seconds on the monotonic clock."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sites: dict[str, _Site] = {}

    @asynccontextmanager
    async def turn(self, site: str, *, delay: float, in_flight: int, delays_next: bool = True) -> AsyncIterator[None]:
        """Wait for a turn at a site, and hold it: at most `in_flight` at once, starts `delay` apart.

        With `delays_next` False the turn waits as any other, but the next may start at once after it.

        Raises FetchFailure asked-to-wait where the site wants to be left alone longer than a visit can wait. Without a
        delay nothing is paced.
        """
        gate = self._gate(site)
        self._require_welcome(site, delay)
        await gate.slots.take(in_flight)
        try:
            self._require_welcome(site, delay)  # somebody before us in the queue may have been told
            await asyncio.sleep(self._reserve(gate, delay, delays_next=delays_next))
            yield
        finally:
            gate.slots.give_back()

    def complained(self, site: str, wish: float | None) -> None:
        """A site answered 429 or 503. With a wish (seconds) nobody of this process comes before, for an hour at
        most; without one, starts come twice as far apart, up to 16 times."""
        with self._lock:
            gate = self._sites.setdefault(site, _Site())
            if wish is None:
                gate.slow_down = min(gate.slow_down * 2, 16.0)
            else:
                until = time.monotonic() + min(wish, LONGEST_PAUSE)
                gate.stay_away_until = max(gate.stay_away_until, until)

    def was_content(self, site: str) -> None:
        """A site answered as usual: a slower pace is eased by half."""
        with self._lock:
            if site in self._sites:
                self._sites[site].slow_down = max(1.0, self._sites[site].slow_down / 2)

    def seconds_to_wait(self, site: str) -> float:
        """How long a site still wants to be left alone; 0 when it does not mind."""
        with self._lock:
            gate = self._sites.get(site)
            return max(0.0, gate.stay_away_until - time.monotonic()) if gate else 0.0

    def _require_welcome(self, site: str, delay: float) -> None:
        if delay and (seconds := self.seconds_to_wait(site)) > LONGEST_WAIT:
            until = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=seconds)
            raise FetchFailure("asked-to-wait", host=site, until=f"{until:%Y-%m-%d %H:%M} UTC", retry_at=until)

    def forget(self) -> None:
        """Start anew, as in a forked child: locks and loops of the parent mean nothing there."""
        self._lock = threading.Lock()
        self._sites = {}

    def _gate(self, site: str) -> _Site:
        with self._lock:
            if len(self._sites) >= _MANY_SITES:
                now = time.monotonic()
                self._sites = {name: gate for name, gate in self._sites.items() if not gate.at_rest(now)}
            return self._sites.setdefault(site, _Site())

    def _reserve(self, gate: _Site, delay: float, *, delays_next: bool) -> float:
        if not delay:
            return 0.0
        with self._lock:
            now = time.monotonic()
            start = max(now, gate.next_start, gate.stay_away_until)
            if delays_next:
                gate.next_start = start + delay * gate.slow_down
            return start - now


PACING = Pacing()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=PACING.forget)
