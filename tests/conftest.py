"""A server on loopback that answers with whatever bytes a test writes, names that resolve as a test says, and a
distribution of somebody else's with output formats."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import socket
import ssl
import struct
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

import pytest

from linkcheck._report.formats import FORMAT_ENTRY_POINTS
from linkcheck._web import pacing, visit
from linkcheck.settings import Settings

T = TypeVar("T")

Piece = bytes | float | str
Script = Sequence[Piece]
"""Bytes are sent, numbers are seconds of silence, "reset" cuts the connection, "again" repeats from the start,
"hold" keeps it open until the visitor leaves."""


def page(body: bytes = b"<p>hello</p>", *, status: str = "200 OK", headers: str = "") -> bytes:
    """A whole answer; `headers` are lines ended by CR LF."""
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nContent-Type: text/html\r\n{headers}\r\n"
    return head.encode() + body


class FaultServer:
    """Answers paths with scripts; the last script of a path is used again and again."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[tuple[str, str]] = []
        """Path and head of every request, in order."""
        self.connections = 0
        self.open_connections = 0
        self._scripts: dict[str, list[Script]] = {}
        self._tls = tls
        self._loop = asyncio.new_event_loop()
        started = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self._thread.start()
        started.wait(10)

    def put(self, path: str, *scripts: Script | bytes) -> str:
        """Put scripts (or whole answers) behind a path: the first for the first request, and so on. Returns its URL."""
        self._scripts[path] = [[script] if isinstance(script, bytes) else script for script in scripts]
        return self.url(path)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}{path}"

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(asked == path for asked, _ in self.requests)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(10)

    def _run(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve(started))
        self._loop.close()

    async def _serve(self, started: threading.Event) -> None:
        self._stopping = asyncio.Event()
        self._loop.set_exception_handler(lambda loop, context: None)
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0, ssl=self._tls)
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        await self._stopping.wait()
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open_connections += 1
        try:
            while await self._answer(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self.open_connections -= 1
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        path = head.split(" ")[1]
        turn = self.asked(path)
        self.requests.append((path, head))
        scripts = self._scripts.get(path, [[page(status="404 Not Found")]])
        return await self._play(scripts[min(turn, len(scripts) - 1)], reader, writer)

    async def _play(self, script: Script, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        for piece in itertools.cycle(script) if script[-1] == "again" else script:
            if isinstance(piece, bytes):
                writer.write(piece)
                await writer.drain()
            elif isinstance(piece, float):
                await asyncio.sleep(piece)
            elif piece == "reset":
                linger = struct.pack("ii", 1, 0)
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                writer.transport.abort()
                return False
            elif piece == "close":
                return False
            elif piece == "hold":
                await reader.read()
                return False
        return True


@pytest.fixture
def server() -> Iterator[FaultServer]:
    server = FaultServer()
    yield server
    server.stop()


@pytest.fixture
def loopback() -> Settings:
    """May visit this machine; short, without robots.txt, retries and pacing."""
    return Settings(allow_networks=("127.0.0.0/8",), host_delay=0, obey_robots=False, retries=0, timeout=5)


@pytest.fixture(params=("asyncio", "uvloop"))
def run_on_loop(request: pytest.FixtureRequest) -> Callable[[Coroutine[Any, Any, T]], T]:
    """Runs a coroutine on an event loop of its own: asyncio's, then uvloop's."""
    if request.param == "asyncio":
        return asyncio.run
    uvloop = pytest.importorskip("uvloop", reason="uvloop has no wheel for this platform")

    def run(work: Coroutine[Any, Any, T]) -> T:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(work)

    return run


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    """The names of the world; nothing else resolves."""
    names = Names()
    monkeypatch.setattr(socket, "getaddrinfo", names.look_up)
    return names


class Names:
    """Answers look-ups: for each name a list of answers, one a look-up, the last again and again."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Sequence[str] | OSError]] = {}
        self.asked: list[str] = []
        self.before: Callable[[], None] = lambda: None

    def look_up(self, host: str, port: Any, *_: Any) -> list[tuple[Any, Any, int, str, tuple[str, int]]]:
        self.before()
        name = host.rstrip(".")
        turn = self.asked.count(name)
        self.asked.append(name)
        answers = self.answers.get(name, [socket.gaierror(socket.EAI_NONAME, "Name or service not known")])
        answer = answers[min(turn, len(answers) - 1)]
        if isinstance(answer, OSError):
            raise answer
        return [
            (socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0))
            for address in answer
        ]


class Clock:
    """A clock that only sleeping moves; `waits` are the seconds of every sleep, in order."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waits: list[float] = []
        self.stands = False

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        if not self.stands:
            self.now += seconds
        await asyncio.sleep(0)


class SharedClock(Clock):
    """A clock for many who sleep at once: it goes on to the next who wakes when nobody has anything else to do."""

    def __init__(self) -> None:
        super().__init__()
        self.quiet = 0.04
        """Seconds on the real clock in which a request on loopback is answered; 0 where nothing is asked."""
        self._sleeping: list[tuple[float, int, asyncio.Future[None]]] = []

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        loop = asyncio.get_running_loop()
        woken = loop.create_future()
        if not self._sleeping:
            loop.call_later(self.quiet, self._go_on)
        heapq.heappush(self._sleeping, (self.now + seconds, len(self.waits), woken))
        await woken

    def _go_on(self) -> None:
        wakes, _, woken = heapq.heappop(self._sleeping)
        self.now = max(self.now, wakes)
        if not woken.done():
            woken.set_result(None)
        if self._sleeping:
            woken.get_loop().call_later(self.quiet, self._go_on)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of visits and of pacing; deadlines stay on that of the event loop."""
    return _use_clock(Clock(), monkeypatch)


@pytest.fixture
def shared_clock(monkeypatch: pytest.MonkeyPatch) -> SharedClock:
    """The same for many visits at once."""
    return _use_clock(SharedClock(), monkeypatch)


AnyClock = TypeVar("AnyClock", bound=Clock)


def _use_clock(clock: AnyClock, monkeypatch: pytest.MonkeyPatch) -> AnyClock:
    sleeping = SimpleNamespace(**{**vars(asyncio), "sleep": clock.sleep})
    for module in (pacing, visit):
        monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=clock.monotonic))
        monkeypatch.setattr(module, "asyncio", sleeping)
    return clock


@pytest.fixture(autouse=True)
def fresh_pacing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sites of one test do not slow down those of the next."""
    monkeypatch.setattr(pacing.PACING, "_sites", {})


OWN_FORMATS = """
import linkcheck

def render(run, gate):
    found = [gate.is_finding(report, link) for report in run.posts for link in report.links]
    return f"{len(found)} links, {sum(found)} findings"

tally = linkcheck.OutputFormat("tally", render=render, suffixes=(".tally",), gated=True)
renamed = linkcheck.OutputFormat("another", render=render)
"""


@pytest.fixture
def own_formats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A distribution of somebody else's that brings formats, good and bad."""
    installed = tmp_path / "own_formats-1.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: own-formats\nVersion: 1\n")
    names = ("tally = own_formats:tally", "html = own_formats:tally", "renamed = own_formats:renamed")
    wrong = ("missing = own_formats:nothing", "function = own_formats:render")
    (installed / "entry_points.txt").write_text("\n".join((f"[{FORMAT_ENTRY_POINTS}]", *names, *wrong)))
    (tmp_path / "own_formats.py").write_text(OWN_FORMATS)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "own_formats", raising=False)
