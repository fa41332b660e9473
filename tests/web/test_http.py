"""Connections are made to judged addresses, kept where that is safe, and replaced where a server closed them."""

from __future__ import annotations

import asyncio
import ipaddress
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import linkcheck
from linkcheck._urls.url import parse_url
from linkcheck._web import http as transport
from linkcheck._web.failures import FetchFailure
from linkcheck._web.http import Transport
from linkcheck.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import FaultServer

LOOPBACK = ipaddress.ip_address("127.0.0.1")
PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"


async def get(sender: Transport, url: str, *, read: bool = True) -> bytes:
    async with await sender.get(parse_url(url), [LOOPBACK], {}) as answer:
        return b"".join([chunk async for chunk in answer.chunks()]) if read else b""


def test_only_one_file_names_the_http_client() -> None:
    package = Path(linkcheck.__file__).parent
    named = re.compile(r"^\s*(import|from) (httpx|httpcore)", re.MULTILINE)

    files = [path.name for path in package.rglob("*.py") if named.search(path.read_text("utf-8"))]

    assert files == ["http.py"]


@pytest.mark.parametrize(
    ("script", "read", "connections"),
    [
        ([PAGE], True, 1),
        ([PAGE], False, 3),
        ([PAGE.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"), "close"], True, 3),
        ([b"HTTP/1.0 200 OK\r\n\r\nhello", "close"], True, 3),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"], True, 3),
    ],
)
def test_a_connection_is_kept_only_where_its_answer_has_plainly_ended(
    script: list[bytes | str], read: bool, connections: int, server: FaultServer
) -> None:
    url = server.put("/", script)

    async def run() -> None:
        sender = Transport(Settings())
        for _ in range(3):
            await get(sender, url, read=read)
        await sender.aclose()

    asyncio.run(run())
    assert server.connections == connections


def test_a_kept_connection_that_fails_at_once_is_replaced(server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    url = server.put("/", PAGE, ["reset"], PAGE)
    fresh = server.put("/fresh", ["reset"])

    async def run() -> None:
        sender = Transport(Settings())
        assert await get(sender, url) == b"hello"
        assert await get(sender, url) == b"hello", "the server may close a kept connection at any time"
        await sender.aclose()
        with pytest.raises(FetchFailure):
            await get(sender, fresh)
        await sender.aclose()

    asyncio.run(run())
    assert (server.asked("/"), server.asked("/fresh")) == (3, 1)


def test_no_more_connections_are_kept_than_the_limit(server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "MAX_IDLE", 3)
    server.put("/", PAGE)

    async def run() -> None:
        sender = Transport(Settings())
        for number in range(10):
            async with await sender.get(parse_url(server.url(host=f"host{number}.example")), [LOOPBACK], {}) as answer:
                assert [chunk async for chunk in answer.chunks()] == [b"hello"]
        for _ in range(100):
            if server.open_connections <= 3:
                break
            await asyncio.sleep(0.01)
        assert server.open_connections == 3
        await sender.aclose()

    asyncio.run(run())


def test_idle_connections_do_not_stay_for_ever(server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "KEEP_ALIVE", 0.05)
    url = server.put("/", PAGE)

    async def run() -> None:
        sender = Transport(Settings())
        await get(sender, url)
        for _ in range(100):
            if not server.open_connections:
                break
            await asyncio.sleep(0.02)
        assert server.open_connections == 0
        await sender.aclose()

    asyncio.run(run())


def test_addresses_of_both_families_are_tried_before_more_of_one() -> None:
    sender = Transport(Settings())
    first = [ipaddress.ip_address(f"2606:4700::{number}") for number in range(1, 9)]
    second = [ipaddress.ip_address(f"1.1.1.{number}") for number in range(1, 9)]

    tried = sender._in_order(parse_url("https://example.com/"), [*first, *second])

    assert tried == [first[0], second[0], first[1], first[2]]


def test_the_target_asked_for_is_the_one_that_was_judged(server: FaultServer) -> None:
    path = "/a%2Fb/%zz/x;y=1,2?q=%C3%A9&r=[1]|'"
    server.put(parse_url(server.url(path)).target, PAGE)

    async def run() -> bytes:
        sender = Transport(Settings())
        try:
            return await get(sender, server.url(path))
        finally:
            await sender.aclose()

    assert asyncio.run(run()) == b"hello"
    assert server.requests[0][1].startswith("GET /a%2Fb/%zz/x;y=1,2?q=%C3%A9&r=[1]%7C' HTTP/1.1\r\n")
    assert f"\r\nHost: 127.0.0.1:{server.port}\r\n" in server.requests[0][1]
