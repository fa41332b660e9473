"""The asynchronous door: many URLs, one set of connections, rules of robots.txt and gates."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import ssl
import uuid
from types import TracebackType
from typing import Self

from linkcheck.settings import Settings
from linkcheck.web.action_links import mask
from linkcheck.web.faults import Fault
from linkcheck.web.robots import Robots
from linkcheck.web.transport import Transport
from linkcheck.web.types import Outcome, Snapshot
from linkcheck.web.visit import USER_AGENT, Tools, Visit


class Fetcher:
    """Fetches URLs: `async with Fetcher(settings) as fetcher: snapshot = await fetcher.fetch(url)`.

    Safe for many tasks of one event loop. Never raises for a URL or for what the network does.
    """

    def __init__(self, settings: Settings | None = None, *, tls: ssl.SSLContext | None = None) -> None:
        """`tls` replaces the certificates that are trusted (default: certifi's)."""
        self.settings = settings or Settings()
        agent = (self.settings.user_agent or USER_AGENT).partition("/")[0]
        self._tools = Tools(
            self.settings,
            Transport(self.settings, tls),
            Robots(agent),
            asyncio.Semaphore(self.settings.concurrency),
        )

    async def fetch(self, url: str) -> Snapshot:
        """What a URL returned. Raises nothing but cancellation."""
        visit = Visit(self._tools)
        try:
            await visit.run(url)
        except Exception as error:
            visit.fault = Fault("internal", why=f"{type(error).__name__}: {error}")
        return _to_snapshot(url, visit)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._tools.transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()


def _to_snapshot(url: str, visit: Visit) -> Snapshot:
    content = bytes(visit.body.content)
    fault = visit.fault
    headers = tuple((name, value) for name, value in visit.headers if name not in ("set-cookie", "set-cookie2"))
    return Snapshot(
        id=uuid.uuid4().hex,
        url=url,
        final_url=visit.final_url or url,
        hops=tuple(visit.hops),
        status_code=visit.status_code,
        outcome=fault.outcome if fault else Outcome.OK,
        detail=fault.code if fault else "",
        message=fault.sentence(_shorten(mask(url))) if fault else "",
        headers=headers,
        content=content,
        content_type=next((value for name, value in headers if name == "content-type"), ""),
        truncated=visit.body.truncated,
        sha256=hashlib.sha256(content).hexdigest() if content else "",
        fetched_at=dt.datetime.now(dt.UTC),
        elapsed=visit.elapsed,
        retry_at=fault.retry_at if fault else None,
    )


def _shorten(url: str, length: int = 120) -> str:
    return url if len(url) <= length else url[: length - 1] + "…"
