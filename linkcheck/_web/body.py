"""The body of a response: read up to the limits, decoded (gzip and deflate), and looked at before it is trusted.

Decoded by us, with a limit: the decoders of HTTP clients have none, and 492 bytes can become 510 MB.
"""

from __future__ import annotations

import asyncio
import importlib.util
import io
import zlib
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import aclosing

import msgspec

from linkcheck._web.client import Response
from linkcheck._web.failures import FetchFailure
from linkcheck._web.signatures import sniff
from linkcheck.settings import Settings

ACCEPT_ENCODING = "gzip, deflate"

_GZIP_MAGIC = b"\x1f\x8b"


class Decoder:
    """Takes one layer of encoding off a stream of chunks."""

    def __init__(self, content_encoding: str) -> None:
        """For a Content-Encoding header. Raises FetchFailure encoding for one we did not ask for."""
        names = [name for name in (part.strip().lower() for part in content_encoding.split(",")) if name]
        names = [name for name in names if name != "identity"]
        if len(names) > 1:
            raise FetchFailure("encoding", why=f"{len(names)} layers: {content_encoding[:60]}")
        self.name = names[0].removeprefix("x-") if names else ""
        if self.name not in ("", "gzip", "deflate"):
            raise FetchFailure("encoding", why=f"{self.name[:60]}, which was not asked for")
        self._inflater: zlib._Decompress | None = None
        self._held = b""
        """The first byte of a header that takes two to know."""
        self._members = 0
        self.undecoded = 0
        """Bytes given that were not decoded, as there was no room for more."""

    @property
    def has_ended(self) -> bool:
        """Whether all that came is a whole stream: it says itself where it ends, with a checksum."""
        return not self.name or (self._members > 0 and self._inflater is None)

    def decode(self, chunk: bytes, room: int) -> bytes:
        """What a chunk decodes to, at most `room` bytes of it (0: nothing). Raises FetchFailure encoding."""
        if not self.name:
            return chunk[:room]
        try:
            return self._inflate(chunk, room)
        except zlib.error as error:
            raise FetchFailure("encoding", why=f"it says {self.name} but is not: {error}") from None

    def _inflate(self, chunk: bytes, room: int) -> bytes:
        out = bytearray()
        chunk, self._held = self._held + chunk, b""
        while chunk and room > len(out):
            if self._inflater is None:
                if len(chunk) < 2:
                    self._held = chunk
                    break
                if self._members and not chunk.startswith(_GZIP_MAGIC):
                    break  # padding after the end; gzip may have several members, deflate has one
                if self._members >= MAX_MEMBERS:
                    raise FetchFailure("encoding", why=f"more than {MAX_MEMBERS} streams in a row")
                self._inflater = zlib.decompressobj(self._window(chunk))
                self._members += 1
            out += self._inflater.decompress(chunk, room - len(out))
            if not self._inflater.eof:
                self.undecoded = len(self._inflater.unconsumed_tail)
                break
            chunk, self._inflater = self._inflater.unused_data, None
        return bytes(out)

    def _window(self, chunk: bytes) -> int:
        if self.name == "gzip":
            return 16 + zlib.MAX_WBITS
        # RFC 9110 section 8.4.1.2: deflate means zlib, though some servers send it bare.
        is_zlib = chunk[0] & 0x0F == 8 and (chunk[0] << 8 | chunk[1]) % 31 == 0
        return zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS


MAX_MEMBERS = 1000
"""Members of one gzip stream (RFC 1952 section 2.2); servers send one, and 50,000 empty ones take 160 ms."""

SNIFF_BYTES = 512
"""Bytes looked at to tell text from anything else."""

BOMB_RATIO = 100
"""Decoded over wire bytes at which a body that hits the limit is a bomb; pages stay below 30, zlib ends at 1,032."""

MIN_PARTIAL_BYTES = 1024
"""Bytes of a body that broke off which are still worth reading."""


MAX_CHUNKS = 32 * 1024
"""Chunks of a body that are taken apart, at some 30 microseconds each; servers that flush every line send fewer."""

CHUNKS_A_TURN = 64
"""Chunks taken apart before others get their turn at the event loop: some 2 ms."""


class Limits(msgspec.Struct, frozen=True):
    """Bytes that may be read from the wire, and after decoding."""

    wire: int
    body: int


