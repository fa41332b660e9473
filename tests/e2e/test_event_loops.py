"""Checks run on asyncio and on uvloop alike; where neither runs, linkcheck says what to do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

import pytest

import linkcheck
from linkcheck import AsyncChecker, InputError, Report, Settings, Snapshot, Verdict
from linkcheck._check.shared import close

if TYPE_CHECKING:
    from tests.e2e.conftest import Site

TITLE = "Council approves 2,400 new street trees"
TEXT = "The council approved a plan to plant 2,400 street trees along Mill Road, its members said on Tuesday. " * 8


def test_a_checker_reads_pages_on_either_loop(
    run_on_loop: Callable[[Coroutine[Any, Any, list[Report]]], list[Report]], site: Site, loopback: Settings
) -> None:
    urls = [site.article(f"/{number}", TITLE, TEXT) for number in range(3)]

    async def check() -> list[Report]:
        async with AsyncChecker(loopback) as checker:
            one = await checker.check(f"{TITLE} {urls[0]}")
            return [one, *[report async for report in checker.check_many(f"{TITLE} {url}" for url in urls[1:])]]

    assert [report.verdict for report in run_on_loop(check())] == [Verdict.MATCH] * 3


def test_a_visit_that_hangs_ends_at_its_deadline_on_either_loop(
    run_on_loop: Callable[[Coroutine[Any, Any, Snapshot]], Snapshot], site: Site
) -> None:
    settings = Settings(allow_networks=("127.0.0.0/8",), host_delay=0, obey_robots=False, retries=0, timeout=0.3)

    async def fetch() -> Snapshot:
        async with AsyncChecker(settings) as checker:
            return await checker.fetch(site.hang("/slow"))

    assert run_on_loop(fetch()).detail == "timeout"


def test_acheck_awaits_on_either_loop(
    run_on_loop: Callable[[Coroutine[Any, Any, Report]], Report], site: Site, loopback: Settings
) -> None:
    url = site.article("/trees", TITLE, TEXT)

    assert run_on_loop(linkcheck.acheck(f"{TITLE} {url}", settings=loopback)).verdict is Verdict.MATCH


@pytest.mark.filterwarnings("ignore:.*event_loop_policy:DeprecationWarning")  # Python 3.14 warns of policies
def test_check_works_where_uvloop_makes_every_loop(site: Site, loopback: Settings) -> None:
    uvloop = pytest.importorskip("uvloop", reason="uvloop has no wheel for this platform")
    url = site.article("/trees", TITLE, TEXT)
    before = asyncio.get_event_loop_policy()
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    try:
        assert linkcheck.check(f"{TITLE} {url}", settings=loopback).verdict is Verdict.MATCH
    finally:
        close()
        asyncio.set_event_loop_policy(before)


async def _check(checker: AsyncChecker) -> object:
    return await checker.check("Hello https://example.org/")


async def _check_within(checker: AsyncChecker) -> object:
    async with checker:
        return await checker.check("Hello https://example.org/")


async def _check_many(checker: AsyncChecker) -> object:
    return [report async for report in checker.check_many(["Hello https://example.org/"])]


async def _check_queue(checker: AsyncChecker) -> object:
    return await checker.check_queue(["Hello https://example.org/"])


async def _fetch(checker: AsyncChecker) -> object:
    return await checker.fetch("https://example.org/")


async def _acheck(checker: AsyncChecker) -> object:
    return await linkcheck.acheck("Hello https://example.org/", settings=checker.settings)


@pytest.mark.parametrize("use", [_check, _check_within, _check_many, _check_queue, _fetch, _acheck])
def test_another_kind_of_event_loop_is_told_what_to_do(
    use: Callable[[AsyncChecker], Coroutine[Any, Any, object]],
) -> None:
    trio = pytest.importorskip("trio", reason="trio is not installed")
    checker = AsyncChecker()

    async def run() -> None:
        try:
            await use(checker)
        finally:
            await checker.aclose()

    with pytest.raises(InputError, match=r"trio\.to_thread\.run_sync"):
        trio.run(run)


def test_check_in_a_thread_of_trio_works(site: Site, loopback: Settings) -> None:
    trio = pytest.importorskip("trio", reason="trio is not installed")
    url = site.article("/trees", TITLE, TEXT)

    async def run() -> Report:
        report: Report = await trio.to_thread.run_sync(lambda: linkcheck.check(f"{TITLE} {url}", settings=loopback))
        return report

    assert trio.run(run).verdict is Verdict.MATCH
