"""Work that several ask for at once is done once, and not for nobody."""

from __future__ import annotations

import asyncio

import pytest

from linkcheck.web.sharing import Sharing


class Work:
    def __init__(self, problem: Exception | None = None) -> None:
        self.started = 0
        self.ended = 0
        self._problem = problem

    async def __call__(self) -> int:
        self.started += 1
        try:
            await asyncio.sleep(0.02)
            if self._problem:
                raise self._problem
            return self.started
        finally:
            self.ended += 1


def test_once_for_all_who_wait_and_anew_afterwards() -> None:
    work = Work()

    async def run() -> list[int]:
        sharing = Sharing[int]()
        together = await asyncio.gather(*(sharing.do("key", work.__call__) for _ in range(5)))
        return [*together, await sharing.do("key", work.__call__)]

    assert asyncio.run(run()) == [1, 1, 1, 1, 1, 2]


def test_an_error_of_shared_work_is_raised_to_all_who_wait() -> None:
    work = Work(ValueError("no"))

    async def run() -> None:
        sharing = Sharing[int]()
        results = await asyncio.gather(*(sharing.do("key", work.__call__) for _ in range(3)), return_exceptions=True)
        assert [type(result) for result in results] == [ValueError] * 3

    asyncio.run(run())
    assert work.started == 1


def test_one_who_leaves_does_not_stop_it_for_the_others() -> None:
    work = Work()

    async def run() -> None:
        sharing = Sharing[int]()
        first, second = (asyncio.create_task(sharing.do("key", work.__call__)) for _ in range(2))
        await asyncio.sleep(0)
        first.cancel()
        assert await second == 1

    asyncio.run(run())


def test_shared_work_stops_when_all_who_wait_have_left() -> None:
    work = Work()

    async def run() -> None:
        sharing = Sharing[int]()
        tasks = [asyncio.create_task(sharing.do("key", work.__call__)) for _ in range(2)]
        await asyncio.sleep(0.001)
        for task in tasks:
            task.cancel()
        for task in tasks:
            with pytest.raises(asyncio.CancelledError):
                await task
        assert asyncio.all_tasks() == {asyncio.current_task()}
        assert await sharing.do("key", work.__call__) == 2

    asyncio.run(run())
    assert (work.started, work.ended) == (2, 2)
