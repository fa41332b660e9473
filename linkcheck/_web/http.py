"""The HTTP client: the only file that names httpx and httpcore.

Connections are made here, to a judged address and nowhere else, and kept for each origin and address: httpcore's
own pool scans every connection for every request and falls to a tenth of the speed. There is no client object
above: so no cookie jar, no proxy from the environment, no .netrc, and no redirect followed behind the guard's back.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, Self, cast

import httpcore
import httpx

from linkcheck._urls.url import DEFAULT_PORTS, Address, Url
from linkcheck._web.connection import Channel, default_tls, open_channel
from linkcheck._web.failures import FetchFailure
from linkcheck.settings import Settings

MAX_IDLE = 256
"""Connections kept for a next request; with the busy ones below the usual 1,024 open files."""

KEEP_ALIVE = 5.0
"""Seconds an idle connection is kept, as httpx does."""

_OVERHEAD = 128 * 1024
"""Bytes a response may take on the wire beside its headers and body: chunk sizes, and what is read ahead."""


_MAX_ADDRESSES = 4
"""Tried for one request; a name with hundreds must not use up the deadline in refusals."""

MAX_HEADER_LINES = 1000
"""Of one response, with every 1xx response before it; h11 takes 114 ms for 15,000, and servers send under 100."""

_READS_A_TURN = 32
"""Reads of what has come already before others get their turn at the event loop: some 2 ms."""

_BEGINNING = b"HTTP/1."
_END_OF_HEAD = re.compile(rb"\n\r?\n")


class Response:
    """Status, headers and body of one response. Use it as a context: it holds a connection."""

    def __init__(self, response: httpx.Response, max_header_bytes: int) -> None:
        self._response = response
        self.status_code = response.status_code
        raw = response.headers.raw
        if sum(len(name) + len(value) + 4 for name, value in raw) > max_header_bytes:
            raise _too_many_headers(max_header_bytes)
        self.headers = tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in raw)

    def header(self, name: str) -> str:
        """The values of a header, joined by commas; empty when there is none."""
        return ", ".join(value for key, value in self.headers if key == name)

    def chunks(self) -> AsyncGenerator[bytes, None]:
        """The body as it comes off the wire, not decoded; close it if it is not read whole. Raises FetchFailure."""
        return cast(_Body, self._response.stream).__aiter__()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._response.aclose()


class Transport(httpx.AsyncBaseTransport):
    """Sends requests to judged addresses, over connections kept for each origin and address."""

    def __init__(self, settings: Settings, tls: ssl.SSLContext | None = None) -> None:
        self._settings = settings
        self._tls = tls
        self._silence = settings.timeout / (settings.retries + 1)
        """Seconds without a byte before a try is given up, so that the deadline leaves room for the retries."""
        largest = max(settings.max_wire_bytes, settings.max_pdf_bytes)
        headers = settings.max_header_bytes
        self._allowance = _Allowance(headers, headers + largest + _OVERHEAD)
        self._idle: dict[_Key, _Connection] = {}
        self._sweeping: asyncio.TimerHandle | None = None

    async def get(self, url: Url, addresses: Iterable[Address], headers: dict[str, str]) -> Response:
        """Ask one of the judged addresses for a URL; the next is tried if a connection fails. Raises FetchFailure."""
        request = httpx.Request(
            "GET",
            url.origin,
            headers={"Host": url.authority, **headers},
            extensions={
                "addresses": self._in_order(url, addresses),
                "target": url.target.encode("ascii"),
                "timeout": {"connect": self._settings.connect_timeout, "read": self._silence},
            },
        )
        if request.url.raw_host.decode("ascii") != url.host:
            raise FetchFailure("malformed-url", why="its host reads in two ways")
        response = await self.handle_async_request(request)
        try:
            return Response(response, self._settings.max_header_bytes)
        except FetchFailure:
            await response.aclose()
            raise

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """httpx's seam. The request says under "addresses" where it may connect."""
        addresses: list[Address] = request.extensions["addresses"]
        for address in addresses[:-1]:
            try:
                return await self._send(request, address)
            except FetchFailure as failure:
                if failure.code not in ("connection-refused", "unreachable") and not failure.facts.get("connecting"):
                    raise
        return await self._send(request, addresses[-1])

    async def aclose(self) -> None:
        """Close every connection that is kept."""
        if self._sweeping is not None:
            self._sweeping.cancel()
        connections, self._idle = list(self._idle.values()), {}
        for connection in connections:
            await connection.http.aclose()

    async def _send(self, request: httpx.Request, address: Address) -> httpx.Response:
        key = (f"{request.url.scheme}://{request.headers['Host']}", address)
        kept = self._idle.pop(key, None)
        if kept is not None and kept.is_usable():
            try:
                return await self._send_over(kept, request)
            except FetchFailure as failure:
                if failure.code != "reset" or kept.stream.received:
                    raise  # otherwise the server closed it just now, as it may
        elif kept is not None:
            await kept.http.aclose()
        return await self._send_over(await self._connect(key, request), request)

    async def _send_over(self, connection: _Connection, request: httpx.Request) -> httpx.Response:
        try:
            with _translate_errors():
                response = await connection.http.handle_async_request(_to_httpcore(request))
        except BaseException:
            connection.stream.abort()  # cancelled while it waits for its lock, httpcore would leave it open
            raise
        connection.stream.body_begins(_body_length(response))
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response, connection, self._keep))

    async def _connect(self, key: _Key, request: httpx.Request) -> _Connection:
        # As the wire has it: httpx's own `host` fails for names that its IDNA tables do not know, such as emoji.
        host, timeout = request.url.raw_host.decode("ascii"), request.extensions["timeout"]["connect"]
        port = request.url.port or DEFAULT_PORTS[request.url.scheme]
        channel = await open_channel(key[1], port, host=host, timeout=timeout)
        if request.url.scheme == "https":
            tls = self._tls or default_tls()
            await channel.secure(tls, host=host, timeout=timeout)
        return _Connection(key, _Stream(channel, self._allowance), _wire_url(request).origin)

    async def _keep(self, connection: _Connection) -> None:
        """Keep a connection whose response has ended, or close it."""
        if not connection.is_usable() or connection.key in self._idle:
            await connection.http.aclose()
            return
        self._idle[connection.key] = connection
        if len(self._idle) > MAX_IDLE:
            self._idle.pop(next(iter(self._idle))).stream.abort()  # the one unused longest
        if self._sweeping is None:
            self._sweeping = asyncio.get_running_loop().call_later(KEEP_ALIVE, self._sweep)

    def _sweep(self) -> None:
        """Close what was idle too long, and come again as long as something is kept."""
        self._sweeping = None
        for key, connection in list(self._idle.items()):
            if connection.http.has_expired():
                self._idle.pop(key).stream.abort()
        if self._idle:
            self._sweeping = asyncio.get_running_loop().call_later(KEEP_ALIVE, self._sweep)

    def _in_order(self, url: Url, addresses: Iterable[Address]) -> list[Address]:
        """The addresses to try: one we are connected to, else the system's first (RFC 6724), then the other family."""
        found = sorted(addresses, key=lambda address: (url.origin, address) not in self._idle)
        others = [address for address in found if address.version != found[0].version]
        return list(dict.fromkeys([found[0], *others[:1], *found]))[:_MAX_ADDRESSES]


