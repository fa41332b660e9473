"""An httpx client over a GuardedTransport goes to judged addresses alone. Connections are kept where that is safe, and
replaced where a server closed them."""

from __future__ import annotations

import asyncio
import ipaddress
import pickle
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import msgspec
import pytest
import trustme

import linkcheck
from linkcheck import GuardedTransport, InputError, LinkcheckError, RefusedError
from linkcheck._urls.url import parse_url
from linkcheck._web import http as transport
from linkcheck._web.client import Client
from linkcheck._web.failures import FetchFailure
from linkcheck._web.http import Judged
from linkcheck.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import FaultServer, Names

LOOPBACK = ipaddress.ip_address("127.0.0.1")
PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    authority.configure_trust(tls)
    return tls


@pytest.fixture
def serve_tls(server: FaultServer, authority: trustme.CA) -> Iterator[Callable[[str], FaultServer]]:
    """Starts servers with a certificate for a name."""
    started: list[FaultServer] = []

    def start(host: str) -> FaultServer:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(host).configure_cert(tls)
        started.append(type(server)(tls))
        return started[-1]

    yield start
    for one in started:
        one.stop()


async def get(sender: Client, url: str, *, read: bool = True) -> bytes:
    async with await sender.get(parse_url(url), [LOOPBACK], {}) as answer:
        return b"".join([chunk async for chunk in answer.chunks()]) if read else b""


def test_one_file_names_the_library_that_speaks_http() -> None:
    package = Path(linkcheck.__file__).parent
    sources = {path.name: path.read_text("utf-8") for path in package.rglob("*.py")}

    def naming(library: str) -> set[str]:
        return {name for name, text in sources.items() if re.search(rf"^\s*(import|from) {library}\b", text, re.M)}

    assert naming("h11") == {"exchange.py"}
    assert naming("httpcore") == set()


@pytest.mark.parametrize(
    ("script", "read", "connections"),
    [
        ([PAGE], True, 1),
        ([PAGE], False, 3),
        ([PAGE.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"), "close"], True, 3),
        ([b"HTTP/1.0 200 OK\r\n\r\nhello", "close"], True, 3),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"], True, 1),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nmore"], True, 3),
        ([PAGE + PAGE], True, 3),
    ],
)
def test_a_connection_is_kept_only_where_its_answer_has_plainly_ended(
    script: list[bytes | str], read: bool, connections: int, server: FaultServer
) -> None:
    url = server.put("/", script)

    async def run() -> None:
        sender = Client(Settings())
        for _ in range(3):
            await get(sender, url, read=read)
        await sender.aclose()

    asyncio.run(run())
    assert server.connections == connections


def test_a_kept_connection_that_fails_at_once_is_replaced(server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    url = server.put("/", PAGE, ["reset"], PAGE)
    fresh = server.put("/fresh", ["reset"])

    async def run() -> None:
        sender = Client(Settings())
        assert await get(sender, url) == b"hello"
        assert await get(sender, url) == b"hello", "the server may close a kept connection at any time"
        await sender.aclose()
        sender = Client(Settings())
        with pytest.raises(FetchFailure):
            await get(sender, fresh)
        await sender.aclose()

    asyncio.run(run())
    assert (server.asked("/"), server.asked("/fresh")) == (3, 1)


def test_no_more_connections_are_kept_than_the_limit(server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "MAX_IDLE", 3)
    server.put("/", PAGE)

    async def run() -> None:
        sender = Client(Settings())
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
        sender = Client(Settings())
        await get(sender, url)
        for _ in range(100):
            if not server.open_connections:
                break
            await asyncio.sleep(0.02)
        assert server.open_connections == 0
        await sender.aclose()

    asyncio.run(run())


def test_addresses_of_both_families_are_tried_before_more_of_one() -> None:
    sender = GuardedTransport()
    first = [ipaddress.ip_address(f"2606:4700::{number}") for number in range(1, 9)]
    second = [ipaddress.ip_address(f"1.1.1.{number}") for number in range(1, 9)]

    tried = sender._in_order(Judged(parse_url("https://example.com/"), [*first, *second]))

    assert tried == [first[0], second[0], first[1], first[2]]


def test_the_target_asked_for_is_the_one_that_was_judged(server: FaultServer) -> None:
    path = "/a%2Fb/%zz/x;y=1,2?q=%C3%A9&r=[1]|'"
    server.put(parse_url(server.url(path)).target, PAGE)

    async def run() -> bytes:
        sender = Client(Settings())
        try:
            return await get(sender, server.url(path))
        finally:
            await sender.aclose()

    assert asyncio.run(run()) == b"hello"
    assert server.requests[0][1].startswith("GET /a%2Fb/%zz/x;y=1,2?q=%C3%A9&r=[1]%7C' HTTP/1.1\r\n")
    assert f"\r\nHost: 127.0.0.1:{server.port}\r\n" in server.requests[0][1]


OPEN = Settings(allow_networks=("127.0.0.0/8",), timeout=5)


async def ask(method: str, url: str, *, settings: Settings | None = None, **options: Any) -> httpx.Response:
    """The response that a user of httpx gets."""
    tls = options.pop("tls", None)
    client = httpx.AsyncClient(transport=GuardedTransport(settings=settings, tls=tls), follow_redirects=True)
    async with client:
        return await client.request(method, url, **options)


def request(method: str, url: str, **options: Any) -> httpx.Response:
    return asyncio.run(ask(method, url, **options))


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://127.0.0.1/", "address"),
        ("http://169.254.169.254/latest/meta-data/", "address"),
        ("http://[::ffff:127.0.0.1]/", "address"),
        ("http://localhost/", "address"),
        ("http://rebound.example/", "address"),
        ("http://half.example/", "address"),
        ("https://site.example:6379/", "port"),
        ("ftp://site.example/", "scheme"),
        ("htp://site.example/", "no-url"),
        ("http://site.invalid/", "no-url"),
        ("http://user:secret@site.example/", "malformed-url"),
        ("http://0x7f.1/", "malformed-url"),
        ("http://site.example/" + "x" * 9000, "url-too-long"),
    ],
)
def test_a_request_that_must_not_be_made_is_refused(url: str, code: str, names: Names) -> None:
    names.answers |= {"rebound.example": [["10.0.0.1"]], "half.example": [["93.184.216.34", "127.0.0.1"]]}

    with pytest.raises(RefusedError) as caught:
        request("GET", url)

    assert caught.value.code == code
    assert isinstance(caught.value, LinkcheckError)
    assert isinstance(caught.value, httpx.ConnectError)
    assert "secret" not in str(caught.value)
    assert str(caught.value.request.url) == str(httpx.URL(url))
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.code) == (str(caught.value), code)


