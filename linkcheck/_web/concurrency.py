"""What concurrent work shares: a semaphore for the event loops of several threads, and one run for equal requests."""

from __future__ import annotations

import asyncio
import os
import threading
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

from linkcheck.errors import InputError

T = TypeVar("T")


def require_asyncio() -> asyncio.AbstractEventLoop:
    """The event loop that runs here, asyncio's or uvloop's. Raises InputError where there is none, as under trio."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        raise InputError(
            "no asyncio event loop runs here, and linkcheck awaits on no other (trio's is one): call linkcheck.check "
            "or a Checker in a thread, as in `await trio.to_thread.run_sync(linkcheck.check, post)`"
        ) from None


class HomeLoop:
    """The event loop, and the process, that something belongs to: those that use it first."""

    def __init__(self, what: str, remedy: str) -> None:
        self._told = f"{what} belongs to the event loop and process that used it first: {remedy}"
        self._home: tuple[int, asyncio.AbstractEventLoop] | None = None

    def require(self) -> None:
        """Raises InputError on another loop, in another process, and where no asyncio event loop runs."""
        home = (os.getpid(), require_asyncio())
        self._home = self._home or home
        if self._home != home:
            raise InputError(self._told)


class ThreadSafeSemaphore:
    """A semaphore for tasks of any event loop, first come first served.

    Those of asyncio belong to one loop; look-ups and pacing are shared by the whole process.
    """

    def __init__(self) -> None:
        self.holders = 0
        self._lock = threading.Lock()
        self._waiting: deque[tuple[asyncio.AbstractEventLoop, asyncio.Future[None]]] = deque()

    async def acquire(self, limit: int) -> None:
        """Wait until fewer than `limit` tasks hold it, then hold it too."""
        with self._lock:
            if self.holders < limit:
                self.holders += 1
                return
            loop = asyncio.get_running_loop()
            waiter = loop.create_future()
            self._waiting.append((loop, waiter))
        try:
            await waiter
        except asyncio.CancelledError:
            self._withdraw(loop, waiter)
            raise

    def release(self) -> None:
        """Let the task that waits longest have it. May be called from any thread."""
        with self._lock:
            while self._waiting:
                loop, waiter = self._waiting.popleft()
                try:
                    loop.call_soon_threadsafe(_grant, self, waiter)
                except RuntimeError:  # that loop is closed: nobody waits there any more
                    continue
                return
            self.holders -= 1

    @property
    def idle(self) -> bool:
        """Whether no task holds it or waits for it."""
        return self.holders == 0 and not self._waiting

    def _withdraw(self, loop: asyncio.AbstractEventLoop, waiter: asyncio.Future[None]) -> None:
        with self._lock:
            if (loop, waiter) in self._waiting:
                self._waiting.remove((loop, waiter))
                return
        if waiter.done() and not waiter.cancelled():
            self.release()  # it was granted while we were being cancelled


def _grant(semaphore: ThreadSafeSemaphore, waiter: asyncio.Future[None]) -> None:
    if waiter.cancelled():
        semaphore.release()
    else:
        waiter.set_result(None)


class SingleFlight(Generic[T]):
    """Does the work for a key once for all tasks that wait for it; stops when none of them does any more."""

    def __init__(self) -> None:
        self._flights: dict[str, _Flight[T]] = {}

    async def do(self, key: str, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """The result of `work`, started now or by another task. Raises what the work raises."""
        flight = self._flights.get(key)
        if flight is None:
            flight = self._flights[key] = _Flight(asyncio.create_task(work()))
            flight.task.add_done_callback(lambda _: self._land(key, flight))
        flight.waiting += 1
        try:
            return await asyncio.shield(flight.task)
        finally:
            flight.waiting -= 1
            if not flight.waiting and not flight.task.done():
                self._land(key, flight)
                flight.task.cancel()
                await asyncio.wait([flight.task])

    def _land(self, key: str, flight: _Flight[T]) -> None:
        if self._flights.get(key) is flight:
            del self._flights[key]


class _Flight(Generic[T]):
    def __init__(self, task: asyncio.Task[T]) -> None:
        self.task = task
        self.waiting = 0
