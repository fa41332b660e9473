"""robots.txt is asked first, once, and believed; what cannot be had means not now."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from linkcheck._check.shared import fetch
from linkcheck._urls.url import parse_url
from linkcheck._web.fetcher import Fetcher
from linkcheck._web.pacing import MAX_CRAWL_DELAY
from linkcheck._web.robots import Robots, RobotsResponse, Rules
from linkcheck._web.semantics import USER_AGENT, product_token
from linkcheck._web.types import Outcome, Snapshot
from linkcheck.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import FaultServer, Script


def answer(body: bytes, status: str = "200 OK", headers: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode() + body


@pytest.fixture
def polite(loopback: Settings) -> Settings:
    return replace(loopback, obey_robots=True)


def visit(server: FaultServer, settings: Settings, robots: Script | bytes, path: str = "/page") -> Snapshot:
    server.put("/robots.txt", robots)
    server.put(path, answer(b"hello"))
    return fetch(server.url(path), settings=settings)


@pytest.mark.parametrize(
    "rules",
    [
        b"User-agent: *\nDisallow: /",
        b"User-agent: linkcheck\nDisallow: /page\n\nUser-agent: *\nAllow: /",
        b"USER-AGENT: LinkCheck\r\nDISALLOW: /p*e$\r\n",
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /page",
    ],
)
def test_a_refusal_is_refused_never_broken(rules: bytes, server: FaultServer, polite: Settings) -> None:
    snapshot = visit(server, polite, answer(rules))

    assert (snapshot.outcome, snapshot.detail) == (Outcome.REFUSED, "robots")
    assert server.asked("/page") == 0


@pytest.mark.parametrize(
    "robots",
    [
        answer(b"User-agent: *\nDisallow: /private\n"),
        answer(b"User-agent: other\nDisallow: /\n"),
        answer(b""),
        answer(b"<html>not found, but 200</html>"),
        answer(b"\xff\xfe\x00garbage" * 100),
        answer(b"", "404 Not Found"),
        answer(b"", "403 Forbidden"),
        answer(b"", "302 Found", "Location: /robots.txt\r\n"),
    ],
)
def test_no_refusal_is_a_welcome(robots: bytes, server: FaultServer, polite: Settings) -> None:
    assert visit(server, polite, robots).outcome is Outcome.OK


@pytest.mark.parametrize("status", ["500 X", "503 X", "429 X"])
def test_a_server_in_trouble_means_not_now(status: str, server: FaultServer, polite: Settings) -> None:
    snapshot = visit(server, polite, answer(b"", status))

    assert (snapshot.outcome, snapshot.detail) == (Outcome.REFUSED, "robots-unavailable")
    assert server.asked("/page") == 0


def test_silence_means_not_now(server: FaultServer, polite: Settings) -> None:
    snapshot = visit(server, replace(polite, timeout=0.3), ["hold"])

    assert (snapshot.outcome, snapshot.detail) == (Outcome.FAILED, "timeout")
    assert server.asked("/page") == 0


def test_redirects_of_robots_txt_are_followed(server: FaultServer, polite: Settings) -> None:
    server.put("/rules", answer(b"User-agent: *\nDisallow: /page"))

    assert visit(server, polite, answer(b"", "301 X", "Location: /rules\r\n")).detail == "robots"


def test_robots_txt_is_asked_for_once_for_many_pages(server: FaultServer, polite: Settings) -> None:
    server.put("/robots.txt", [0.1, answer(b"User-agent: *\nDisallow: /no")])
    for number in range(10):
        server.put(f"/{number}", answer(b"hello"))

    async def run() -> None:
        async with Fetcher(polite) as fetcher:
            await asyncio.gather(*(fetcher.fetch(server.url(f"/{number}")) for number in range(10)))

    asyncio.run(run())
    assert server.asked("/robots.txt") == 1


def test_single_checks_may_leave_it_unasked(server: FaultServer, polite: Settings) -> None:
    snapshot = visit(server, replace(polite, obey_robots=False), answer(b"User-agent: *\nDisallow: /"))

    assert snapshot.outcome is Outcome.OK
    assert server.asked("/robots.txt") == 0


def test_we_say_who_we_are(server: FaultServer, polite: Settings) -> None:
    visit(server, polite, answer(b""))
    visit(server, replace(polite, user_agent="mybot/1.0 (+https://example.com/bot)"), answer(b""))

    heads = [head for _, head in server.requests]
    assert all(f"user-agent: {USER_AGENT}".lower() in head.lower() for head in heads[:2])
    assert all("user-agent: mybot/1.0 (+https://example.com/bot)" in head.lower() for head in heads[2:])
    assert product_token(Settings()) == "linkcheck"
    assert product_token(Settings(user_agent="mybot/1.0")) == "mybot"


@pytest.mark.parametrize(("delay", "seconds"), [("2", 2), ("0.5", 0.5), ("9999", MAX_CRAWL_DELAY), ("x", 0), ("-1", 0)])
def test_crawl_delay_is_heeded_within_reason(delay: str, seconds: float) -> None:
    rules = Rules(RobotsResponse(200, f"User-agent: *\nCrawl-delay: {delay}\n"), "linkcheck")

    assert rules.delay == seconds


def test_hostile_rules_take_little_time_and_room() -> None:
    robots = Robots("linkcheck")
    text = "User-agent: *\n" + "".join(f"Disallow: /*{number}*x\n" for number in range(500))
    text += "# filler\n" * 20_000

    async def ask(_: object) -> RobotsResponse:
        return RobotsResponse(200, text)

    async def run() -> None:
        for number in range(16):
            await robots.require(parse_url(f"https://{number}.example/" + "a" * 2000), ask, lambda turn: turn)

    asyncio.run(run())
    assert sum(rules.size for rules in robots._rules.values()) <= 1024 * 1024
    assert len(robots._rules) < 16


def test_only_the_first_500_kib_of_robots_txt_count(server: FaultServer, polite: Settings) -> None:
    rules = b"User-agent: *\nDisallow: /page\n" + b"# filler\n" * 200_000

    assert visit(server, polite, answer(rules)).detail == "robots"
