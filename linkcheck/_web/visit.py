"""One visit: from a posted URL over its redirects and retries to what came back, under one deadline."""

from __future__ import annotations

import asyncio
import datetime as dt
import math
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager

import msgspec

from linkcheck._urls.url import Url
from linkcheck._web.body import MAX_CHUNKS, Body, in_turns, read_body
from linkcheck._web.client import Client, Response
from linkcheck._web.concurrency import ThreadSafeSemaphore
from linkcheck._web.failures import FetchFailure
from linkcheck._web.guard import Guard
from linkcheck._web.logs import log_hop, log_retry, log_retry_after
from linkcheck._web.pacing import PACING, Pace, WaitBudget, site_of
from linkcheck._web.robots import MAX_BYTES, Robots, RobotsResponse
from linkcheck._web.semantics import (
    REDIRECTS,
    THROTTLE_STATUSES,
    Validators,
    read_retry_after,
    redirect_target,
    request_headers,
    retry_delay,
)
from linkcheck._web.statuses import failure_of_status
from linkcheck._web.types import Hop, Outcome
from linkcheck.settings import Settings


class SharedClients(msgspec.Struct, frozen=True):
    """What all visits of one fetcher share."""

    settings: Settings
    guard: Guard
    client: Client
    robots: Robots
    in_flight: asyncio.Semaphore


