"""An event loop on a thread of its own, for callers with a loop or without."""

from __future__ import annotations

import asyncio
import concurrent.futures
import threading

import pytest

from linkcheck._check import loop_thread
from linkcheck._check.loop_thread import LoopThread, result


async def name_of_thread() -> str:
    return threading.current_thread().name


def test_a_coroutine_runs_on_the_loop_of_the_thread_also_inside_a_running_loop() -> None:
    thread = LoopThread("bridge")

    async def caller() -> str:
        return result(thread.submit(name_of_thread()))

    assert result(thread.submit(name_of_thread())) == "bridge"
    assert asyncio.run(caller()) == "bridge"
    assert thread.is_here
    thread.stop()


def test_stopping_cancels_what_runs_and_does_the_last_thing_before_the_thread_ends() -> None:
    thread, done = LoopThread("bridge"), list[str]()

    async def hang() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            done.append("cancelled")

    async def last() -> None:
        done.append("last")
        raise OSError("the connection was gone already")

    started = threading.Event()
    future = thread.submit(hang())
    thread.loop.call_soon_threadsafe(started.set)
    started.wait(10)
    thread.stop(last)

    assert done == ["cancelled", "last"]
    with pytest.raises(concurrent.futures.CancelledError):
        future.result()
    assert "bridge" not in {alive.name for alive in threading.enumerate()}


def test_an_error_of_a_coroutine_is_raised_to_the_caller() -> None:
    async def fail() -> None:
        raise ValueError("no")

    thread = LoopThread("bridge")
    with pytest.raises(ValueError, match="no"):
        result(thread.submit(fail()))
    thread.stop()


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit])
def test_an_exit_in_one_coroutine_ends_neither_the_loop_nor_the_work_of_others(kind: type[BaseException]) -> None:
    async def leave() -> None:
        raise kind

    thread = LoopThread("bridge")
    with pytest.raises(kind):
        result(thread.submit(leave()))
    assert result(thread.submit(name_of_thread())) == "bridge"
    thread.stop()


@pytest.mark.parametrize("seconds", [None, 0.01])
def test_a_wait_in_parts_as_on_windows_gives_the_same(seconds: float | None, monkeypatch: pytest.MonkeyPatch) -> None:
    async def later(value: int) -> int:
        await asyncio.sleep(0.05)
        return 1 // value

    monkeypatch.setattr(loop_thread, "_LOOK_UP_AFTER", seconds)
    thread = LoopThread("bridge")
    assert result(thread.submit(later(1))) == 1
    with pytest.raises(ZeroDivisionError):
        result(thread.submit(later(0)))
    thread.stop()


def test_an_interrupt_between_two_waits_cancels_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    thread, began, ended = LoopThread("bridge"), threading.Event(), threading.Event()

    async def hang() -> None:
        began.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    def interrupted(*_: object, **__: object) -> None:
        began.wait(10)
        raise KeyboardInterrupt

    monkeypatch.setattr(concurrent.futures, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        result(thread.submit(hang()))
    assert ended.wait(10)
    thread.stop()
