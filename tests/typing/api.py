"""The public interface as users' type checkers see it; checked by mypy with the tests, never run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import assert_type

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


def of_a_checker(post: Post) -> None:
    with Checker(Settings()) as checker:
        assert_type(checker, Checker)
        assert_type(checker.check(post), Report)


async def of_an_asynchronous_checker(posts: list[Post]) -> None:
    assert_type(await linkcheck.acheck("a post"), Report)
    async with AsyncChecker(Settings()) as checker:
        assert_type(checker, AsyncChecker)
        assert_type(await checker.check(posts[0]), Report)
        async for report in checker.check_many(posts):
            assert_type(report, Report)


def of_wrong_use(page: Page) -> None:
    linkcheck.check(7)  # type: ignore[arg-type]
    linkcheck.compare("a post", page, "https://example.org/a")  # type: ignore[call-arg, arg-type]
    linkcheck.check("a post", Settings())  # type: ignore[call-arg]
