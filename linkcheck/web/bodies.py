"""The body of an answer: read up to the limits, decoded, and looked at before it is trusted."""

from __future__ import annotations

import importlib.util
import io
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import aclosing

import msgspec

from linkcheck.settings import Settings
from linkcheck.web.decoding import Decoder
from linkcheck.web.faults import Fault
from linkcheck.web.transport import Answer

SNIFFED = 512
"""Bytes looked at to tell text from anything else."""

BOMB_RATIO = 100
"""Decoded over wire bytes at which a body that hits the limit is a bomb; pages stay below 30, zlib ends at 1,032."""

ENOUGH = 1024
"""Bytes of a body that broke off which are still worth reading."""


MOST_CHUNKS = 32 * 1024
"""Chunks of a body that are taken apart, at some 30 microseconds each; servers that flush every line send fewer."""


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

    def start(self, length: int = SNIFFED) -> bytes:
        """The first bytes."""
        return bytes(self._content.getbuffer()[:length])

    def cut(self, length: int) -> None:
        """Keep the first bytes only: the body went on."""
        self._content.seek(min(length, len(self)))
        self._content.truncate()
        self.truncated = True

    def content(self) -> bytes:
        """All that is kept."""
        return self._content.getvalue()


async def read_body(answer: Answer, body: Body, settings: Settings) -> None:
    """Read an answer's body into `body`.

    Raises Fault: content-type, encoding, too-large, empty, short-body, protocol-error, timeout.
    """
    decoder = Decoder(answer.header("content-encoding"))
    declared = answer.header("content-type")
    limits = limits_for(declared, settings)
    sniffed = False
    try:
        async with aclosing(answer.chunks()) as chunks:
            async for number, chunk in _numbered(chunks):
                room = limits.body - len(body) + 1  # one more than may be kept, to know that there was more
                body.append(decoder.decode(chunk[: limits.wire - body.wire_bytes], room))
                body.wire_bytes += len(chunk)
                if not sniffed and len(body) >= SNIFFED:
                    sniffed = True
                    limits = _require_text(body, declared, settings)
                if len(body) > limits.body or body.wire_bytes > limits.wire or number >= MOST_CHUNKS:
                    body.cut(limits.body)
                    break
    except Fault as fault:
        body.cut(limits.body)
        if fault.code != "reset":
            raise
        if len(body) < ENOUGH:
            raise Fault("short-body", length=body.wire_bytes) from None
    if not sniffed:
        limits = _require_text(body, declared, settings)
    _require_whole(answer, body, limits)


async def _numbered(chunks: AsyncIterable[bytes]) -> AsyncIterator[tuple[int, bytes]]:
    number = 0
    async for chunk in chunks:
        number += 1
        yield number, chunk


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


def kind_of_bytes(start: bytes) -> str:
    """What the first bytes of a body are: "text", "pdf", "nothing", or a name for what is neither."""
    if not start:
        return "nothing"
    for magic, kind in _MAGIC:
        if start.startswith(magic):
            return kind
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"  # UTF-16 has NULs and a byte order mark
    if b"\0" in start or len(start) - len(start.translate(None, _CONTROLS)) > len(start) / 10:
        return "binary data"
    return "text"


_CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r\x1b"))
"""Bytes that no encoding of text in use has many of; the escape character switches scripts in ISO-2022."""


_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\x1f\x8b", "gzip data"),
    (b"PK\x03\x04", "a zip file"),
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"OggS", "audio or video"),
    (b"ID3", "audio"),
    (b"\x1aE\xdf\xa3", "video"),
)


def _require_text(body: Body, declared: str, settings: Settings) -> Limits:
    kind = kind_of_bytes(body.start())
    if kind == "pdf":
        if not pdf_is_read():
            raise Fault("content-type", kind="a PDF (install the pdf extra to read it)")
        return limits_for("application/pdf", settings)
    is_wide = kind == "binary data" and "utf-16" in declared.lower()  # its every other byte is NUL
    if kind not in ("text", "nothing") and not is_wide:
        raise Fault("content-type", kind=kind)
    return limits_for("" if is_pdf_type(declared) else declared, settings)


def _require_whole(answer: Answer, body: Body, limits: Limits) -> None:
    if not len(body):
        raise Fault("empty", status=answer.status_code)
    if not body.truncated:
        body.truncated = answer.status_code == 206
        return
    is_bomb = len(body) >= limits.body and len(body) > BOMB_RATIO * body.wire_bytes
    if is_bomb or kind_of_bytes(body.start()) == "pdf":  # half a PDF cannot be opened
        body.cut(0)
        raise Fault("too-large", limit=limits.body)
