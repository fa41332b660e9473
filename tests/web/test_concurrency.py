"""Places are handed out in order, to tasks of any event loop, and none is lost."""

from __future__ import annotations

import asyncio
import threading

import pytest

from linkcheck._web.concurrency import SingleFlight, ThreadSafeSemaphore


def test_no_more_places_than_the_limit() -> None:
    semaphore, most = ThreadSafeSemaphore(), 0

    async def work() -> None:
        nonlocal most
        await semaphore.acquire(2)
        most = max(most, semaphore.holders)
        await asyncio.sleep(0)
        semaphore.release()

    async def run() -> None:
        await asyncio.gather(*(work() for _ in range(20)))

    asyncio.run(run())
    assert most == 2
    assert semaphore.idle


def test_first_come_first_served() -> None:
    semaphore, order = ThreadSafeSemaphore(), list[int]()

    async def work(number: int) -> None:
        await semaphore.acquire(1)
        order.append(number)
        await asyncio.sleep(0)
        semaphore.release()

    async def run() -> None:
        await asyncio.gather(*map(work, range(5)))

    asyncio.run(run())
    assert order == [0, 1, 2, 3, 4]


def test_a_cancelled_waiter_does_not_hold_the_semaphore() -> None:
    async def run() -> None:
        semaphore = ThreadSafeSemaphore()
        await semaphore.acquire(1)
        waiting = [asyncio.create_task(semaphore.acquire(1)) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        semaphore.release()  # goes to the second
        waiting[1].cancel()  # while it is on its way
        await asyncio.wait_for(waiting[2], 5)
        semaphore.release()
        await asyncio.gather(*waiting, return_exceptions=True)
        assert semaphore.idle

    asyncio.run(run())


def test_places_pass_between_event_loops() -> None:
    semaphore, most = ThreadSafeSemaphore(), 0
    lock = threading.Lock()

    async def work() -> None:
        nonlocal most
        await semaphore.acquire(1)
        with lock:
            most = max(most, semaphore.holders)
        await asyncio.sleep(0.001)
        semaphore.release()

    async def run() -> None:
        await asyncio.gather(*(work() for _ in range(10)))

    threads = [threading.Thread(target=asyncio.run, args=(run(),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert most == 1
    assert semaphore.idle


@pytest.mark.parametrize("waiting", [1, 3])
def test_a_loop_that_ended_is_passed_over(waiting: int) -> None:
    semaphore = ThreadSafeSemaphore()

    async def leave_waiting() -> None:
        await semaphore.acquire(1)
        tasks = [asyncio.ensure_future(semaphore.acquire(1)) for _ in range(waiting)]
        await asyncio.sleep(0)
        for task in tasks:
            task.cancel()

    asyncio.run(leave_waiting())
    semaphore.release()
    assert semaphore.idle


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


def test_single_flight_runs_work_once_for_all_who_wait_and_again_afterwards() -> None:
    work = Work()

    async def run() -> list[int]:
        flights = SingleFlight[int]()
        together = await asyncio.gather(*(flights.do("key", work.__call__) for _ in range(5)))
        return [*together, await flights.do("key", work.__call__)]

    assert asyncio.run(run()) == [1, 1, 1, 1, 1, 2]


def test_an_error_of_shared_work_is_raised_to_all_who_wait() -> None:
    work = Work(ValueError("no"))

    async def run() -> None:
        flights = SingleFlight[int]()
        results = await asyncio.gather(*(flights.do("key", work.__call__) for _ in range(3)), return_exceptions=True)
        assert [type(result) for result in results] == [ValueError] * 3

    asyncio.run(run())
    assert work.started == 1


def test_a_cancelled_waiter_does_not_stop_the_shared_work() -> None:
    work = Work()

    async def run() -> None:
        flights = SingleFlight[int]()
        first, second = (asyncio.create_task(flights.do("key", work.__call__)) for _ in range(2))
        await asyncio.sleep(0)
        first.cancel()
        assert await second == 1

    asyncio.run(run())


def test_shared_work_stops_when_all_who_wait_have_left() -> None:
    work = Work()

    async def run() -> None:
        flights = SingleFlight[int]()
        tasks = [asyncio.create_task(flights.do("key", work.__call__)) for _ in range(2)]
        await asyncio.sleep(0.001)
        for task in tasks:
            task.cancel()
        for task in tasks:
            with pytest.raises(asyncio.CancelledError):
                await task
        assert asyncio.all_tasks() == {asyncio.current_task()}
        assert await flights.do("key", work.__call__) == 2

    asyncio.run(run())
    assert (work.started, work.ended) == (2, 2)
