"""A counted number of places, shared by the event loops of several threads."""

from __future__ import annotations

import asyncio
import threading
from collections import deque


class Slots:
    """Hands out places, first come first served, to tasks of any event loop.

    Synchronisation of asyncio belongs to one loop; look-ups and pacing are shared by the whole process.
    """

    def __init__(self) -> None:
        self.taken = 0
        self._lock = threading.Lock()
        self._waiting: deque[tuple[asyncio.AbstractEventLoop, asyncio.Future[None]]] = deque()

    async def take(self, limit: int) -> None:
        """Wait until fewer than `limit` places are taken, then take one."""
        with self._lock:
            if self.taken < limit:
                self.taken += 1
                return
            loop = asyncio.get_running_loop()
            turn = loop.create_future()
            self._waiting.append((loop, turn))
        try:
            await turn
        except asyncio.CancelledError:
            self._withdraw(loop, turn)
            raise

    def give_back(self) -> None:
        """Free a place; whoever waits longest gets it. May be called from any thread."""
        with self._lock:
            while self._waiting:
                loop, turn = self._waiting.popleft()
                try:
                    loop.call_soon_threadsafe(_grant, self, turn)
                except RuntimeError:  # that loop is closed: nobody waits there any more
                    continue
                return
            self.taken -= 1

    @property
    def idle(self) -> bool:
        """Whether nobody holds or waits for a place."""
        return self.taken == 0 and not self._waiting

    def _withdraw(self, loop: asyncio.AbstractEventLoop, turn: asyncio.Future[None]) -> None:
        with self._lock:
            if (loop, turn) in self._waiting:
                self._waiting.remove((loop, turn))
                return
        if turn.done() and not turn.cancelled():
            self.give_back()  # the place came while we were being cancelled


def _grant(slots: Slots, turn: asyncio.Future[None]) -> None:
    if turn.cancelled():
        slots.give_back()
    else:
        turn.set_result(None)
