"""AsyncChecker: posts to reports, with the network. The one pipeline; Checker runs it for synchronous code."""

from __future__ import annotations

import asyncio
import concurrent.futures
import datetime as dt
import functools
from collections.abc import AsyncGenerator, AsyncIterable, Callable, Coroutine, Iterable, Mapping, Sequence
from operator import itemgetter
from types import TracebackType
from typing import Any, Self, TypeVar, cast

import httpx

from linkcheck._check.loop_thread import cancel
from linkcheck._check.options import CompareOptions, PostLike, Record, Records, is_long, provenance
from linkcheck._check.pipeline import (
    ReadLinks,
    build_queue_report,
    one_a_link,
    read_and_compare,
    read_links,
    rows_by_turn,
)
from linkcheck._check.replay import (
    expand_rows,
    queue_with_differences,
    require_replayable,
    snapshots_named,
    with_differences,
)
from linkcheck._check.streams import Streams, each
from linkcheck._check.threads import WorkThreads
from linkcheck._evidence.types import Detector
from linkcheck._page.read import is_read_by_child
from linkcheck._post.files.read import posts_given
from linkcheck._post.parse import as_record, parse_post
from linkcheck._post.types import BadRecord, Post
from linkcheck._public import public
from linkcheck._report.build import report_post, report_problem
from linkcheck._report.types import QueueReport, Report
from linkcheck._web.client import require_transport
from linkcheck._web.concurrency import require_asyncio
from linkcheck._web.fetcher import Fetcher
from linkcheck._web.types import Snapshot
from linkcheck.errors import ClosedError
from linkcheck.settings import Settings

T = TypeVar("T")
Past = TypeVar("Past", bound=Report | QueueReport)
"""A report made before, and the same made again."""

CLOSED = "this checker is closed: make a new one"

_POSTS_A_TURN = 32
"""Posts of a queue parsed before others get their turn at the event loop: some 10 ms."""


