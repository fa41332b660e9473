"""GuardedTransport: httpx, with every request judged and sent to the judged address and nowhere else.

Connections are kept for each origin and address: httpcore's own pool scans every connection for every request and
falls to a tenth of the speed.
"""

from __future__ import annotations

import asyncio
import math
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Mapping
from types import NoneType
from typing import NamedTuple

import httpx
import msgspec

from linkcheck._arguments import require_settings
from linkcheck._public import public
from linkcheck._urls.action_links import mask
from linkcheck._urls.url import Address, Url, UrlError, parse_url
from linkcheck._web.concurrency import HomeLoop
from linkcheck._web.connection import default_tls, open_channel
from linkcheck._web.exchange import Bounds, Exchange, Request
from linkcheck._web.failures import FetchFailure
from linkcheck._web.guard import Guard
from linkcheck._web.types import Outcome
from linkcheck.errors import InputError, LinkcheckError, type_of
from linkcheck.settings import Settings

MAX_IDLE = 256
"""Connections kept for a next request; with the busy ones below the usual 1,024 open files."""

KEEP_ALIVE = 5.0
"""Seconds an idle connection is kept, as httpx does."""

_OVERHEAD = 128 * 1024
"""Bytes a response may take on the wire beside its headers and body: chunk sizes, and what is read ahead."""

_MAX_ADDRESSES = 4
"""Tried for one request; a name with hundreds must not use up the deadline in refusals."""


class Judged(NamedTuple):
    """A URL, and the addresses that may be connected to for it."""

    url: Url
    addresses: Iterable[Address]


@public
class RefusedError(LinkcheckError, httpx.ConnectError):
    """GuardedTransport refused a request: where it leads must not be visited. Also an httpx.ConnectError."""

    def __init__(self, message: str, *, code: str, request: httpx.Request | None = None) -> None:
        """`code` is that of `Snapshot.detail`: address, port, scheme, no-url, malformed-url, url-too-long."""
        super().__init__(message, request=request)
        self.code = code


