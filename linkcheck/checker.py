"""Post to report, with the network: AsyncChecker, and Checker for synchronous code.

There is one pipeline, AsyncChecker's. Checker runs it on an event-loop thread of its own, so that it
works in scripts, in notebooks and inside a running loop alike.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import datetime as dt
import os
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, Self, TypedDict, TypeVar

import msgspec

from linkcheck.comparison import compare, compare_unvisited
from linkcheck.errors import ClosedError, PostError
from linkcheck.evidence.types import Detector
from linkcheck.page.reading import read
from linkcheck.page.types import Page
from linkcheck.post.reading import parse_post
from linkcheck.post.types import BadRecord, Link, Post
from linkcheck.provenance import provenance
from linkcheck.queue import judge_queue
from linkcheck.report.assembly import report_post, report_problem
from linkcheck.report.types import QueueReport, Report
from linkcheck.scoring.choosing import choose_detectors
from linkcheck.scoring.model import load_model
from linkcheck.scoring.several import settle
from linkcheck.scoring.types import LinkReport
from linkcheck.settings import Settings
from linkcheck.web.fetcher import Fetcher
from linkcheck.web.types import Outcome, Snapshot

PostLike = str | Mapping[str, Any] | Post
Record = PostLike | BadRecord

T = TypeVar("T")

_Found = list[tuple[Link, Page | Snapshot]]
"""For each link of a post the page that was read, or the snapshot that was not."""

_ASKING = 8
"""Threads that read pages and ask detectors of the user's: those that wait for a service wait side by side."""


class _Judging(TypedDict):
    """By what pages are judged."""

    settings: Settings
    as_of: dt.datetime | None
    detectors: tuple[Detector, ...]


class AsyncChecker:
    """Checks posts against the pages behind their links; safe for many tasks on one event loop.

    Use it as `async with AsyncChecker(settings) as checker`, or close it with `aclose`.
    Its methods raise ClosedError afterwards. `detectors` are asked beside those that the settings name, in
    worker threads. Raises ModelError for a `Settings.model` that cannot be read, SettingsError or InputError
    for a detector that is none.
    """

    def __init__(self, settings: Settings | None = None, *, detectors: Iterable[Detector] = ()) -> None:
        self.detectors = tuple(detectors)
        self.settings = _usable(settings, self.detectors)
        self._fetcher = Fetcher(self.settings)
        # Reading pages is CPU work: one thread keeps the loop free to serve its sockets and deadlines,
        # and a second would only share the interpreter lock with it. Detectors of the user's may wait for a service.
        threads = _ASKING if self.detectors or self.settings.detectors else 1
        self._reader = concurrent.futures.ThreadPoolExecutor(threads, thread_name_prefix="linkcheck-reader")
        self._closed = False
        self._streamed: set[asyncio.Task[Report]] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close connections, store and threads. Closing twice is harmless.

        What streams that were left early had begun is given up.
        """
        if self._closed:
            return
        self._closed = True
        await _cancel(self._streamed)
        self._reader.shutdown(wait=False, cancel_futures=True)
        await self._fetcher.aclose()

    async def check(self, post: PostLike, *, as_of: dt.datetime | None = None) -> Report:
        """The Report of one post. Raises PostError when it is no post, ClosedError after aclose."""
        return await self._check(parse_post(post, self.settings), as_of=as_of, row=None)

    async def check_record(self, record: Record, *, as_of: dt.datetime | None = None, row: int | None = None) -> Report:
        """The same for one record of a batch: one that is no post gives a Report with `problem` set."""
        post = as_record(record, self.settings, row=row)
        if isinstance(post, BadRecord):
            return report_problem(post, row=row, provenance=provenance(self.settings, as_of, self.detectors))
        return await self._check(post, as_of=as_of, row=row)

    async def check_many(self, records: Iterable[Record], *, as_of: dt.datetime | None = None) -> AsyncIterator[Report]:
        """Reports in the order of the records, checked concurrently; `row` counts them from 0."""
        pending: deque[asyncio.Task[Report]] = deque()
        try:
            for row, record in enumerate(records):
                pending.append(self._begin(self.check_record(record, as_of=as_of, row=row)))
                if len(pending) >= window(self.settings):
                    yield await pending.popleft()
            while pending:
                yield await pending.popleft()
        finally:
            await _cancel(pending)

    async def check_queue(
        self,
        records: Iterable[Record],
        *,
        as_of: dt.datetime | None = None,
        enough: asyncio.Event | None = None,
        on_read: Callable[[], object] | None = None,
    ) -> QueueReport:
        """The QueueReport of a whole queue: each post beside its own page and the queue's other pages.

        Once `enough` is set, no further page is waited for: the posts whose pages were read are judged with
        each other, the report has no others, and is `interrupted`. `on_read` is called each time the pages of
        another post have been read, on the event loop.
        """
        posts = [as_record(record, self.settings, row=row) for row, record in enumerate(records)]
        gate = asyncio.Semaphore(window(self.settings))

        async def visit(post: Post | BadRecord) -> _Found:
            found: _Found = []
            if isinstance(post, Post):
                async with gate:
                    found = await self._off_loop(_read_all, post, await self._visit(post))
            if on_read is not None:
                on_read()
            return found

        found = await _all_until([visit(post) for post in posts], enough or asyncio.Event())
        return await self._off_loop(_judge_found, posts, found, self._judging(as_of))

    async def fetch(self, url: str) -> Snapshot:
        """The Snapshot of one URL, with this checker's pools, pacing and store. Never raises for the network."""
        self._require_open()
        return await self._fetcher.fetch(url)

    async def _check(self, post: Post, *, as_of: dt.datetime | None, row: int | None) -> Report:
        self._require_open()
        snapshots = await self._visit(post)
        links = await self._off_loop(_read_and_compare, post, snapshots, self._judging(as_of))
        return report_post(post, links, row=row, provenance=provenance(self.settings, as_of, self.detectors))

    def _judging(self, as_of: dt.datetime | None) -> _Judging:
        return {"settings": self.settings, "as_of": as_of, "detectors": self.detectors}

    async def _visit(self, post: Post) -> list[Snapshot]:
        """A snapshot for each link, in order; the same URL is visited once."""
        self._require_open()
        urls = list(dict.fromkeys(link.expanded_url for link in post.links))
        wanted = urls[: self.settings.max_links]
        fetched = dict(zip(wanted, await asyncio.gather(*map(self._fetcher.fetch, wanted)), strict=True))
        fetched |= {url: _too_many(url, self.settings) for url in urls[self.settings.max_links :]}
        return [fetched[link.expanded_url] for link in post.links]

    def _begin(self, work: Coroutine[Any, Any, Report]) -> asyncio.Task[Report]:
        """A task that ends with the checker, should nobody wait for it: a loop over a stream may be left by `break`."""
        task = asyncio.create_task(work)
        self._streamed.add(task)
        task.add_done_callback(self._streamed.discard)
        return task

    async def _off_loop(self, work: Callable[..., T], *arguments: Any) -> T:
        self._require_open()
        return await asyncio.get_running_loop().run_in_executor(self._reader, work, *arguments)

    def _require_open(self) -> None:
        if self._closed:
            raise ClosedError("this checker is closed: make a new one")


