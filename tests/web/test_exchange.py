"""One request after another over one connection: framed as h11 reads it, and within bounds."""

from __future__ import annotations

import asyncio
import ipaddress
import math
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from linkcheck._web.connection import open_channel
from linkcheck._web.exchange import Bounds, Exchange, Request
from linkcheck._web.failures import FetchFailure

if TYPE_CHECKING:
    from tests.conftest import FaultServer, Piece

LOOPBACK = ipaddress.IPv4Address("127.0.0.1")
WIDE = Bounds(silence=5, waiting=5, headers=65536, response=10**6)
OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


async def nothing() -> AsyncIterator[bytes]:
    for _ in range(0):
        yield b""


GET = Request("GET", b"/", [(b"Host", b"site.example")], nothing())


async def connect(port: int) -> Exchange:
    return Exchange(await open_channel(LOOPBACK, port, host="site.example", timeout=5))


async def ask(exchange: Exchange, request: Request = GET, bounds: Bounds = WIDE) -> tuple[int, bytes]:
    head = await exchange.send(request, bounds)
    return head.status, b"".join([chunk async for chunk in exchange.body()])


def answers(port: int, bounds: Bounds = WIDE) -> tuple[int, bytes, bool]:
    """Status and body of one answer, and whether another request might follow."""

    async def run() -> tuple[int, bytes, bool]:
        exchange = await connect(port)
        try:
            status, body = await ask(exchange, GET, bounds)
            return status, body, exchange.is_idle
        finally:
            exchange.close()

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("script", "body", "may_go_on"),
    [
        ([OK + b"Content-Length: 5\r\n\r\nhello"], b"hello", True),
        ([CHUNKED + b"2\r\nhe\r\n3;a=b\r\nllo\r\n0\r\n\r\n"], b"hello", True),
        ([CHUNKED + b"5\r\nhello\r\n0\r\nTrailer: x\r\n\r\n"], b"hello", True),
        ([OK + b"Content-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\n\r\n"], b"hello", False),
        ([CHUNKED + b"5\r\nhello\r\n0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"], b"hello", False),
        ([OK + b"Connection: close\r\nContent-Length: 5\r\n\r\nhello"], b"hello", False),
        ([OK + b"\r\nhello", "close"], b"hello", False),
        ([b"HTTP/1.1 103 Early Hints\r\n\r\n", 0.02, OK + b"Content-Length: 5\r\n\r\nhello"], b"hello", True),
        ([*[bytes([byte]) for byte in OK + b"Content-Length: 5\r\n\r\n"], b"hello"], b"hello", True),
    ],
)
def test_a_connection_goes_on_only_where_its_answer_has_plainly_ended(
    script: list[Piece], body: bytes, may_go_on: bool, server: FaultServer
) -> None:
    server.put("/", script)

    assert answers(server.port) == (200, body, may_go_on)


def failure_of(port: int, bounds: Bounds) -> FetchFailure:
    with pytest.raises(FetchFailure) as caught:
        answers(port, bounds)
    return caught.value


def test_an_answer_within_each_silence_ends_with_the_waiting_in_all(server: FaultServer) -> None:
    drops: list[Piece] = [b"x", 0.05]
    server.put("/", [OK + b"Content-Length: 99\r\n\r\n", *drops * 99])

    failure = failure_of(server.port, Bounds(silence=5, waiting=0.3, headers=1000, response=1000))

    assert failure.code == "timeout"
    assert "waiting for 0.3 s" in failure.sentence("it")


@pytest.mark.parametrize(
    ("script", "bounds", "code"),
    [
        ([b"", "hold"], Bounds(0.05, math.inf, 1000, 1000), "timeout"),
        ([OK + b"X: " + b"y" * 2000, "hold"], Bounds(5, 5, 1000, 9000), "headers-too-large"),
        ([OK + b"\r\n" + b"x" * 20_000, b"x" * 99_999, "hold"], Bounds(5, 5, 1000, 2000), "protocol-error"),
        ([b"<p>no HTTP", "hold"], WIDE, "protocol-error"),
        ([OK + b"Content-Length: 9\r\n\r\nhello", "close"], WIDE, "reset"),
        ([OK, "close"], WIDE, "reset"),
    ],
)
def test_an_answer_beyond_its_bounds_is_a_failure(
    script: list[Piece], bounds: Bounds, code: str, server: FaultServer
) -> None:
    server.put("/", script)

    assert failure_of(server.port, bounds).code == code


@contextmanager
def reading(seconds: float, answer: bytes) -> Iterator[tuple[int, bytearray]]:
    """A server that waits, then reads all that comes and answers at its blank line; its port, and what it read."""
    received = bytearray()

    def serve() -> None:
        connection, _ = listening.accept()
        with connection:
            stop.wait(seconds)
            while not received.endswith(b"0\r\n\r\n") and (data := connection.recv(65536)):
                received.extend(data)
            connection.sendall(answer)

    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1], received
        stop.set()
        thread.join(10)


async def megabytes(count: int) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield b"y" * 1_000_000


def post(body: AsyncIterator[bytes]) -> Request:
    return Request("POST", b"/in", [(b"Host", b"site.example"), (b"Transfer-Encoding", b"chunked")], body)


def test_a_body_is_sent_no_faster_than_it_is_taken(run_on_loop: Callable[[Any], Any]) -> None:
    async def run(port: int) -> tuple[int, bytes]:
        exchange = await connect(port)
        try:
            return await ask(exchange, post(megabytes(20)))
        finally:
            exchange.close()

    with reading(0.1, OK + b"Content-Length: 2\r\n\r\nok") as (port, received):
        assert run_on_loop(run(port)) == (200, b"ok")
    assert received.count(b"y") == 20_000_000


def test_a_body_that_nobody_takes_is_given_up_in_time() -> None:
    async def run(port: int) -> None:
        exchange = await connect(port)
        try:
            await ask(exchange, post(megabytes(20)), Bounds(silence=0.1, waiting=5, headers=1000, response=1000))
        finally:
            exchange.close()

    with reading(60, b"") as (port, _), pytest.raises(FetchFailure) as caught:
        asyncio.run(run(port))
    assert caught.value.code == "timeout"
    assert "nothing was taken" in caught.value.sentence("it")


def test_a_request_that_is_no_http_is_not_sent(server: FaultServer) -> None:
    server.put("/", OK + b"Content-Length: 5\r\n\r\nhello")

    async def run() -> None:
        exchange = await connect(server.port)
        try:
            await ask(exchange)
            await exchange.send(Request("GET", b"/a b", [(b"Host", b"site.example")], nothing()), WIDE)
        finally:
            exchange.close()

    with pytest.raises(FetchFailure) as caught:
        asyncio.run(run())
    assert caught.value.code == "malformed-url"
    assert [path for path, _ in server.requests] == ["/"]