@public
class GuardedTransport(httpx.AsyncBaseTransport):
    """Makes an httpx.AsyncClient safe to send where strangers point: `AsyncClient(transport=GuardedTransport())`.

    Each request, and each redirect that httpx follows, is judged as linkcheck judges links: its name is looked up
    once, every answer is judged, and the judged address is connected to. What is refused raises RefusedError, which
    is an httpx.ConnectError too; what the network does raises httpx's own errors. The environment changes nothing.

    `settings` say what may be visited (`allow_networks`) and bound each request: `dns_timeout`, `connect_timeout`,
    `timeout` (seconds that a response may keep us waiting in all, whatever httpx allows), `max_header_bytes`, and the
    greater of `max_wire_bytes` and `max_pdf_bytes` for a body as it is sent. `tls` replaces the certificates that are
    trusted (certifi's). Links that act are not refused here: `check` and `fetch` do that. HTTP/1.1 alone is spoken.

    Belongs to the event loop that uses it first; raises InputError on another.
    """

    def __init__(self, settings: Settings | None = None, *, tls: ssl.SSLContext | None = None) -> None:
        if tls is not None and not isinstance(tls, ssl.SSLContext):
            raise InputError(f"tls is {type_of(tls)}: give an ssl.SSLContext, such as ssl.create_default_context()")
        self._settings = settings = require_settings(settings)
        self._guard = Guard(settings)
        self._tls = tls
        self._home = HomeLoop("a GuardedTransport", "make one in each")
        headers = settings.max_header_bytes
        largest = max(settings.max_wire_bytes, settings.max_pdf_bytes)
        self._bounds = Bounds(settings.timeout, settings.timeout, headers, headers + largest + _OVERHEAD)
        self._idle: dict[_Key, _Connection] = {}
        self._sweeping: asyncio.TimerHandle | None = None
        self._closed = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """httpx's seam. Raises RefusedError, or what httpx raises for a network that fails."""
        self._home.require()
        try:
            return await self._ask(request, await self._judge(request))
        except FetchFailure as failure:
            raise _to_httpx(failure, request) from failure

    async def aclose(self) -> None:
        """Close every connection that is kept; none is kept after it."""
        self._closed = True
        if self._sweeping is not None:
            self._sweeping.cancel()
            self._sweeping = None
        connections, self._idle = list(self._idle.values()), {}
        for connection in connections:
            connection.exchange.close()

    async def _judge(self, request: httpx.Request) -> Judged:
        try:
            url = parse_url(str(request.url), max_length=self._settings.max_url_length)
        except UrlError as error:
            raise FetchFailure.of_url(error) from None
        self._guard.judge_host(url)
        addresses = await self._guard.addresses(url)
        # The path is no business of the guard's: it is sent as httpx has it.
        return Judged(msgspec.structs.replace(url, target=request.url.raw_path.decode("ascii")), addresses)

    async def _ask(self, request: httpx.Request, judged: Judged) -> httpx.Response:
        """The response, with a WireBody, of a judged address; httpx's own URL is not looked at. Raises FetchFailure."""
        *addresses, last = self._in_order(judged)
        timeouts = _timeouts_of(request)
        for address in addresses:
            try:
                return await self._send(request, judged.url, address, timeouts)
            except FetchFailure as failure:
                if failure.code not in ("connection-refused", "unreachable") and not failure.facts.get("connecting"):
                    raise
        return await self._send(request, judged.url, last, timeouts)

    async def _send(
        self, request: httpx.Request, url: Url, address: Address, timeouts: Mapping[str, float | None]
    ) -> httpx.Response:
        kept = self._idle.pop((url.origin, address), None)
        if kept is not None and kept.exchange.is_idle and not kept.is_old():
            try:
                return await self._send_over(kept, request, url, timeouts)
            except FetchFailure as failure:
                if failure.code != "reset" or kept.exchange.has_answered or request.method not in _SAFE:
                    raise  # otherwise the server closed it just now, as it may
        elif kept is not None:
            kept.exchange.close()
        return await self._send_over(await self._connect(url, address, timeouts), request, url, timeouts)

    async def _send_over(
        self, connection: _Connection, request: httpx.Request, url: Url, timeouts: Mapping[str, float | None]
    ) -> httpx.Response:
        exchange = connection.exchange
        silence = min(self._bounds.silence, _seconds(timeouts, "read"))
        bounds = msgspec.structs.replace(self._bounds, silence=silence)
        sent = Request(request.method, url.target.encode("ascii"), request.headers.raw, _body_of(request))
        try:
            head = await exchange.send(sent, bounds)
        except BaseException:
            exchange.close()
            raise
        return httpx.Response(head.status, headers=head.headers, stream=WireBody(self, connection, request))

    async def _connect(self, url: Url, address: Address, timeouts: Mapping[str, float | None]) -> _Connection:
        timeout = min(self._settings.connect_timeout, _seconds(timeouts, "connect"))
        channel = await open_channel(address, url.port, host=url.host, timeout=timeout)
        if url.scheme == "https":
            await channel.secure(self._tls or default_tls(), host=url.host, timeout=timeout)
        return _Connection((url.origin, address), Exchange(channel))

    def _keep(self, connection: _Connection) -> None:
        """Keep a connection whose response has ended, or close it."""
        if self._closed or not connection.exchange.is_idle or connection.key in self._idle:
            connection.exchange.close()
            return
        loop = asyncio.get_running_loop()
        connection.expires = loop.time() + KEEP_ALIVE
        self._idle[connection.key] = connection
        if len(self._idle) > MAX_IDLE:
            self._idle.pop(next(iter(self._idle))).exchange.close()  # the one unused longest
        if self._sweeping is None:
            self._sweeping = loop.call_later(KEEP_ALIVE, self._sweep)

    def _sweep(self) -> None:
        """Close what was idle too long, and come again as long as something is kept."""
        self._sweeping = None
        for key, connection in list(self._idle.items()):
            if connection.is_old() or not connection.exchange.is_idle:
                self._idle.pop(key).exchange.close()
        if self._idle:
            self._sweeping = asyncio.get_running_loop().call_later(KEEP_ALIVE, self._sweep)

    def _in_order(self, judged: Judged) -> list[Address]:
        """The addresses to try: one we are connected to, else the system's first (RFC 6724), then the other family."""
        origin = judged.url.origin
        found = sorted(judged.addresses, key=lambda address: (origin, address) not in self._idle)
        others = [address for address in found if address.version != found[0].version]
        return list(dict.fromkeys([found[0], *others[:1], *found]))[:_MAX_ADDRESSES]


