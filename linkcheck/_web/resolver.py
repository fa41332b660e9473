"""Look-ups of names, on daemon threads of our own.

`getaddrinfo` cannot be cancelled, and an event loop's own executor has six threads on two cores: six
hung names would stall every visit. A thread for each look-up, at most 32 at once, is daemonic, so that a
hung name never holds up the end of the program.
"""

from __future__ import annotations

import asyncio
import ipaddress
import os
import socket
import threading
from concurrent.futures import Future

from linkcheck._urls.url import Address
from linkcheck._web.concurrency import ThreadSafeSemaphore
from linkcheck._web.failures import FetchFailure

MAX_LOOKUPS = 32
"""At once in the process; as many as visits in flight by default."""

_lookups = ThreadSafeSemaphore()

_NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


async def look_up(host: str, *, absolute: bool, timeout: float) -> list[Address]:
    """Every address of a name, in the system's order; one call of getaddrinfo, never cached.

    `absolute` keeps the search domains of the machine out of it. `timeout` is in seconds.
    Raises FetchFailure: no-such-name, dns-failure, dns-timeout.
    """
    name = f"{host}." if absolute else host
    try:
        async with asyncio.timeout(timeout):
            answers = await _on_a_thread(name)
    except TimeoutError:
        raise FetchFailure("dns-timeout", host=host, limit=timeout) from None
    except socket.gaierror as error:
        raise _to_failure(error, host) from None
    except (OSError, UnicodeError) as error:
        raise FetchFailure("dns-failure", host=host, why=str(error) or type(error).__name__) from None
    return answers


async def _on_a_thread(name: str) -> list[Address]:
    await _lookups.acquire(MAX_LOOKUPS)
    answer: Future[list[Address]] = Future()
    thread = threading.Thread(target=_ask, args=(name, answer, _lookups), name=f"look-up {name}", daemon=True)
    try:
        thread.start()
    except RuntimeError as error:  # the machine has no threads left
        _lookups.release()
        raise OSError(str(error)) from None
    return await asyncio.wrap_future(answer)


def _ask(name: str, answer: Future[list[Address]], lookups: ThreadSafeSemaphore) -> None:
    if not answer.set_running_or_notify_cancel():
        lookups.release()
        return
    try:
        # Looked up here, at call time: tests and guards replace it.
        found = socket.getaddrinfo(name, None, socket.AF_UNSPEC, socket.SOCK_STREAM)
        addresses = [_to_address(str(entry[4][0])) for entry in found]
    except Exception as error:
        answer.set_exception(error)
    else:
        answer.set_result(list(dict.fromkeys(addresses)))
    finally:
        lookups.release()


def _to_address(text: str) -> Address:
    return ipaddress.ip_address(text)


def _to_failure(error: socket.gaierror, host: str) -> FetchFailure:
    if error.errno in _NO_SUCH_NAME:
        return FetchFailure("no-such-name", host=host)
    return FetchFailure("dns-failure", host=host, why=error.strerror or str(error))


def _after_fork() -> None:
    global _lookups
    _lookups = ThreadSafeSemaphore()  # the threads of the parent are not in the child


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
