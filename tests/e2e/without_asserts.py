"""What is promised holds with assertions switched off too:

    python -O -m tests.e2e.without_asserts

Says what it found, one line a promise, and exits with 1 where one is not kept. It asserts nothing itself: `require`
raises. Everything runs over real sockets on loopback, on asyncio and, where it is installed, on uvloop.
"""

from __future__ import annotations

import asyncio
import gzip
import importlib
import importlib.util
import ssl
import sys
from collections.abc import Callable, Iterator

import trustme

from linkcheck import AsyncChecker, Settings, Verdict, fetch
from linkcheck._web.fetcher import Fetcher
from tests.conftest import FaultServer, Script, page

TITLE = "Council approves 2,400 new street trees"
TEXT = "The council approved a plan to plant 2,400 street trees along Mill Road, its members said on Tuesday. " * 20
ARTICLE = f"<html lang=en><title>{TITLE}</title><article><h1>{TITLE}</h1><p>{TEXT}</p></article>".encode()
OTHER = b"<html lang=en><title>Bread</title><h1>How to bake bread</h1>" + b"<p>Flour, water, salt and time.</p>" * 60
SETTINGS = Settings(allow_networks=("127.0.0.0/8",), host_delay=0, obey_robots=False, retries=0, timeout=5)


class BrokenPromise(Exception):  # noqa: N818 - it is said, not handled
    """What is promised does not hold."""


def require(holds: bool, what: str) -> None:
    """Raises BrokenPromise."""
    if not holds:
        raise BrokenPromise(what)


def loops() -> Iterator[tuple[str, Callable[[], asyncio.AbstractEventLoop]]]:
    """The event loops at hand."""
    yield "asyncio", asyncio.new_event_loop
    if importlib.util.find_spec("uvloop"):
        yield "uvloop", importlib.import_module("uvloop").new_event_loop


async def pages_are_judged(server: FaultServer) -> None:
    """An honest post matches, one about something else does not, a page that broke off accuses nobody."""
    whole = server.put("/whole", page(ARTICLE))
    other = server.put("/other", page(OTHER))
    cut = gzip.compress(OTHER)[:-9]
    broken = server.put("/broken", page(cut, headers="Content-Encoding: gzip\r\n"))
    async with AsyncChecker(SETTINGS) as checker:
        expected = {
            whole: {Verdict.MATCH},
            other: {Verdict.MISMATCH, Verdict.UNCLEAR},
            broken: {Verdict.UNVERIFIABLE},
        }
        for url, verdicts in expected.items():
            found = (await checker.check(f"{TITLE} {url}")).verdict
            require(found in verdicts, f"{url} is {found}")


async def tls_is_spoken(server: FaultServer) -> None:
    """Pages come over TLS, and a certificate that does not hold brings none."""
    authority, stranger = trustme.CA(), trustme.CA()
    served, trusted = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    authority.issue_cert("127.0.0.1").configure_cert(served)
    authority.configure_trust(trusted)
    untrusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    stranger.configure_trust(untrusting)
    secure = type(server)(served)
    try:
        url = secure.put("/", page(ARTICLE))
        for tls, outcome in ((trusted, "ok"), (untrusting, "failed")):
            async with Fetcher(SETTINGS, tls=tls) as fetcher:
                snapshot = await fetcher.fetch(url)
            require(snapshot.outcome == outcome, f"over TLS it is {snapshot.outcome}, not {outcome}")
    finally:
        secure.stop()


async def faults_are_results(server: FaultServer) -> None:
    """Whatever a server does is a result."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    faults: dict[str, tuple[Script, str]] = {
        "/reset": (["reset"], "reset"),
        "/nonsense": ([b"\0\1\2\r\n\r\n", "close"], "protocol-error"),
        "/lengths": ([head, b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", "close"], "protocol-error"),
        "/bomb": ([page(gzip.compress(bytes(b" " * 50_000_000)), headers="Content-Encoding: gzip\r\n")], "too-large"),
        "/501": ([page(status="501 X")], "server-error"),
    }
    async with Fetcher(SETTINGS) as fetcher:
        for path, (script, detail) in faults.items():
            found = (await fetcher.fetch(server.put(path, script))).detail
            require(found == detail, f"{path} is {found}, not {detail}")


async def nothing_private_is_visited(server: FaultServer) -> None:
    """Without leave, no address of this machine is connected to."""
    before = server.connections
    async with Fetcher(Settings(host_delay=0, obey_robots=False)) as fetcher:
        for url in (server.url(), server.url().replace("127.0.0.1", "[::ffff:127.0.0.1]")):
            outcome = (await fetcher.fetch(url)).outcome
            require(outcome == "refused", f"{url} is {outcome}, not refused")
    require(server.connections == before, "the server was connected to")


PROMISES = (pages_are_judged, tls_is_spoken, faults_are_results, nothing_private_is_visited)


def main() -> int:
    """0 where all promises hold on every loop, 1 otherwise."""
    broken = 0
    server = FaultServer()
    for name, loop_factory in loops():
        for promise in PROMISES:
            try:
                with asyncio.Runner(loop_factory=loop_factory) as runner:
                    runner.run(asyncio.wait_for(promise(server), 60))
            except Exception as error:
                broken += 1
                sys.stdout.write(f"BROKEN {name} {promise.__name__}: {type(error).__name__}: {error}\n")
            else:
                sys.stdout.write(f"kept {name} {promise.__name__}\n")
    if fetch(server.put("/sync", page(ARTICLE)), settings=SETTINGS).content != ARTICLE:
        broken += 1
        sys.stdout.write("BROKEN fetch\n")
    server.stop()
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