_Key = tuple[str, Address]
"""Origin and judged address."""


class _Connection:
    """One connection, used for one request at a time."""

    def __init__(self, key: _Key, stream: _Stream, origin: httpcore.Origin) -> None:
        self.key = key
        self.stream = stream
        self.http = httpcore.AsyncHTTP11Connection(origin, stream, keepalive_expiry=KEEP_ALIVE)

    def is_usable(self) -> bool:
        """Whether another request may be sent over it."""
        return self.http.is_available() and not self.http.has_expired()


class _Body(httpx.AsyncByteStream):
    def __init__(
        self, response: httpcore.Response, connection: _Connection, keep: Callable[[_Connection], Awaitable[None]]
    ) -> None:
        self._response = response
        self._connection = connection
        self._keep = keep
        self._open = True

    async def __aiter__(self) -> AsyncGenerator[bytes, None]:
        with _translate_errors():
            async for chunk in cast(AsyncIterable[bytes], self._response.stream):
                yield chunk

    async def aclose(self) -> None:
        if not self._open:
            return
        self._open = False
        try:
            await self._response.aclose()
            await self._keep(self._connection)
        except BaseException:
            self._connection.stream.abort()  # cancelled while closing
            raise


class _Allowance(NamedTuple):
    """Bytes that one response may take on the wire."""

    headers: int
    """With every 1xx response before it."""
    response: int


