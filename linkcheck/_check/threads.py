"""On which threads is the work of a checker done? The shared checkers have one set of them together."""

from __future__ import annotations

import concurrent.futures
from typing import NamedTuple

_DETECTOR_THREADS = 8
"""Threads that run detectors of the user's: those that wait for a service wait side by side."""
_CHILD_THREADS = 2
"""Threads that wait for child processes reading PDFs: each may take its whole deadline, and no other post waits."""


class WorkThreads(NamedTuple):
    """What a checker does beside its event loop. A thread begins when there is first something for it to do."""

    reader: concurrent.futures.Executor
    """Reads pages. That is CPU work: one thread keeps the loop free to serve its sockets and deadlines, and a second
    would only share the interpreter lock with it."""
    detectors: concurrent.futures.Executor
    """Run detectors of the user's, which may wait for a service."""
    children: concurrent.futures.Executor

    @classmethod
    def begin(cls) -> WorkThreads:
        """New threads, for one checker or for several."""
        return cls(
            reader=concurrent.futures.ThreadPoolExecutor(1, "linkcheck-reader"),
            detectors=concurrent.futures.ThreadPoolExecutor(_DETECTOR_THREADS, "linkcheck-detectors"),
            children=concurrent.futures.ThreadPoolExecutor(_CHILD_THREADS, "linkcheck-children"),
        )

    def end(self) -> None:
        """End the threads when they have done what they are at; what waits for them is cancelled."""
        for threads in self:
            threads.shutdown(wait=False, cancel_futures=True)
