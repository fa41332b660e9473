"""The one bridge from synchronous code to the pipeline: an event loop on a thread of its own."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import os
import sys
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import Any, TypeVar

T = TypeVar("T")


class LoopThread:
    """An event loop on a daemon thread, so that it works in scripts, notebooks and inside a running loop alike."""

    def __init__(self, name: str) -> None:
        self._pid = os.getpid()
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @property
    def is_here(self) -> bool:
        """Whether the thread runs in this process: a forked child has none of its parent's threads."""
        return self._pid == os.getpid()

    @property
    def runs_here(self) -> bool:
        """Whether it is this thread that asks: what it waited for on its own loop would never come."""
        return threading.current_thread() is self._thread

    def submit(self, work: Coroutine[Any, Any, T]) -> concurrent.futures.Future[T]:
        """The future of a coroutine that runs on the loop; asyncio.wrap_future makes it awaitable."""
        return asyncio.run_coroutine_threadsafe(work, self.loop)

    def stop(self, last: Callable[[], Awaitable[object]] | None = None) -> None:
        """Cancel what still runs, do `last`, and end loop and thread. Returns when they have ended; at once where it is
        called on the loop itself, by a transport or log handler say, which would wait for its own end."""
        ended = self.submit(self._wind_down(last))
        if self.runs_here:
            ended.add_done_callback(lambda _: self.loop.stop())
            return
        ended.result()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        while True:
            try:
                self.loop.run_forever()
                break
            except (KeyboardInterrupt, SystemExit):
                pass  # somebody else's code raised it: whoever waits for that gets it, and the others go on
        self.loop.close()

    async def _wind_down(self, last: Callable[[], Awaitable[object]] | None) -> None:
        await cancel(task for task in asyncio.all_tasks() if task is not asyncio.current_task())
        if last is not None:
            with contextlib.suppress(OSError):
                await last()
        await self.loop.shutdown_asyncgens()


def wait_for(future: concurrent.futures.Future[T]) -> T:
    """What a future returns. Ctrl-C raises KeyboardInterrupt while it is waited for, on Windows too."""
    while not future.done():
        concurrent.futures.wait([future], timeout=_LOOK_UP_AFTER)
    return future.result()


_LOOK_UP_AFTER = 0.2 if sys.platform == "win32" else None
"""Seconds. Windows interrupts nobody who waits for a lock: Ctrl-C is heard between two waits."""


def result(future: concurrent.futures.Future[T]) -> T:
    """What a future returns; a caller who is interrupted while waiting leaves no work behind."""
    try:
        return wait_for(future)
    except BaseException:
        future.cancel()
        raise


async def cancel(tasks: Iterable[asyncio.Future[Any]]) -> None:
    """Cancel tasks and wait until they have ended."""
    left = [task for task in tasks if not task.done()]
    for task in left:
        task.cancel()
    if left:
        await asyncio.gather(*left, return_exceptions=True)
