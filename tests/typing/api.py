"""The public interface as users' type checkers see it; checked by mypy with the tests, never run."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path
from typing import assert_type

import httpx
import pandas

import linkcheck
from linkcheck import (
    AsyncChecker,
    BadRecord,
    Checker,
    LinkReport,
    Page,
    Post,
    QueueReport,
    Report,
    Settings,
    Snapshot,
    Verdict,
)


def of_one_post(post: Post, record: Mapping[str, object]) -> None:
    assert_type(linkcheck.check("a post https://example.org/a"), Report)
    assert_type(linkcheck.check(record), Report)
    report = linkcheck.check(post, settings=Settings(timeout=5))
    assert_type(report.verdict, Verdict)
    assert_type(report.score, float | None)
    assert_type(report.links, tuple[LinkReport, ...])
    assert_type(report.links[0].reasons[0].message, str)
    assert_type(linkcheck.replay(report), Report)


def of_a_page(content: bytes) -> None:
    page = linkcheck.read_page(content, url="https://example.org/a")
    assert_type(page, Page)
    assert_type(linkcheck.compare("a post", page), LinkReport)
    assert_type(linkcheck.fetch("https://example.org/a"), Snapshot)
    assert_type(linkcheck.parse_post("a post"), Post)


def of_many(posts: list[Post | BadRecord], file: Path) -> None:
    assert_type(linkcheck.read_posts(file), Iterator[Post | BadRecord])
    for report in linkcheck.check_many(posts):
        assert_type(report, Report)
    queue = linkcheck.check_queue(posts)
    assert_type(queue, QueueReport)
    assert_type(queue.reports[0].better_match, int | None)
    assert_type(linkcheck.replay(queue), QueueReport)


def of_a_frame(frame: pandas.DataFrame) -> None:
    for report in linkcheck.check_many(frame.to_dict("records")):
        assert_type(report, Report)
    assert_type(linkcheck.check_queue(frame.to_dict("records")), QueueReport)
    assert_type(linkcheck.read_posts(frame), Iterator[Post | BadRecord])
    assert_type(linkcheck.check("a post").to_frame(), pandas.DataFrame)


def of_what_values_hold(post: Post, report: Report, snapshot: Snapshot, page: Page) -> None:
    assert_type(post.claim, linkcheck.Claim)
    assert_type(post.claim.mentions, tuple[linkcheck.Mention, ...])
    assert_type(post.claim.frames, tuple[linkcheck.PostFrame, ...])
    assert_type(post.origin, linkcheck.Origin | None)
    assert_type(report.provenance, linkcheck.Provenance)
    assert_type(report.problem, BadRecord | None)
    assert_type(report.links[0].page, linkcheck.PageSummary | None)
    assert_type(report.links[0].cause, linkcheck.Cause | None)
    assert_type(snapshot.hops, tuple[linkcheck.Hop, ...])
    assert_type(page.state, linkcheck.PageState | None)


class Detector:
    """A detector of the user's is one by its shape."""

    code = "house-style"

    def weigh(self, case: linkcheck.Case) -> list[linkcheck.Evidence]:
        return [linkcheck.Evidence(code="house-style", layer=linkcheck.Layer.DETAIL, message="shouting")]


def of_options(post: Post, page: Page, link: linkcheck.Link, moment: dt.datetime) -> None:
    settings, detector = Settings(timeout=5, allow_networks=("127.0.0.0/8",)), Detector()
    assert_type(settings.timeout, float)
    assert_type(settings.mismatch_threshold, float | None)
    linkcheck.compare(post, page, link=link, settings=settings, as_of=moment, detectors=[detector])
    linkcheck.compare_queue([(post, page)], settings=settings, as_of=moment, detectors=[detector])
    linkcheck.check(post, settings=settings, as_of=moment, detectors=[detector])
    linkcheck.check_many([post], settings=settings, as_of=moment, detectors=[detector])
    linkcheck.check_queue([post], settings=settings, as_of=moment, detectors=[detector])
    linkcheck.read_page(b"", settings=settings)
    linkcheck.parse_post("a post", settings=settings)
    linkcheck.read_posts("posts.csv", settings=settings)
    linkcheck.fetch("https://example.org/a", settings=settings)
    Checker(settings, detectors=[detector])
    linkcheck.close()


def of_a_checker(post: Post) -> None:
    with Checker(Settings()) as checker:
        assert_type(checker, Checker)
        assert_type(checker.check(post), Report)


async def of_transports(handler: Callable[[httpx.Request], httpx.Response]) -> None:
    transport = linkcheck.GuardedTransport(Settings(timeout=5))
    async with httpx.AsyncClient(transport=transport) as client:
        try:
            assert_type(await client.get("https://example.org/a"), httpx.Response)
        except linkcheck.RefusedError as refused:
            assert_type(refused.code, str)
            assert_type(refused.request, httpx.Request)
    assert_type(AsyncChecker(transport=transport), AsyncChecker)
    assert_type(Checker(transport=httpx.MockTransport(handler)), Checker)


async def of_an_asynchronous_checker(posts: list[Post]) -> None:
    assert_type(await linkcheck.acheck("a post"), Report)
    async with AsyncChecker(Settings()) as checker:
        assert_type(checker, AsyncChecker)
        assert_type(await checker.check(posts[0]), Report)
        async for report in checker.check_many(posts):
            assert_type(report, Report)
        async for report in checker.check_many(coming(posts)):
            assert_type(report, Report)
        async with contextlib.aclosing(checker.check_many(coming(posts))) as stream:
            assert_type(await anext(stream), Report)
        assert_type(await checker.check_queue(coming(posts)), QueueReport)


async def coming(posts: list[Post]) -> AsyncIterator[Post]:
    for post in posts:
        yield post


def of_wrong_use(page: Page) -> None:
    linkcheck.check(7)  # type: ignore[arg-type]
    linkcheck.compare("a post", page, "https://example.org/a")  # type: ignore[call-arg, arg-type]
    linkcheck.check("a post", Settings())  # type: ignore[call-arg]
    linkcheck.check_many(coming([]))  # type: ignore[arg-type]
    Settings(time_out=5)  # type: ignore[call-arg]
    Settings(timeout="5")  # type: ignore[arg-type]
    Settings(5)  # type: ignore[call-arg]
