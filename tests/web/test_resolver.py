"""Look-ups: judged answers come from one call, and a hung name holds nobody up."""

from __future__ import annotations

import asyncio
import ipaddress
import os
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from linkcheck._web import resolver
from linkcheck._web.concurrency import ThreadSafeSemaphore
from linkcheck._web.failures import FetchFailure
from linkcheck._web.resolver import MAX_LOOKUPS, look_up

if TYPE_CHECKING:
    from tests.conftest import Names


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
    monkeypatch.setattr(resolver, "_lookups", ThreadSafeSemaphore())
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
    monkeypatch.setattr(resolver, "_lookups", ThreadSafeSemaphore())
    monkeypatch.setattr(resolver, "MAX_LOOKUPS", 1)
    monkeypatch.setattr(threading.Thread, "start", refuse_once)
    with pytest.raises(FetchFailure, match="dns-failure"):
        asyncio.run(look_up("site.example", absolute=True, timeout=5))
    assert asyncio.run(look_up("site.example", absolute=True, timeout=5)) == [ipaddress.ip_address("1.1.1.1")]
