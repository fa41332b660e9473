"""Look-ups: judged answers come from one call, and a hung name holds nobody up."""

from __future__ import annotations

import asyncio
import ipaddress
import os
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from linkcheck import AsyncChecker
from linkcheck._web import resolver
from linkcheck._web.concurrency import ThreadSafeSemaphore
from linkcheck._web.failures import FetchFailure
from linkcheck._web.resolver import MAX_LOOKUPS, MAX_OF_DOMAIN, MAX_OF_POST, look_up

if TYPE_CHECKING:
    from linkcheck.settings import Settings
    from tests.conftest import FaultServer, Names


def test_every_address_once_in_order(names: Names) -> None:
    names.answers["site.example"] = [["2606:4700::1111", "1.1.1.1", "1.1.1.1"]]

    found = asyncio.run(look_up("site.example", absolute=True, timeout=5))

    assert found == [ipaddress.ip_address("2606:4700::1111"), ipaddress.ip_address("1.1.1.1")]
    assert names.asked == ["site.example"]


def test_search_domains_are_kept_out(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def record(host: str, *_: object) -> list[object]:
        asked.append(host)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", record)
    asyncio.run(look_up("site.example", absolute=True, timeout=5))
    asyncio.run(look_up("intranet", absolute=False, timeout=5))

    assert asked == ["site.example.", "intranet"]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (socket.gaierror(socket.EAI_NONAME, "unknown"), "no-such-name"),
        (socket.gaierror(socket.EAI_AGAIN, "try again"), "dns-failure"),
        (socket.gaierror(socket.EAI_FAIL, "failure"), "dns-failure"),
        (OSError("no network"), "dns-failure"),
    ],
)
def test_failures_are_told_apart(error: OSError, code: str, names: Names) -> None:
    names.answers["site.example"] = [error]

    with pytest.raises(FetchFailure) as caught:
        asyncio.run(look_up("site.example", absolute=True, timeout=5))
    assert caught.value.code == code


def test_hung_names_do_not_stop_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolver, "_places", resolver._Places())
    free = threading.Event()

    def answer(host: str, *_: object) -> list[object]:
        if host.startswith("hung"):
            free.wait(10)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("1.1.1.1", 0))]

    monkeypatch.setattr(socket, "getaddrinfo", answer)

    async def run() -> None:
        hung = [
            asyncio.create_task(look_up(f"hung{number}.example", absolute=True, timeout=0.3))
            for number in range(MAX_LOOKUPS - 1)
        ]
        await asyncio.sleep(0)
        assert await look_up("site.example", absolute=True, timeout=5)
        for outcome in await asyncio.gather(*hung, return_exceptions=True):
            assert isinstance(outcome, FetchFailure)
            assert outcome.code == "dns-timeout"

    asyncio.run(run())
    free.set()


def test_a_hung_name_does_not_hold_up_the_end_of_the_program() -> None:
    program = (
        "import asyncio, socket, time\n"
        "socket.getaddrinfo = lambda *_: time.sleep(60)\n"
        "from linkcheck._check.shared import fetch\n"
        "from linkcheck.settings import Settings\n"
        "settings = Settings(dns_timeout=0.1, retries=0, obey_robots=False)\n"
        "print(fetch('http://hung.example/', settings=settings).detail)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=25, env=dict(os.environ)
    )

    assert done.stdout == "dns-timeout\n"


def test_a_machine_without_threads_left_fails_the_look_up_and_frees_its_place(
    names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = threading.Thread.start
    refusals = iter([RuntimeError("can't start new thread")])

    def refuse_once(thread: threading.Thread) -> None:
        if refusal := next(refusals, None):
            raise refusal
        start(thread)

    names.answers["site.example"] = [["1.1.1.1"]]
    monkeypatch.setattr(resolver, "_places", resolver._Places())
    monkeypatch.setattr(resolver, "MAX_LOOKUPS", 1)
    monkeypatch.setattr(threading.Thread, "start", refuse_once)
    with pytest.raises(FetchFailure, match="dns-failure"):
        asyncio.run(look_up("site.example", absolute=True, timeout=5))
    assert asyncio.run(look_up("site.example", absolute=True, timeout=5)) == [ipaddress.ip_address("1.1.1.1")]


class HungNames:
    """Names below "hung.example" and names that begin with "hung" have no answer until `free` is set."""

    def __init__(self) -> None:
        self.free = threading.Event()
        self.hanging: Counter[str] = Counter()
        """Threads that hang now, by registrable domain."""

    def look_up(self, host: str, *_: object) -> list[object]:
        name = host.rstrip(".")
        if "hung" in name:
            self.hanging[".".join(name.split(".")[-2:])] += 1
            self.free.wait(20)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0))]


