"""The client of a fetcher: an httpx.AsyncClient over our GuardedTransport, or over a transport of the user's.

A transport of the user's takes the place of look-ups and network alone. It may raise anything, return anything and
lie: whatever it does is a response within bounds or a FetchFailure.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncGenerator, AsyncIterable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Any, Self, cast

import httpx

from linkcheck._entry_points import is_ctrl_c
from linkcheck._urls.url import Address, Url
from linkcheck._web.concurrency import ThreadSafeSemaphore
from linkcheck._web.failures import FetchFailure
from linkcheck._web.guard import Guard
from linkcheck._web.http import GuardedTransport, Judged, WireBody
from linkcheck.errors import InputError, type_of
from linkcheck.settings import Settings

_CLOSING = 1.0
"""Seconds that closing may take: what a response or a transport of the user's does then is no part of a visit."""


class Client:
    """Asks for judged URLs. `transport` is the user's, and closed with the client."""

    def __init__(
        self, settings: Settings, transport: httpx.AsyncBaseTransport | None = None, tls: ssl.SSLContext | None = None
    ) -> None:
        self._settings = settings
        self._guard = Guard(settings)
        self._is_guarded = transport is None
        hop = _GuardedHop(GuardedTransport(settings, tls=tls)) if transport is None else _Hop(transport)
        self._http = _Cookieless(
            transport=hop,
            trust_env=False,
            # So that the deadline leaves room for the retries.
            timeout=httpx.Timeout(settings.timeout / (settings.retries + 1), connect=settings.connect_timeout),
        )

    async def addresses(self, url: Url, lookups_of_post: ThreadSafeSemaphore | None) -> list[Address]:
        """The judged addresses of a URL; none for a transport of the user's, which looks up what it likes.

        Raises FetchFailure.
        """
        return await self._guard.addresses(url, lookups_of_post) if self._is_guarded else []

    async def get(self, url: Url, addresses: Iterable[Address], headers: dict[str, str]) -> Response:
        """The response to a GET, of one of the judged addresses. Raises FetchFailure."""
        request = httpx.Request(
            "GET",
            _origin(url.origin) if self._is_guarded else url.text,  # httpx logs it, and a path may be a secret
            headers={"Host": url.authority, **headers},
            extensions={_JUDGED: Judged(url, addresses)} if self._is_guarded else None,
        )
        response = await self._http.send(request, stream=True)
        try:
            return Response(response, self._settings.max_header_bytes)
        except FetchFailure:
            await _close(response)
            raise

    async def aclose(self) -> None:
        """Close the transport."""
        await _close(self._http)


class Response:
    """Status, headers and body of one response. Use it as a context: it holds a connection."""

    def __init__(self, response: httpx.Response, max_header_bytes: int) -> None:
        self._shown = response
        self._response: httpx.Response = response.extensions[_RESPONSE]
        self.status_code = response.status_code
        raw = self._response.headers.raw
        if sum(len(name) + len(value) + 4 for name, value in raw) > max_header_bytes:
            raise FetchFailure("headers-too-large", limit=max_header_bytes)
        self.headers = tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in raw)

    def header(self, name: str) -> str:
        """The values of a header, joined by commas; empty when there is none."""
        return ", ".join(value for key, value in self.headers if key == name)

    def chunks(self) -> AsyncGenerator[bytes, None]:
        """The body as it comes off the wire, not decoded; close it if it is not read whole. Raises FetchFailure."""
        stream = self._response.stream
        return stream.chunks() if isinstance(stream, WireBody) else _chunks(self._response)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await _close(self._shown)


def require_transport(transport: object) -> httpx.AsyncBaseTransport | None:
    """The transport of a caller, if any. Raises InputError for anything else."""
    if transport is None or isinstance(transport, httpx.AsyncBaseTransport):
        return transport
    raise InputError(
        f"transport is {type_of(transport)}: give an httpx.AsyncBaseTransport, such as httpx.MockTransport(handler)"
    )


@lru_cache(maxsize=1024)
def _origin(origin: str) -> httpx.URL:
    return httpx.URL(origin)


class _NoCookies(httpx.Cookies):
    def extract_cookies(self, response: httpx.Response) -> None:
        """Nothing is kept: one site may send thousands."""


class _Cookieless(httpx.AsyncClient):
    """An httpx client that keeps no cookies."""

    cookies = _NoCookies()  # type: ignore[override]  # httpx has a property


_JUDGED = "linkcheck.judged"
"""The request extension that holds what was judged."""

_RESPONSE = "linkcheck.response"
"""The response extension that holds the response as the transport gave it."""


