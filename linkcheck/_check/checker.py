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
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator, Mapping
from types import TracebackType
from typing import Any, Self, TypeVar, cast

from linkcheck._check.pipeline import Found, Judging, judge_found, read_all, read_and_compare, too_many
from linkcheck._check.provenance import provenance
from linkcheck._check.replay import as_then, lay_out, named_snapshots, queue_as_then, require_replayable
from linkcheck._evidence.types import Detector
from linkcheck._post.parse import as_record, parse_post, require_many
from linkcheck._post.types import BadRecord, Post
from linkcheck._report.build import report_post, report_problem
from linkcheck._report.types import QueueReport, Report
from linkcheck._scoring.custom import load_detectors
from linkcheck._scoring.model import load_model
from linkcheck._web.fetcher import Fetcher
from linkcheck._web.types import Snapshot
from linkcheck.errors import ClosedError
from linkcheck.settings import Settings

PostLike = str | Mapping[str, Any] | Post
Record = PostLike | BadRecord

T = TypeVar("T")
Past = TypeVar("Past", bound=Report | QueueReport)
"""A report made before, and the same made again."""

_ASKING = 8
"""Threads that read pages and ask detectors of the user's: those that wait for a service wait side by side."""


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

    def check_many(self, records: Iterable[Record], *, as_of: dt.datetime | None = None) -> AsyncIterator[Report]:
        """Reports in the order of the records; `row` counts them from 0. Raises InputError at once for one post."""
        require_many(records, instead="check")
        return self._stream(records, as_of)

    async def _stream(self, records: Iterable[Record], as_of: dt.datetime | None) -> AsyncIterator[Report]:
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
        require_many(records, instead="check")
        posts = [as_record(record, self.settings, row=row) for row, record in enumerate(records)]
        gate = asyncio.Semaphore(window(self.settings))

        async def visit(post: Post | BadRecord) -> Found:
            found: Found = []
            if isinstance(post, Post):
                async with gate:
                    found = await self._off_loop(read_all, post, await self._visit(post))
            if on_read is not None:
                on_read()
            return found

        found = await _all_until([visit(post) for post in posts], enough or asyncio.Event())
        return await self._off_loop(judge_found, posts, found, self._judging(as_of))

    async def replay(self, past: Past) -> Past:
        """A past report made again, without the network: from the snapshots that it names, judged at its `as_of`.

        Has the same bytes where the provenance is equal and the store holds the snapshots; otherwise
        `provenance.differs` says what was not as it was. A link whose snapshot is not in the store is
        unverifiable. Raises InputError for what is no report, SettingsError without a store.
        """
        self._require_open()
        require_replayable(past, self.settings)
        again = await (self._replay(past) if isinstance(past, Report) else self._replay_queue(past))
        return cast(Past, again)

    async def fetch(self, url: str) -> Snapshot:
        """The Snapshot of one URL, with this checker's pools, pacing and store. Never raises for the network."""
        self._require_open()
        return await self._fetcher.fetch(url)

    async def _replay(self, past: Report) -> Report:
        made = provenance(self.settings, past.provenance.as_of, self.detectors)
        if past.problem is not None:
            again = report_problem(past.problem, row=past.row, provenance=made)
        else:
            snapshots = await self._recall(past)
            judging = self._judging(past.provenance.as_of)
            links = await self._off_loop(read_and_compare, past.post, snapshots, judging)
            again = report_post(past.post, links, row=past.row, provenance=made)
        return as_then(past, again)

    async def _replay_queue(self, past: QueueReport) -> QueueReport:
        posts, places = lay_out(past)
        found: list[Found | None] = [None] * len(posts)
        for place, report in zip(places, past.posts, strict=True):
            found[place] = await self._off_loop(read_all, report.post, await self._recall(report))
        as_of = past.posts[0].provenance.as_of if past.posts else None
        return queue_as_then(past, await self._off_loop(judge_found, posts, found, self._judging(as_of)))

    async def _recall(self, past: Report) -> list[Snapshot]:
        """The snapshots of a past report, one for each link of its post, in order."""
        wanted = list(named_snapshots(past).items())[: self.settings.max_links]
        found = {url: await self._fetcher.recall(url, named.id, refused=named.refused) for url, named in wanted}
        return [
            found.get(url) or too_many(url, self.settings) for url in (link.expanded_url for link in past.post.links)
        ]

    async def _check(self, post: Post, *, as_of: dt.datetime | None, row: int | None) -> Report:
        self._require_open()
        snapshots = await self._visit(post)
        links = await self._off_loop(read_and_compare, post, snapshots, self._judging(as_of))
        return report_post(post, links, row=row, provenance=provenance(self.settings, as_of, self.detectors))

    def _judging(self, as_of: dt.datetime | None) -> Judging:
        return {"settings": self.settings, "as_of": as_of, "detectors": self.detectors}

    async def _visit(self, post: Post) -> list[Snapshot]:
        """A snapshot for each link, in order; the same URL is visited once."""
        self._require_open()
        urls = list(dict.fromkeys(link.expanded_url for link in post.links))
        wanted = urls[: self.settings.max_links]
        fetched = dict(zip(wanted, await asyncio.gather(*map(self._fetcher.fetch, wanted)), strict=True))
        return [fetched.get(link.expanded_url) or too_many(link.expanded_url, self.settings) for link in post.links]

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
    load_detectors(settings, detectors)
    return settings


def window(settings: Settings) -> int:
    """How many posts are under way at once: twice the requests, so that a slow link holds up few others."""
    return 2 * settings.concurrency


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

        The records are taken in the caller's thread, a window ahead of the reports. Raises InputError at once for
        one post in place of many.
        """
        require_many(records, instead="check")
        return self._stream(records, as_of)

    def _stream(self, records: Iterable[Record], as_of: dt.datetime | None) -> Iterator[Report]:
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
        require_many(records, instead="check")
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

    def replay(self, past: Past) -> Past:
        """A past report made again, without the network, as AsyncChecker.replay does."""
        return _result(self.submit(self._running().checker.replay(past)))

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
