"""Progress of long work: on standard error, and only where that is a terminal."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.status import Status


class Progress:
    """A spinner with a count while work goes on; silent when standard error is no terminal."""

    def __init__(self, doing: str, total: int | None = None) -> None:
        self._doing = doing
        self._of = "" if total is None else f" of {total}"
        self._done = 0
        self._status: Status | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console

            self._status = Console(stderr=True).status(f"{self._doing} ...")
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status is not None:
            self._status.stop()

    def step(self) -> None:
        """One more is done. May be called from any thread."""
        self._done += 1
        if self._status is not None:
            self._status.update(f"{self._doing}: {self._done}{self._of} done ...")

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Take the spinner away while results are printed."""
        if self._status is None:
            yield
            return
        self._status.stop()
        try:
            yield
        finally:
            self._status.start()
