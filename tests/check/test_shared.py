"""The synchronous door works from anywhere and leaves nothing behind."""

from __future__ import annotations

import asyncio
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import linkcheck
from linkcheck._check.shared import close, fetch
from linkcheck._web.types import Outcome
from linkcheck.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import FaultServer
import subprocess
import sys

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello"


def test_a_blocking_fetch_works_inside_a_running_loop(server: FaultServer, loopback: Settings) -> None:
    url = server.put("/", PAGE)

    async def run() -> bytes:
        return fetch(url, settings=loopback).content

    assert asyncio.run(run()) == b"hello"


def test_a_blocking_fetch_works_from_many_threads(server: FaultServer, loopback: Settings) -> None:
    url = server.put("/", PAGE)
    outcomes: list[Outcome] = []
    threads = [
        threading.Thread(target=lambda: outcomes.append(fetch(url, settings=loopback).outcome)) for _ in range(8)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert outcomes == [Outcome.OK] * 8


def test_no_state_is_kept_between_calls(server: FaultServer, loopback: Settings) -> None:
    url = server.put("/", PAGE)
    before = threading.active_count()

    fetch(url, settings=loopback)
    fetch(url, settings=loopback)

    assert server.connections == 2
    assert threading.active_count() == before


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="signals of threads are POSIX")
def test_a_relative_store_is_the_one_of_the_folder_that_is_current(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(store="pages.sqlite")
    for name in ("first", "second"):
        folder = tmp_path / name
        folder.mkdir()
        monkeypatch.chdir(folder)
        linkcheck.check("A post without a link", settings=settings)
        assert (folder / "pages.sqlite").is_file()
    close()


def test_an_interrupted_call_ends_its_visit(server: FaultServer, loopback: Settings) -> None:
    url = server.put("/", ["hold"])
    caller = threading.get_ident()

    def interrupt() -> None:
        while not server.requests:
            threading.Event().wait(0.01)
        signal.pthread_kill(caller, signal.SIGINT)

    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        interrupter = threading.Thread(target=interrupt)
        interrupter.start()
        with pytest.raises(KeyboardInterrupt):
            fetch(url, settings=loopback)
    finally:
        signal.signal(signal.SIGINT, handler)
    interrupter.join()

    assert "linkcheck-fetch" not in {thread.name for thread in threading.enumerate()}
    for _ in range(100):
        if not server.open_connections:
            break
        threading.Event().wait(0.02)
    assert server.open_connections == 0


_IMPORT_ALL_WITHOUT_FORKS = """
import importlib, os
del os.fork, os.register_at_fork
import linkcheck
for module in ("linkcheck._check.shared", "linkcheck._web.pacing", "linkcheck._web.resolver", "linkcheck._cli"):
    importlib.import_module(module)
print(linkcheck.compare("The ferry sails", linkcheck.Page(text="The ferry sails")).verdict)
"""


def test_linkcheck_works_where_processes_do_not_fork_as_on_windows() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _IMPORT_ALL_WITHOUT_FORKS], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