def _usable(settings: Settings | None, detectors: Iterable[Detector]) -> Settings:
    """The settings, or the defaults; a model or detector that cannot be used is told before anything is visited."""
    settings = settings or Settings()
    load_model(settings.model)
    choose_detectors(settings, detectors)
    return settings


def as_record(record: Record, settings: Settings, *, row: int | None) -> Post | BadRecord:
    """A batch's record as a Post, or as the BadRecord that says why it is none."""
    if isinstance(record, (BadRecord, Post)):
        return record
    try:
        return parse_post(record, settings)
    except PostError as error:
        return BadRecord(record=row, field=error.field, message=str(error))


def window(settings: Settings) -> int:
    """How many posts are under way at once: twice the requests, so that a slow link holds up few others."""
    return 2 * settings.concurrency


def _too_many(url: str, settings: Settings) -> Snapshot:
    return Snapshot(
        id="",
        url=url,
        final_url=url,
        outcome=Outcome.REFUSED,
        detail="too-many-links",
        message=f"{url}: not visited, since only the first {settings.max_links} links of a post are",
    )


def _read_and_compare(post: Post, snapshots: Sequence[Snapshot], judging: _Judging) -> tuple[LinkReport, ...]:
    return settle(
        [judge_snapshot(post, link, snapshot, **judging) for link, snapshot in zip(post.links, snapshots, strict=True)]
    )


def judge_snapshot(
    post: Post,
    link: Link,
    snapshot: Snapshot,
    *,
    settings: Settings,
    as_of: dt.datetime | None = None,
    detectors: Iterable[Detector] = (),
) -> LinkReport:
    """The LinkReport of a link and what its visit brought, readable or not."""
    if snapshot.outcome is not Outcome.OK:
        return compare_unvisited(post, link, snapshot)
    return compare(post, read(snapshot), link, settings=settings, as_of=as_of, detectors=detectors)


def _read_all(post: Post, snapshots: Sequence[Snapshot]) -> _Found:
    return [
        (link, read(snapshot) if snapshot.outcome is Outcome.OK else snapshot)
        for link, snapshot in zip(post.links, snapshots, strict=True)
    ]


def _judge_found(posts: Sequence[Post | BadRecord], found: Sequence[_Found | None], judging: _Judging) -> QueueReport:
    queue = judge_queue(posts, [pages or [] for pages in found], **judging)
    if None not in found:
        return queue
    done = tuple(report for report, pages in zip(queue.posts, found, strict=True) if pages is not None)
    return msgspec.structs.replace(queue, posts=done, interrupted=True)


async def _all_until(works: Iterable[Coroutine[Any, Any, T]], enough: asyncio.Event) -> list[T | None]:
    """What the works return, in order; None for those that are not done when `enough` is set."""
    tasks = [asyncio.create_task(work) for work in works]
    everything: asyncio.Future[list[T]] = asyncio.gather(*tasks)
    stop: asyncio.Future[Any] = asyncio.create_task(enough.wait())
    try:
        await asyncio.wait({everything, stop}, return_when=asyncio.FIRST_COMPLETED)
        return (
            [*everything.result()] if everything.done() else [task.result() if task.done() else None for task in tasks]
        )
    finally:
        await _cancel([everything, stop, *tasks])