class Body:
    """What has been read so far; stays usable when reading it is cut short."""

    def __init__(self) -> None:
        self.wire_bytes = 0
        self.truncated = False
        self._content = io.BytesIO()  # gives its content out without a second copy of it

    def __len__(self) -> int:
        return self._content.tell()

    def append(self, data: bytes) -> None:
        """Add decoded bytes."""
        self._content.write(data)

    def start(self, length: int = SNIFF_BYTES) -> bytes:
        """The first bytes."""
        return bytes(self._content.getbuffer()[:length])

    def truncate(self, length: int) -> None:
        """Keep the first bytes only: the body went on."""
        self._content.seek(min(length, len(self)))
        self._content.truncate()
        self.truncated = True

    def content(self) -> bytes:
        """All that is kept."""
        return self._content.getvalue()


async def read_body(response: Response, body: Body, settings: Settings) -> None:
    """Read a response's body into `body`.

    Raises FetchFailure: content-type, encoding, too-large, empty, short-body, protocol-error, timeout. After a
    short-body, `body` holds what came, if that can be read, and nothing otherwise.
    """
    decoder = Decoder(response.header("content-encoding"))
    declared = response.header("content-type")
    limits = limits_for(declared, settings)
    sniffed = False
    try:
        async with aclosing(response.chunks()) as chunks:
            async for number, chunk in in_turns(chunks):
                room = limits.body - len(body) + 1  # one more than may be kept, to know that there was more
                body.append(decoder.decode(chunk[: limits.wire - body.wire_bytes], room))
                body.wire_bytes += len(chunk)
                if not sniffed and len(body) >= SNIFF_BYTES:
                    sniffed = True
                    limits = _require_readable(body, declared, settings)
                if len(body) > limits.body or body.wire_bytes > limits.wire or number >= MAX_CHUNKS:
                    body.truncate(limits.body)
                    break
    except FetchFailure as failure:
        body.truncate(limits.body)
        raise _broken_off(body, declared) if failure.code == "reset" else failure from None
    if not sniffed:
        limits = _require_readable(body, declared, settings)
    decoded_bytes = body.wire_bytes - decoder.undecoded
    body.truncated = body.truncated or response.status_code == 206 or not decoder.has_ended
    _require_page(response, body, limits, decoded_bytes=decoded_bytes)


async def in_turns(chunks: AsyncIterable[bytes]) -> AsyncIterator[tuple[int, bytes]]:
    """Chunks, counted from 1, with turns of the event loop for others in between."""
    number = 0
    async for chunk in chunks:
        number += 1
        if number % CHUNKS_A_TURN == 0:
            await asyncio.sleep(0)  # chunks at hand are taken apart without a wait
        yield number, chunk


def _broken_off(body: Body, declared: str) -> FetchFailure:
    length = body.wire_bytes
    if len(body) < MIN_PARTIAL_BYTES or sniff(body.start(), declared) != "text":
        body.truncate(0)
    return FetchFailure("short-body", length=length)


def limits_for(content_type: str, settings: Settings) -> Limits:
    """How much of a body of this type may be read."""
    if is_pdf_type(content_type) and pdf_is_read():
        return Limits(settings.max_pdf_bytes, settings.max_pdf_bytes)
    return Limits(settings.max_wire_bytes, settings.max_body_bytes)


def is_pdf_type(content_type: str) -> bool:
    """Whether a Content-Type says PDF."""
    return content_type.partition(";")[0].strip().lower() in ("application/pdf", "application/x-pdf")


def pdf_is_read() -> bool:
    """Whether the [pdf] extra is installed."""
    return importlib.util.find_spec("pypdfium2") is not None


def _require_readable(body: Body, declared: str, settings: Settings) -> Limits:
    kind = sniff(body.start(), declared)
    if kind == "pdf":
        if not pdf_is_read():
            raise FetchFailure("content-type", kind="a PDF (install the pdf extra to read it)")
        return limits_for("application/pdf", settings)
    if kind not in ("text", "nothing"):
        raise FetchFailure("content-type", kind=kind)
    return limits_for("" if is_pdf_type(declared) else declared, settings)


def _require_page(response: Response, body: Body, limits: Limits, *, decoded_bytes: int) -> None:
    if not len(body):
        raise FetchFailure("empty", status=response.status_code)
    if not body.truncated:
        return
    is_bomb = len(body) >= limits.body and len(body) > BOMB_RATIO * decoded_bytes
    if is_bomb or sniff(body.start()) == "pdf":  # half a PDF cannot be opened
        body.truncate(0)
        raise FetchFailure("too-large", limit=limits.body)
