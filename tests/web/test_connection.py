"""Connections and TLS: never a page over a connection that does not prove whose it is."""

from __future__ import annotations

import asyncio
import datetime as dt
import gc
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import pytest
import trustme
from msgspec.structs import replace

from linkcheck._web.connection import default_tls, open_channel
from linkcheck._web.failures import FetchFailure
from linkcheck._web.fetcher import Fetcher
from linkcheck._web.types import Outcome, Snapshot
from linkcheck.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import FaultServer, Names

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello"
LOOPBACK = ipaddress.IPv4Address("127.0.0.1")
Serve = Callable[[ssl.SSLContext], "FaultServer"]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def serve(server: FaultServer) -> Iterator[Serve]:
    """Starts servers with certificates."""
    started: list[FaultServer] = []

    def start(tls: ssl.SSLContext) -> FaultServer:
        started.append(type(server)(tls))
        started[-1].put("/", PAGE)
        return started[-1]

    yield start
    for one in started:
        one.stop()


def context(authority: trustme.CA, *hosts: str, expires: dt.datetime | None = None) -> ssl.SSLContext:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*hosts, not_after=expires).configure_cert(tls)
    return tls


def visit(url: str, settings: Settings, authority: trustme.CA | None = None) -> Snapshot:
    return asyncio.run(fetch_trusting(url, settings, authority))


async def fetch_trusting(url: str, settings: Settings, authority: trustme.CA | None) -> Snapshot:
    tls = None
    if authority is not None:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        authority.configure_trust(tls)
    async with Fetcher(settings, tls=tls) as fetcher:
        return await fetcher.fetch(url)


def test_a_certificate_that_holds(authority: trustme.CA, serve: Serve, names: Names, loopback: Settings) -> None:
    names.answers["site.example"] = [["127.0.0.1"]]
    server = serve(context(authority, "site.example"))

    assert visit(server.url(host="site.example"), loopback, authority).content == b"hello"


def test_a_large_page_over_tls(authority: trustme.CA, serve: Serve, loopback: Settings) -> None:
    server = serve(context(authority, "127.0.0.1"))
    body = b"<p>word</p>" * 80_000
    server.put("/big", b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))

    assert visit(server.url("/big"), loopback, authority).content == body


def test_certificates_that_do_not_hold(authority: trustme.CA, serve: Serve, loopback: Settings) -> None:
    yesterday = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    wrong_host = serve(context(authority, "other.example"))
    expired = serve(context(authority, "127.0.0.1", expires=yesterday))
    unknown = serve(context(trustme.CA(), "127.0.0.1"))

    for server, detail in ((wrong_host, "tls-wrong-host"), (expired, "tls-expired"), (unknown, "tls-untrusted")):
        snapshot = visit(server.url(), loopback, authority)
        assert (snapshot.outcome, snapshot.detail) == (Outcome.FAILED, detail)
        assert server.requests == [], "nothing is asked over a connection that does not hold"


def test_a_self_signed_certificate(serve: Serve, loopback: Settings) -> None:
    authority = trustme.CA()
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with authority.cert_pem.tempfile() as certificate, authority.private_key_pem.tempfile() as key:
        tls.load_cert_chain(certificate, key)

    assert visit(serve(tls).url(), loopback).detail == "tls-self-signed"


def test_tls_from_a_server_without_it(server: FaultServer, loopback: Settings) -> None:
    snapshot = visit(server.url().replace("http:", "https:"), replace(loopback, timeout=1.0))

    assert snapshot.detail in ("tls-handshake", "tls-version", "timeout")
    assert snapshot.outcome is Outcome.FAILED


def test_a_handshake_that_stalls_ends_in_time(loopback: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://127.0.0.1:{silent.getsockname()[1]}/"
        snapshot = visit(url, replace(loopback, connect_timeout=0.2, timeout=600))

    assert (snapshot.outcome, snapshot.detail) == (Outcome.FAILED, "timeout")
    assert "the whole visit" not in snapshot.message


def test_old_versions_of_tls_are_not_spoken() -> None:
    assert default_tls().minimum_version is ssl.TLSVersion.TLSv1_2
    assert default_tls().verify_mode is ssl.CERT_REQUIRED
    assert default_tls().check_hostname


@pytest.mark.parametrize("script", [["hold"], [b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 100, "hold"]])
def test_a_cancelled_visit_leaves_no_socket_and_no_task(
    script: list[bytes | str], server: FaultServer, loopback: Settings
) -> None:
    url = server.put("/slow", script)

    async def run() -> None:
        async with Fetcher(loopback) as fetcher:
            task = asyncio.create_task(fetcher.fetch(url))
            while not server.requests:
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.05)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            for _ in range(50):
                if not server.open_connections:
                    break
                await asyncio.sleep(0.02)
            assert server.open_connections == 0
            assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(run())
    gc.collect()  # a socket left open would warn here, and warnings are errors


def test_a_closed_fetcher_leaves_no_connection_and_no_thread(server: FaultServer, loopback: Settings) -> None:
    urls = [server.put(f"/{number}", PAGE) for number in range(20)]
    before = threading.active_count()

    async def run() -> None:
        async with Fetcher(loopback) as fetcher:
            await asyncio.gather(*map(fetcher.fetch, urls))
        for _ in range(50):
            if not server.open_connections:
                break
            await asyncio.sleep(0.02)

    asyncio.run(run())
    assert server.open_connections == 0
    assert threading.active_count() <= before


