"""Every failure a server can think of has one outcome. Each runs over a real socket."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from linkcheck._check.shared import fetch
from linkcheck._web.types import Outcome
from linkcheck.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import FaultServer, Script

HTML = b"<p>" + b"word " * 400 + b"</p>"
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
MIB = 1024 * 1024
DRIP: Script = [b"X: y\r\n", 0.2] * 30


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    if not any(header.lower().startswith("content-type") for header in headers):
        lines.append("Content-Type: text/html")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


FAILURES: dict[str, tuple[Script, str, str]] = {
    # Before and within the headers
    "silent after connecting": (["hold"], "failed", "timeout"),
    "headers that drip": ([OK, *DRIP], "failed", "timeout"),
    "one 1xx after another": ([b"HTTP/1.1 103 Early Hints\r\n\r\n", "again"], "failed", "headers-too-large"),
    "closed without a word": (["close"], "failed", "reset"),
    "reset without a word": (["reset"], "failed", "reset"),
    "reset within the headers": ([OK, "reset"], "failed", "reset"),
    "HTTP/0.9": ([b"<p>hello</p>\n", "close"], "failed", "protocol-error"),
    "no HTTP at all": ([b"\x00\x01\x02 SSH-2.0\r\n\r\n", "close"], "failed", "protocol-error"),
    "bad status line": ([b"HTTP/1.1 abc\r\n\r\n", "close"], "failed", "protocol-error"),
    "a header of 200 KB": ([OK, b"X: " + b"y" * 200_000, b"\r\n\r\n"], "failed", "headers-too-large"),
    "70 KB of short headers": ([OK, b"X: y\r\n" * 12_000, b"\r\n"], "failed", "headers-too-large"),
    "1,001 lines of headers": ([OK, b"X: y\r\n" * 1001, b"\r\n"], "failed", "headers-too-large"),
    "600 responses before the last": (
        [b"HTTP/1.1 103 X\r\n\r\n" * 600, answer(HTML)],
        "failed",
        "headers-too-large",
    ),
    "4,000 cookies": ([OK, b"Set-Cookie: a=b\r\n" * 4000, b"\r\n"], "failed", "headers-too-large"),
    "101 unasked": ([b"HTTP/1.1 101 X\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"], "failed", "protocol-error"),
    "two lengths": ([OK, b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", "close"], "failed", "protocol-error"),
    # Bodies
    "body that drips": ([OK, b"Content-Length: 9999\r\n\r\n", *DRIP], "failed", "timeout"),
    "cut short early": ([OK, b"Content-Length: 99999\r\n\r\nabc", "close"], "failed", "short-body"),
    "cut short in a chunk": ([OK, b"Transfer-Encoding: chunked\r\n\r\nff\r\nabc", "close"], "failed", "short-body"),
    "reset in the body": ([OK, b"Content-Length: 99999\r\n\r\nabc", "reset"], "failed", "short-body"),
    "impossible chunk": (
        [OK, b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 30 + b"\r\nabc"],
        "failed",
        "protocol-error",
    ),
    "bad chunk": ([OK, b"Transfer-Encoding: chunked\r\n\r\nxyz\r\nabc\r\n"], "failed", "protocol-error"),
    "empty": ([answer(b"")], "unreadable", "empty"),
    "204": ([b"HTTP/1.1 204 No Content\r\n\r\n"], "unreadable", "empty"),
    "205": ([b"HTTP/1.1 205 Reset\r\nContent-Length: 0\r\n\r\n"], "unreadable", "empty"),
    # Encodings
    "brotli unasked": ([answer(b"\x8b\x02\x80", "Content-Encoding: br")], "unreadable", "encoding"),
    "zstd unasked": ([answer(b"(\xb5/\xfd", "Content-Encoding: zstd")], "unreadable", "encoding"),
    "gzip twice": ([answer(gzip.compress(HTML), "Content-Encoding: gzip, gzip")], "unreadable", "encoding"),
    "fifty layers": ([answer(b"x", "Content-Encoding: " + ", ".join(["gzip"] * 50))], "unreadable", "encoding"),
    "streams of gzip": ([answer(gzip.compress(b"") * 50_000, "Content-Encoding: gzip")], "unreadable", "encoding"),
    "not gzip though it says so": ([answer(HTML, "Content-Encoding: gzip")], "unreadable", "encoding"),
    "gzip unmarked": ([answer(gzip.compress(HTML))], "unreadable", "content-type"),
    "gzip bomb": ([answer(gzip.compress(bytes(b" " * 20 * MIB)), "Content-Encoding: gzip")], "unreadable", "too-large"),
    "deflate bomb": ([answer(zlib.compress(b" " * 20 * MIB), "Content-Encoding: deflate")], "unreadable", "too-large"),
    # Types
    "an image": ([answer(b"\x89PNG\r\n\x1a\n" + bytes(600), "Content-Type: image/png")], "unreadable", "content-type"),
    "an image labelled html": ([answer(b"\x89PNG\r\n\x1a\n" + bytes(600))], "unreadable", "content-type"),
    "a zip file": ([answer(b"PK\x03\x04" + bytes(600), "Content-Type: application/zip")], "unreadable", "content-type"),
    "a PDF above its limit": (
        [b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7", *([b"x" * 65536] * 11 * 16), "close"],
        "unreadable",
        "too-large",
    ),
    # Statuses
    **{
        f"status {status}": ([answer(HTML, status=f"{status} X")], "blocked", f"blocked-{status}")
        for status in (400, 401, 402, 403, 405, 406, 407, 418, 421, 429, 451, 499, 999)
    },
    "404": ([answer(HTML, status="404 X")], "gone", "not-found"),
    "410": ([answer(HTML, status="410 X")], "gone", "gone"),
    "501": ([answer(HTML, status="501 X")], "failed", "server-error"),
    "505": ([answer(HTML, status="505 X")], "failed", "server-error"),
    "408": ([answer(HTML, status="408 X")], "failed", "request-timeout"),
    **{
        f"status {status}": ([answer(HTML, status=f"{status} X")], "failed", "server-error")
        for status in (500, 502, 503, 504, 520, 524)
    },
    "304 unasked": ([b"HTTP/1.1 304 Not Modified\r\n\r\n"], "failed", "unasked-304"),
    "300": ([answer(HTML, "Location: /x", status="300 X")], "failed", "unexpected-status"),
    "305": ([answer(HTML, "Location: /x", status="305 X")], "failed", "unexpected-status"),
    "status 700": ([answer(HTML, status="700 X")], "failed", "protocol-error"),
    # Redirects
    "redirect without a target": ([answer(b"", status="302 X")], "failed", "bad-redirect"),
    "redirect to nothing": ([answer(b"", "Location: ", status="302 X")], "failed", "bad-redirect"),
    "redirect to two places": ([answer(b"", "Location: /a", "Location: /b", status="302 X")], "failed", "bad-redirect"),
    "redirect to a bad bracket": ([answer(b"", "Location: http://[::1", status="302 X")], "failed", "bad-redirect"),
    "redirect of 60 KB": ([answer(b"", "Location: /" + "a" * 60_000, status="302 X")], "failed", "bad-redirect"),
    "redirect to itself": ([answer(b"", "Location: #x", status="302 X")], "failed", "redirect-loop"),
    "redirect to ftp": ([answer(b"", "Location: ftp://example.org/", status="302 X")], "refused", "scheme"),
    "redirect to metadata": (
        [answer(b"", "Location: http://169.254.169.254/", status="302 X")],
        "refused",
        "address",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAILURES)
def test_a_fault_has_one_outcome(name: str, server: FaultServer, loopback: Settings) -> None:
    script, outcome, detail = FAILURES[name]

    hurried = replace(loopback, timeout=1.0) if detail == "timeout" else loopback
    snapshot = fetch(server.put("/it", script), settings=hurried)

    assert (snapshot.outcome, snapshot.detail) == (outcome, detail)
    assert snapshot.outcome is Outcome.OK or server.url("/it") in snapshot.message


READABLE: dict[str, tuple[Script, int, bool]] = {
    "a plain page": ([answer(HTML)], len(HTML), False),
    "gzip": ([answer(gzip.compress(HTML), "Content-Encoding: gzip")], len(HTML), False),
    "x-gzip": ([answer(gzip.compress(HTML), "Content-Encoding: x-gzip")], len(HTML), False),
    "deflate": ([answer(zlib.compress(HTML), "Content-Encoding: deflate")], len(HTML), False),
    "bare deflate": ([answer(zlib.compress(HTML)[2:-4], "Content-Encoding: deflate")], len(HTML), False),
    "chunked": ([OK, b"Transfer-Encoding: chunked\r\n\r\n", chunk(HTML), chunk(b"")], len(HTML), False),
    "no length": ([OK, b"Connection: close\r\n\r\n", HTML, "close"], len(HTML), False),
    "held open after the body": ([answer(HTML), "hold"], len(HTML), False),
    "a length of 10^12": ([OK, b"Content-Length: 1000000000000\r\n\r\n", b"x" * 3 * MIB, "hold"], MIB, True),
    "endless chunks": (
        [OK, b"Transfer-Encoding: chunked\r\n\r\n", *([chunk(b"y" * 65536)] * 64), "hold"],
        MIB,
        True,
    ),
    "chunks of one byte": (
        [OK, b"Transfer-Encoding: chunked\r\n\r\n", *([chunk(b"y") * 4096] * 16), "hold"],
        32 * 1024,
        True,
    ),
    "much gzip, no bomb": (
        [answer(gzip.compress(b"".join(b"<p>%d</p>" % i for i in range(400_000))), "Content-Encoding: gzip")],
        2 * MIB,
        True,
    ),
    "cut short late": ([OK, b"Content-Length: 99999\r\n\r\n", HTML, "close"], len(HTML), True),
    "206 unasked": ([answer(HTML, "Content-Range: bytes 0-9/99", status="206 X")], len(HTML), True),
    "html labelled octet-stream": (
        [answer(HTML, "Content-Type: application/octet-stream")],
        len(HTML),
        False,
    ),
    "no type": ([b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"], 5, False),
    "length and chunks": (
        [OK, b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", chunk(HTML), chunk(b""), "close"],
        len(HTML),
        False,
    ),
    "a PDF": ([answer(b"%PDF-1.7" + b"x" * 3 * MIB, "Content-Type: application/pdf")], 8 + 3 * MIB, False),
    "a PDF labelled html": ([answer(b"%PDF-1.7" + b"x" * 3 * MIB)], 8 + 3 * MIB, False),
    "a hundred cookies": ([answer(HTML, *["Set-Cookie: a=b"] * 100)], len(HTML), False),
    "a hint before": ([b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", answer(HTML)], len(HTML), False),
    "UTF-16 that only the header tells": (
        [answer("hello".encode("utf-16-le"), "Content-Type: text/html; charset=UTF-16LE")],
        10,
        False,
    ),
    "203": ([answer(HTML, status="203 X")], len(HTML), False),
    "UTF-16": ([answer(b"\xff\xfe" + "hello".encode("utf-16-le"))], 12, False),
}


@pytest.mark.parametrize("name", READABLE)
def test_an_unusual_answer_that_can_be_read_is_read(name: str, server: FaultServer, loopback: Settings) -> None:
    script, length, truncated = READABLE[name]

    snapshot = fetch(server.put("/it", script), settings=loopback)

    assert (snapshot.outcome, snapshot.detail) == (Outcome.OK, "")
    assert (len(snapshot.content), snapshot.truncated) == (length, truncated)
    assert "set-cookie" not in dict(snapshot.headers)


@pytest.mark.parametrize(
    "name",
    ["a length of 10^12", "endless chunks", "gzip bomb", "a PDF above its limit", "4,000 cookies"],
)
def test_no_fault_takes_more_than_16_mib(name: str, server: FaultServer, loopback: Settings) -> None:
    script = FAILURES[name][0] if name in FAILURES else READABLE[name][0]
    url = server.put("/it", script)
    fetch(server.put("/warm", answer(HTML)), settings=loopback)

    tracemalloc.start()
    fetch(url, settings=loopback)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 16 * MIB