@pytest.fixture
def hung(monkeypatch: pytest.MonkeyPatch) -> Iterator[HungNames]:
    monkeypatch.setattr(resolver, "_places", resolver._Places())
    names = HungNames()
    monkeypatch.setattr(socket, "getaddrinfo", names.look_up)
    yield names
    names.free.set()


async def outcomes(names: Iterable[str], *, of_post: ThreadSafeSemaphore | None = None) -> list[str]:
    async def one(name: str) -> str:
        try:
            await look_up(name, absolute=True, timeout=0.2, of_post=of_post)
        except FetchFailure as failure:
            return failure.code
        return "found"

    return await asyncio.gather(*map(one, names))


def test_a_post_full_of_names_that_hang_takes_few_places(hung: HungNames) -> None:
    async def run() -> tuple[int, list[str]]:
        of_post = ThreadSafeSemaphore()
        post = asyncio.create_task(outcomes([f"hung{number}.example" for number in range(40)], of_post=of_post))
        while not hung.hanging:
            await asyncio.sleep(0.01)
        places = resolver._places.waited_for.holders
        others = await outcomes([f"site{number}.example" for number in range(40)])
        post.cancel()
        await asyncio.gather(post, return_exceptions=True)
        return places, others

    places, others = asyncio.run(run())
    assert places <= MAX_OF_POST <= MAX_LOOKUPS // 8
    assert others == ["found"] * 40


def test_a_domain_whose_names_hang_takes_few_threads_however_many_posts_name_it(hung: HungNames) -> None:
    async def run() -> list[str]:
        of_domain = [f"{number}.hung.example" for number in range(40)]
        found = await outcomes([*of_domain, "site.example"])
        return [*found, *await outcomes([*of_domain, "other.example"])]

    assert asyncio.run(run()) == [*["dns-timeout"] * 40, "found"] * 2
    assert hung.hanging == {"hung.example": MAX_OF_DOMAIN}


def test_names_given_up_make_room_for_others(hung: HungNames) -> None:
    async def run() -> list[str]:
        return await outcomes([f"hung{number}.example" for number in range(3 * MAX_LOOKUPS)] + ["site.example"])

    assert asyncio.run(run()) == [*["dns-timeout"] * 3 * MAX_LOOKUPS, "found"]
    assert resolver._places.waited_for.idle


def test_no_more_threads_are_started_than_there_may_be(hung: HungNames, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolver, "MAX_THREADS", 3)

    async def run() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(outcomes([f"hung{number}.example" for number in range(9)]), 1)
        assert hung.hanging.total() == 3
        hung.free.set()
        assert await outcomes(["site.example"]) == ["found"]

    asyncio.run(run())


def test_a_post_full_of_names_that_hang_holds_no_other_up(
    hung: HungNames, server: FaultServer, loopback: Settings
) -> None:
    evil = " ".join(f"http://hung{number}.example/" for number in range(40))
    honest = f"Hello http://site.example:{server.port}/page"
    server.put("/page", b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")

    async def run() -> tuple[int, bool]:
        async with AsyncChecker(replace(loopback, timeout=15, concurrency=4)) as checker:
            attack = asyncio.create_task(checker.check(evil))
            while not hung.hanging:
                await asyncio.sleep(0.01)
            await checker.check(honest)
            is_attack_under_way = not attack.done()
            attack.cancel()
            await asyncio.gather(attack, return_exceptions=True)
            return server.asked("/page"), is_attack_under_way

    assert asyncio.run(run()) == (1, True)