class _Hop(httpx.AsyncBaseTransport):
    """A transport of the user's, whose errors become FetchFailures. Its responses show the client neither headers nor
    body: it would parse Location, though it follows no redirect."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        with _as_failures():
            return _wrap(await self._inner.handle_async_request(request))

    async def aclose(self) -> None:
        await self._inner.aclose()


class _GuardedHop(httpx.AsyncBaseTransport):
    """Our own, for what was judged before."""

    def __init__(self, inner: GuardedTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return _wrap(await self._inner._ask(request, request.extensions[_JUDGED]))

    async def aclose(self) -> None:
        await self._inner.aclose()


def _wrap(response: httpx.Response) -> httpx.Response:
    return httpx.Response(_status_of(response), stream=_Closing(response), extensions={_RESPONSE: response})


class _Closing(httpx.AsyncByteStream):
    """What closes a response."""

    def __init__(self, response: httpx.Response) -> None:
        self._stream = response.stream

    async def aclose(self) -> None:
        if isinstance(self._stream, httpx.AsyncByteStream):
            await self._stream.aclose()
        elif isinstance(self._stream, httpx.SyncByteStream):
            self._stream.close()


def _status_of(response: httpx.Response) -> int:
    status = response.status_code
    if not isinstance(status, int):
        raise TypeError(f"a status that is {type_of(status)}")
    if not 100 <= status <= 999:
        raise FetchFailure("protocol-error", why=f"status {status}")
    return int(status)


async def _chunks(response: httpx.Response) -> AsyncGenerator[bytes, None]:
    chunks, received = _each(response.stream), 0
    task = _running_task()
    while True:
        try:  # as _as_failures does, which would take longer than all else where there are many
            chunk = await anext(chunks, _END)
        except BaseException as error:
            if _ends_us(error, task):
                raise
            raise _failure_of(error) from error
        if chunk is _END:
            break
        received += len(chunk)
        yield chunk
    declared = response.headers.get("content-length", "")[:18]
    if declared.isascii() and declared.isdigit() and received < int(declared):
        raise FetchFailure("reset", why=f"{received} of {declared} bytes came")


_END = b"the end"
"""What stands for the end of a stream: this object, not what it says."""


async def _each(stream: object) -> AsyncGenerator[bytes, None]:
    if isinstance(stream, AsyncIterable):
        async for chunk in stream:
            yield _require_bytes(chunk)
    else:
        for chunk in cast(Iterable[object], stream):
            yield _require_bytes(chunk)


def _require_bytes(chunk: object) -> bytes:
    if not isinstance(chunk, bytes):
        raise TypeError(f"a chunk that is {type_of(chunk)}")
    return chunk


@contextmanager
def _as_failures() -> Iterator[None]:
    """Whatever the code of somebody else's raises is a FetchFailure, SystemExit and its like too."""
    task = _running_task()
    try:
        yield
    except FetchFailure:
        raise
    except BaseException as error:
        if _ends_us(error, task):
            raise
        raise _failure_of(error) from error


def _ends_us(error: BaseException, task: asyncio.Task[Any] | None) -> bool:
    """Whether an error is no doing of that code: we are cancelled, closed, or interrupted by Ctrl-C."""
    if isinstance(error, asyncio.CancelledError):
        return _is_being_cancelled()
    if is_ctrl_c(error):
        return True
    return isinstance(error, GeneratorExit) and _running_task() is not task  # a coroutine left behind is closed


def _running_task() -> asyncio.Task[Any] | None:
    try:
        return asyncio.current_task()
    except RuntimeError:  # the loop has ended
        return None


def _is_being_cancelled() -> bool:
    task = _running_task()
    return task is not None and task.cancelling() > 0


def _failure_of(error: BaseException) -> FetchFailure:
    if isinstance(error.__cause__, FetchFailure):  # of a GuardedTransport within
        return error.__cause__.again()
    try:
        why = f"{type(error).__name__}: {error}".removesuffix(": ")
    except BaseException:
        why = type(error).__name__  # an error that cannot be written
    for kinds, code in _CODES:
        if isinstance(error, kinds):
            return FetchFailure(code, why=why, host="its host")
    return FetchFailure("transport", why=why)


_CODES: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    ((httpx.TimeoutException, TimeoutError), "timeout"),
    ((httpx.ConnectError,), "unreachable"),
    ((httpx.NetworkError, ConnectionError), "reset"),
    ((httpx.ProtocolError, httpx.DecodingError), "protocol-error"),
)
"""What the errors of a transport of the user's are to us."""


async def _close(closable: httpx.Response | httpx.AsyncClient) -> None:
    # What a transport of the user's does when it is closed changes no result.
    with suppress(FetchFailure), _as_failures():
        async with asyncio.timeout(_CLOSING):
            await closable.aclose()
