"""How we behave towards a site: few requests at once, some time apart, and less where it complains."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from linkcheck._check.shared import fetch
from linkcheck._urls.url import parse_url
from linkcheck._web.fetcher import Fetcher
from linkcheck._web.pacing import PACING, Pacing, site_of
from linkcheck._web.types import Outcome, Snapshot
from linkcheck.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import Clock, FaultServer

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello"


def complaint(status: int, wish: str = "") -> bytes:
    header = f"Retry-After: {wish}\r\n" if wish else ""
    return f"HTTP/1.1 {status} X\r\n{header}Content-Length: 0\r\n\r\n".encode()


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.example.com/", "example.com"),
        ("https://a.b.example.co.uk/", "example.co.uk"),
        ("https://someone.github.io/", "someone.github.io"),
        ("http://127.0.0.1:8080/", "127.0.0.1:8080"),
        ("http://[2001:db8::1]/", "2001:db8::1:80"),
        ("http://intranet/", "intranet:80"),
        ("https://co.uk/", "co.uk"),
    ],
)
def test_a_site_is_a_registrable_domain_or_host_and_port(url: str, site: str) -> None:
    assert site_of(parse_url(url)) == site


def test_starts_are_apart_and_few_are_in_flight(clock: Clock) -> None:
    clock.stands = True
    pacing, most = Pacing(), 0

    async def work() -> None:
        nonlocal most
        async with pacing.slot("example.com", delay=0.05, in_flight=2):
            most = max(most, pacing._site("example.com").in_flight.holders)
            await asyncio.sleep(0.01)

    async def run() -> None:
        await asyncio.gather(*(work() for _ in range(6)))

    asyncio.run(run())
    assert clock.waits == pytest.approx([0, 0.05, 0.1, 0.15, 0.2, 0.25])
    assert most == 2


def test_other_sites_do_not_wait(clock: Clock) -> None:
    pacing = Pacing()

    async def run() -> None:
        for number in range(20):
            async with pacing.slot(f"{number}.example", delay=10, in_flight=1):
                pass

    asyncio.run(run())
    assert clock.waits == [0] * 20


def test_a_complaint_slows_the_site_down_and_content_eases_it() -> None:
    pacing = Pacing()
    site = pacing._site("example.com")

    for _ in range(10):
        pacing.record_throttle("example.com", None)
    assert site.delay_factor == 16
    for _ in range(10):
        pacing.record_success("example.com")
    assert site.delay_factor == 1


def test_a_wish_keeps_everyone_away_but_not_for_ever() -> None:
    pacing = Pacing()

    pacing.record_throttle("example.com", 10**9)

    assert 3500 < pacing.backoff_left("example.com") <= 3600
    assert pacing.backoff_left("other.example") == 0


def test_sites_at_rest_are_forgotten() -> None:
    pacing = Pacing()

    for number in range(10_000):
        pacing._site(f"{number}.example")

    assert len(pacing._sites) < 5_000


def test_pacing_is_shared_between_calls(server: FaultServer, loopback: Settings, clock: Clock) -> None:
    url = server.put("/", PAGE)
    paced = replace(loopback, host_delay=0.3)

    snapshots = [fetch(url, settings=paced) for _ in range(3)]

    assert clock.waits == pytest.approx([0, 0.3, 0.3])
    assert [snapshot.elapsed for snapshot in snapshots] == pytest.approx([0, 0, 0]), "a turn is no part of the visit"


def test_waiting_for_a_turn_does_not_count_against_the_deadline(server: FaultServer, loopback: Settings) -> None:
    urls = [server.put(f"/{number}", PAGE) for number in range(6)]
    paced = replace(loopback, host_delay=0.2, timeout=0.5)

    async def run() -> list[Snapshot]:
        async with Fetcher(paced) as fetcher:
            return await asyncio.gather(*map(fetcher.fetch, urls))

    assert [snapshot.outcome for snapshot in asyncio.run(run())] == [Outcome.OK] * 6


def test_a_site_that_asked_to_be_left_alone_is(server: FaultServer, loopback: Settings) -> None:
    paced = replace(loopback, host_delay=0.01)
    first = fetch(server.put("/a", complaint(429, "600")), settings=paced)
    second = fetch(server.put("/b", PAGE), settings=paced)

    assert first.detail == "blocked-429"
    assert (second.outcome, second.detail) == (Outcome.BLOCKED, "asked-to-wait")
    assert second.retry_at is not None
    assert server.asked("/b") == 0


def test_visits_waiting_for_a_site_learn_of_its_wish_to_be_left_alone(server: FaultServer, loopback: Settings) -> None:
    server.put("/0", [0.2, complaint(429, "600")])
    urls = [server.url("/0"), *(server.put(f"/{number}", PAGE) for number in range(1, 6))]
    paced = replace(loopback, host_delay=0.05, host_concurrency=1)

    async def run() -> list[Snapshot]:
        async with Fetcher(paced) as fetcher:
            return await asyncio.gather(*map(fetcher.fetch, urls))

    assert [snapshot.detail for snapshot in asyncio.run(run())] == ["blocked-429", *["asked-to-wait"] * 5]
    assert len(server.requests) == 1


def test_without_a_delay_nothing_is_paced(server: FaultServer, loopback: Settings) -> None:
    fetch(server.put("/a", complaint(429, "600")), settings=loopback)

    assert fetch(server.put("/b", PAGE), settings=loopback).outcome is Outcome.OK


def test_429_without_a_wish_spreads_the_next_starts(server: FaultServer, loopback: Settings) -> None:
    paced = replace(loopback, host_delay=0.01)

    fetch(server.put("/a", complaint(429)), settings=paced)

    site = site_of(parse_url(server.url()))
    assert PACING._site(site).delay_factor == 2


def test_robots_txt_delays_no_page_and_pages_delay_each_other(
    server: FaultServer, loopback: Settings, clock: Clock
) -> None:
    polite = replace(loopback, obey_robots=True, host_delay=20)
    server.put("/robots.txt", b"HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n")
    url = server.put("/page", PAGE)
    began = clock.now
    assert fetch(url, settings=polite).outcome is Outcome.OK
    assert (server.asked("/robots.txt"), server.asked("/page")) == (1, 1)
    next_start = PACING._site(site_of(parse_url(url))).next_start
    assert next_start == began + 20  # one delay, after the page: none after robots.txt


def test_a_turn_that_delays_nothing_still_waits_for_the_one_before() -> None:
    pacing = Pacing()
    site = pacing._site("example.com")
    assert pacing._reserve(site, 10, delays_next=False) == 0
    assert pacing._reserve(site, 10, delays_next=True) == 0
    assert pacing._reserve(site, 10, delays_next=False) > 0
    before = site.next_start
    pacing._reserve(site, 10, delays_next=False)
    assert site.next_start == before
