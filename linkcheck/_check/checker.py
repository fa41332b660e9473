"""Checker: AsyncChecker for synchronous code, on an event loop that has a thread of its own."""

from __future__ import annotations

import asyncio
import concurrent.futures
import datetime as dt
import os
import threading
import weakref
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Iterator
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar

import httpx

from linkcheck._check.async_checker import CLOSED, AsyncChecker, Past, window
from linkcheck._check.loop_thread import LoopThread, result, wait_for
from linkcheck._check.options import CompareOptions, PostLike, Record, Records
from linkcheck._check.threads import WorkThreads
from linkcheck._evidence.types import Detector
from linkcheck._post.files.read import posts_given
from linkcheck._public import public
from linkcheck._report.types import QueueReport, Report
from linkcheck._web.client import require_transport
from linkcheck._web.types import Snapshot
from linkcheck.errors import ClosedError, InputError
from linkcheck.settings import Settings

T = TypeVar("T")

_CLOSED_MEANWHILE = "this checker was closed while it was at work: make a new one"


@public
class Checker:
    """AsyncChecker for synchronous code: the same methods, run on an event-loop thread of its own.

    Works in scripts, notebooks and inside a running loop. Use it as `with Checker(settings) as checker`,
    or close it with `close`. In a forked child it starts afresh. Takes and raises what AsyncChecker does.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        detectors: Iterable[Detector] = (),
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._transport = require_transport(transport)
        self._set_up(CompareOptions.validated(settings, detectors=detectors))

    @classmethod
    def _at(cls, home: Home, options: CompareOptions) -> Self:
        """A checker on threads that it shares with others, and that do not end with it."""
        checker = cls.__new__(cls)
        checker._transport = None
        checker._set_up(options, home)
        return checker

    def _set_up(self, options: CompareOptions, home: Home | None = None) -> None:
        self.settings: Settings = options.settings
        self._options = options
        self._home = home
        self._lock = threading.Lock()
        self._running: _Running | None = None
        self._closed = False
        _made.add(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close connections, store and threads. Closing twice is harmless."""
        running = self._end()
        if running is not None:
            running.thread.stop(last=running.checker.aclose)

    def _close_soon(self) -> concurrent.futures.Future[None] | None:
        """The end of a checker on shared threads, not waited for; None where there is nothing to close."""
        running = self._end()
        return running.thread.submit(running.checker.aclose()) if running is not None else None

    async def _aclose(self) -> None:
        """The same on the shared event loop itself."""
        running = self._end()
        if running is not None:
            await running.checker.aclose()

    def _end(self) -> _Running | None:
        with self._lock:
            self._closed = True
            running, self._running = self._running, None
        return running if running is not None and running.thread.is_here else None

    def check(self, post: PostLike, *, as_of: dt.datetime | None = None) -> Report:
        """The Report of one post. Raises PostError when it is no post, ClosedError after close."""
        return self._check(post, self._options.at(as_of))

    def check_many(self, records: Records, *, as_of: dt.datetime | None = None) -> Iterator[Report]:
        """Reports in the order of the records, checked concurrently; `row` counts them from 0.

        The records are taken in the caller's thread, a window ahead of the reports. Raises InputError at once for
        one post in place of many.
        """
        return self._check_many(records, self._options.at(as_of))

    def check_queue(
        self,
        records: Records,
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
        return self._check_queue(records, self._options.at(as_of), on_interrupt=on_interrupt, on_read=on_read)

    def replay(self, past: Past) -> Past:
        """A past report made again, without the network, as AsyncChecker.replay does."""
        return self._replay(past, self._options)

    def fetch(self, url: str) -> Snapshot:
        """The Snapshot of one URL, with this checker's pools, pacing and store. Never raises for the network."""
        return self._run(lambda checker: checker.fetch(url))

    def _check(self, post: PostLike, options: CompareOptions) -> Report:
        return self._run(lambda checker: checker._check(post, options))

    async def _acheck(self, post: PostLike, options: CompareOptions) -> Report:
        """The same for a caller with a running loop: awaits without blocking it."""
        return await asyncio.wrap_future(self._submit(lambda checker: checker._check(post, options)))

    def _replay(self, past: Past, options: CompareOptions) -> Past:
        return self._run(lambda checker: checker._replay(past, options))

    def _check_many(self, records: Records, options: CompareOptions) -> Iterator[Report]:
        return self._stream(posts_given(records, settings=self.settings, instead="check"), options)

    def _stream(self, records: Iterable[Record], options: CompareOptions) -> Iterator[Report]:
        self._require_elsewhere()
        pending: deque[concurrent.futures.Future[Report]] = deque()
        try:
            for row, record in enumerate(records):
                pending.append(self._submit_record(record, options, row))
                if len(pending) >= window(self.settings):
                    yield self._result(pending.popleft())
            while pending:
                yield self._result(pending.popleft())
        finally:
            for future in pending:
                future.cancel()

    def _submit_record(self, record: Record, options: CompareOptions, row: int) -> concurrent.futures.Future[Report]:
        return self._submit(lambda checker: checker._check_record(record, options, row=row))

    def _check_queue(
        self,
        records: Records,
        options: CompareOptions,
        *,
        on_interrupt: Callable[[], object] | None = None,
        on_read: Callable[[], object] | None = None,
    ) -> QueueReport:
        posts = list(posts_given(records, settings=self.settings, instead="check"))
        self._require_elsewhere()
        running, stop = self._started(), asyncio.Event()
        future = running.thread.submit(running.checker._check_queue(posts, options, stop=stop, on_read=on_read))
        try:
            return wait_for(future) if on_interrupt else self._result(future)
        except KeyboardInterrupt:
            if on_interrupt is None:
                raise
        on_interrupt()
        running.thread.loop.call_soon_threadsafe(stop.set)
        return self._result(future)

    def _run(self, work: Callable[[AsyncChecker], Coroutine[Any, Any, T]]) -> T:
        self._require_elsewhere()
        return self._result(self._submit(work))

    def _result(self, future: concurrent.futures.Future[T]) -> T:
        try:
            return result(future)
        except concurrent.futures.CancelledError:
            if self._closed:
                raise ClosedError(_CLOSED_MEANWHILE) from None
            raise

    def _require_elsewhere(self) -> None:
        if self._running is not None and self._running.thread.runs_here:
            raise InputError("this is the checker's own event loop, which would wait for itself: use an AsyncChecker")

    def _submit(self, work: Callable[[AsyncChecker], Coroutine[Any, Any, T]]) -> concurrent.futures.Future[T]:
        running = self._started()
        return running.thread.submit(work(running.checker))

    def _started(self) -> _Running:
        with self._lock:
            if self._closed:
                raise ClosedError(CLOSED)
            if self._running is None or not self._running.thread.is_here:
                self._running = self._begin()
            return self._running

    def _begin(self) -> _Running:
        if self._home is None:
            return _Running(AsyncChecker._of(self._options, transport=self._transport), LoopThread("linkcheck-loop"))
        return _Running(AsyncChecker._of(self._options, self._home.threads), self._home.loop)


class Home(NamedTuple):
    """The threads that several checkers share."""

    loop: LoopThread
    threads: WorkThreads


class _Running(NamedTuple):
    """The AsyncChecker behind a Checker, and the loop that it lives on."""

    checker: AsyncChecker
    thread: LoopThread


_made: weakref.WeakSet[Checker] = weakref.WeakSet()


def _unlock_after_fork() -> None:
    # Another thread of the parent may have held a lock; it is not here to release it.
    for checker in list(_made):
        checker._lock = threading.Lock()


if hasattr(os, "register_at_fork"):  # absent on Windows, which does not fork
    os.register_at_fork(after_in_child=_unlock_after_fork)