_Key = tuple[str, Address]
"""Origin and judged address."""

_SAFE = ("GET", "HEAD", "OPTIONS")
"""Methods that may be sent twice (RFC 9110 section 9.2.1)."""


class _Connection:
    """A connection that may be kept, and until when."""

    def __init__(self, key: _Key, exchange: Exchange) -> None:
        self.key = key
        self.exchange = exchange
        self.expires = 0.0

    def is_old(self) -> bool:
        return self.expires <= asyncio.get_running_loop().time()


class WireBody(httpx.AsyncByteStream):
    """The body of a response, which holds its connection until it is closed."""

    def __init__(self, transport: GuardedTransport, connection: _Connection, request: httpx.Request) -> None:
        self._transport = transport
        self._connection = connection
        self._request = request
        self._open = True

    def chunks(self) -> AsyncGenerator[bytes, None]:
        """What comes off the wire. Raises FetchFailure."""
        return self._connection.exchange.body()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self.chunks():
                yield chunk
        except FetchFailure as failure:
            raise _to_httpx(failure, self._request) from failure

    async def aclose(self) -> None:
        if self._open:
            self._open = False
            self._transport._keep(self._connection)


_ERRORS: dict[str, type[httpx.TransportError]] = {
    "timeout": httpx.ReadTimeout,
    "dns-timeout": httpx.ConnectTimeout,
    "reset": httpx.ReadError,
    "protocol-error": httpx.RemoteProtocolError,
    "headers-too-large": httpx.RemoteProtocolError,
}
"""What a failure is to httpx; any other is a ConnectError."""


def _to_httpx(failure: FetchFailure, request: httpx.Request) -> httpx.TransportError:
    if failure.facts.get("unwritten"):
        return httpx.LocalProtocolError(str(failure.facts["why"]), request=request)
    message = failure.sentence(mask(str(request.url)))
    if failure.outcome is Outcome.REFUSED or failure.code == "no-url":
        return RefusedError(message, code=failure.code, request=request)
    kind = httpx.ConnectTimeout if failure.facts.get("connecting") else _ERRORS.get(failure.code, httpx.ConnectError)
    return kind(message, request=request)


def _timeouts_of(request: httpx.Request) -> Mapping[str, float | None]:
    """As httpx hands them on, unless the extension was given by hand. Raises InputError."""
    timeouts: object = request.extensions.get("timeout") or {}
    kinds = (int, float, NoneType)
    if not isinstance(timeouts, Mapping) or not all(isinstance(seconds, kinds) for seconds in timeouts.values()):
        raise InputError("the extension “timeout” holds no seconds: give timeout=..., seconds or an httpx.Timeout")
    return timeouts


def _seconds(timeouts: Mapping[str, float | None], name: str) -> float:
    seconds = timeouts.get(name)
    return math.inf if seconds is None else max(0.0, seconds)


def _body_of(request: httpx.Request) -> httpx.AsyncByteStream:
    if not isinstance(request.stream, httpx.AsyncByteStream):
        raise InputError("the body of this request is synchronous: give an httpx.AsyncClient an asynchronous one")
    return request.stream
