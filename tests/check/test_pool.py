"""The checkers that the functions of linkcheck share: few, on one loop, closed when idle, made anew when needed."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import linkcheck
from linkcheck._check.checker import Checker
from linkcheck._check.pool import MAX_KEPT, CheckerPool
from linkcheck.errors import ClosedError
from linkcheck.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import FaultServer


@pytest.fixture
def pool() -> Iterator[CheckerPool]:
    pool = CheckerPool()
    yield pool
    pool.close()


def use(pool: CheckerPool, settings: Settings) -> Checker:
    with pool.lease(settings) as checker:
        checker.check("A post without a link")
        return checker


def is_closed(checker: Checker) -> bool:
    try:
        checker.check("A post without a link")
    except ClosedError:
        return True
    return False


def of_bot(number: int) -> Settings:
    return Settings(user_agent=f"bot-{number}/1.0")


def test_equal_settings_share_one_checker(pool: CheckerPool) -> None:
    assert use(pool, of_bot(1)) is use(pool, of_bot(1))
    assert use(pool, of_bot(1)) is not use(pool, of_bot(2))


def test_settings_that_judge_otherwise_share_a_checker_too(pool: CheckerPool) -> None:
    judging = Settings(prior=0.2, match_threshold=0.1, mismatch_threshold=0.99, detectors=("module:attribute",))
    assert use(pool, Settings()) is use(pool, judging)


def test_a_call_is_judged_by_its_own_settings() -> None:
    digests = [
        linkcheck.check("A post without a link", settings=Settings(prior=prior)).provenance.settings_digest
        for prior in (0.2, 0.3)
    ]
    assert digests == [Settings(prior=0.2).digest(), Settings(prior=0.3).digest()]


def test_the_checker_that_is_unused_longest_is_closed(pool: CheckerPool) -> None:
    checkers = [use(pool, of_bot(number)) for number in range(MAX_KEPT)]
    use(pool, of_bot(0))
    use(pool, of_bot(MAX_KEPT))
    assert [is_closed(checker) for checker in checkers] == [False, True, *[False] * (MAX_KEPT - 2)]


def test_a_checker_in_use_is_not_closed_however_many_there_are(pool: CheckerPool) -> None:
    with pool.lease(of_bot(0)) as checker:
        for number in range(1, 3 * MAX_KEPT):
            use(pool, of_bot(number))
        assert not is_closed(checker)
    for number in range(1, 1 + MAX_KEPT):
        use(pool, of_bot(number))
    assert is_closed(checker)


def threads_of_linkcheck() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("linkcheck")]


def test_all_checkers_share_one_event_loop_and_one_reader(pool: CheckerPool) -> None:
    linkcheck.close()
    for number in range(MAX_KEPT):
        use(pool, of_bot(number))
    assert len({thread.name for thread in threads_of_linkcheck()}) == len(threads_of_linkcheck()) <= 2


def test_after_closing_all_threads_end_and_the_next_call_makes_a_new_checker() -> None:
    for _ in range(2):
        assert linkcheck.check("A post without a link").verdict == "unclear"
        threads = threads_of_linkcheck()
        linkcheck.close()
        for thread in threads:
            thread.join(10)
        assert threads
        assert threads_of_linkcheck() == []
    linkcheck.close()


def test_closing_ends_a_call_that_is_under_way_and_says_so(server: FaultServer, loopback: Settings) -> None:
    post = f"The ferry sails {server.put('/', ['hold'])}"
    closing = threading.Thread(target=lambda: _close_when_asked(server))
    closing.start()
    with pytest.raises(ClosedError, match=r"linkcheck.close\(\) ended this call"):
        linkcheck.check(post, settings=loopback)
    closing.join()


def test_closing_ends_a_call_that_is_awaited_and_says_so(server: FaultServer, loopback: Settings) -> None:
    post = f"The ferry sails {server.put('/', ['hold'])}"
    closing = threading.Thread(target=lambda: _close_when_asked(server))
    closing.start()
    with pytest.raises(ClosedError, match=r"linkcheck.close\(\) ended this call"):
        asyncio.run(linkcheck.acheck(post, settings=loopback))
    closing.join()


def _close_when_asked(server: FaultServer) -> None:
    while not server.requests:
        threading.Event().wait(0.01)
    linkcheck.close()


def test_a_stream_holds_its_checker_until_its_end(server: FaultServer, loopback: Settings) -> None:
    posts = ["A post without a link"] * 200
    stream = linkcheck.check_many(posts, settings=loopback)
    next(stream)
    for number in range(2 * MAX_KEPT):
        linkcheck.check("A post without a link", settings=of_bot(number))
    assert len(list(stream)) == len(posts) - 1


MANY_ACCOUNTS = """
import json, os, resource, sys, threading
import linkcheck

resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
threads = files = 0
for number in range(400):
    report = linkcheck.check(f"The ferry sails {sys.argv[1]}", settings=linkcheck.Settings(
        user_agent=f"bot-{number}/1.0", allow_networks=("127.0.0.0/8",), host_delay=0, retries=0, obey_robots=False))
    assert report.links[0].snapshot_id, report
    threads = max(threads, threading.active_count())
    files = max(files, len(os.listdir("/dev/fd")))
print(json.dumps([threads, files]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of this kind")
@pytest.mark.slow(reason="400 visits by a child")
def test_a_bot_of_400_accounts_needs_few_threads_and_files(server: FaultServer) -> None:
    url = server.put("/", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello")
    done = subprocess.run(
        [sys.executable, "-c", MANY_ACCOUNTS, url], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    threads, files = json.loads(done.stdout)
    assert threads <= 4
    assert files <= 40