class Visit:
    """The state of one visit; its fields say how far it came, also when it was cancelled."""

    def __init__(
        self,
        clients: SharedClients,
        validators: Validators | None = None,
        lookups_of_post: ThreadSafeSemaphore | None = None,
    ) -> None:
        self.hops: list[Hop] = []
        self.hosts: list[str] = []
        self.final_url = ""
        self.status_code: int | None = None
        self.headers: tuple[tuple[str, str], ...] = ()
        self.body = Body()
        self.failure: FetchFailure | None = None
        self.elapsed = 0.0
        self.unchanged = False
        """Whether the site answered that the stored page still holds."""
        self._clients = clients
        self._settings = clients.settings
        self._validators = validators or Validators()
        self._lookups_of_post = lookups_of_post
        self._tries = 1
        self._looked_up_again = False
        self._identity_encoding = False
        self._deadline = asyncio.timeout(None)
        self._queued = 0.0
        self._budget = WaitBudget(clients.settings.max_wait)

    async def run(self, url: Url) -> None:
        """Make the visit. What goes wrong is in `failure` afterwards; only cancellation is raised."""
        started = time.monotonic()
        try:
            async with asyncio.timeout(self._settings.timeout) as self._deadline:
                await self._follow(url)
        except TimeoutError:
            self.body.truncated = len(self.body) > 0
            self.failure = FetchFailure("timeout", why=f"the whole visit has {self._settings.timeout:g} s")
        except FetchFailure as failure:
            self.failure = failure
        if self.failure is not None and self.failure.code == "no-such-name" and not self._looked_up_again:
            self.failure.outcome = Outcome.FAILED  # gone only when a second look-up says so too
        self.elapsed = time.monotonic() - started - self._queued

    async def _follow(self, url: Url) -> None:
        limits = self._settings
        seen = {url.text}
        while True:
            self.final_url = url.full_text
            self.hosts.append(url.host)
            self._looked_up_again = False
            location = await self._request_with_retries(url)
            if location is None:
                return
            target = redirect_target(url, location, max_length=limits.max_url_length)
            self.hops.append(Hop(url.full_text, self.status_code or 0))
            if target.text in seen:
                raise FetchFailure("redirect-loop", target=target.origin)
            if len(self.hops) > limits.max_redirects:
                raise FetchFailure("too-many-redirects", limit=limits.max_redirects)
            seen.add(target.text)
            url = target

    async def _request_with_retries(self, url: Url) -> str | None:
        while True:
            try:
                return await self._request(url)
            except FetchFailure as failure:
                wait = self._retry_delay(failure)
                if wait is None and failure.code == "short-body" and len(self.body):
                    return None  # what came may bear the claim out
                if wait is None:
                    raise
                self._looked_up_again = failure.code == "no-such-name"
                log_retry(url, failure, wait)
            self._tries += 1
            self.body = Body()
            await asyncio.sleep(wait)

    def _retry_delay(self, failure: FetchFailure) -> float | None:
        if self._tries > self._settings.retries:
            return None
        if failure.code == "encoding" and not self._identity_encoding:
            self._identity_encoding = True  # once more, asking for no encoding at all
            return 0.0
        wait = retry_delay(failure, tries=self._tries, pause=self._settings.host_delay)
        if wait is None or wait >= self._time_left() or not self._budget.allows(wait):
            return None
        self._budget.spend("", wait)
        return wait

    def _time_left(self) -> float:
        deadline = self._deadline.when()
        return math.inf if deadline is None else deadline - asyncio.get_running_loop().time()

    async def _request(self, url: Url) -> str | None:
        """Where the response redirects to, None for a page that has been read. Raises FetchFailure."""
        self.status_code, self.headers = None, ()
        self._clients.guard.judge(url)
        crawl_delay = 0.0
        if self._settings.obey_robots:
            crawl_delay = await self._clients.robots.require(url, self._fetch_robots, self._in_turn)
        conditional = self._validators.hold_for(url)
        validators = self._validators if conditional else Validators()
        headers = request_headers(self._settings, validators, identity_encoding=self._identity_encoding)
        async with self._response(url, headers, crawl_delay) as response:
            self.status_code = response.status_code
            self.headers = response.headers
            if response.status_code in REDIRECTS:
                return _location(response)
            if response.status_code == 304 and conditional:
                self.unchanged = True
                return None
            if failure := self._failure_of(url, response):
                raise failure
            await read_body(response, self.body, self._settings)
            return None

    @asynccontextmanager
    async def _response(
        self, url: Url, headers: dict[str, str], crawl_delay: float = 0.0, *, delays_next: bool = True
    ) -> AsyncIterator[Response]:
        """The response to a request made in its turn: at the site, and among all. Names are looked up in between, so
        that those that hang hold no request of another site up."""
        own, at_site = self._settings.host_delay, self._settings.host_concurrency
        pace = Pace(own, max(own, crawl_delay) if own else 0.0)
        slot = PACING.slot(site_of(url), pace, in_flight=at_site, budget=self._budget, delays_next=delays_next)
        async with self._in_turn(slot):
            among_all, client = self._clients.in_flight, self._clients.client
            addresses = await client.addresses(url, self._lookups_of_post)
            turn = self._in_turn(among_all) if among_all.locked() else among_all
            async with turn, await client.get(url, addresses, headers) as response:
                log_hop(url, response.status_code)
                yield response

    @asynccontextmanager
    async def _in_turn(self, turn: AbstractAsyncContextManager[None]) -> AsyncIterator[None]:
        """Take a turn. Waiting for it is politeness: the deadline stands still, and what sites ask for has a budget."""
        began = time.monotonic()
        deadline = self._deadline.when()
        self._deadline.reschedule(None)
        async with turn:
            queued = time.monotonic() - began
            self._queued += queued
            self._deadline.reschedule(None if deadline is None else deadline + queued)
            yield

    def _failure_of(self, url: Url, response: Response) -> FetchFailure | None:
        """What a final status comes to. A site that throttles us is heeded, by this visit and by all others."""
        failure = failure_of_status(response.status_code)
        if failure is None:
            PACING.record_success(site_of(url))
            return None
        now = dt.datetime.now(dt.UTC)
        failure.retry_after = read_retry_after(response.header("retry-after"), now)
        if failure.retry_after is not None:
            failure.retry_at = now + dt.timedelta(seconds=failure.retry_after)
            log_retry_after(site_of(url), failure.retry_after)
        if response.status_code in THROTTLE_STATUSES and self._settings.host_delay:
            PACING.record_throttle(site_of(url), failure.retry_after)
        return failure

    async def _fetch_robots(self, url: Url) -> RobotsResponse:
        """robots.txt, its redirects followed. A circle or too many count as there being none (RFC 9309, 2.3.1.2).

        It delays nothing: asked once a day, it is no page, and one link alone would wait a whole delay for its own.
        """
        headers = request_headers(self._settings, Validators(), identity_encoding=True)
        for _ in range(self._settings.max_redirects + 1):
            self._clients.guard.judge(url)
            async with self._response(url, headers, delays_next=False) as response:
                if response.status_code not in REDIRECTS:
                    text = await _read_robots(response) if 200 <= response.status_code < 300 else ""
                    return RobotsResponse(response.status_code, text)
                location = _location(response)
            url = redirect_target(url, location, max_length=self._settings.max_url_length)
        return RobotsResponse(404)


def _location(response: Response) -> str:
    locations = {value for name, value in response.headers if name == "location"}
    if len(locations) > 1:
        raise FetchFailure("bad-redirect", why="it names several places")
    return next(iter(locations), "")


async def _read_robots(response: Response) -> str:
    text = bytearray()
    async with aclosing(response.chunks()) as chunks:
        async for number, chunk in in_turns(chunks):
            text += chunk[: MAX_BYTES + 1]
            if len(text) > MAX_BYTES or number >= MAX_CHUNKS:
                break
    return text[:MAX_BYTES].decode("utf-8-sig", "replace")
