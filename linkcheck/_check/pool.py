"""Which checker serves a top-level function, and how many are kept? Equal visiting shares one; a few are kept."""

from __future__ import annotations

import asyncio
import concurrent.futures
import os
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from linkcheck._check.checker import Checker, Home
from linkcheck._check.loop_thread import LoopThread
from linkcheck._check.options import CompareOptions
from linkcheck._check.threads import WorkThreads
from linkcheck.errors import ClosedError
from linkcheck.settings import DECLARED, Settings

MAX_KEPT = 8
"""Checkers that are kept for calls to come. Each holds connections, rules of robots.txt and perhaps a store's file.
More exist only while more are in use at once."""

_OF_THE_CALL = {name: declared.default for name, declared in DECLARED.items() if declared.group == "Judging"}
"""Settings that no visit depends on: each call brings its own, so that thresholds for each account cost nothing."""

_ENDED = "linkcheck.close() ended this call: call again, which makes a new checker"

Key = tuple[Settings, str]


class _Kept:
    def __init__(self, checker: Checker) -> None:
        self.checker = checker
        self.users = 0
        self.closed = False


class CheckerPool:
    """The shared checkers, on one event loop and one set of threads. Safe for many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, _Kept] = OrderedDict()
        """The one unused longest is the first."""
        self._home: Home | None = None
        self._closing: set[concurrent.futures.Future[None]] = set()

    @contextmanager
    def lease(self, settings: Settings) -> Iterator[Checker]:
        """The checker for these settings, kept open for as long as it is in use.

        A call that `close` ends raises ClosedError.
        """
        kept = self._take(settings)
        try:
            yield kept.checker
        except (concurrent.futures.CancelledError, asyncio.CancelledError, ClosedError):
            if kept.closed:
                raise ClosedError(_ENDED) from None
            raise
        finally:
            self._give_back(kept)

    def close(self) -> None:
        """Close the checkers and end their threads; what is under way ends. The next call begins anew."""
        with self._lock:
            kept, self._kept = list(self._kept.values()), OrderedDict()
            home, self._home = self._home, None
            closing, self._closing = self._closing, set()
        for one in kept:
            one.closed = True
        if home is None:
            return
        if not home.loop.runs_here:
            concurrent.futures.wait(closing)

        async def close_all() -> None:
            await asyncio.gather(*(one.checker._aclose() for one in kept), return_exceptions=True)

        home.loop.stop(last=close_all)
        home.threads.end()

    def forget(self) -> None:
        """Start anew, as in a forked child: it has none of its parent's threads, and perhaps its lock held."""
        self.__init__()  # type: ignore[misc]  # nothing of it is of use here

    def _take(self, settings: Settings) -> _Kept:
        # A checker keeps its files open: a relative path stands for another file once the folder has changed.
        store = os.path.abspath(settings.store) if settings.store else ""
        visiting = msgspec.structs.replace(settings, **_OF_THE_CALL)
        with self._lock:
            kept = self._kept.get((visiting, store))
            if kept is None:
                self._home = self._home or Home(LoopThread("linkcheck-loop"), WorkThreads.begin())
                kept = _Kept(Checker._at(self._home, CompareOptions(visiting)))
                self._kept[visiting, store] = kept
            kept.users += 1
            self._kept.move_to_end((visiting, store))
            return kept

    def _give_back(self, kept: _Kept) -> None:
        with self._lock:
            kept.users -= 1
            idle = [key for key, one in self._kept.items() if not one.users]
            for key in idle[: max(0, len(self._kept) - MAX_KEPT)]:
                # Not waited for: the loop comes to it before it begins what is asked of it next.
                closing = self._kept.pop(key).checker._close_soon()
                if closing is not None:
                    self._closing.add(closing)
                    closing.add_done_callback(self._closing.discard)
