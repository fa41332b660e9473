"""Work that several tasks ask for at the same moment, done once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

_T = TypeVar("_T")


class Sharing(Generic[_T]):
    """Does the work for a key once for all tasks that wait for it; stops when none of them does any more."""

    def __init__(self) -> None:
        self._running: dict[str, _Running[_T]] = {}

    async def do(self, key: str, work: Callable[[], Coroutine[Any, Any, _T]]) -> _T:
        """The result of `work`, started now or by somebody else. Raises what the work raises."""
        running = self._running.get(key)
        if running is None:
            running = self._running[key] = _Running(asyncio.create_task(work()))
            running.task.add_done_callback(lambda _: self._forget(key, running))
        running.waiting += 1
        try:
            return await asyncio.shield(running.task)
        finally:
            running.waiting -= 1
            if not running.waiting and not running.task.done():
                self._forget(key, running)
                running.task.cancel()
                await asyncio.wait([running.task])

    def _forget(self, key: str, running: _Running[_T]) -> None:
        if self._running.get(key) is running:
            del self._running[key]


class _Running(Generic[_T]):
    def __init__(self, task: asyncio.Task[_T]) -> None:
        self.task = task
        self.waiting = 0