@public
class AsyncChecker:
    """Checks posts against the pages behind their links; safe for many tasks on one event loop.

    Use it as `async with AsyncChecker(settings) as checker`, or close it with `aclose`.
    Its methods raise ClosedError afterwards. `detectors` run beside those that the settings name, in
    worker threads. Raises ModelError for a `Settings.model` that cannot be read, SettingsError or InputError
    for a detector that is none, StoreError for a `Settings.store` that cannot be opened.

    A `transport` takes the place of look-ups and network, in tests say: `AsyncChecker(transport=httpx.MockTransport(
    handler))`. Rules for URLs, bounds, robots.txt and pacing stay. Whatever it does is a result; it is closed with the
    checker. InputError for one that is no httpx.AsyncBaseTransport.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        detectors: Iterable[Detector] = (),
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._set_up(CompareOptions.validated(settings, detectors=detectors), require_transport(transport))

    @classmethod
    def _of(
        cls,
        options: CompareOptions,
        threads: WorkThreads | None = None,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> Self:
        """A checker with options that were validated before; `threads` that it is given do not end with it."""
        checker = cls.__new__(cls)
        checker._set_up(options, transport, threads)
        return checker

    def _set_up(
        self, options: CompareOptions, transport: httpx.AsyncBaseTransport | None, threads: WorkThreads | None = None
    ) -> None:
        self.settings: Settings = options.settings
        self._options = options
        self._fetcher = Fetcher(self.settings, transport=transport)
        self._threads = threads or WorkThreads.begin()
        self._ends_threads = threads is None
        self._closed = False
        self._streams = Streams()

    async def __aenter__(self) -> Self:
        require_asyncio()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close connections, store and threads. Closing twice is harmless.

        What streams that were left early had begun is cancelled.
        """
        if self._closed:
            return
        self._closed = True
        await self._streams.end()
        if self._ends_threads:
            self._threads.end()
        await self._fetcher.aclose()

    async def check(self, post: PostLike, *, as_of: dt.datetime | None = None) -> Report:
        """The Report of one post. Raises PostError when it is no post, ClosedError after aclose."""
        return await self._check(post, self._options.at(as_of))

    def check_many(
        self, records: Records | AsyncIterable[Record], *, as_of: dt.datetime | None = None
    ) -> AsyncGenerator[Report]:
        """Reports in the order of the records, each as soon as it is there; `row` counts them from 0.

        The records may come from an asynchronous iterable too. They are asked for a window ahead of the reports that
        were taken (twice `Settings.concurrency`), and no further. Raises InputError at once for one post. A loop that
        is left by `break` ends what was begun; `contextlib.aclosing` waits for that end.
        """
        if self._closed:
            raise ClosedError(CLOSED)
        return self._stream(self._given(records), self._options.at(as_of))

    async def check_queue(
        self, records: Records | AsyncIterable[Record], *, as_of: dt.datetime | None = None
    ) -> QueueReport:
        """The QueueReport of a whole queue: each post beside its own page and the queue's other pages."""
        return await self._check_queue(records, self._options.at(as_of))

    async def replay(self, past: Past) -> Past:
        """A past report made again, without the network: from the snapshots that it names, judged at its `as_of`.

        Has the same bytes where the provenance is equal and the store holds the snapshots; otherwise
        `provenance.differs` says what was not as it was. A link whose snapshot is not in the store is
        unverifiable. Raises InputError for what is no report, SettingsError without a store.
        """
        return await self._replay(past, self._options)

    async def fetch(self, url: str) -> Snapshot:
        """The Snapshot of one URL, with this checker's pools, pacing and store. Never raises for the network."""
        self._require_open()
        return await self._fetcher.fetch(url)

    async def _check(self, post: PostLike, options: CompareOptions) -> Report:
        return await self._check_post(await self._parse(post, parse_post, post), options, row=None)

    async def _check_record(self, record: Record, options: CompareOptions, *, row: int) -> Report:
        """The Report of one of many: one that is no post has `problem` set."""
        post = await self._parse(record, as_record, record, self.settings, row=row)
        if isinstance(post, BadRecord):
            return report_problem(post, row=row, provenance=provenance(options))
        return await self._check_post(post, options, row=row)

    async def _check_post(self, post: Post, options: CompareOptions, *, row: int | None) -> Report:
        snapshots = await self._visit(post)
        links = await self._off_loop(self._threads_for(snapshots, options), read_and_compare, post, snapshots, options)
        return report_post(post, links, row=row, provenance=provenance(options))

    def _given(self, records: Records | AsyncIterable[Record]) -> Iterable[Record] | AsyncIterable[Record]:
        kinds = (Iterable, AsyncIterable)
        given: Iterable[Record] = posts_given(records, settings=self.settings, instead="check", kinds=kinds)
        return given

    def _stream(
        self, records: Iterable[Record] | AsyncIterable[Record], options: CompareOptions
    ) -> AsyncGenerator[Report]:
        def check(record: Record, row: int) -> Coroutine[Any, Any, Report]:
            return self._check_record(record, options, row=row)

        return self._streams.in_order(records, check, ahead=window(self.settings))

    async def _check_queue(
        self,
        records: Records | AsyncIterable[Record],
        options: CompareOptions,
        *,
        stop: asyncio.Event | None = None,
        on_read: Callable[[], object] | None = None,
    ) -> QueueReport:
        """The same as check_queue. Once `stop` is set, no further page is waited for: the posts whose pages were
        read are judged with each other, the report has no others, and is `interrupted`. `on_read` is called each
        time the pages of another post have been read, on the event loop."""
        self._require_open()
        posts: list[Post | BadRecord] = []
        async for record in each(self._given(records)):
            row = len(posts)
            posts.append(await self._parse(record, as_record, record, self.settings, row=row))
            if row % _POSTS_A_TURN == 0:
                await asyncio.sleep(0)
        in_flight = asyncio.Semaphore(window(self.settings))

        async def visit(post: Post | BadRecord) -> ReadLinks:
            links: ReadLinks = []
            if isinstance(post, Post):
                async with in_flight:
                    links = await self._read(post, await self._visit(post))
            if on_read is not None:
                on_read()
            return links

        rows = await self._off_loop(self._threads.detectors, rows_by_turn, posts)
        by_turn = await _all_until([visit(posts[row]) for row in rows], stop or asyncio.Event())
        read = [links for _, links in sorted(zip(rows, by_turn, strict=True), key=itemgetter(0))]
        return await self._off_loop(self._threads_for((), options), build_queue_report, posts, read, options)

    async def _replay(self, past: Past, options: CompareOptions) -> Past:
        self._require_open()
        require_replayable(past, self.settings)
        again = await (
            self._replay_post(past, options) if isinstance(past, Report) else self._replay_queue(past, options)
        )
        return cast(Past, again)

    async def _replay_post(self, past: Report, options: CompareOptions) -> Report:
        options = options.at(past.provenance.as_of)
        made = provenance(options)
        if past.problem is not None:
            return with_differences(past, report_problem(past.problem, row=past.row, provenance=made))
        snapshots = await self._load_snapshots(past)
        threads = self._threads_for(snapshots, options)
        links = await self._off_loop(threads, read_and_compare, past.post, snapshots, options)
        return with_differences(past, report_post(past.post, links, row=past.row, provenance=made))

    async def _replay_queue(self, past: QueueReport, options: CompareOptions) -> QueueReport:
        options = options.at(past.posts[0].provenance.as_of if past.posts else None)
        posts, rows = expand_rows(past)
        read: list[ReadLinks | None] = [None] * len(posts)
        for row, report in zip(rows, past.posts, strict=True):
            read[row] = await self._read(report.post, await self._load_snapshots(report))
        again = await self._off_loop(self._threads_for((), options), build_queue_report, posts, read, options)
        return queue_with_differences(past, again)

    async def _load_snapshots(self, past: Report) -> list[Snapshot]:
        """The snapshots of a past report, one for each link of its post, in order."""
        wanted = list(snapshots_named(past).items())[: self.settings.max_links]
        found = {url: await self._fetcher.load_snapshot(url, named.id, refused=named.refused) for url, named in wanted}
        return await self._one_a_link(past.post, found)

    async def _visit(self, post: Post) -> list[Snapshot]:
        """A snapshot for each link, in order; the same URL is visited once."""
        self._require_open()
        wanted = list(dict.fromkeys(link.expanded_url for link in post.links))[: self.settings.max_links]
        fetched = await self._fetcher.fetch_of_post(wanted)
        return await self._one_a_link(post, dict(zip(wanted, fetched, strict=True)))

    async def _one_a_link(self, post: Post, found: Mapping[str, Snapshot]) -> list[Snapshot]:
        if len(post.links) <= self.settings.max_links:
            return one_a_link(post, found, self.settings)
        return await self._off_loop(self._threads.detectors, one_a_link, post, found, self.settings)

    async def _parse(self, given: object, work: Callable[..., T], *arguments: Any, **options: Any) -> T:
        """What `work` makes of something given as a post; where it is long, on a thread that pages are not read on."""
        if is_long(given):
            return await self._off_loop(self._threads.detectors, functools.partial(work, *arguments, **options))
        return work(*arguments, **options)

    async def _read(self, post: Post, snapshots: Sequence[Snapshot]) -> ReadLinks:
        return await self._off_loop(self._threads_for(snapshots), read_links, post, snapshots)

    def _threads_for(
        self, snapshots: Sequence[Snapshot], options: CompareOptions | None = None
    ) -> concurrent.futures.Executor:
        """Where the snapshots are read and judged: what waits for a child process or a detector holds up no reading."""
        if any(is_read_by_child(snapshot) for snapshot in snapshots):
            return self._threads.children
        return self._threads.detectors if options and options.detectors else self._threads.reader

    async def _off_loop(self, threads: concurrent.futures.Executor, work: Callable[..., T], *arguments: Any) -> T:
        self._require_open()
        return await asyncio.get_running_loop().run_in_executor(threads, work, *arguments)

    def _require_open(self) -> None:
        if self._closed:
            raise ClosedError(CLOSED)
        require_asyncio()


def window(settings: Settings) -> int:
    """How many posts are under way at once: twice the requests, so that a slow link holds up few others."""
    return 2 * settings.concurrency


async def _all_until(works: Iterable[Coroutine[Any, Any, T]], stop: asyncio.Event) -> list[T | None]:
    """What the works return, in order; None for those that are not done when `stop` is set."""
    tasks = [asyncio.create_task(work) for work in works]
    everything: asyncio.Future[list[T]] = asyncio.gather(*tasks)
    stopped: asyncio.Future[Any] = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({everything, stopped}, return_when=asyncio.FIRST_COMPLETED)
        return (
            [*everything.result()] if everything.done() else [task.result() if task.done() else None for task in tasks]
        )
    finally:
        await cancel([everything, stopped, *tasks])
