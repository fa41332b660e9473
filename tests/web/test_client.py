"""A transport of the user's takes the place of look-ups and network; whatever it does ends as a result, in time."""

from __future__ import annotations

import asyncio
import gzip
import itertools
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from msgspec.structs import replace

from linkcheck import (
    AsyncChecker,
    Checker,
    ClosedError,
    GuardedTransport,
    InputError,
    Outcome,
    Settings,
    Snapshot,
    Verdict,
)
from linkcheck._web.fetcher import Fetcher

if TYPE_CHECKING:
    from tests.conftest import Clock, FaultServer, Names

HTML = "<title>Trees</title><p>" + "The council planted 240 trees on Mill Road. " * 40
QUICK = Settings(host_delay=0, obey_robots=False, retries=0, timeout=0.4)
URL = "https://news.example/trees"

Handler = Callable[[httpx.Request], Any]


async def fetch_with(transport: httpx.AsyncBaseTransport, url: str = URL, settings: Settings = QUICK) -> Snapshot:
    async with Fetcher(settings, transport=transport) as fetcher:
        return await fetcher.fetch(url)


def visit(handler: Handler, url: str = URL, settings: Settings = QUICK) -> Snapshot:
    return asyncio.run(fetch_with(httpx.MockTransport(handler), url, settings))


def answering(response: Any) -> Handler:
    return lambda request: response


def page(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, html=HTML)


async def page_later(request: httpx.Request) -> httpx.Response:
    await asyncio.sleep(0)
    return page(request)


@pytest.mark.parametrize("handler", [page, page_later])
def test_a_page_of_a_mock_transport_is_read_without_a_look_up(handler: Handler, names: Names) -> None:
    snapshot = visit(handler)

    assert (snapshot.outcome, snapshot.status_code) == (Outcome.OK, 200)
    assert snapshot.content == HTML.encode()
    assert snapshot.content_type == "text/html; charset=utf-8"
    assert names.asked == []


def test_one_response_may_be_given_again_and_again() -> None:
    moved = httpx.Response(301, headers={"Location": "/there", "Set-Cookie": "a=b"})
    there = httpx.Response(200, html=HTML)
    asked: list[tuple[str, str | None]] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append((str(request.url), request.headers.get("cookie")))
        return there if request.url.path == "/there" else moved

    for _ in range(2):
        snapshot = visit(handler)
        assert (snapshot.outcome, snapshot.final_url) == (Outcome.OK, "https://news.example/there")
    assert asked == [(URL, None), ("https://news.example/there", None)] * 2
    assert moved.headers["location"] == "/there"


def test_a_transport_is_asked_as_a_server_would_be() -> None:
    asked: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return page(request)

    visit(handler, "https://NEWS.example:8443/a?q=1#part", replace(QUICK, user_agent="mybot/1.0"))

    assert (asked[0].method, str(asked[0].url)) == ("GET", "https://news.example:8443/a?q=1")
    assert dict(asked[0].headers) == {
        "host": "news.example:8443",
        "user-agent": "mybot/1.0",
        "accept": asked[0].headers["accept"],
        "accept-encoding": "gzip, deflate",
    }


@pytest.mark.parametrize(
    ("url", "detail"),
    [
        ("http://127.0.0.1/", "address"),
        ("http://[::ffff:10.0.0.1]/", "address"),
        ("http://router.local/", "address"),
        ("http://news.example:22/", "port"),
        ("http://user:secret@news.example/", "malformed-url"),
        ("ftp://news.example/", "scheme"),
        ("https://news.example/unsubscribe?token=3f2a9c", "action-link"),
    ],
)
def test_rules_for_urls_stay(url: str, detail: str) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        raise AssertionError("it was asked")

    snapshot = visit(handler, url)
    assert (snapshot.outcome, snapshot.detail) == (Outcome.REFUSED, detail)

    hop = visit(lambda request: httpx.Response(302, headers={"Location": url}))
    assert hop.outcome is not Outcome.OK
    assert hop.detail in (detail, "bad-redirect", "insecure-redirect")


