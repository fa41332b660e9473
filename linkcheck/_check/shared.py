"""The public functions that visit pages: equal Settings share a Checker; `fetch` keeps nothing afterwards."""

from __future__ import annotations

import atexit
import datetime as dt
import os
from collections.abc import Iterable, Iterator

import msgspec

from linkcheck._arguments import keyword_options, require_settings
from linkcheck._check.async_checker import Past
from linkcheck._check.loop_thread import LoopThread, result
from linkcheck._check.options import CompareOptions, PostLike, Record, Records
from linkcheck._check.pool import CheckerPool
from linkcheck._check.replay import require_replayable
from linkcheck._evidence.types import Detector
from linkcheck._post.files.read import posts_given
from linkcheck._public import public
from linkcheck._report.types import QueueReport, Report
from linkcheck._web.concurrency import require_asyncio
from linkcheck._web.fetcher import Fetcher
from linkcheck._web.types import Snapshot
from linkcheck.settings import Settings


@keyword_options
def fetch(url: str, *, settings: Settings | None = None) -> Snapshot:
    """What a URL returned at this moment. Never raises for a URL or for what the network does.

    Runs on an event loop and a thread of its own, so it may be called from a running loop too. Keeps no
    look-up, rule of robots.txt or connection; pacing is process-wide. Raises InputError for settings that are none.
    """
    thread = LoopThread("linkcheck-fetch")
    try:
        return result(thread.submit(_fetch(url, settings)))
    finally:
        thread.stop()


async def _fetch(url: str, settings: Settings | None) -> Snapshot:
    async with Fetcher(settings) as fetcher:
        return await fetcher.fetch(url)


@keyword_options
def check(
    post: PostLike,
    *,
    settings: Settings | None = None,
    as_of: dt.datetime | None = None,
    detectors: Iterable[Detector] = (),
) -> Report:
    """Read a post, fetch its links, compare: the Report of one post.

    `post` is text, a platform's object (a mapping) or a Post. `detectors` run beside those that the settings name.
    Uses the network; works inside a running loop, which it blocks (use acheck there). Raises PostError when `post` is
    no post, InputError for another argument that cannot be used.
    """
    options = CompareOptions.validated(settings, as_of=as_of, detectors=detectors)
    with _POOL.lease(options.settings) as checker:
        return checker._check(post, options)


@keyword_options
async def acheck(
    post: PostLike,
    *,
    settings: Settings | None = None,
    as_of: dt.datetime | None = None,
    detectors: Iterable[Detector] = (),
) -> Report:
    """`check` for asynchronous callers: awaits without blocking their loop."""
    options = CompareOptions.validated(settings, as_of=as_of, detectors=detectors)
    require_asyncio()
    with _POOL.lease(options.settings) as checker:
        return await checker._acheck(post, options)


@keyword_options
def check_many(
    posts: Records,
    *,
    settings: Settings | None = None,
    as_of: dt.datetime | None = None,
    detectors: Iterable[Detector] = (),
    progress: bool = False,
) -> Iterator[Report]:
    """Reports of many posts, streamed in input order, concurrent inside.

    A record that is no post gives a Report with `.problem` set; nothing is raised for one. `progress`
    shows a bar, in notebooks and terminals alike; it needs the extra [notebook]. Raises InputError at once for
    one post in place of many, or another argument that cannot be used.
    """
    options = CompareOptions.validated(settings, as_of=as_of, detectors=detectors)
    given = posts_given(posts, settings=options.settings, instead="check")
    reports = _stream(given, options)
    if not progress:
        return reports
    from linkcheck._report.notebook import with_progress

    return with_progress(reports, posts)


def _stream(posts: Iterable[Record], options: CompareOptions) -> Iterator[Report]:
    with _POOL.lease(options.settings) as checker:
        yield from checker._check_many(posts, options)


@keyword_options
def check_queue(
    posts: Records,
    *,
    settings: Settings | None = None,
    as_of: dt.datetime | None = None,
    detectors: Iterable[Detector] = (),
    progress: bool = False,
) -> QueueReport:
    """The QueueReport of a queue: also compares the posts with each other's pages.

    `progress` shows a bar, and all is raised, as by check_many.
    """
    options = CompareOptions.validated(settings, as_of=as_of, detectors=detectors)
    with _POOL.lease(options.settings) as checker:
        if not progress:
            return checker._check_queue(posts, options)
        from linkcheck._report.notebook import progress_bar

        records = list(posts_given(posts, settings=options.settings, instead="check"))
        with progress_bar(len(records)) as on_read:
            return checker._check_queue(records, options, on_read=on_read)


@keyword_options
def replay(past: Past, *, settings: Settings | None = None) -> Past:
    """A past report made again from the pages kept then: the same bytes where model, settings, version, `as_of` and
    snapshots are the same; otherwise `provenance.differs` says what is not.

    `past` is a Report or QueueReport, and `settings.store` the file its pages were kept in. Nothing is visited.
    Raises InputError for what is no report, SettingsError without a store, StoreError for a file that is none.
    """
    settings = require_settings(settings)
    require_replayable(past, settings)
    options = CompareOptions.validated(msgspec.structs.replace(settings, offline=True))
    with _POOL.lease(options.settings) as checker:
        return checker._replay(past, options)


@public
def close() -> None:
    """Close the checkers that the functions of linkcheck share: connections, stores and threads.

    For a program that runs for long and has done with linkcheck; it happens at exit too. What is under way in another
    thread ends with ClosedError. The next call makes a new checker.
    """
    _POOL.close()


_POOL = CheckerPool()
atexit.register(close)
if hasattr(os, "register_at_fork"):  # absent on Windows, which does not fork
    os.register_at_fork(after_in_child=_POOL.forget)