async def _cancel(tasks: Iterable[asyncio.Future[Any]]) -> None:
    left = [task for task in tasks if not task.done()]
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


class Checker:
    """AsyncChecker for synchronous code: the same methods, run on an event-loop thread of its own.

    Works in scripts, notebooks and inside a running loop. Use it as `with Checker(settings) as checker`,
    or close it with `close`. In a forked child it starts afresh. Takes and raises what AsyncChecker does.
    """

    def __init__(self, settings: Settings | None = None, *, detectors: Iterable[Detector] = ()) -> None:
        self.detectors = tuple(detectors)
        self.settings = _usable(settings, self.detectors)
        self._lock = threading.Lock()
        self._loop_thread: _LoopThread | None = None
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close connections, store and threads. Closing twice is harmless."""
        with self._lock:
            self._closed = True
            thread, self._loop_thread = self._loop_thread, None
        if thread is not None and thread.pid == os.getpid():
            thread.stop()

    def check(self, post: PostLike, *, as_of: dt.datetime | None = None) -> Report:
        """The Report of one post. Raises PostError when it is no post, ClosedError after close."""
        return _result(self.submit(self._running().checker.check(post, as_of=as_of)))

    def check_many(self, records: Iterable[Record], *, as_of: dt.datetime | None = None) -> Iterator[Report]:
        """Reports in the order of the records, checked concurrently; `row` counts them from 0.

        The records are taken in the caller's thread, a window ahead of the reports.
        """
        pending: deque[concurrent.futures.Future[Report]] = deque()
        try:
            for row, record in enumerate(records):
                checker = self._running().checker
                pending.append(self.submit(checker.check_record(record, as_of=as_of, row=row)))
                if len(pending) >= window(self.settings):
                    yield _result(pending.popleft())
            while pending:
                yield _result(pending.popleft())
        finally:
            for future in pending:
                future.cancel()

    def check_queue(
        self,
        records: Iterable[Record],
        *,
        as_of: dt.datetime | None = None,
        on_interrupt: Callable[[], object] | None = None,
        on_read: Callable[[], object] | None = None,
    ) -> QueueReport:
        """The QueueReport of a whole queue: each post beside its own page and the queue's other pages.

        With `on_interrupt`, Ctrl-C calls it instead of raising KeyboardInterrupt, and the report is of the
        posts whose pages were read by then; a second Ctrl-C raises. `on_read` is called each time the pages of
        another post have been read, on the checker's thread.
        """
        running, enough = self._running(), asyncio.Event()
        work = running.checker.check_queue(list(records), as_of=as_of, enough=enough, on_read=on_read)
        future = self.submit(work)
        try:
            return future.result() if on_interrupt else _result(future)
        except KeyboardInterrupt:
            if on_interrupt is None:
                raise
        on_interrupt()
        running.loop.call_soon_threadsafe(enough.set)
        return _result(future)

    def fetch(self, url: str) -> Snapshot:
        """The Snapshot of one URL, with this checker's pools, pacing and store. Never raises for the network."""
        return _result(self.submit(self._running().checker.fetch(url)))

    def submit(self, work: Coroutine[Any, Any, T]) -> concurrent.futures.Future[T]:
        """The future of a coroutine run on the checker's loop; asyncio.wrap_future makes it awaitable."""
        return asyncio.run_coroutine_threadsafe(work, self._running().loop)

    async def acheck(self, post: PostLike, *, as_of: dt.datetime | None = None) -> Report:
        """`check` for a caller with a running loop: awaits without blocking it."""
        return await asyncio.wrap_future(self.submit(self._running().checker.check(post, as_of=as_of)))

    def _running(self) -> _LoopThread:
        with self._lock:
            if self._closed:
                raise ClosedError("this checker is closed: make a new one")
            if self._loop_thread is None or self._loop_thread.pid != os.getpid():
                self._loop_thread = _LoopThread(self.settings, self.detectors)
            return self._loop_thread


def _result(future: concurrent.futures.Future[T]) -> T:
    try:
        return future.result()
    except BaseException:
        future.cancel()
        raise


class _LoopThread:
    """An event loop on a daemon thread, with the AsyncChecker that lives on it."""

    def __init__(self, settings: Settings, detectors: tuple[Detector, ...]) -> None:
        self.pid = os.getpid()
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="linkcheck-loop", daemon=True)
        self._thread.start()
        self.checker: AsyncChecker = asyncio.run_coroutine_threadsafe(_make(settings, detectors), self.loop).result()

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self._wind_down(), self.loop).result()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()

    async def _wind_down(self) -> None:
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        await _cancel(others)
        with contextlib.suppress(OSError):
            await self.checker.aclose()


async def _make(settings: Settings, detectors: tuple[Detector, ...]) -> AsyncChecker:
    return AsyncChecker(settings, detectors=detectors)
