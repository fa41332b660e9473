"""What visits brought, read and judged: from snapshots to reports. Pure: no I/O and no clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TypedDict

import msgspec

from linkcheck._check.compare import compare, compare_unvisited
from linkcheck._check.queue import judge_queue
from linkcheck._evidence.types import Detector
from linkcheck._page.read import read
from linkcheck._page.types import Page
from linkcheck._post.types import BadRecord, Link, Post
from linkcheck._report.types import QueueReport
from linkcheck._scoring.judge import reconcile_links
from linkcheck._scoring.types import LinkReport
from linkcheck._urls.action_links import mask
from linkcheck._web.failures import FetchFailure
from linkcheck._web.types import Outcome, Snapshot
from linkcheck.settings import Settings

Found = list[tuple[Link, Page | Snapshot]]
"""For each link of a post the page that was read, or the snapshot that was not."""


class Judging(TypedDict):
    """By what pages are judged."""

    settings: Settings
    as_of: dt.datetime | None
    detectors: tuple[Detector, ...]


def read_and_compare(post: Post, snapshots: Sequence[Snapshot], judging: Judging) -> tuple[LinkReport, ...]:
    """The LinkReports of a post, from the snapshot of each of its links, in order."""
    return reconcile_links(
        [judge_snapshot(post, link, snapshot, **judging) for link, snapshot in zip(post.links, snapshots, strict=True)]
    )


def judge_snapshot(
    post: Post,
    link: Link,
    snapshot: Snapshot,
    *,
    settings: Settings,
    as_of: dt.datetime | None = None,
    detectors: Iterable[Detector] = (),
) -> LinkReport:
    """The LinkReport of a link and what its visit brought, readable or not."""
    if snapshot.outcome is not Outcome.OK:
        return compare_unvisited(post, link, snapshot)
    return compare(post, read(snapshot), link, settings=settings, as_of=as_of, detectors=detectors)


def read_all(post: Post, snapshots: Sequence[Snapshot]) -> Found:
    """The pages of a post's links, where there is something to read."""
    return [
        (link, read(snapshot) if snapshot.outcome is Outcome.OK else snapshot)
        for link, snapshot in zip(post.links, snapshots, strict=True)
    ]


def judge_found(posts: Sequence[Post | BadRecord], found: Sequence[Found | None], judging: Judging) -> QueueReport:
    """The QueueReport of the posts whose pages were found; it is `interrupted` when those of some were not (None)."""
    queue = judge_queue(posts, [pages or [] for pages in found], **judging)
    if None not in found:
        return queue
    done = tuple(report for report, pages in zip(queue.posts, found, strict=True) if pages is not None)
    return msgspec.structs.replace(queue, posts=done, interrupted=True)


def too_many(url: str, settings: Settings) -> Snapshot:
    """What stands for the visit of a link beyond the most that are visited for one post."""
    fault = FetchFailure("too-many-links", limit=settings.max_links)
    return Snapshot(
        id="", url=url, final_url=url, outcome=fault.outcome, detail=fault.code, message=fault.sentence(mask(url))
    )