def test_a_redirect_into_the_local_network_is_refused(server: FaultServer, names: Names) -> None:
    names.answers["inside.example"] = [["192.168.0.7"]]
    redirect = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: http://inside.example/\r\n\r\n"

    with pytest.raises(RefusedError, match=r"192\.168\.0\.7, a private address"):
        request("GET", server.put("/", redirect), settings=OPEN)
    assert names.asked == ["inside.example"]


def test_a_name_is_looked_up_once_a_request_and_named_to_the_server(server: FaultServer, names: Names) -> None:
    names.answers["site.example"] = [["127.0.0.1"], ["10.0.0.1"]]
    server.put("/a%20b?q=%C3%A9", PAGE)

    assert request("GET", server.url("/a b?q=é", host="site.example"), settings=OPEN).content == b"hello"
    assert names.asked == ["site.example"]
    assert f"\r\nHost: site.example:{server.port}\r\n" in server.requests[0][1]


def test_a_redirect_is_asked_for_at_its_own_address(server: FaultServer, names: Names) -> None:
    names.answers |= {"one.example": [["127.0.0.1"]], "two.example": [["127.0.0.1"]]}
    there = server.url("/there", host="two.example")
    server.put("/here", f"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: {there}\r\n\r\n".encode())
    server.put("/there", PAGE)

    response = request("GET", server.url("/here", host="one.example"), settings=OPEN)

    assert (str(response.url), response.content) == (there, b"hello")
    assert names.asked == ["one.example", "two.example"]


def test_no_proxy_of_the_environment_sees_a_request(server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert request("GET", server.put("/", PAGE), settings=OPEN).content == b"hello"


def test_the_certificate_is_held_against_the_name_and_by_a_context_of_the_users(
    serve_tls: Callable[..., FaultServer], trusting: ssl.SSLContext, names: Names
) -> None:
    names.answers |= {"site.example": [["127.0.0.1"]], "other.example": [["127.0.0.1"]]}
    server = serve_tls("site.example")
    server.put("/", PAGE)

    assert request("GET", server.url(host="site.example"), settings=OPEN, tls=trusting).content == b"hello"
    for host, tls, why in (("other.example", trusting, "other.example"), ("site.example", None, "certificate")):
        with pytest.raises(httpx.ConnectError, match=why):
            request("GET", server.url(host=host), settings=OPEN, tls=tls)


@pytest.mark.parametrize(
    ("script", "error"),
    [
        (["hold"], httpx.ReadTimeout),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", b"x", "hold"], httpx.ReadTimeout),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", *[b"x", 0.05] * 99], httpx.ReadTimeout),
        (["reset"], httpx.ReadError),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx", "close"], httpx.ReadError),
        ([b"nonsense\r\n\r\n", "close"], httpx.RemoteProtocolError),
        ([b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000, b"\r\n\r\n"], httpx.RemoteProtocolError),
        ([b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 1_000_000, "again"], httpx.RemoteProtocolError),
    ],
)
def test_a_network_that_fails_raises_the_errors_of_httpx_in_time(
    script: list[bytes | float | str], error: type[Exception], server: FaultServer
) -> None:
    settings = Settings(allow_networks=("127.0.0.0/8",), timeout=0.5, max_pdf_bytes=2**20)

    with pytest.raises(error) as caught:
        request("GET", server.put("/", script), settings=settings, timeout=None)
    assert not isinstance(caught.value, LinkcheckError)


