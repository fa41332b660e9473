"""One connection and the requests that it carries, one at a time: HTTP/1.1 as h11 reads it, within bounds.

The only file that names h11. A head is given to h11 whole, once its end has come and its lines are counted: h11 takes
114 ms for 15,000 of them, and would wait for more of what is no HTTP at all.
"""

from __future__ import annotations

import asyncio
import math
import re
from collections.abc import AsyncGenerator, AsyncIterable, Iterable

import h11
import msgspec

from linkcheck._web.connection import Channel
from linkcheck._web.failures import FetchFailure

MAX_HEADER_LINES = 1000
"""Of one response, with every 1xx response before it; servers send under 100."""

_READ_AT_ONCE = 64 * 1024
"""Bytes, as httpcore has it."""

_READS_A_TURN = 32
"""Reads of what has come already before others get their turn at the event loop: some 2 ms."""

_BEGINNING = b"HTTP/1."
_END_OF_HEAD = re.compile(rb"\n\r?\n")


class Bounds(msgspec.Struct, frozen=True):
    """What one response may take."""

    silence: float
    """Seconds without a byte."""
    waiting: float
    """Seconds without a byte in all, so that drops of a few bytes have an end too."""
    headers: int
    """Bytes, with every 1xx response before it."""
    response: int
    """Bytes on the wire."""


class Request(msgspec.Struct, frozen=True):
    """What is sent."""

    method: str
    target: bytes
    headers: Iterable[tuple[bytes, bytes]]
    body: AsyncIterable[bytes]


class Head(msgspec.Struct, frozen=True):
    """What a response begins with."""

    status: int
    headers: list[tuple[bytes, bytes]]
    """With the names as the server writes them."""


class Exchange:
    """A connection, and the request that it carries now."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._state = h11.Connection(h11.CLIENT)
        self._bounds = Bounds(math.inf, math.inf, 0, 0)
        self._waited = 0.0
        self._reads = 0

    @property
    def has_answered(self) -> bool:
        """Whether anything came of the response."""
        return self._channel.received > 0

    @property
    def is_idle(self) -> bool:
        """Whether another request may be sent: the response has plainly ended, and nothing came after it."""
        return self._state.states == _NEW and not self._state.trailing_data[0] and not self._channel.has_unread

    async def send(self, request: Request, bounds: Bounds) -> Head:
        """Send a request and read the head of the response. Raises FetchFailure."""
        self._bounds, self._waited, self._reads = bounds, 0.0, 0
        self._channel.received = 0
        try:
            await self._write(request)
            return await self._read_head()
        except (h11.LocalProtocolError, UnicodeEncodeError) as error:
            raise FetchFailure(
                "malformed-url", why=f"the request cannot be written ({error})", unwritten=True
            ) from None
        except h11.RemoteProtocolError as error:
            raise FetchFailure("protocol-error", why=str(error)) from None

    async def body(self) -> AsyncGenerator[bytes, None]:
        """The body as it comes off the wire. Raises FetchFailure."""
        try:
            while True:
                event = self._state.next_event()
                if event is h11.NEED_DATA:
                    self._state.receive_data(await self._read())
                elif isinstance(event, h11.Data):
                    yield bytes(event.data)
                else:
                    break
        except h11.RemoteProtocolError as error:
            # h11's words for an end that came too early.
            code = "reset" if "peer closed connection" in str(error) else "protocol-error"
            raise FetchFailure(code, why=str(error)) from None
        if self._state.our_state is h11.DONE and self._state.their_state is h11.DONE:
            self._state.start_next_cycle()

    def close(self) -> None:
        """Close at once."""
        self._channel.close()

    async def _write(self, request: Request) -> None:
        state = self._state
        unsent = state.send(h11.Request(method=request.method, target=request.target, headers=list(request.headers)))
        try:
            async for chunk in request.body:
                if chunk:
                    data = state.send(h11.Data(data=chunk))
                    await self._channel.write(b"".join((unsent or b"", data or b"")), self._bounds.silence)
                    unsent = b""
            end = state.send(h11.EndOfMessage())
            await self._channel.write(b"".join((unsent or b"", end or b"")), self._bounds.silence)
        except TimeoutError:
            raise FetchFailure("timeout", why=f"nothing was taken for {self._bounds.silence:g} s") from None
        except OSError:
            state.send_failed()  # a server may answer before it has read all, and leave: what it says is read

    async def _read_head(self) -> Head:
        size = lines = 0
        while True:
            head = await self._read_until_blank_line(size, lines)
            size += len(head)
            lines += head.count(b"\n")
            self._state.receive_data(head)
            event = self._state.next_event()
            if isinstance(event, h11.Response):
                return Head(event.status_code, list(event.headers.raw_items()))

    async def _read_until_blank_line(self, size: int, lines: int) -> bytes:
        head = b""
        while True:
            data = await self._read()
            if not data:
                raise FetchFailure("reset", why="Server disconnected without sending a response.")
            searched = max(0, len(head) - 2)
            head += data
            if not head.startswith(_BEGINNING[: len(head)]):
                raise FetchFailure("protocol-error", why="it does not begin with HTTP/1.")
            end = _END_OF_HEAD.search(head, searched)
            if end is not None:
                self._channel.put_back(head[end.end() :])
                head = head[: end.end()]
            if size + len(head) > self._bounds.headers or lines + head.count(b"\n") > MAX_HEADER_LINES:
                raise FetchFailure("headers-too-large", limit=self._bounds.headers)
            if end is not None:
                return head

    async def _read(self) -> bytes:
        if self._channel.received > self._bounds.response:
            raise FetchFailure(
                "protocol-error", why=f"a response of more than {self._bounds.response} bytes on the wire"
            )
        self._reads += 1
        if self._reads % _READS_A_TURN == 0:
            await asyncio.sleep(0)  # what has come already is read without a wait
        if self._channel.has_unread:
            return await self._take()
        clock = asyncio.get_running_loop().time
        began = clock()
        try:
            return await self._take()
        finally:
            self._waited += clock() - began

    async def _take(self) -> bytes:
        silence = self._silence()
        try:
            return await self._channel.read(_READ_AT_ONCE, silence)
        except TimeoutError:
            if silence < self._bounds.silence:
                raise FetchFailure("timeout", why=f"it kept us waiting for {self._bounds.waiting:g} s") from None
            raise FetchFailure("timeout", why=f"nothing came for {silence:g} s") from None
        except OSError as error:
            raise FetchFailure("reset", why=error.strerror or type(error).__name__) from None

    def _silence(self) -> float:
        """Seconds that may pass until the next byte."""
        return max(0.0, min(self._bounds.silence, self._bounds.waiting - self._waited))


_NEW = {h11.CLIENT: h11.IDLE, h11.SERVER: h11.IDLE}
