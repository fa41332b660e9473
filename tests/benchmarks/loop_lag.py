"""How long hostile links and posts hold up the caller's event loop: the longest gap between two turns of a probe.

    python -m tests.benchmarks.loop_lag

The servers run in a process of their own. A line a case, the best of a few runs: milliseconds of the longest gap,
seconds in all, outcome.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from linkcheck import AsyncChecker, Settings
from tests.conftest import FaultServer, Script

ROOT = Path(__file__).parents[2]
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
HTML = b"<p>" + b"word " * 400 + b"</p>"


def answer(body: bytes, headers: bytes = b"") -> bytes:
    return OK + headers + b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


def redirect(where: str) -> bytes:
    return b"HTTP/1.1 302 X\r\nContent-Length: 0\r\nLocation: " + where.encode() + b"\r\n\r\n"


def scripts() -> dict[str, Script]:
    """Hostile answers, by path."""
    long = "a." * 4000
    return {
        "/plain": [answer(HTML * 25)],
        "/chunks-of-one-byte": [OK + b"Transfer-Encoding: chunked\r\n\r\n", *[chunk(b"y") * 4096] * 8, "hold"],
        "/continue-flood": [b"HTTP/1.1 100 Continue\r\n\r\n" * 4000, "hold"],
        "/early-hints-flood": [b"HTTP/1.1 103 X\r\nA: b\r\n\r\n" * 4000, "hold"],
        "/many-headers": [OK + b"A:b\r\n" * 12_000 + b"\r\n", "hold"],
        "/999-headers": [OK + b"A:b\r\n" * 990 + b"Content-Length: 5\r\n\r\nhello"],
        "/empty-gzip-members": [answer(gzip.compress(b"") * 50_000, b"Content-Encoding: gzip\r\n")],
        "/bomb": [answer(gzip.compress(b" " * 50_000_000), b"Content-Encoding: gzip\r\n")],
        "/wide-page": [answer(b"x" * 1_000_000)],
        "/long-location": [redirect("/" + "%C3%A9" * 1300)],
        "/dotted-location": [redirect("/" + "../" * 2600 + "x")],
        "/unicode-host": [redirect("http://" + "é." * 120 + "example/")],
        "/long-host": [redirect(f"http://{long}example/")],
        "/encoded-location": [redirect("/?u=" + "%2525" * 1500)],
        "/nested-location": [redirect("/?u=" + "http%3A%2F%2Fe.org%2F%3Fu%3D" * 250)],
    }


def posts(base: str) -> dict[str, str]:
    """Hostile posts."""
    return {
        "a post of 8,192 characters of URL": f"{base}/" + "%C3%A9" * 1350,
        "a post of 12 links of 8,000 characters": " ".join(f"{base}/{n}?u=" + "%252525" * 1100 for n in range(12)),
        "a post of 98,000 characters": "word's " * 14_000 + base,
        "a post of 4,000 links": f"{base}/a " * 4_000,
        "a post of unicode hosts": " ".join(f"http://{'é.' * 100}{n}.example/" for n in range(50)),
        "a post of brackets": "([{<" * 20_000 + base,
    }


async def longest_gap(work: Callable[[], Awaitable[object]]) -> tuple[float, float, object]:
    """Milliseconds of the longest gap, seconds in all, and the result."""
    gaps = [0.0]

    async def probe() -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0)
            now = time.perf_counter()
            gaps.append(now - last)
            last = now

    probing = asyncio.create_task(probe())
    await asyncio.sleep(0.01)
    gaps.clear()
    began = time.perf_counter()
    result = await work()
    seconds = time.perf_counter() - began
    probing.cancel()
    return 1000 * max(gaps, default=0.0), seconds, result


async def measure(port: int) -> None:
    settings = Settings(allow_networks=("127.0.0.0/8",), host_delay=0, obey_robots=False, retries=0, timeout=5)
    base = f"http://127.0.0.1:{port}"
    async with AsyncChecker(settings) as checker:
        await checker.check(f"Words of a page {base}/plain")
        for path in scripts():
            runs = [await longest_gap(lambda path=path: checker.fetch(base + path)) for _ in range(3)]  # type: ignore[misc]  # bound now
            gap, seconds, snapshot = min(runs, key=lambda run: run[0])
            detail = getattr(snapshot, "detail", "") or "ok"
            sys.stdout.write(f"{gap:8.1f} ms {seconds:6.2f} s  {path[1:]} ({detail})\n")
        for name, post in posts(base).items():
            runs = [await longest_gap(lambda post=post: checker.check(post)) for _ in range(2)]  # type: ignore[misc]  # bound now
            gap, seconds, report = min(runs, key=lambda run: run[0])
            sys.stdout.write(f"{gap:8.1f} ms {seconds:6.2f} s  {name} ({getattr(report, 'verdict', '')})\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    if parser.parse_args().serve:
        server = FaultServer()
        for path, script in scripts().items():
            server.put(path, script)
        sys.stdout.write(f"{server.port}\n")
        sys.stdout.flush()
        sys.stdin.read()
        return
    command = [sys.executable, "-m", "tests.benchmarks.loop_lag", "--serve"]
    server_process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    if server_process.stdout is None:
        raise SystemExit("the server has no output")
    try:
        asyncio.run(measure(int(server_process.stdout.readline())))
    finally:
        server_process.kill()
        server_process.communicate()


if __name__ == "__main__":
    main()
