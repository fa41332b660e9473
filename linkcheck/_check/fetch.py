"""One URL to a Snapshot, for synchronous code; nothing is kept afterwards."""

from __future__ import annotations

from linkcheck._check.loop_thread import LoopThread, result
from linkcheck._web.fetcher import Fetcher
from linkcheck._web.types import Snapshot
from linkcheck.settings import Settings, keyword_options


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
