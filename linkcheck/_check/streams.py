"""How far ahead is a stream of posts checked, and in which order do its reports come?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, Callable, Coroutine, Iterable
from typing import Any, TypeVar

from linkcheck._check.loop_thread import cancel
from linkcheck._web.concurrency import require_asyncio

T = TypeVar("T")
Done = TypeVar("Done")


async def each(items: Iterable[T] | AsyncIterable[T]) -> AsyncGenerator[T]:
    """The items of a plain or an asynchronous iterable."""
    if isinstance(items, AsyncIterable):
        async for item in items:
            yield item
    else:
        for item in items:
            yield item


class Streams:
    """The tasks of the streams that are under way: they end with the checker, should nobody wait for them."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    async def in_order(
        self,
        items: Iterable[T] | AsyncIterable[T],
        work: Callable[[T, int], Coroutine[Any, Any, Done]],
        *,
        ahead: int,
    ) -> AsyncGenerator[Done]:
        """What `work(item, number)` returns for each item, in order, each once it is there.

        At most `ahead` items are at work whose results were not taken: then no further one is asked for. What the items
        raise is raised after the results of those before. A loop that is left early leaves no task behind.
        """
        require_asyncio()
        room, begun = asyncio.Semaphore(ahead), asyncio.Queue[asyncio.Task[Done] | None]()
        feeding = self._begin(self._feed(items, work, room, begun))
        task: asyncio.Task[Done] | None = None
        try:
            while (task := await begun.get()) is not None:
                result = await task
                room.release()
                yield result
            await feeding
        finally:
            # The first is the one that puts others there.
            await cancel([feeding])
            await cancel(left for left in (task, *_taken(begun)) if left is not None)

    async def end(self) -> None:
        """Cancel what runs."""
        await cancel(self._tasks)

    async def _feed(
        self,
        items: Iterable[T] | AsyncIterable[T],
        work: Callable[[T, int], Coroutine[Any, Any, Done]],
        room: asyncio.Semaphore,
        begun: asyncio.Queue[asyncio.Task[Done] | None],
    ) -> None:
        """Begin a task for each item while there is room. All items are asked for in this one task: an asynchronous
        generator may hold a time limit or a group of tasks, which belong to the task that entered them."""
        number = 0
        try:
            await room.acquire()
            async for item in each(items):
                begun.put_nowait(self._begin(work(item, number)))
                number += 1
                await room.acquire()
        finally:
            begun.put_nowait(None)

    def _begin(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _taken(queue: asyncio.Queue[T]) -> list[T]:
    return [queue.get_nowait() for _ in range(queue.qsize())]
