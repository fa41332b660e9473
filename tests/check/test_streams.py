"""A stream: results in order, a window ahead and no further, and nothing left behind."""

from __future__ import annotations

import asyncio
import contextlib
import gc
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
from typing import Any

import pytest

from linkcheck._check.streams import Streams, each


class Numbers:
    """Numbers, and how many of them were asked for."""

    def __init__(self, many: int) -> None:
        self.many = many
        self.asked = 0

    def __iter__(self) -> Iterator[int]:
        for number in range(self.many):
            self.asked += 1
            yield number

    async def later(self) -> AsyncIterator[int]:
        for number in self:
            await asyncio.sleep(0)
            yield number


async def double(item: int, number: int) -> int:
    assert item == number
    await asyncio.sleep(0)
    return 2 * item


async def settle() -> None:
    """Let everything that can go on go on."""
    for _ in range(50):
        await asyncio.sleep(0)


def others() -> set[asyncio.Task[Any]]:
    return asyncio.all_tasks() - {asyncio.current_task()}


@pytest.mark.parametrize("items", [Numbers(20), Numbers(20).later()], ids=["plain", "asynchronous"])
def test_the_results_come_in_the_order_of_the_items(items: Iterable[int] | AsyncIterable[int]) -> None:
    async def run() -> list[int]:
        return [result async for result in Streams().in_order(items, double, ahead=3)]

    assert asyncio.run(run()) == [2 * number for number in range(20)]


@pytest.mark.parametrize("asynchronous", [False, True])
def test_no_more_items_are_asked_for_than_the_window_has_room_for(asynchronous: bool) -> None:
    numbers = Numbers(100)

    async def run() -> list[int]:
        stream = Streams().in_order(numbers.later() if asynchronous else numbers, double, ahead=5)
        asked = []
        async with contextlib.aclosing(stream):
            for _ in range(3):
                await anext(stream)
                await settle()
                asked.append(numbers.asked)
        return asked

    assert asyncio.run(run()) == [6, 7, 8]


def test_a_result_is_given_before_a_slow_source_has_the_next_item() -> None:
    async def run() -> int:
        gate = asyncio.Event()

        async def slow() -> AsyncIterator[int]:
            yield 0
            await gate.wait()

        stream = Streams().in_order(slow(), double, ahead=5)
        async with contextlib.aclosing(stream), asyncio.timeout(10):
            return await anext(stream)

    assert asyncio.run(run()) == 0


@pytest.mark.parametrize("asynchronous", [False, True])
def test_a_loop_left_by_break_leaves_no_task_behind(asynchronous: bool) -> None:
    async def hang(item: int, number: int) -> int:
        return item if item == 0 else await asyncio.Event().wait()

    async def run() -> set[asyncio.Task[Any]]:
        numbers = Numbers(100)
        async for _ in Streams().in_order(numbers.later() if asynchronous else numbers, hang, ahead=5):
            await settle()
            break
        gc.collect()
        await settle()
        return others()

    assert asyncio.run(run()) == set()


def test_ending_the_streams_ends_those_that_nobody_reads_on() -> None:
    async def run() -> set[asyncio.Task[Any]]:
        streams = Streams()
        stream = streams.in_order(Numbers(100).later(), double, ahead=5)
        await anext(stream)
        await streams.end()
        return others()

    assert asyncio.run(run()) == set()


@pytest.mark.parametrize("asynchronous", [False, True])
def test_an_error_of_the_source_comes_after_the_results_of_the_items_before(asynchronous: bool) -> None:
    def broken() -> Iterator[int]:
        yield from range(3)
        raise LookupError("the source is gone")

    async def run() -> list[int]:
        stream = Streams().in_order(each(broken()) if asynchronous else broken(), double, ahead=9)
        found = [await anext(stream) for _ in range(3)]
        with pytest.raises(LookupError, match="the source is gone"):
            await anext(stream)
        return found

    assert asyncio.run(run()) == [0, 2, 4]


def test_an_error_of_the_work_is_raised_and_ends_the_rest() -> None:
    async def fail(item: int, number: int) -> int:
        raise LookupError(f"no {item}")

    async def run() -> set[asyncio.Task[Any]]:
        with pytest.raises(LookupError, match="no 0"):
            await anext(Streams().in_order(Numbers(9), fail, ahead=3))
        return others()

    assert asyncio.run(run()) == set()


def test_a_source_is_read_in_one_task_so_that_it_may_hold_a_time_limit() -> None:
    async def limited() -> AsyncIterator[int]:
        async with asyncio.timeout(10):
            for number in range(3):
                await asyncio.sleep(0)
                yield number

    async def run() -> list[int]:
        return [result async for result in Streams().in_order(limited(), double, ahead=1)]

    assert asyncio.run(run()) == [0, 2, 4]
