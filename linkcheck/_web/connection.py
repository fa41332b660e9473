"""A TCP connection to one judged address, with an optional layer of TLS, and a limit on what waits unread."""

from __future__ import annotations

import asyncio
import functools
import socket
import ssl
from typing import cast

import certifi

from linkcheck._urls.url import Address
from linkcheck._web.failures import FetchFailure

_PAUSE_AT = 128 * 1024
"""Bytes that may wait unread before the peer is made to wait; a body at the limit needs no more at once."""

# OpenSSL's verification codes (x509_vfy.h) that deserve a word of their own.
_CERTIFICATE_ERRORS = {
    9: "not-yet-valid",
    10: "expired",
    18: "self-signed",
    19: "self-signed",
    20: "untrusted",
    21: "untrusted",
    62: "wrong-host",
    64: "wrong-host",
}


@functools.cache
def default_tls() -> ssl.SSLContext:
    """Certificates checked against certifi's list. Made by hand: ssl.create_default_context would obey
    SSL_CERT_FILE and SSLKEYLOGFILE from the environment."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # checks host names and requires certificates
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])  # HTTP/2 gains nothing for one page a host, and has more to attack
    context.load_verify_locations(cafile=certifi.where())
    return context


async def open_channel(address: Address, port: int, *, host: str, timeout: float) -> Channel:
    """A connection to an address (`host` is for messages only). Raises FetchFailure."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    connection = socket.socket(family, socket.SOCK_STREAM)
    try:
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(timeout):
            await loop.sock_connect(connection, (str(address), port))
        _, channel = await loop.create_connection(Channel, sock=connection)
    except TimeoutError:
        connection.close()
        raise FetchFailure("timeout", why=f"no connection to {host} within {timeout:g} s", connecting=True) from None
    except ConnectionRefusedError:
        connection.close()
        raise FetchFailure("connection-refused", host=host) from None
    except OSError as error:
        connection.close()
        raise FetchFailure("unreachable", host=host, why=error.strerror or str(error)) from None
    except BaseException:
        connection.close()
        raise
    return channel


class Channel(asyncio.Protocol):
    """Bytes in and out of one connection."""

    def __init__(self) -> None:
        self.received = 0
        """Bytes read since it was last set to 0: those of one response."""
        self._transport: asyncio.Transport | None = None
        self._unread = bytearray()
        self._ended = False
        self._error: Exception | None = None
        self._paused = False
        self._reader: asyncio.Future[None] | None = None
        self._writer: asyncio.Future[None] | None = None
        """Done when more may be written; None where it may be now."""

    async def secure(self, context: ssl.SSLContext, *, host: str, timeout: float) -> None:
        """Put TLS on the connection. Raises FetchFailure tls-<reason>, timeout or reset."""
        plain = self._transport
        if plain is None or plain.is_closing() or self._ended:
            self.close()
            raise FetchFailure("reset", why="before it was secured")
        self._require_silence(host)
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(timeout):
                # Reading stops before the first wait in here: what is read from now on has come through TLS.
                secured = await loop.start_tls(plain, self, context, server_hostname=host)
        except TimeoutError:
            self.close()
            raise FetchFailure("timeout", why=f"no secure connection to {host} within {timeout:g} s") from None
        except ssl.SSLError as error:
            self.close()
            raise _tls_failure(error, host) from None
        except OSError as error:
            self.close()
            raise FetchFailure("reset", why=f"while securing it: {error.strerror or error}") from None
        except BaseException:
            self.close()
            raise
        if secured is None:  # closed meanwhile
            raise FetchFailure("reset", why="while securing it")
        self._transport = secured

    def _require_silence(self, host: str) -> None:
        # Kept, these bytes would be given out as if they had come through TLS: anybody on the way could write a page.
        if self._unread:
            self.close()
            raise FetchFailure("tls-handshake", host=host, why="bytes came before the handshake")

    async def read(self, at_most: int, timeout: float | None) -> bytes:
        """The next bytes; empty at the end. Raises TimeoutError after `timeout` seconds of silence, or OSError."""
        if not self._unread and not self._ended:
            self._reader = asyncio.get_running_loop().create_future()
            try:
                async with asyncio.timeout(timeout):
                    await self._reader
            finally:
                self._reader = None
        if not self._unread and self._error is not None:
            raise self._error
        data = bytes(self._unread[:at_most])
        del self._unread[:at_most]
        self.received += len(data)
        self._resume()
        return data

    def put_back(self, data: bytes) -> None:
        """Take back bytes that were read but belong to what comes next."""
        self._unread[:0] = data
        self.received -= len(data)

    async def write(self, data: bytes, timeout: float | None) -> None:
        """Send bytes; waits where the peer takes none, TimeoutError after `timeout` seconds. Raises OSError when
        closed."""
        if self._transport is None or self._transport.is_closing():
            raise self._error or ConnectionResetError("the connection is closed")
        if data:
            self._transport.write(data)
        if self._writer is not None:
            async with asyncio.timeout(timeout):
                await asyncio.shield(self._writer)

    @property
    def has_unread(self) -> bool:
        """Whether bytes came that were not read, or the peer has left."""
        return self._ended or bool(self._unread)

    def close(self) -> None:
        """Close at once, waiting for nobody."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by the loop."""
        self._transport = cast(asyncio.Transport, transport)  # those of uvloop are no subclass of it

    def data_received(self, data: bytes) -> None:
        """Called by the loop."""
        self._unread += data
        if len(self._unread) > _PAUSE_AT and not self._paused and self._transport is not None:
            self._paused = True
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> bool:
        """Called by the loop; the connection then closes."""
        self._ended = True
        self._wake()
        return False

    def connection_lost(self, error: Exception | None) -> None:
        """Called by the loop."""
        self._ended = True
        self._error = self._error or error
        self.resume_writing()
        self._wake()

    def pause_writing(self) -> None:
        """Called by the loop."""
        self._writer = asyncio.get_running_loop().create_future()

    def resume_writing(self) -> None:
        """Called by the loop."""
        writer, self._writer = self._writer, None
        if writer is not None and not writer.done():
            writer.set_result(None)

    def _wake(self) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)

    def _resume(self) -> None:
        if self._paused and len(self._unread) <= _PAUSE_AT // 2 and self._transport is not None:
            self._paused = False
            if not self._transport.is_closing():
                self._transport.resume_reading()


def _tls_failure(error: ssl.SSLError, host: str) -> FetchFailure:
    if isinstance(error, ssl.SSLCertVerificationError):
        reason = _CERTIFICATE_ERRORS.get(error.verify_code, "certificate")
        return FetchFailure(f"tls-{reason}", host=host, why=error.verify_message or "its certificate does not hold")
    name = (error.reason or "").upper()
    reason = "version" if "VERSION" in name or "UNSUPPORTED_PROTOCOL" in name else "handshake"
    return FetchFailure(f"tls-{reason}", host=host, why=name.replace("_", " ").lower() or "the handshake failed")