def test_robots_txt_is_asked_of_the_transport_and_obeyed() -> None:
    asked: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        rules = "User-agent: *\nDisallow: /trees"
        return httpx.Response(200, text=rules) if request.url.path == "/robots.txt" else page(request)

    assert visit(handler, settings=replace(QUICK, obey_robots=True)).detail == "robots"
    assert asked == ["/robots.txt"]


@pytest.mark.parametrize("endless", ["nothing", "words"])
def test_an_endless_robots_txt_of_a_transport_ends(endless: str) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        rules = itertools.repeat(b"" if endless == "nothing" else b"# words\n" * 9)
        return httpx.Response(200, content=rules) if request.url.path == "/robots.txt" else page(request)

    assert visit(handler, settings=replace(QUICK, obey_robots=True, timeout=5)).outcome is Outcome.OK


def test_the_visits_of_one_site_stay_apart(clock: Clock) -> None:
    async def run() -> None:
        async with Fetcher(replace(QUICK, host_delay=3), transport=httpx.MockTransport(page)) as fetcher:
            for number in range(3):
                await fetcher.fetch(f"{URL}/{number}")

    asyncio.run(run())
    assert [round(wait) for wait in clock.waits if wait] == [3, 3]


class UnspeakableError(Exception):
    def __str__(self) -> str:
        raise ValueError("no words")


class UnspeakableExit(BaseException):
    def __str__(self) -> str:
        raise SystemExit(3)


def raising(error: BaseException) -> Handler:
    def handler(request: httpx.Request) -> httpx.Response:
        raise error

    return handler


async def hang(request: httpx.Request) -> httpx.Response:
    await asyncio.Event().wait()
    raise AssertionError("it was woken")


@pytest.mark.parametrize(
    ("handler", "detail"),
    [
        (raising(httpx.ConnectError("no route")), "unreachable"),
        (raising(httpx.ReadTimeout("too slow")), "timeout"),
        (raising(TimeoutError()), "timeout"),
        (raising(httpx.ReadError("cut")), "reset"),
        (raising(ConnectionResetError(104, "reset by peer")), "reset"),
        (raising(httpx.RemoteProtocolError("nonsense")), "protocol-error"),
        (raising(httpx.InvalidURL("bad")), "transport"),
        (raising(ValueError("a bug of the handler's")), "transport"),
        (raising(RecursionError()), "transport"),
        (raising(MemoryError()), "transport"),
        (raising(UnspeakableError()), "transport"),
        (raising(SystemExit(3)), "transport"),
        (raising(asyncio.CancelledError()), "transport"),
        (raising(StopAsyncIteration()), "transport"),
        (raising(GeneratorExit()), "transport"),
        (raising(UnspeakableExit()), "transport"),
        (raising(BaseExceptionGroup("several", [KeyboardInterrupt()])), "transport"),
        (answering(None), "transport"),
        (answering("<p>hello</p>"), "transport"),
        (answering(httpx.Response(200, html=HTML).status_code), "transport"),
        (hang, "timeout"),
    ],
)
def test_every_error_of_a_transport_is_a_failure(handler: Handler, detail: str) -> None:
    snapshot = visit(handler)

    assert (snapshot.outcome, snapshot.detail) == (Outcome.FAILED, detail)
    assert (snapshot.id == "") is (detail == "transport"), "what the handler does wrong is no proof of anything"


def forever() -> Iterator[bytes]:
    yield from itertools.repeat(b"<p>word</p>" * 100)


async def forever_awaited() -> AsyncIterator[bytes]:
    for chunk in forever():
        yield chunk


async def no_more_after(text: str) -> AsyncIterator[bytes]:
    yield text.encode()
    await asyncio.Event().wait()


async def broken_after(text: str) -> AsyncIterator[bytes]:
    yield text.encode()
    raise ZeroDivisionError


def nothing_for_ever() -> Iterator[bytes]:
    yield from itertools.repeat(b"")


def texts() -> Iterator[Any]:
    yield HTML


class HangsWhenClosed(httpx.AsyncByteStream):
    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield HTML.encode()

    async def aclose(self) -> None:
        await asyncio.Event().wait()


class RaisesWhenClosed(HangsWhenClosed):
    async def aclose(self) -> None:
        raise ZeroDivisionError


class ExitsWhenClosed(HangsWhenClosed):
    async def aclose(self) -> None:
        raise UnspeakableExit


HTML_TYPE = {"Content-Type": "text/html"}


@pytest.mark.parametrize(
    ("content", "outcome", "detail", "truncated"),
    [
        (forever, "ok", "", True),
        (forever_awaited, "ok", "", True),
        (lambda: [b"<p>word</p>" * 10_000_000], "ok", "", True),
        (lambda: no_more_after(HTML), "failed", "timeout", True),
        (lambda: broken_after(HTML), "failed", "transport", True),
        (nothing_for_ever, "unreadable", "empty", True),
        (texts, "failed", "transport", True),
        (HangsWhenClosed, "ok", "", False),
        (RaisesWhenClosed, "ok", "", False),
        (ExitsWhenClosed, "ok", "", False),
    ],
)
def test_every_stream_of_a_transport_stays_within_bounds(
    content: Callable[[], Any], outcome: str, detail: str, truncated: bool
) -> None:
    waits = detail == "timeout" or isinstance(content, type)  # others end by what they send, however busy the machine
    settings = QUICK if waits else replace(QUICK, timeout=20.0)
    snapshot = visit(lambda request: httpx.Response(200, headers=HTML_TYPE, content=content()), settings=settings)

    assert (snapshot.outcome, snapshot.detail, snapshot.truncated) == (outcome, detail, truncated)
    assert len(snapshot.content) <= QUICK.max_body_bytes


def says(content: Any, **headers: str) -> httpx.Response:
    return httpx.Response(
        200, headers={name.replace("_", "-"): value for name, value in headers.items()}, content=content
    )


@pytest.mark.parametrize(
    ("response", "outcome", "detail"),
    [
        (says(HTML, content_length="-5"), "ok", ""),
        (says(HTML, content_length="5"), "ok", ""),
        (says(HTML, content_type="image/png"), "ok", ""),
        (says(b"\x89PNG\r\n\x1a\n" + b"\0" * 99, content_type="text/html"), "unreadable", "content-type"),
        (says(iter([b"x"]), content_encoding="br"), "unreadable", "encoding"),
        (says(iter([b"plain"]), content_encoding="gzip"), "unreadable", "encoding"),
        (says(iter([gzip.compress(b" " * 50_000_000)]), content_encoding="gzip"), "unreadable", "too-large"),
        (httpx.Response(200, headers=[("X", "y")] * 20_000, html=HTML), "failed", "headers-too-large"),
        (httpx.Response(302, headers={"Location": "http://[::1"}), "failed", "bad-redirect"),
        (httpx.Response(302, headers={"Location": URL}), "failed", "redirect-loop"),
        (httpx.Response(0), "failed", "protocol-error"),
        (httpx.Response(10**30), "failed", "protocol-error"),
        (httpx.Response(200), "unreadable", "empty"),
    ],
)
def test_lying_headers_of_a_transport_end_as_a_result(response: httpx.Response, outcome: str, detail: str) -> None:
    snapshot = visit(answering(response))

    assert (snapshot.outcome, snapshot.detail) == (outcome, detail)


@pytest.mark.parametrize("length", ["99999", "9" * 5000])
def test_a_body_shorter_than_its_headers_say_is_no_whole_page(length: str) -> None:
    snapshot = visit(answering(says(HTML, content_length=length)))

    assert (snapshot.outcome, snapshot.truncated) == (Outcome.OK, True)


POST = f"The council planted 240 trees on Mill Road {URL}"


def test_a_checker_on_a_mock_transport_judges_and_closes_it() -> None:
    closed: list[str] = []

    class Closing(httpx.MockTransport):
        async def aclose(self) -> None:
            closed.append("closed")

    with Checker(QUICK, transport=Closing(page)) as checker:
        assert checker.check(POST).verdict is Verdict.MATCH
        assert [report.verdict for report in checker.check_many([POST] * 3)] == [Verdict.MATCH] * 3
        assert checker.check_queue([POST]).reports[0].verdict is Verdict.MATCH
        assert checker.fetch(URL).outcome is Outcome.OK
        assert closed == []
    assert closed == ["closed"]


