"""robots.txt (RFC 9309): asked once a day for each origin, through the same guard as any page."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager

import msgspec
from protego import Protego

from linkcheck._urls.url import Url
from linkcheck._web.failures import FetchFailure
from linkcheck._web.pacing import MAX_CRAWL_DELAY

MAX_BYTES = 500 * 1024
"""RFC 9309 section 2.5: at least 500 KiB must be read, and more need not be."""

FRESH_FOR = 24 * 3600.0
"""Seconds; RFC 9309 section 2.4."""

UNAVAILABLE_FOR = 600.0
"""Seconds a robots.txt that could not be had is not asked for again."""

_MAX_CACHED_BYTES = 1024 * 1024
"""Text of the rules kept in all; parsed, a hostile file takes 30 times its size (measured)."""

_OFF_LOOP_BYTES = 64 * 1024
"""Bytes from which reading and asking take long enough (up to a second) to be done off the event loop."""


class RobotsResponse(msgspec.Struct, frozen=True):
    """What asking for robots.txt came to."""

    status: int
    text: str = ""


Ask = Callable[[Url], Awaitable[RobotsResponse]]
"""Fetches a robots.txt, redirects included; raises FetchFailure."""


InTurn = Callable[[AbstractAsyncContextManager[None]], AbstractAsyncContextManager[None]]
"""Takes a turn without using up the deadline of a visit."""


class Rules:
    """What one origin lets us do."""

    def __init__(self, response: RobotsResponse, agent: str) -> None:
        self.size = len(response.text) + 1000  # an origin without rules takes room too
        self.is_unavailable = response.status >= 500 or response.status == 429
        self.status = response.status
        self.expires = time.monotonic() + (UNAVAILABLE_FOR if self.is_unavailable else FRESH_FOR)
        self._agent = agent
        self._parsed = Protego.parse(response.text) if response.text else None
        delay = self._parsed.crawl_delay(agent) if self._parsed else None
        self.delay = min(max(float(delay or 0), 0.0), MAX_CRAWL_DELAY)

    def allow(self, url: Url) -> bool:
        """Whether a URL of this origin may be visited."""
        return self._parsed is None or bool(self._parsed.can_fetch(url.text, self._agent))


class Robots:
    """The rules of the origins seen lately."""

    def __init__(self, agent: str) -> None:
        self._agent = agent
        self._rules: dict[str, Rules] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def require(self, url: Url, ask: Ask, in_turn: InTurn) -> float:
        """Raises FetchFailure where robots.txt speaks against a URL; otherwise the Crawl-delay in seconds (0: none).

        One visit asks for the rules of an origin; the others wait for it `in_turn`.
        """
        rules = await self._rules_for(url, ask, in_turn)
        if rules.is_unavailable:
            raise FetchFailure("robots-unavailable", host=url.host, why=f"answered {rules.status}")
        allowed = await asyncio.to_thread(rules.allow, url) if rules.size > _OFF_LOOP_BYTES else rules.allow(url)
        if not allowed:
            raise FetchFailure("robots", host=url.host)
        return rules.delay

    async def _rules_for(self, url: Url, ask: Ask, in_turn: InTurn) -> Rules:
        if (known := self._cached(url.origin)) is not None:
            return known
        lock = self._locks.setdefault(url.origin, asyncio.Lock())
        async with in_turn(lock):
            try:
                if (known := self._cached(url.origin)) is not None:
                    return known
                response = await ask(robots_url(url))
                if len(response.text) > _OFF_LOOP_BYTES:
                    rules = await asyncio.to_thread(Rules, response, self._agent)
                else:
                    rules = Rules(response, self._agent)
                self._cache(url.origin, rules)
                return rules
            finally:
                self._locks.pop(url.origin, None)

    def _cached(self, origin: str) -> Rules | None:
        rules = self._rules.get(origin)
        return rules if rules is not None and rules.expires > time.monotonic() else None

    def _cache(self, origin: str, rules: Rules) -> None:
        self._rules.pop(origin, None)
        self._rules[origin] = rules
        total = sum(rules.size for rules in self._rules.values())
        while total > _MAX_CACHED_BYTES and len(self._rules) > 1:
            total -= self._rules.pop(next(iter(self._rules))).size


def robots_url(url: Url) -> Url:
    """Where the rules for a URL stand."""
    return msgspec.structs.replace(url, target="/robots.txt", fragment="")
