"""One visit: from a posted URL over its redirects and retries to what came back, under one deadline."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec

from linkcheck.settings import Settings
from linkcheck.version import __version__
from linkcheck.web.action_links import why_action
from linkcheck.web.addresses import ALLOWED_PORTS, Address, is_inside, parse_networks, why_forbidden
from linkcheck.web.bodies import Body, read_body
from linkcheck.web.decoding import ACCEPT_ENCODING
from linkcheck.web.faults import Fault
from linkcheck.web.outcomes import REDIRECTS, fault_of_status, read_retry_after, redirect_target, wait_before_retry
from linkcheck.web.pacing import PACING, site_of
from linkcheck.web.resolver import look_up
from linkcheck.web.robots import MAX_BYTES, Robots, RobotsAnswer
from linkcheck.web.transport import Answer, Transport
from linkcheck.web.types import Hop, Outcome
from linkcheck.web.urls import Url, is_local_name, parse_url

USER_AGENT = f"linkcheck/{__version__} (+https://pypi.org/project/linkcheck-claims/)"
"""Names itself and a page that says who to write to; never a browser's."""

_ACCEPT = "text/html, application/xhtml+xml, text/plain;q=0.9, application/pdf;q=0.8, */*;q=0.1"


class Tools(msgspec.Struct, frozen=True):
    """What all visits of one fetcher share."""

    settings: Settings
    transport: Transport
    robots: Robots
    gate: asyncio.Semaphore


class Validators(msgspec.Struct, frozen=True):
    """What the store knows of a page, so that an unchanged one need not be sent again (RFC 9110 section 13)."""

    url: str = ""
    etag: str = ""
    last_modified: str = ""


