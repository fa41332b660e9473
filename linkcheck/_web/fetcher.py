"""Many URLs to Snapshots, asynchronously: one set of connections, robots.txt rules, limits and one store for all."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import re
import ssl
import uuid
import warnings
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self, TypeVar

import httpx
from msgspec.structs import replace

from linkcheck._urls.action_links import MASK, action_reason, mask
from linkcheck._urls.homographs import host_warnings
from linkcheck._urls.key import key_of, url_key
from linkcheck._urls.url import Url, UrlError, parse_url
from linkcheck._web.client import Client
from linkcheck._web.concurrency import HomeLoop, SingleFlight, ThreadSafeSemaphore
from linkcheck._web.failures import FetchFailure
from linkcheck._web.guard import Guard
from linkcheck._web.logs import log_store_trouble, log_visit
from linkcheck._web.robots import Robots
from linkcheck._web.semantics import product_token, validators_of
from linkcheck._web.store import Store
from linkcheck._web.types import Outcome, Snapshot
from linkcheck._web.visit import SharedClients, Visit
from linkcheck.errors import (
    ClosedError,
    DamagedSnapshotError,
    LinkcheckError,
    StoreError,
    StoreWarning,
)
from linkcheck.settings import Settings

_HIDDEN = re.compile(r"\*+")
"""A secret in the store (three asterisks) or in a report (as many as it had characters)."""


def same_resource(stored: Snapshot, url: str) -> bool:
    """Whether a snapshot is of the page that a URL leads to: a report may come from anybody, and name any snapshot.

    A URL whose secrets are hidden, as in a written report, counts as any that shows the same.
    """
    return stored.url_key == url_key(url) or (MASK in stored.url and _shown(stored.url) == _shown(url))


def restore_masked(stored: Snapshot, url: str) -> Snapshot:
    """A stored snapshot for a link that is written so; without a redirect, what the store hid is in the link."""
    final = _full(url)
    if not stored.hops and MASK in stored.final_url and _shown(stored.final_url) == _shown(final):
        return replace(stored, url=url, final_url=final)
    return replace(stored, url=url)


def _shown(url: str) -> str:
    return _HIDDEN.sub("*", mask(url))


def _full(url: str) -> str:
    try:
        return parse_url(url, max_length=65536).full_text
    except UrlError:
        return url


_T = TypeVar("_T")

_NOT_KEPT = frozenset({"excluded", "offline", "internal", "transport"})
"""Failures that say nothing of the link: no proof of anything, so that their snapshots have no id."""


class Fetcher:
    """Fetches URLs: `async with Fetcher(settings) as fetcher: snapshot = await fetcher.fetch(url)`.

    Safe for many tasks of one event loop. Never raises for a URL or for what the network does.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Opens `settings.store` (StoreError). `transport` takes the place of look-ups and network, `tls` that of the
        certificates that are trusted (certifi's)."""
        self.settings = settings or Settings()
        self._clients = SharedClients(
            self.settings,
            Guard(self.settings),
            Client(self.settings, transport, tls),
            Robots(product_token(self.settings)),
            asyncio.Semaphore(self.settings.concurrency),
        )
        self._store = _open_store(self.settings)
        self._store_thread = ThreadPoolExecutor(1, "linkcheck.store") if self._store else None
        self._in_flight: SingleFlight[Snapshot] = SingleFlight()
        self._closed = False
        self._warned = False
        self._home = HomeLoop("an AsyncChecker", "make one in each, or use a Checker, which runs in any")

    async def fetch(self, url: str) -> Snapshot:
        """What a URL returned, now or within the freshness limits of the store. Tasks that ask for the same URL at
        the same moment share one visit.

        Raises ClosedError after `aclose`, InputError on another event loop than before, StoreError when the store
        fails and `settings.offline` leaves nothing else to ask; nothing else but cancellation. Otherwise a store that
        fails is a StoreWarning, once.
        """
        self._require_own_loop()
        return await self._fetch_shared(url, ThreadSafeSemaphore())

    async def fetch_of_post(self, urls: Iterable[str]) -> list[Snapshot]:
        """The same for the URLs of one post, in order; their look-ups share few places. Raises as `fetch` does."""
        self._require_own_loop()
        lookups = ThreadSafeSemaphore()
        visits: list[asyncio.Task[Snapshot]] = []
        try:
            for url in urls:
                visits.append(asyncio.create_task(self._fetch_shared(url, lookups)))
                await asyncio.sleep(0)  # a hostile URL takes a millisecond to read: one a turn of the loop
            return await asyncio.gather(*visits)
        finally:
            for visit in visits:
                visit.cancel()  # where one failed or all are cancelled; those that are done stay so
            await asyncio.gather(*visits, return_exceptions=True)

    async def load_snapshot(self, url: str, snapshot_id: str, *, refused: bool = False) -> Snapshot:
        """The stored snapshot that a past report names for a URL; nothing is visited.

        Where the store does not hold it, a failed one that says so (with no id, as `offline` has it); a URL that
        was `refused` by our rules is judged by them again. Raises ClosedError, InputError, StoreError.
        """
        self._require_own_loop()
        url = _without_surrogates(url)
        why = "is not in the store"
        try:
            stored = await self._get(snapshot_id)
        except DamagedSnapshotError:
            stored, why = None, "is damaged in the store"
        if stored is not None and same_resource(stored, url):
            return restore_masked(stored, url)
        if stored is not None:
            why = "is of another page"
        visit = Visit(self._clients)
        visit.failure = self._refusal(url) if refused else None
        if visit.failure is None:
            visit.failure = (
                FetchFailure("no-snapshot", id=snapshot_id, why=why) if snapshot_id else FetchFailure("offline")
            )
        return replace(_to_snapshot(url, url_key(url), visit, None), id=snapshot_id, fetched_at=None)

    async def aclose(self) -> None:
        """Close all connections and the store."""
        self._closed = True
        await self._clients.client.aclose()
        if self._store is not None and self._store_thread is not None:
            self._store_thread.shutdown(wait=True)
            self._store.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def _fetch_shared(self, url: str, lookups_of_post: ThreadSafeSemaphore) -> Snapshot:
        url = _without_surrogates(url)
        return await self._in_flight.do(url, lambda: self._fetch_and_log(url, lookups_of_post))

    async def _fetch_and_log(self, url: str, lookups_of_post: ThreadSafeSemaphore) -> Snapshot:
        snapshot = await self._fetch(url, lookups_of_post)
        log_visit(snapshot)
        return snapshot

    async def _fetch(self, url: str, lookups_of_post: ThreadSafeSemaphore) -> Snapshot:
        parsed = _parse(url, self.settings.max_url_length)
        key = key_of(parsed) if isinstance(parsed, Url) else url_key(url)
        is_excluded = isinstance(parsed, Url) and bool(self._clients.guard.exclusion(parsed))
        stored = None if is_excluded else await self._stored(url, key)
        if stored is not None and (self.settings.offline or self._is_fresh(stored)):
            return restore_masked(stored, url)
        visit = Visit(self._clients, validators_of(stored), lookups_of_post)
        try:
            if isinstance(parsed, FetchFailure):
                visit.failure = parsed
            elif self.settings.offline:
                visit.failure = self._refusal(url) or FetchFailure("offline")
            else:
                await visit.run(parsed)
        except LinkcheckError:
            raise
        except Exception as error:
            # fetch never raises for a visit: an error of ours must not end a batch.
            visit.failure = FetchFailure("internal", why=f"{type(error).__name__}: {error}")
        snapshot = _to_snapshot(url, key, visit, stored)
        if snapshot.detail in _NOT_KEPT:
            return replace(snapshot, id="")
        return snapshot if await self._keep(snapshot) else replace(snapshot, id="")

    def _refusal(self, url: str) -> FetchFailure | None:
        """Why our rules refuse a URL before anybody is asked; None where they do not."""
        try:
            parsed = _parse(url, self.settings.max_url_length)
            if isinstance(parsed, FetchFailure):
                return parsed
            self._clients.guard.judge(parsed)
        except FetchFailure as failure:
            return failure
        return None

    def _require_own_loop(self) -> None:
        if self._closed:
            raise ClosedError("this fetcher is closed")
        self._home.require()

    async def _stored(self, url: str, key: str) -> Snapshot | None:
        store = self._store
        if store is None or (action_reason(url) and not self.settings.offline):
            return None
        try:
            return await self._in_store_thread(lambda: store.latest(key))
        except DamagedSnapshotError as error:
            log_store_trouble(error)
            return None  # no proof of anything: it is visited anew
        except StoreError as error:
            if self.settings.offline:
                raise
            self._warn(error)
            return None

    async def _get(self, snapshot_id: str) -> Snapshot | None:
        store = self._store
        return await self._in_store_thread(lambda: store.get(snapshot_id)) if store and snapshot_id else None

    async def _keep(self, snapshot: Snapshot) -> bool:
        """Whether a report may name the snapshot: it was kept, or nobody asked for that."""
        store = self._store
        if store is None:
            return True
        try:
            await self._in_store_thread(lambda: store.put(snapshot))
        except StoreError as error:
            self._warn(error)
            return False
        return True

    def _warn(self, error: StoreError) -> None:
        """Say once that the store fails: no verdict is lost for that."""
        if not self._warned:
            self._warned = True
            log_store_trouble(error)
            warnings.warn(
                f"{error}; pages are checked all the same, those that cannot be kept have no snapshot id",
                StoreWarning,
                stacklevel=2,
            )

    async def _in_store_thread(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._store_thread, work)

    def _is_fresh(self, stored: Snapshot) -> bool:
        if stored.outcome is Outcome.REFUSED or stored.fetched_at is None:
            return False  # our own rules may have changed
        is_whole = stored.outcome is Outcome.OK and not stored.truncated  # another visit may bring the rest
        limit = self.settings.fresh_for if is_whole else self.settings.failure_fresh_for
        return 0 <= (dt.datetime.now(dt.UTC) - stored.fetched_at).total_seconds() < limit


def _open_store(settings: Settings) -> Store | None:
    return None if settings.store is None else Store(settings.store, must_exist=settings.offline)


def _to_snapshot(url: str, key: str, visit: Visit, stored: Snapshot | None) -> Snapshot:
    failure = visit.failure
    content = visit.body.content()
    status_code = visit.status_code
    headers = tuple((name, value) for name, value in visit.headers if name not in ("set-cookie", "set-cookie2"))
    if visit.unchanged and stored is not None:
        content, status_code = stored.content, stored.status_code
        # RFC 9111 section 3.2: what the response says of the page replaces what was stored.
        newer = {name for name, _ in headers}
        headers = (*(pair for pair in stored.headers if pair[0] not in newer), *headers)
    return Snapshot(
        id=uuid.uuid4().hex,
        url=url,
        final_url=visit.final_url or url,
        hops=tuple(visit.hops),
        status_code=status_code,
        outcome=failure.outcome if failure else Outcome.OK,
        detail=failure.code if failure else "",
        message=failure.sentence(mask(url)) if failure else "",
        headers=headers,
        content=content,
        content_type=next((value for name, value in headers if name == "content-type"), ""),
        truncated=visit.body.truncated,
        sha256=hashlib.sha256(content).hexdigest() if content else "",
        fetched_at=dt.datetime.now(dt.UTC),
        elapsed=visit.elapsed,
        url_key=key,
        host_warnings=host_warnings(visit.hosts),
        retry_at=failure.retry_at if failure else None,
    )


def _parse(url: str, max_length: int) -> Url | FetchFailure:
    try:
        return parse_url(url, max_length=max_length)
    except UrlError as error:
        return FetchFailure.of_url(error)


def _without_surrogates(url: object) -> str:
    # Lone surrogates cannot be written to a report or a store.
    return str(url).encode("utf-8", "replace").decode("utf-8")
