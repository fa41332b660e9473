"""The synchronous door: one URL, and nothing kept afterwards."""

from __future__ import annotations

import asyncio
import threading

from linkcheck._web.fetcher import Fetcher
from linkcheck._web.types import Snapshot
from linkcheck.settings import Settings


def fetch(url: str, settings: Settings | None = None) -> Snapshot:
    """What a URL returned at this moment. Never raises for a URL or for what the network does.

    Runs on an event loop and a thread of its own, so it may be called from a running loop too. Keeps no
    look-up, rule of robots.txt or connection; pacing is process-wide.
    """
    call = _Call(url, settings)
    call.start()
    try:
        call.join()
    except BaseException:  # interrupted: leave no visit behind
        call.cancel()
        raise
    return call.snapshot()


class _Call(threading.Thread):
    def __init__(self, url: str, settings: Settings | None) -> None:
        super().__init__(name="linkcheck.fetch", daemon=True)
        self._url = url
        self._settings = settings
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[Snapshot] | None = None
        self._snapshot: Snapshot | None = None
        self._error: BaseException | None = None

    def run(self) -> None:
        try:
            self._snapshot = asyncio.run(self._visit())
        except BaseException as error:
            self._error = error

    def cancel(self) -> None:
        if self._loop is not None and self._task is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._task.cancel)

    def snapshot(self) -> Snapshot:
        if self._snapshot is None:
            assert self._error is not None  # noqa: S101 - a finished run left one of the two
            raise self._error
        return self._snapshot

    async def _visit(self) -> Snapshot:
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.current_task()
        async with Fetcher(self._settings) as fetcher:
            return await fetcher.fetch(self._url)
