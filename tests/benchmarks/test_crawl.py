"""How fast a crawl is: linkcheck beside plain httpx and aiohttp, on loopback, in one run.

    python -m tests.benchmarks.test_crawl                # 2,000 URLs, without and with 200 ms of server delay
    python -m tests.benchmarks.test_crawl --memory       # linkcheck alone, 2,000 and 10,000 URLs

200 origins (50 addresses of 127.0.0.0/8, four ports each) serve pages of 50 KB. Each client runs in a process of
its own, 100 requests in flight, robots.txt and pacing off; linkcheck does all else that it does: judging,
rebuilding, limits, decoding, hashing. aiohttp comes with the bench extra.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import json
import resource
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest

HOSTS = [f"127.0.0.{number}" for number in range(1, 51)]
PORTS = 4
BODY = b"<!doctype html><title>A page</title>" + b"<p>Fifty kilobytes of words.</p>" * 1600
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(BODY), BODY)
IN_FLIGHT = 100
ROOT = Path(__file__).parents[2]


class PageServer(asyncio.Protocol):
    """Answers every request with the same page."""

    delay = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.unread = b""

    def data_received(self, data: bytes) -> None:
        self.unread += data
        while b"\r\n\r\n" in self.unread:
            _, _, self.unread = self.unread.partition(b"\r\n\r\n")
            asyncio.get_running_loop().call_later(self.delay, self.answer)

    def answer(self) -> None:
        if not self.transport.is_closing():
            self.transport.write(ANSWER)


async def serve(delay: float) -> None:
    """Serve until killed; the first line of output is the ports."""
    PageServer.delay = delay
    loop = asyncio.get_running_loop()
    ports: list[int] = []
    for _ in range(PORTS):
        first = await loop.create_server(PageServer, HOSTS[0], 0, backlog=1000)
        ports.append(first.sockets[0].getsockname()[1])
        for host in HOSTS[1:]:
            await loop.create_server(PageServer, host, ports[-1], backlog=1000)
    sys.stdout.write(json.dumps(ports) + "\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


def urls(ports: Sequence[int], count: int) -> list[str]:
    origins = [f"http://{host}:{port}" for port in ports for host in HOSTS]
    return [f"{origins[number % len(origins)]}/page/{number}" for number in range(count)]


async def crawl_with_linkcheck(links: Sequence[str]) -> int:
    from linkcheck._web.fetcher import Fetcher
    from linkcheck.settings import Settings

    settings = Settings(
        allow_networks=("127.0.0.0/8",),
        host_delay=0,
        host_concurrency=IN_FLIGHT,
        concurrency=IN_FLIGHT,
        obey_robots=False,
        timeout=60,
    )
    async with Fetcher(settings) as fetcher:

        async def get(url: str) -> int:
            return len((await fetcher.fetch(url)).content)

        return await _sum(get, links)


async def crawl_with_httpx(links: Sequence[str]) -> int:
    import httpx

    async with httpx.AsyncClient(timeout=60) as client:

        async def get(url: str) -> int:
            return len((await client.get(url)).content)

        return await _sum(get, links)


async def crawl_with_aiohttp(links: Sequence[str]) -> int:
    import aiohttp  # type: ignore[import-not-found, unused-ignore]  # in the bench extra only

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=IN_FLIGHT)) as session:

        async def get(url: str) -> int:
            async with session.get(url) as response:
                return len(await response.read())

        return await _sum(get, links)


CLIENTS: dict[str, Callable[[Sequence[str]], Awaitable[int]]] = {
    "linkcheck": crawl_with_linkcheck,
    "httpx": crawl_with_httpx,
    "aiohttp": crawl_with_aiohttp,
}


async def _sum(get: Callable[[str], Awaitable[int]], links: Sequence[str]) -> int:
    """Fetch all links, at most IN_FLIGHT at once, without holding what came."""
    waiting = iter(links)

    async def work() -> int:
        return sum([await get(url) for url in waiting])

    return sum(await asyncio.gather(*(work() for _ in range(IN_FLIGHT))))


def measure(client: str, ports: Sequence[int], count: int) -> dict[str, float]:
    """Crawl with one client in this process: requests a second, CPU milliseconds a request, peak MiB."""
    links = urls(ports, count)
    started = time.perf_counter()
    received = asyncio.run(_run(CLIENTS[client](links)))
    seconds = time.perf_counter() - started
    if received != count * len(BODY):
        raise SystemExit(f"{client} received {received} bytes instead of {count * len(BODY)}")
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "requests_per_second": count / seconds,
        "cpu_ms_per_request": 1000 * (used.ru_utime + used.ru_stime) / count,
        "peak_mib": used.ru_maxrss / 1024,
    }


async def _run(crawl: Awaitable[int]) -> int:
    return await crawl


def _measure_elsewhere(client: str, ports: Sequence[int], count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.test_crawl", "--client", client, "--urls", str(count)]
    done = subprocess.run([*command, "--ports", *map(str, ports)], cwd=ROOT, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _start_server(delay: float) -> tuple[subprocess.Popen[str], list[int]]:
    command = [sys.executable, "-m", "tests.benchmarks.test_crawl", "--serve", str(delay)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    return server, json.loads(server.stdout.readline())


def _compare(delay: float, runs: Sequence[tuple[str, int]], rounds: int) -> list[str]:
    """A table of clients; with several rounds, taken in turn, the best of each."""
    server, ports = _start_server(delay)
    best: dict[tuple[str, int], dict[str, float]] = {}
    try:
        for _ in range(rounds):
            for run in runs:
                figures = _measure_elsewhere(run[0], ports, run[1])
                if run not in best or figures["cpu_ms_per_request"] < best[run]["cpu_ms_per_request"]:
                    best[run] = figures
    finally:
        server.kill()
        server.communicate()
    ceiling = f" (so at most {IN_FLIGHT / delay:.0f} requests/s)" if delay else ""
    lines = [f"{delay * 1000:.0f} ms of server delay, {IN_FLIGHT} in flight{ceiling}, robots.txt and pacing off"]
    lines.append(f"{'client':10} {'URLs':>6} {'requests/s':>11} {'CPU ms/request':>15} {'peak MiB':>9}")
    lines += [
        f"{client:10} {count:6} {figures['requests_per_second']:11.0f} {figures['cpu_ms_per_request']:15.2f} "
        f"{figures['peak_mib']:9.0f}"
        for (client, count), figures in best.items()
    ]
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--urls", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--serve", type=float, help=argparse.SUPPRESS)
    parser.add_argument("--client", choices=CLIENTS, help=argparse.SUPPRESS)
    parser.add_argument("--ports", type=int, nargs="*", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve is not None:
        asyncio.run(serve(options.serve))
    elif options.client is not None:
        sys.stdout.write(json.dumps(measure(options.client, options.ports, options.urls)) + "\n")
    elif options.memory:
        runs = [("linkcheck", options.urls), ("linkcheck", 5 * options.urls)]
        sys.stdout.write("\n".join(_compare(0.0, runs, options.rounds)) + "\n")
    else:
        clients = [client for client in CLIENTS if importlib.util.find_spec(client)]
        runs = [(client, options.urls) for client in clients]
        for delay in (0.0, 0.2):
            sys.stdout.write("\n".join(_compare(delay, runs, options.rounds)) + "\n\n")


@pytest.mark.parametrize("client", CLIENTS)
def test_every_client_reads_every_page(client: str) -> None:
    pytest.importorskip(client)
    server, ports = _start_server(0.0)
    try:
        assert asyncio.run(_run(CLIENTS[client](urls(ports, 40)))) == 40 * len(BODY)
    finally:
        server.kill()
        server.communicate()


if __name__ == "__main__":
    main()