def test_no_name_and_no_listener_are_connect_errors(names: Names) -> None:
    with pytest.raises(httpx.ConnectError, match=r"no host named none\.example"):
        request("GET", "https://none.example/")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with pytest.raises(httpx.ConnectError, match="refused the connection"):
            request("GET", f"http://127.0.0.1:{unused.getsockname()[1]}/", settings=OPEN)


@pytest.mark.parametrize(
    ("method", "options", "why"),
    [
        ("GET", {"headers": {"X": "a\r\nHost: b"}}, "header value"),
        ("GET", {"headers": [("Host", "a"), ("Host", "b")]}, "multiple Host"),
        ("GE T", {}, "method"),
        ("ÉT", {}, "ascii"),
        ("POST", {"content": b"abc", "headers": {"Content-Length": "1"}}, "Too much data"),
        ("POST", {"content": b"abc", "headers": {"Content-Length": "9"}}, "Too little data"),
    ],
)
def test_a_request_that_cannot_be_written_is_an_error_of_the_caller(
    method: str, options: dict[str, Any], why: str
) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as listening,
        pytest.raises(httpx.LocalProtocolError, match=why) as caught,
    ):
        request(method, f"http://127.0.0.1:{listening.getsockname()[1]}/", settings=OPEN, **options)
    assert not isinstance(caught.value, LinkcheckError), "it was not refused for where it leads"


@pytest.mark.parametrize("timeouts", [3, {"read": "soon"}, [1.0]])
def test_time_limits_that_are_none_are_told(timeouts: Any) -> None:
    with pytest.raises(InputError, match="timeout"):
        request("GET", "http://127.0.0.1:9/", settings=OPEN, extensions={"timeout": timeouts})


@pytest.mark.parametrize("url", ["http://[::1]/", "http://rebound.example/"])
def test_an_ipv6_address_is_written_as_one(url: str, names: Names) -> None:
    names.answers["rebound.example"] = [["::1"]]
    with pytest.raises(RefusedError, match=r"\[::1\](,| is) an address outside the public"):
        request("GET", url)


def test_a_closed_transport_keeps_no_connection(server: FaultServer) -> None:
    url = server.put("/", PAGE)

    async def run() -> bytes:
        guarded = GuardedTransport(OPEN)
        response = await guarded.handle_async_request(httpx.Request("GET", url))
        await guarded.aclose()
        content = await response.aread()
        await response.aclose()
        assert not guarded._idle
        return content

    assert asyncio.run(run()) == b"hello"


def test_a_body_is_sent(server: FaultServer) -> None:
    answer = b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    server.put("/in", [answer, "hold"])

    assert request("POST", server.url("/in"), settings=OPEN, json={"a": [1, 2]}).status_code == 201
    assert "\r\nContent-Length: 11\r\n" in server.requests[0][1]


def test_a_guarded_client_works_on_either_loop(
    run_on_loop: Callable[[Any], Any],
    server: FaultServer,
    serve_tls: Callable[[str], FaultServer],
    trusting: ssl.SSLContext,
    names: Names,
) -> None:
    names.answers["site.example"] = [["127.0.0.1"]]
    secure, quick = serve_tls("site.example"), msgspec.structs.replace(OPEN, timeout=0.3)
    server.put("/", PAGE)
    server.put("/hang", [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", "hold"])
    secure.put("/", PAGE)

    assert run_on_loop(ask("GET", server.url(), settings=OPEN)).content == b"hello"
    secured = ask("GET", secure.url(host="site.example"), settings=OPEN, tls=trusting)
    assert run_on_loop(secured).content == b"hello"
    with pytest.raises(httpx.ReadTimeout):
        run_on_loop(ask("GET", server.url("/hang"), settings=quick))
    with pytest.raises(RefusedError):
        run_on_loop(ask("GET", "http://10.0.0.1/", settings=OPEN))


def test_a_request_that_may_act_is_not_sent_twice(server: FaultServer) -> None:
    server.put("/", PAGE)
    server.put("/act", ["reset"])

    async def run() -> None:
        async with httpx.AsyncClient(transport=GuardedTransport(settings=OPEN)) as client:
            await client.get(server.url("/"))
            await client.post(server.url("/act"))

    with pytest.raises(httpx.ReadError):
        asyncio.run(run())
    assert (server.asked("/act"), server.connections) == (1, 1)


def test_a_second_event_loop_is_told_what_to_do(server: FaultServer) -> None:
    transport, url = GuardedTransport(settings=OPEN), server.put("/", PAGE)

    async def run() -> None:
        await httpx.AsyncClient(transport=transport).get(url)
        await transport.aclose()

    asyncio.run(run())
    with pytest.raises(InputError, match=r"a GuardedTransport belongs to the event loop .* make one in each"):
        asyncio.run(run())


@pytest.mark.parametrize("options", [{"settings": {"timeout": 3}}, {"settings": "fast"}, {"tls": "certificates.pem"}])
def test_options_that_are_none_are_told(options: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=r"Settings|SSLContext"):
        GuardedTransport(**options)
