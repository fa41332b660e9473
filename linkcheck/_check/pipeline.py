"""From the snapshots of a post's links to its reports. Pure: no I/O and no clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from linkcheck._check.compare import compare_page, compare_unvisited
from linkcheck._check.options import CompareOptions
from linkcheck._check.queue import judge_queue
from linkcheck._page.read import read
from linkcheck._page.types import Page
from linkcheck._post.types import BadRecord, Link, Post
from linkcheck._report.types import QueueReport
from linkcheck._scoring.judge import reconcile_links
from linkcheck._scoring.types import LinkReport
from linkcheck._urls.action_links import mask
from linkcheck._urls.url import UrlError, parse_url
from linkcheck._web.failures import FetchFailure
from linkcheck._web.pacing import site_of
from linkcheck._web.types import Outcome, Snapshot
from linkcheck.settings import Settings

ReadLinks = list[tuple[Link, Page | Snapshot]]
"""For each link of a post the page that was read, or the snapshot that holds none."""


MAX_OCCURRENCES = 4
"""Links of a post that are judged, as a multiple of the distinct ones that are visited: one URL may stand in it often,
and each link is compared for itself."""


def read_and_compare(post: Post, snapshots: Sequence[Snapshot], options: CompareOptions) -> tuple[LinkReport, ...]:
    """The LinkReports of a post, from the snapshot of each of its links, in order."""
    pairs = zip(post.links, snapshots, strict=True)
    return reconcile_links([judge_snapshot(post, link, snapshot, options) for link, snapshot in pairs])


def judge_snapshot(post: Post, link: Link, snapshot: Snapshot, options: CompareOptions) -> LinkReport:
    """The LinkReport of a link and its snapshot, readable or not."""
    if snapshot.outcome is not Outcome.OK:
        return compare_unvisited(post, link, snapshot)
    return compare_page(post, read(snapshot), link, options)


def read_links(post: Post, snapshots: Sequence[Snapshot]) -> ReadLinks:
    """The pages of a post's links, where there is something to read."""
    return [
        (link, read(snapshot) if snapshot.outcome is Outcome.OK else snapshot)
        for link, snapshot in zip(post.links, snapshots, strict=True)
    ]


def build_queue_report(
    posts: Sequence[Post | BadRecord], read: Sequence[ReadLinks | None], options: CompareOptions
) -> QueueReport:
    """The QueueReport of the posts whose links were read; it is `interrupted` when those of some were not (None)."""
    queue = judge_queue(posts, [links or [] for links in read], options)
    if None not in read:
        return queue
    done = tuple(report for report, links in zip(queue.posts, read, strict=True) if links is not None)
    return msgspec.structs.replace(queue, posts=done, interrupted=True)


def one_a_link(post: Post, found: Mapping[str, Snapshot], settings: Settings) -> list[Snapshot]:
    """A snapshot for each link of a post, of those by URL that were visited; the others are too many."""
    most = MAX_OCCURRENCES * settings.max_links
    urls = [link.expanded_url for link in post.links]
    left_out = {url: too_many_links(url, settings) for url in {*urls} - found.keys() | {*urls[most:]}}
    return [left_out[url] if number >= most or url not in found else found[url] for number, url in enumerate(urls)]


def too_many_links(url: str, settings: Settings) -> Snapshot:
    """What stands for the visit of a link beyond the most that are visited for one post."""
    failure = FetchFailure("too-many-links", limit=settings.max_links, most=MAX_OCCURRENCES * settings.max_links)
    return Snapshot(
        id="",
        url=url,
        final_url=url,
        outcome=failure.outcome,
        detail=failure.code,
        message=failure.sentence(mask(url)),
    )


def rows_by_turn(posts: Sequence[Post | BadRecord]) -> list[int]:
    """The rows of a queue in the order to visit them: the first of each site, then the second of each, and so on.

    Sites are visited at their own pace, and few posts are under way at once: in the order of the queue, a hundred
    posts of one site would hold up all that come after them.
    """
    before: Counter[str] = Counter()
    turns = []
    for row, post in enumerate(posts):
        site = _site_of(post) if isinstance(post, Post) else ""
        turns.append((before[site] if site else 0, row))
        before[site] += 1
    return [row for _, row in sorted(turns)]


def _site_of(post: Post) -> str:
    try:
        return site_of(parse_url(post.links[0].expanded_url)) if post.links else ""
    except UrlError:
        return ""
