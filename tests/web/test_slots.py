"""Places are handed out in order, to tasks of any event loop, and none is lost."""

from __future__ import annotations

import asyncio
import threading

import pytest

from linkcheck._web.slots import Slots


def test_no_more_places_than_the_limit() -> None:
    slots, most = Slots(), 0

    async def work() -> None:
        nonlocal most
        await slots.take(2)
        most = max(most, slots.taken)
        await asyncio.sleep(0)
        slots.give_back()

    async def run() -> None:
        await asyncio.gather(*(work() for _ in range(20)))

    asyncio.run(run())
    assert most == 2
    assert slots.idle


def test_first_come_first_served() -> None:
    slots, order = Slots(), list[int]()

    async def work(number: int) -> None:
        await slots.take(1)
        order.append(number)
        await asyncio.sleep(0)
        slots.give_back()

    async def run() -> None:
        await asyncio.gather(*map(work, range(5)))

    asyncio.run(run())
    assert order == [0, 1, 2, 3, 4]


def test_whoever_gives_up_waiting_takes_no_place() -> None:
    async def run() -> None:
        slots = Slots()
        await slots.take(1)
        waiting = [asyncio.create_task(slots.take(1)) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        slots.give_back()  # goes to the second
        waiting[1].cancel()  # while it is on its way
        await asyncio.wait_for(waiting[2], 5)
        slots.give_back()
        await asyncio.gather(*waiting, return_exceptions=True)
        assert slots.idle

    asyncio.run(run())


def test_places_pass_between_event_loops() -> None:
    slots, most = Slots(), 0
    lock = threading.Lock()

    async def work() -> None:
        nonlocal most
        await slots.take(1)
        with lock:
            most = max(most, slots.taken)
        await asyncio.sleep(0.001)
        slots.give_back()

    async def run() -> None:
        await asyncio.gather(*(work() for _ in range(10)))

    threads = [threading.Thread(target=asyncio.run, args=(run(),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert most == 1
    assert slots.idle


@pytest.mark.parametrize("waiting", [1, 3])
def test_a_loop_that_ended_is_passed_over(waiting: int) -> None:
    slots = Slots()

    async def leave_waiting() -> None:
        await slots.take(1)
        tasks = [asyncio.ensure_future(slots.take(1)) for _ in range(waiting)]
        await asyncio.sleep(0)
        for task in tasks:
            task.cancel()

    asyncio.run(leave_waiting())
    slots.give_back()
    assert slots.idle
