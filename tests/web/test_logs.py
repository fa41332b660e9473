"""What the log says of visits: hops, visits and trouble, and never a secret."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from msgspec.structs import replace

from linkcheck._web import logs, store
from linkcheck._web.fetcher import Fetcher
from linkcheck.errors import StoreError, StoreWarning
from linkcheck.settings import Settings

HTML = "<title>Trees</title><p>" + "The council planted 240 trees on Mill Road. " * 40
QUICK = Settings(host_delay=0, retries=0, timeout=2)
Handler = Callable[[httpx.Request], httpx.Response]


def site(request: httpx.Request) -> httpx.Response:
    match request.url.path:
        case "/trees":
            return httpx.Response(200, html=HTML)
        case "/moved" | "/login":
            return httpx.Response(301, headers={"Location": f"/trees?{request.url.query.decode()}"})
        case "/busy":
            return httpx.Response(429, headers={"Retry-After": "120"})
        case "/breaks":
            raise ValueError(f"cannot serve {request.url}")
    return httpx.Response(404)


def visit(*urls: str, settings: Settings = QUICK, handler: Handler = site) -> None:
    async def run() -> None:
        async with Fetcher(settings, transport=httpx.MockTransport(handler)) as fetcher:
            for url in urls:
                await fetcher.fetch(url)

    asyncio.run(run())


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Callable[[], list[tuple[str, str]]]:
    """Level and message of each record of linkcheck's so far."""
    caplog.set_level(logging.DEBUG, "linkcheck")

    def records() -> list[tuple[str, str]]:
        return [(r.levelname, r.getMessage()) for r in caplog.records if r.name == "linkcheck.web"]

    return records


def test_a_visit_is_told_with_its_hops(log: Callable[[], list[tuple[str, str]]]) -> None:
    visit("https://news.example/moved?a=1")

    *hops, (level, message) = log()
    assert hops == [
        ("DEBUG", "https://news.example/robots.txt answered 404"),
        ("DEBUG", "https://news.example/moved?a=1 answered 301"),
        ("DEBUG", "https://news.example/trees?a=1 answered 200"),
    ]
    assert level == "INFO"
    assert message.startswith(f"https://news.example/moved?a=1: ok, {len(HTML)} bytes over 1 redirects in ")


def test_another_try_is_told_with_its_reason(log: Callable[[], list[tuple[str, str]]]) -> None:
    def once(request: httpx.Request) -> httpx.Response:
        if len(log()) > 1:
            return site(request)
        raise httpx.ReadTimeout("too slow")

    visit("https://news.example/trees", settings=replace(QUICK, retries=1, obey_robots=False), handler=once)

    assert any(level == "DEBUG" and message.endswith("Another try in 0.0 s") for level, message in log())


def test_a_site_that_asks_to_be_left_alone_is_a_warning(log: Callable[[], list[tuple[str, str]]]) -> None:
    visit("https://news.example/busy")

    assert ("WARNING", "news.example asks to be left alone for 120 s (Retry-After)") in log()


def test_trouble_with_the_store_is_a_warning_once(
    log: Callable[[], list[tuple[str, str]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreError("pages.sqlite: cannot keep https://news.example/login?token=3f2a9c (disk is full)")

    monkeypatch.setattr(store.Store, "put", full)
    with pytest.warns(StoreWarning):
        visit(
            "https://news.example/trees",
            "https://news.example/moved",
            settings=replace(QUICK, store=str(tmp_path / "pages.sqlite")),
        )

    assert [message for level, message in log() if level == "WARNING"] == [
        "pages.sqlite: cannot keep https://news.example/login?token=*** (disk is full)"
    ]


def test_a_page_from_the_store_is_told_so(log: Callable[[], list[tuple[str, str]]], tmp_path: Path) -> None:
    settings = replace(QUICK, store=str(tmp_path / "pages.sqlite"))
    visit("https://news.example/trees", "https://news.example/trees", settings=settings)

    assert log()[-1] == ("INFO", "https://news.example/trees: ok, from the store")


def test_no_record_holds_a_secret(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "linkcheck")
    secrets = ("3f2a9c71", "hunter2")
    urls = (
        "https://admin:hunter2@news.example/trees",
        "https://news.example/login?token=3f2a9c71",
        "https://news.example/busy?token=3f2a9c71",
        "https://news.example/breaks?token=3f2a9c71",
        "https://news.example/trees;token=3f2a9c71#access_token=3f2a9c71",
        "https://news.example/%6Cogin?next=https%3A%2F%2Fa.example%2F%3Ftoken%3D3f2a9c71",
    )
    for settings in (QUICK, replace(QUICK, visit_action_links=True, retries=1)):
        visit(*urls, settings=settings)

    ours = [record for record in caplog.records if record.name.startswith("linkcheck")]
    assert len(ours) >= 20
    for record in ours:
        told = f"{record.getMessage()} {record.args!r} {record.msg!r}"
        assert not any(secret in told for secret in secrets), told


def test_a_long_or_hostile_url_is_one_short_line_of_the_log(log: Callable[[], list[tuple[str, str]]]) -> None:
    visit("https://news.example/" + "x" * 5000, "https://news.example/\x1b[31m\u202e\n::error::")

    assert len(log()) >= 2
    for _, message in log():
        assert len(message) < 700
        assert message.isprintable()


def test_nothing_is_spent_where_nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    def told(*_: object) -> str:
        raise AssertionError("a record was prepared")

    monkeypatch.setattr(logs, "mask", told)
    monkeypatch.setattr(logs, "plain", told)
    logging.getLogger("linkcheck").setLevel(logging.WARNING)
    try:
        visit("https://news.example/moved", "https://news.example/none")
    finally:
        logging.getLogger("linkcheck").setLevel(logging.NOTSET)
