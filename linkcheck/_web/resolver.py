"""Look-ups of names, on daemon threads of our own.

`getaddrinfo` cannot be cancelled, and an event loop's own executor has six threads on two cores: six
hung names would stall every visit. A thread for each look-up is daemonic, so that a hung name never holds up the end
of the program; and one that is no longer waited for takes no place that others wait for.
"""

from __future__ import annotations

import asyncio
import ipaddress
import os
import socket
import threading
from collections.abc import AsyncIterator
from concurrent.futures import Future
from contextlib import asynccontextmanager

from linkcheck._urls.domains import registrable_domain
from linkcheck._urls.url import Address
from linkcheck._web.concurrency import ThreadSafeSemaphore
from linkcheck._web.failures import FetchFailure

MAX_LOOKUPS = 64
"""Waited for at once in the process: twice the visits in flight by default."""

MAX_OF_POST = 4
"""Waited for at once for one post: a list of names that hang leaves places for others."""

MAX_OF_DOMAIN = 8
"""Threads for one registrable domain, with those that are no longer waited for; most domains have one name or two."""

MAX_THREADS = 512
"""Threads in all, with those that are no longer waited for: 64 every 5 seconds for the 30 that a resolver may hang."""

_NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


_MAX_DOMAINS = 1024
"""Domains remembered before those at rest are forgotten."""


class _Places:
    """Who may look up, in this process."""

    def __init__(self) -> None:
        self.waited_for = ThreadSafeSemaphore()
        self.threads = ThreadSafeSemaphore()
        self._of_domains: dict[str, ThreadSafeSemaphore] = {}
        self._lock = threading.Lock()

    def of_domain(self, host: str) -> ThreadSafeSemaphore:
        """The places of all names of a host's registrable domain."""
        with self._lock:
            if len(self._of_domains) >= _MAX_DOMAINS:
                self._of_domains = {name: places for name, places in self._of_domains.items() if not places.idle}
            return self._of_domains.setdefault(registrable_domain(host) or host, ThreadSafeSemaphore())


_places = _Places()


async def look_up(
    host: str, *, absolute: bool, timeout: float, of_post: ThreadSafeSemaphore | None = None
) -> list[Address]:
    """Every address of a name, in the system's order; one call of getaddrinfo, never cached.

    `absolute` keeps the search domains of the machine out of it. `timeout` is in seconds, without the wait for a place.
    `of_post` are the places of the post that the name stands in.
    Raises FetchFailure: no-such-name, dns-failure, dns-timeout.
    """
    name = f"{host}." if absolute else host
    try:
        async with _holding(of_post or ThreadSafeSemaphore(), MAX_OF_POST):
            return await _on_a_thread(name, _places.of_domain(host), timeout)
    except TimeoutError:
        raise FetchFailure("dns-timeout", host=host, limit=timeout) from None
    except socket.gaierror as error:
        raise _to_failure(error, host) from None
    except (OSError, UnicodeError) as error:
        raise FetchFailure("dns-failure", host=host, why=str(error) or type(error).__name__) from None


async def _on_a_thread(name: str, of_domain: ThreadSafeSemaphore, timeout: float) -> list[Address]:
    places, answer = _places, None
    async with asyncio.timeout(timeout):  # where all its places hang, the resolver of the domain does
        await of_domain.acquire(MAX_OF_DOMAIN)
    try:
        async with _holding(places.waited_for, MAX_LOOKUPS):
            await places.threads.acquire(MAX_THREADS)
            answer = _start(name, of_domain, places.threads)
            async with asyncio.timeout(timeout):
                return await asyncio.wrap_future(answer)
    finally:
        if answer is None:
            of_domain.release()


@asynccontextmanager
async def _holding(places: ThreadSafeSemaphore, limit: int) -> AsyncIterator[None]:
    await places.acquire(limit)
    try:
        yield
    finally:
        places.release()


def _start(name: str, of_domain: ThreadSafeSemaphore, threads: ThreadSafeSemaphore) -> Future[list[Address]]:
    """Look a name up on a thread, which gives both places back when it ends."""
    answer: Future[list[Address]] = Future()
    held = (of_domain, threads)
    try:
        threading.Thread(target=_ask, args=(name, answer, held), name=f"look-up {name}", daemon=True).start()
    except RuntimeError as error:  # the machine has no threads left
        threads.release()
        raise OSError(str(error)) from None
    return answer


def _ask(name: str, answer: Future[list[Address]], held: tuple[ThreadSafeSemaphore, ...]) -> None:
    try:
        if answer.set_running_or_notify_cancel():
            _answer(name, answer)
    finally:
        for places in held:
            places.release()


def _answer(name: str, answer: Future[list[Address]]) -> None:
    try:
        # Looked up here, at call time: tests and guards replace it.
        found = socket.getaddrinfo(name, None, socket.AF_UNSPEC, socket.SOCK_STREAM)
        addresses = [_to_address(str(entry[4][0])) for entry in found]
    except Exception as error:
        answer.set_exception(error)
    else:
        answer.set_result(list(dict.fromkeys(addresses)))


def _to_address(text: str) -> Address:
    return ipaddress.ip_address(text)


def _to_failure(error: socket.gaierror, host: str) -> FetchFailure:
    if error.errno in _NO_SUCH_NAME:
        return FetchFailure("no-such-name", host=host)
    return FetchFailure("dns-failure", host=host, why=error.strerror or str(error))


def _after_fork() -> None:
    global _places
    _places = _Places()  # the threads of the parent are not in the child


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