class Visit:
    """The state of one visit; its fields say how far it came, also when it was cut short."""

    def __init__(self, tools: Tools, validators: Validators | None = None) -> None:
        self.hops: list[Hop] = []
        self.final_url = ""
        self.status_code: int | None = None
        self.headers: tuple[tuple[str, str], ...] = ()
        self.body = Body()
        self.fault: Fault | None = None
        self.elapsed = 0.0
        self.unchanged = False
        """Whether the site answered that the stored page still holds."""
        self._tools = tools
        self._settings = tools.settings
        self._validators = validators or Validators()
        self._networks = parse_networks(tools.settings.allow_networks)
        self._tries = 1
        self._looked_up_again = False
        self._plain_encoding = False
        self._retry_after: float | None = None
        self._deadline = asyncio.timeout(None)

    async def run(self, text: str) -> None:
        """Make the visit. What goes wrong is in `fault` afterwards; only cancellation is raised."""
        started = time.monotonic()
        self._paused = 0.0
        try:
            async with asyncio.timeout(self._settings.timeout) as self._deadline:
                await self._follow(parse_url(text, max_length=self._settings.max_url_length))
        except TimeoutError:
            self.body.truncated = bool(self.body.content)
            self.fault = Fault("timeout", why=f"the whole visit has {self._settings.timeout:g} s")
        except Fault as fault:
            self.fault = fault
        if self.fault is not None and self.fault.code == "no-such-name" and not self._looked_up_again:
            self.fault.outcome = Outcome.FAILED  # gone only when a second look-up says so too
        self.elapsed = time.monotonic() - started - self._paused

    async def _follow(self, url: Url) -> None:
        seen = {url.text}
        while True:
            self.final_url = url.full_text
            location = await self._ask_patiently(url)
            if location is None:
                return
            target = redirect_target(url, location, max_length=self._settings.max_url_length)
            self.hops.append(Hop(url.full_text, self.status_code or 0))
            if target.text in seen:
                raise Fault("redirect-loop", target=target.text[:200])
            if len(self.hops) > self._settings.max_redirects:
                raise Fault("too-many-redirects", limit=self._settings.max_redirects)
            seen.add(target.text)
            url = target

    async def _ask_patiently(self, url: Url) -> str | None:
        while True:
            try:
                return await self._ask(url)
            except Fault as fault:
                wait = self._wait_after(fault)
                if wait is None:
                    raise
                self._looked_up_again = fault.code == "no-such-name"
            self._tries += 1
            self.body = Body()
            await asyncio.sleep(wait)

    def _wait_after(self, fault: Fault) -> float | None:
        if fault.code == "encoding" and not self._plain_encoding and self.status_code is not None:
            self._plain_encoding = True  # once more, asking for no encoding at all
            return 0.0 if self._tries <= self._settings.retries else None
        if self._tries > self._settings.retries:
            return None
        pause = self._settings.host_delay
        return wait_before_retry(fault, retry_after=self._retry_after, tries=self._tries, pause=pause)

    async def _ask(self, url: Url) -> str | None:
        """Where the answer redirects to, None for a page that has been read. Raises Fault."""
        self._judge(url)
        delay = self._settings.host_delay
        if self._settings.obey_robots:
            crawl_delay = await self._tools.robots.require(url, self._ask_for_robots)
            delay = max(delay, crawl_delay) if delay else 0.0
        async with self._turn(url, delay), await self._get(url, self._request_headers(url)) as answer:
            self.status_code = answer.status_code
            self.headers = answer.headers
            if answer.status_code in REDIRECTS:
                return _location(answer)
            if answer.status_code == 304 and self._is_conditional(url):
                self.unchanged = True
                return None
            fault = fault_of_status(answer.status_code, host=url.host)
            self._heed(url, answer, fault)
            if fault is not None:
                raise fault
            await read_body(answer, self.body, self._settings)
            return None

    def _judge(self, url: Url) -> None:
        """What can be said of a URL before its name is looked up."""
        if not self._settings.visit_action_links and (why := why_action(url.full_text)):
            raise Fault("action-link", why=why)
        if url.address is not None:
            self._require_good(url, url.address)
        elif not self._networks:  # otherwise the addresses decide
            self._require_public(url)

    async def _addresses(self, url: Url) -> list[Address]:
        """The judged addresses of a URL, by one look-up: all of them are good, or none is."""
        if url.address is not None:
            found = [url.address]
        else:
            absolute = not self._networks  # an intranet's names may need its search domains and hosts file
            found = await look_up(url.host, absolute=absolute, timeout=self._settings.dns_timeout)
        for address in found:
            self._require_good(url, address)
        if not found:
            raise Fault("no-such-name", host=url.host)
        return found

    def _require_good(self, url: Url, address: Address) -> None:
        if is_inside(address, self._networks):
            return
        if why := why_forbidden(address):
            raise Fault("address", host=url.host, why=why if url.address else f"{address}, {why}")
        self._require_public(url)

    def _require_public(self, url: Url) -> None:
        if url.port not in ALLOWED_PORTS:
            raise Fault("port", port=url.port)
        if url.address is None and is_local_name(url.host):
            raise Fault("address", host=url.host, why="a local name")

    async def _get(self, url: Url, headers: dict[str, str]) -> Answer:
        return await self._tools.transport.get(url, await self._addresses(url), headers)

    @asynccontextmanager
    async def _turn(self, url: Url, delay: float) -> AsyncIterator[None]:
        """Hold a place at the site and in the whole. Waiting for it does not count against the deadline."""
        began = time.monotonic()
        deadline = self._deadline.when()
        self._deadline.reschedule(None)
        in_flight = self._settings.host_concurrency
        async with PACING.turn(site_of(url), delay=delay, in_flight=in_flight), self._tools.gate:
            waited = time.monotonic() - began
            self._paused += waited
            self._deadline.reschedule(None if deadline is None else deadline + waited)
            yield

    def _heed(self, url: Url, answer: Answer, fault: Fault | None) -> None:
        """Slow down where a site asks for it."""
        self._retry_after = None
        site = site_of(url)
        if answer.status_code in (429, 503):
            now = dt.datetime.now(dt.UTC)
            self._retry_after = read_retry_after(answer.header("retry-after"), now)
            if fault is not None and self._retry_after is not None:
                fault.retry_at = now + dt.timedelta(seconds=self._retry_after)
            if self._settings.host_delay and self._retry_after is not None:
                PACING.asked_to_wait(site, min(self._retry_after, 60.0))
            elif answer.status_code == 429:
                PACING.complained(site)
        else:
            PACING.was_content(site)

    def _request_headers(self, url: Url) -> dict[str, str]:
        headers = {
            "User-Agent": self._settings.user_agent or USER_AGENT,
            "Accept": _ACCEPT,
            "Accept-Encoding": "identity" if self._plain_encoding else ACCEPT_ENCODING,
        }
        if self._is_conditional(url):
            if self._validators.etag:
                headers["If-None-Match"] = self._validators.etag
            if self._validators.last_modified:
                headers["If-Modified-Since"] = self._validators.last_modified
        return headers

    def _is_conditional(self, url: Url) -> bool:
        return bool(self._validators.etag or self._validators.last_modified) and url.text == self._validators.url

    async def _ask_for_robots(self, url: Url) -> RobotsAnswer:
        """robots.txt, its redirects followed. A circle or a sixth redirect counts as there being none (RFC 9309)."""
        headers = {"User-Agent": self._settings.user_agent or USER_AGENT, "Accept-Encoding": "identity"}
        for _ in range(self._settings.max_redirects + 1):
            self._judge(url)
            async with self._turn(url, self._settings.host_delay), await self._get(url, headers) as answer:
                if answer.status_code in REDIRECTS:
                    url = redirect_target(url, _location(answer), max_length=self._settings.max_url_length)
                    continue
                if not 200 <= answer.status_code < 300:
                    return RobotsAnswer(answer.status_code)
                text = bytearray()
                async for chunk in answer.chunks():
                    text += chunk
                    if len(text) > MAX_BYTES:
                        break
                return RobotsAnswer(answer.status_code, text[:MAX_BYTES].decode("utf-8", "replace"))
        return RobotsAnswer(404)


def _location(answer: Answer) -> str:
    return next((value for name, value in answer.headers if name == "location"), "")