def test_an_async_checker_on_a_mock_transport_judges(run_on_loop: Callable[[Any], Any]) -> None:
    async def check() -> Verdict:
        async with AsyncChecker(QUICK, transport=httpx.MockTransport(page_later)) as checker:
            return (await checker.check(POST)).verdict

    assert run_on_loop(check()) is Verdict.MATCH


@pytest.mark.parametrize(
    "close", [raising(ZeroDivisionError()), raising(SystemExit(3)), raising(asyncio.CancelledError()), hang]
)
def test_a_transport_that_does_not_close_holds_no_checker_up(close: Handler) -> None:
    class Stuck(httpx.MockTransport):
        async def aclose(self) -> None:
            result = close(httpx.Request("GET", URL))
            if result is not None:
                await result

    with Checker(QUICK, transport=Stuck(page)) as checker:
        assert checker.check(POST).verdict is Verdict.MATCH


def test_ctrl_c_in_a_transport_is_a_failure_on_a_thread_that_nobody_interrupts() -> None:
    with Checker(QUICK, transport=httpx.MockTransport(raising(KeyboardInterrupt()))) as checker:
        assert checker.fetch(URL).detail == "transport"
        assert checker.fetch(URL).detail == "transport", "the loop is still there"


def test_a_transport_that_closes_or_asks_its_own_checker_waits_for_nothing() -> None:
    told: list[str] = []

    def asks(request: httpx.Request) -> httpx.Response:
        with pytest.raises(InputError, match="would wait for itself"):
            checker.check(POST)
        told.append("asked")
        return page(request)

    def closes(request: httpx.Request) -> httpx.Response:
        closing.close()
        return page(request)

    with Checker(QUICK, transport=httpx.MockTransport(asks)) as checker:
        assert checker.check(POST).verdict is Verdict.MATCH
    closing = Checker(QUICK, transport=httpx.MockTransport(closes))
    with pytest.raises(ClosedError, match="while it was at work"):
        closing.check(POST)
    assert told == ["asked"]


def test_ctrl_c_in_a_transport_on_the_main_thread_ends_the_program() -> None:
    with pytest.raises(KeyboardInterrupt):
        visit(raising(KeyboardInterrupt()))


@pytest.mark.parametrize("kind", [Checker, AsyncChecker])
@pytest.mark.parametrize("transport", ["https://news.example/", page, httpx.AsyncClient, httpx.HTTPTransport()])
def test_a_value_that_is_no_transport_is_told_at_once(kind: Callable[..., object], transport: object) -> None:
    with pytest.raises(InputError, match=r"httpx\.MockTransport\(handler\)"):
        kind(transport=transport)


class Recording(httpx.AsyncBaseTransport):
    """A transport of the user's around ours."""

    def __init__(self, inner: GuardedTransport) -> None:
        self.inner = inner
        self.asked: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url))
        return await self.inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self.inner.aclose()


def test_a_transport_around_the_guarded_one_fails_as_that_does(
    server: FaultServer, loopback: Settings, names: Names
) -> None:
    names.answers |= {"site.example": [["127.0.0.1"]], "inside.example": [["10.0.0.7"]]}
    server.put("/", b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
    silent = server.put("/silent", [b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "hold"])
    urls = (server.url(host="site.example"), "http://inside.example/", "https://none.example/", silent)
    transport = Recording(GuardedTransport(loopback))

    async def run() -> list[str]:
        async with Fetcher(replace(loopback, timeout=1), transport=transport) as fetcher:
            snapshots = [await fetcher.fetch(url) for url in urls]
            return [f"{snapshot.outcome} {snapshot.detail}".strip() for snapshot in snapshots]

    assert asyncio.run(run()) == ["ok", "refused address", "failed no-such-name", "failed timeout"]
    assert transport.asked[0] == urls[0]


def test_httpx_logs_no_path_of_a_link_that_goes_over_the_network(
    server: FaultServer, loopback: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    url = server.put("/login?token=3f2a9c", b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")

    async def fetch() -> Snapshot:
        async with Fetcher(replace(loopback, visit_action_links=True)) as fetcher:
            return await fetcher.fetch(url)

    with caplog.at_level(logging.DEBUG):
        assert asyncio.run(fetch()).content == b"hello"
    assert "127.0.0.1" in caplog.text
    assert "3f2a9c" not in caplog.text