class _Stream(httpcore.AsyncNetworkStream):
    """A channel as httpcore wants it; its failures pass through httpcore as they are.

    Gives out the bytes of one response and no more: h11 would take what follows a body for the next response, so that
    whoever can write into one page could write another.
    """

    def __init__(self, channel: Channel, allowance: _Allowance) -> None:
        self._channel = channel
        self._allowance = allowance
        self._in_head = True
        self._lines = 0
        """Lines of the head so far, and of those of every 1xx response before it."""
        self._reads = 0
        self._seen = b""
        """The end of the head so far, in which a blank line may have begun."""
        self._body_left: int | None = None

    @property
    def received(self) -> int:
        """Bytes of this response so far."""
        return self._channel.received

    def body_begins(self, length: int | None) -> None:
        """The head was read; `length` bytes follow, None where only the body itself says where it ends."""
        self._in_head = False
        self._body_left = length

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        received = self._channel.received
        if self._in_head and (received >= self._allowance.headers or self._lines > MAX_HEADER_LINES):
            raise _too_many_headers(self._allowance.headers)
        self._reads += 1
        if self._reads % _READS_A_TURN == 0:
            await asyncio.sleep(0)  # what has come already is read without a wait
        if received > self._allowance.response:
            raise FetchFailure(
                "protocol-error", why=f"a response of more than {self._allowance.response} bytes on the wire"
            )
        try:
            data = await self._channel.read(max_bytes, timeout)
        except TimeoutError:
            raise FetchFailure("timeout", why=f"nothing came for {timeout:g} s") from None
        except OSError as error:
            raise FetchFailure("reset", why=error.strerror or type(error).__name__) from None
        if not received and not _BEGINNING.startswith(data[: len(_BEGINNING)]):
            raise FetchFailure("protocol-error", why="it does not begin with HTTP/1.")  # h11 would wait for more
        return self._head_of(data) if self._in_head else self._body_of(data)

    def _head_of(self, data: bytes) -> bytes:
        seen = self._seen + data
        blank_line = _END_OF_HEAD.search(seen)
        cut = len(data) if blank_line is None else blank_line.end() - len(self._seen)
        self._seen = seen[-2:] if blank_line is None else b""
        self._channel.put_back(data[cut:])
        self._lines += data.count(b"\n", 0, cut)
        if self._lines > MAX_HEADER_LINES:
            raise _too_many_headers(self._allowance.headers)
        return data[:cut]

    def _body_of(self, data: bytes) -> bytes:
        if self._body_left is None:
            return data
        self._channel.put_back(data[self._body_left :])
        data = data[: self._body_left]
        self._body_left -= len(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - httpcore's
        if not buffer:
            return
        self._in_head, self._seen, self._lines = True, b"", 0
        try:
            self._channel.write(buffer)
        except OSError as error:
            raise httpcore.WriteError(str(error)) from None  # httpcore then reads a response sent beforehand

    async def aclose(self) -> None:
        self._channel.close()

    def abort(self) -> None:
        """Close at once."""
        self._channel.close()

    def get_extra_info(self, info: str) -> Any:
        # httpcore keeps a connection that is not readable. Where a chunked body ends cannot be seen from here.
        return self._channel.has_unread or self._body_left is None if info == "is_readable" else None


def _too_many_headers(max_bytes: int) -> FetchFailure:
    return FetchFailure("headers-too-large", limit=max_bytes)


def _to_httpcore(request: httpx.Request) -> httpcore.Request:
    return httpcore.Request(
        method=request.method,
        url=_wire_url(request),
        headers=request.headers.raw,
        content=request.stream,
        extensions={"timeout": request.extensions["timeout"]},
    )


def _wire_url(request: httpx.Request) -> httpcore.URL:
    return httpcore.URL(
        scheme=request.url.raw_scheme,
        host=request.url.raw_host,
        port=request.url.port,
        target=request.extensions["target"],
    )


def _body_length(response: httpcore.Response) -> int | None:
    if response.status in (204, 304):
        return 0
    headers = {name.lower(): value for name, value in response.headers}
    if b"transfer-encoding" in headers or b"content-length" not in headers:
        return None
    return int(headers[b"content-length"])  # h11 has made sure that it is a number, and one only


@contextmanager
def _translate_errors() -> Iterator[None]:
    try:
        yield
    except httpcore.RemoteProtocolError as error:
        raise _protocol_failure(str(error)) from None
    except (httpcore.NetworkError, httpcore.LocalProtocolError) as error:
        raise FetchFailure("protocol-error", why=str(error) or type(error).__name__) from None


def _protocol_failure(what: str) -> FetchFailure:
    # h11's words for an end that came too early, before the response or within it.
    if "disconnected" in what or "peer closed connection" in what:
        return FetchFailure("reset", why=what)
    return FetchFailure("protocol-error", why=what)
