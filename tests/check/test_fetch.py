"""The synchronous door works from anywhere and leaves nothing behind."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from linkcheck._check import fetch as fetching
from linkcheck._check.fetch import fetch
from linkcheck._web.types import Outcome
from linkcheck.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import FaultServer

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello"


def test_a_blocking_fetch_works_inside_a_running_loop(server: FaultServer, loopback: Settings) -> None:
    url = server.put("/", PAGE)

    async def run() -> bytes:
        return fetch(url, loopback).content

    assert asyncio.run(run()) == b"hello"


def test_a_blocking_fetch_works_from_many_threads(server: FaultServer, loopback: Settings) -> None:
    url = server.put("/", PAGE)
    outcomes: list[Outcome] = []
    threads = [threading.Thread(target=lambda: outcomes.append(fetch(url, loopback).outcome)) for _ in range(8)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert outcomes == [Outcome.OK] * 8


def test_no_state_is_kept_between_calls(server: FaultServer, loopback: Settings) -> None:
    url = server.put("/", PAGE)
    before = threading.active_count()

    fetch(url, loopback)
    fetch(url, loopback)

    assert server.connections == 2
    assert threading.active_count() == before


def test_an_interrupted_call_ends_its_visit(
    server: FaultServer, loopback: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server.put("/", ["hold"])
    join = threading.Thread.join

    def interrupt(self: threading.Thread, timeout: float | None = None) -> None:
        while not server.requests:
            join(self, 0.01)
        raise KeyboardInterrupt

    monkeypatch.setattr(fetching._Call, "join", interrupt)
    with pytest.raises(KeyboardInterrupt):
        fetch(url, loopback)
    for _ in range(100):
        if not server.open_connections:
            break
        threading.Event().wait(0.02)

    assert server.open_connections == 0
