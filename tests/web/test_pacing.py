"""How we behave towards a site: few requests at once, some time apart, and less where it complains."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from linkcheck._check.shared import fetch
from linkcheck._urls.url import parse_url
from linkcheck._web.failures import FetchFailure
from linkcheck._web.fetcher import Fetcher
from linkcheck._web.pacing import PACING, Pace, Pacing, WaitBudget, site_of
from linkcheck._web.types import Outcome, Snapshot
from linkcheck.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import Clock, FaultServer, Names, SharedClock

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
        async with pacing.slot("example.com", Pace(0.05, 0.05), in_flight=2, budget=WaitBudget(0)):
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
            async with pacing.slot(f"{number}.example", Pace(1, 10), in_flight=1, budget=WaitBudget(0)):
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
    assert (second.outcome, second.detail) == (Outcome.REFUSED, "asked-to-wait")
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


def test_a_turn_that_delays_nothing_still_waits_for_the_one_before(clock: Clock) -> None:
    pacing, budget = Pacing(), WaitBudget(0)

    async def start(*, delays_next: bool) -> float:
        async with pacing.slot("example.com", Pace(10, 10), in_flight=1, budget=budget, delays_next=delays_next):
            return clock.now

    async def run() -> list[float]:
        return [await start(delays_next=delays_next) for delays_next in (False, True, False, False, True)]

    began = clock.now
    assert asyncio.run(run()) == [began, began, began + 10, began + 10, began + 10]


def slots(pacing: Pacing, count: int, pace: Pace, *, budget: float) -> list[str]:
    """What becomes of visits that ask for a slot at one site at the same moment."""

    async def visit() -> str:
        try:
            async with pacing.slot("example.com", pace, in_flight=2, budget=WaitBudget(budget)):
                return "visited"
        except FetchFailure as failure:
            return failure.code

    async def run() -> list[str]:
        return await asyncio.gather(*(visit() for _ in range(count)))

    return asyncio.run(run())


def test_a_long_queue_at_our_own_pace_is_not_what_a_site_asks_for(shared_clock: SharedClock) -> None:
    shared_clock.quiet = 0
    assert slots(Pacing(), 200, Pace(1, 1), budget=0) == ["visited"] * 200
    assert max(shared_clock.waits) == pytest.approx(199, abs=1)


def test_a_queue_at_the_pace_of_a_site_is_bounded_by_the_budget_of_each_link(shared_clock: SharedClock) -> None:
    shared_clock.quiet = 0
    ended = slots(Pacing(), 50, Pace(1, 10), budget=60)

    assert ended == ["visited"] * 7 + ["asked-to-wait"] * 43, "the seventh waits 54 s for the site, the eighth 63 s"
    assert max(shared_clock.waits) <= 60


def test_a_link_that_is_refused_takes_no_turn_of_the_queue(shared_clock: SharedClock) -> None:
    shared_clock.quiet = 0
    pacing = Pacing()
    slots(pacing, 50, Pace(1, 10), budget=60)
    shared_clock.now += 20

    assert slots(pacing, 1, Pace(1, 10), budget=60) == ["visited"]


def test_back_off_is_waiting_that_a_site_asks_for(shared_clock: SharedClock) -> None:
    shared_clock.quiet = 0
    pacing = Pacing()
    for _ in range(4):
        pacing.record_throttle("example.com", None)

    assert slots(pacing, 3, Pace(1, 1), budget=20) == ["visited", "visited", "asked-to-wait"]


PATIENT = Settings(
    allow_networks=("127.0.0.0/8",), host_delay=1, obey_robots=True, retries=1, timeout=20, connect_timeout=5
)


def hostile_site(server: FaultServer) -> list[str]:
    """Four links of a site that asks for all the waiting it can: Crawl-delay 10, two redirects, then 503."""
    robots = b"User-agent: *\nCrawl-delay: 10\n"
    server.put("/robots.txt", b"HTTP/1.1 200 X\r\nContent-Length: %d\r\n\r\n%s" % (len(robots), robots))
    for number in range(4):
        for hop in range(2):
            there = f"HTTP/1.1 302 X\r\nLocation: /{number}/{hop + 1}\r\nContent-Length: 0\r\n\r\n"
            server.put(f"/{number}/{hop}", there.encode())
        server.put(f"/{number}/2", complaint(503))
    return [server.url(f"/{number}/0") for number in range(4)]


def fetch_all(urls: list[str], settings: Settings) -> list[Snapshot]:
    async def run() -> list[Snapshot]:
        async with Fetcher(settings) as fetcher:
            return await asyncio.gather(*map(fetcher.fetch, urls))

    return asyncio.run(run())


def test_a_site_that_asks_for_more_and_more_waiting_ends_in_its_bound(
    server: FaultServer, shared_clock: SharedClock
) -> None:
    urls, began = hostile_site(server), shared_clock.now

    snapshots = fetch_all(urls, PATIENT)

    own_pace = PATIENT.host_delay * len(server.requests)
    assert shared_clock.now - began <= PATIENT.max_wait + own_pace + PATIENT.timeout
    assert {snapshot.outcome for snapshot in snapshots} <= {Outcome.REFUSED, Outcome.FAILED}
    refused = [snapshot for snapshot in snapshots if snapshot.detail == "asked-to-wait"]
    assert refused
    for snapshot in refused:
        assert re.search(r"asked to wait too long, \d+ s where Settings.max_wait allows 60 s", snapshot.message)
        assert snapshot.retry_at is not None


def test_the_queue_of_one_site_holds_up_no_other(server: FaultServer) -> None:
    urls = hostile_site(server)
    other = type(server)()
    other.put("/robots.txt", complaint(404))
    quick = other.put("/", PAGE)

    async def run() -> tuple[Snapshot, int]:
        async with Fetcher(replace(PATIENT, concurrency=1, host_concurrency=1)) as fetcher:
            waiting = [asyncio.create_task(fetcher.fetch(url)) for url in urls]
            while not server.asked("/0/0"):
                await asyncio.sleep(0.01)
            snapshot = await fetcher.fetch(quick)
            still_waiting = sum(not task.done() for task in waiting)
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
            return snapshot, still_waiting

    snapshot, still_waiting = asyncio.run(run())
    other.stop()
    assert snapshot.outcome is Outcome.OK
    assert still_waiting == len(urls)


def test_visits_that_wait_for_the_robots_txt_of_their_origin_have_their_whole_time(
    server: FaultServer, names: Names, loopback: Settings
) -> None:
    for host in ("a.site.example", "b.site.example"):
        names.answers[host] = [["127.0.0.1"]]
    server.put("/robots.txt", complaint(404))
    paths = [f"/page/{number}" for number in range(6)]
    for path in paths:
        server.put(path, PAGE)

    async def run() -> list[Snapshot]:
        async with Fetcher(replace(loopback, host_delay=0.2, timeout=0.6, obey_robots=True)) as fetcher:
            queue = [asyncio.create_task(fetcher.fetch(server.url(path, "a.site.example"))) for path in paths]
            while not server.asked(paths[0]):
                await asyncio.sleep(0.01)
            others = [fetcher.fetch(server.url(path, "b.site.example")) for path in paths[:3]]
            return await asyncio.gather(*others, *queue)

    assert [snapshot.detail for snapshot in asyncio.run(run())] == [""] * 9