@pytest.fixture
def crowded() -> Iterator[int]:
    """The port of a server that takes no connection: its queue is full."""
    with socket.socket() as listening, socket.socket() as first, socket.socket() as second:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        port = int(listening.getsockname()[1])
        for waiting in (first, second):
            waiting.setblocking(False)
            waiting.connect_ex(("127.0.0.1", port))
        yield port


def test_a_server_that_takes_no_connection_is_given_up_in_time(crowded: int) -> None:
    with pytest.raises(FetchFailure) as caught:
        asyncio.run(open_channel(LOOPBACK, crowded, host="site.example", timeout=0.2))
    assert caught.value.code == "timeout"
    assert caught.value.facts["connecting"]


def test_an_address_without_a_way_to_it_is_unreachable() -> None:
    nowhere = ipaddress.IPv4Address("255.255.255.255")
    with pytest.raises(FetchFailure) as caught:
        asyncio.run(open_channel(nowhere, 80, host="site.example", timeout=5))
    assert caught.value.code == "unreachable"


def test_a_handshake_without_an_answer_is_given_up_in_time(server: FaultServer) -> None:
    async def secure() -> None:
        channel = await open_channel(LOOPBACK, server.port, host="site.example", timeout=5)
        await channel.secure(default_tls(), host="site.example", timeout=0.2)

    with pytest.raises(FetchFailure) as caught:
        asyncio.run(secure())
    assert caught.value.code == "timeout"


def test_nothing_is_written_to_a_closed_connection() -> None:
    async def write(port: int) -> None:
        channel = await open_channel(LOOPBACK, port, host="site.example", timeout=5)
        channel.close()
        await channel.write(b"GET / HTTP/1.1\r\n\r\n", 5)

    with socket.create_server(("127.0.0.1", 0)) as listening, pytest.raises(ConnectionResetError):
        asyncio.run(write(listening.getsockname()[1]))


def test_bytes_put_back_are_read_again_and_counted_once(server: FaultServer) -> None:
    async def read() -> tuple[bytes, int]:
        channel = await open_channel(LOOPBACK, server.port, host="site.example", timeout=5)
        await channel.write(b"GET / HTTP/1.1\r\n\r\n", 5)
        first = await channel.read(4, 5)
        channel.put_back(first)
        again = await channel.read(4, 5)
        channel.close()
        return again, channel.received

    server.put("/", PAGE)
    assert asyncio.run(read()) == (b"HTTP", 4)


Run = Callable[[Coroutine[Any, Any, Snapshot]], Snapshot]
INJECTED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 8\r\n\r\ninjected"


@contextmanager
def meddled_with(tls: ssl.SSLContext, *, after_hello: bool, times: int) -> Iterator[int]:
    """The port of an honest TLS server behind somebody who writes a plain answer before its handshake."""

    def serve() -> None:
        for _ in range(times):
            connection, _ = listening.accept()
            with connection, suppress(OSError):
                if after_hello:
                    connection.recv(1, socket.MSG_PEEK)
                connection.sendall(INJECTED)
                with tls.wrap_socket(connection, server_side=True) as secured:
                    secured.recv(4096)
                    secured.sendall(PAGE)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        thread.join(10)


@pytest.mark.parametrize("after_hello", [False, True])
def test_plain_bytes_before_the_handshake_are_never_taken_for_the_page(
    run_on_loop: Run, after_hello: bool, authority: trustme.CA, loopback: Settings
) -> None:
    times = 20
    with meddled_with(context(authority, "127.0.0.1"), after_hello=after_hello, times=times) as port:
        for _ in range(times):
            snapshot = run_on_loop(fetch_trusting(f"https://127.0.0.1:{port}/", loopback, authority))

            assert snapshot.outcome is Outcome.FAILED
            assert snapshot.detail in ("tls-handshake", "tls-version", "reset")
            assert snapshot.content == b""


def test_bytes_that_wait_unread_when_tls_begins_fail_the_handshake(
    run_on_loop: Callable[[Coroutine[Any, Any, None]], None],
) -> None:
    async def secure(port: int) -> None:
        channel = await open_channel(LOOPBACK, port, host="site.example", timeout=5)
        while not channel.has_unread:
            await asyncio.sleep(0.01)
        await channel.secure(default_tls(), host="site.example", timeout=5)

    with socket.create_server(("127.0.0.1", 0)) as listening:

        def send() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.sendall(INJECTED)
                connection.recv(4096)

        thread = threading.Thread(target=send, daemon=True)
        thread.start()
        with pytest.raises(FetchFailure) as caught:
            run_on_loop(secure(listening.getsockname()[1]))
        thread.join(10)

    assert caught.value.code == "tls-handshake"
    assert "before the handshake" in caught.value.sentence("it")


def test_pages_come_over_tls_on_either_loop(
    run_on_loop: Run, authority: trustme.CA, serve: Serve, loopback: Settings
) -> None:
    server = serve(context(authority, "127.0.0.1"))

    assert run_on_loop(fetch_trusting(server.url(), loopback, authority)).content == b"hello"
