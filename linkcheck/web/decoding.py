"""Bodies as they come off the wire: gzip and deflate, decoded by us, with a limit.

The decoders of HTTP clients have none: 492 bytes can become 510 MB. Nothing else is asked for, and one layer
is all that is taken off.
"""

from __future__ import annotations

import zlib

from linkcheck.web.faults import Fault

ACCEPT_ENCODING = "gzip, deflate"

_GZIP_MAGIC = b"\x1f\x8b"


class Decoder:
    """Takes one layer of encoding off a stream of chunks."""

    def __init__(self, content_encoding: str) -> None:
        """For a Content-Encoding header. Raises Fault encoding for one we did not ask for."""
        names = [name for name in (part.strip().lower() for part in content_encoding.split(",")) if name]
        names = [name for name in names if name != "identity"]
        if len(names) > 1:
            raise Fault("encoding", why=f"{len(names)} layers: {content_encoding[:60]}")
        self.name = names[0].removeprefix("x-") if names else ""
        if self.name not in ("", "gzip", "deflate"):
            raise Fault("encoding", why=f"{self.name[:60]}, which was not asked for")
        self._inflater: zlib._Decompress | None = None
        self._held = b""
        """The first byte of a header that takes two to know."""
        self._members = 0

    def decode(self, chunk: bytes, room: int) -> bytes:
        """What a chunk decodes to, at most `room` bytes of it (0: nothing). Raises Fault encoding."""
        if not self.name:
            return chunk[:room]
        try:
            return self._inflate(chunk, room)
        except zlib.error as error:
            raise Fault("encoding", why=f"it says {self.name} but is not: {error}") from None

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
                self._inflater = zlib.decompressobj(self._window(chunk))
                self._members += 1
            out += self._inflater.decompress(chunk, room - len(out))
            if not self._inflater.eof:
                break
            chunk, self._inflater = self._inflater.unused_data, None
        return bytes(out)

    def _window(self, chunk: bytes) -> int:
        if self.name == "gzip":
            return 16 + zlib.MAX_WBITS
        # RFC 9110 section 8.4.1.2: deflate means zlib, though some servers send it bare.
        is_zlib = chunk[0] & 0x0F == 8 and (chunk[0] << 8 | chunk[1]) % 31 == 0
        return zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS
