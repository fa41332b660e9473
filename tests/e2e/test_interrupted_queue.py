"""A queue interrupted midway: what is done is told, and nothing is made of the rest."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event
from typing import Protocol

import pytest

from linkcheck import AsyncChecker, QueueReport, Settings

BRIDGE = "Fernhill council votes for a footbridge over the Alder"
BREAD = "Lindqvist bakery wins the national bread prize"


class Site(Protocol):
    url: str
    hanging: Event

    def article(self, path: str, title: str, *paragraphs: str) -> str: ...
    def hang(self, path: str) -> str: ...


@pytest.fixture
def posts(site: Site) -> list[str]:
    """Two posts whose pages answer, and one whose page is asked for last and does not."""
    bridge = site.article("/bridge", BRIDGE, "The council of Fernhill voted to build a footbridge over the river.")
    bread = site.article("/bread", BREAD, "The Lindqvist family bakery has won the national bread prize for its rye.")
    return [f"{BRIDGE} {bridge}", f"{BREAD} {bread}", f"The owl has landed {site.hang('/owl')}"]


# Started in the background, a process inherits SIGINT as ignored: the command resets it before it runs.
INTERRUPTIBLE = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "from linkcheck._cli import main; sys.exit(main())"
)

# With one request at a time, two posts are under way: when the third page is asked for, the first has been read.
ONE_BY_ONE = ("--concurrency", "1", "--allow-network", "127.0.0.0/8", "--host-delay", "0", "--timeout", "60")


@pytest.mark.slow(reason="a whole command in a process of its own")
@pytest.mark.timeout(120)  # starts a process, also on a loaded machine
@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT")
def test_an_interrupted_queue_reports_what_was_read_and_writes_no_half_corrected_file(
    site: Site, posts: list[str], tmp_path: Path
) -> None:
    queue, fixed = tmp_path / "queue.txt", tmp_path / "fixed.txt"
    queue.write_text("".join(f"{post}\n" for post in posts), encoding="utf-8")
    arguments = ["check", str(queue), "--fix", str(fixed), "--format", "json", *ONE_BY_ONE]
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTIBLE, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert site.hanging.wait(60)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert process.returncode == 130, err
    run = json.loads(out)
    assert run["interrupted"] is True
    assert [post["row"] for post in run["posts"]] in ([0], [0, 1])
    assert run["posts"][0]["verdict"] == "match"
    assert "interrupted; comparing what was read" in err
    assert f"{fixed} was not written, since not all posts were checked" in err
    assert not fixed.exists()


def test_rows_keep_their_numbers_where_earlier_ones_are_left_out(
    site: Site, posts: list[str], loopback: Settings
) -> None:
    async def interrupted() -> QueueReport:
        stop = asyncio.Event()
        async with AsyncChecker(loopback) as checker:
            records = [posts[2], "No link", *posts[:2]]
            task = asyncio.create_task(checker._check_queue(records, checker._options, stop=stop))
            await asyncio.to_thread(site.hanging.wait, 20)
            stop.set()
            return await task

    queue = asyncio.run(interrupted())
    assert queue.interrupted
    rows = [report.row for report in queue.posts]
    assert rows == sorted({1} | ({2, 3} & {*rows}))
    assert [report.row for report in queue.reports] == rows[1:]


def test_a_queue_that_was_not_interrupted_says_so(posts: list[str], loopback: Settings) -> None:
    async def checked() -> bool:
        async with AsyncChecker(loopback) as checker:
            return (await checker.check_queue(posts[:2])).interrupted

    assert asyncio.run(checked()) is False
