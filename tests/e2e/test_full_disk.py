"""A disk that is full costs no verdict and breaks no file: the store says so, and what was there stays whole."""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.conftest import FaultServer

POST = "Town to plant 2,400 street trees along its main roads"
LIMIT = 96 * 1024
"""Bytes that a file may have: the system answers as a full disk does."""


def page(noise: str) -> bytes:
    body = (
        f"<!doctype html><html lang=en><head><title>{POST}</title></head><body><article><h1>{POST}</h1><p>The council "
        f"voted on Monday to plant 2,400 street trees along its main roads.</p></article><!-- {noise} --></body></html>"
    ).encode()
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)


def limited(limit: int) -> Callable[[], None]:
    def set_limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return set_limit


def check(*arguments: str, limit: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "linkcheck", "check", "--host-delay=0", "--allow-network=127.0.0.0/8", *arguments],
        preexec_fn=limited(limit),
        capture_output=True,
        text=True,
        check=False,
        # Without coverage: its own file would be cut by the limit too.
        env={**{name: value for name, value in os.environ.items() if not name.startswith("COV")}, "COLUMNS": "200"},
    )


def test_a_store_on_a_full_disk_ends_no_run_and_says_so_once(server: FaultServer, tmp_path: Path) -> None:
    noise = random.Random(7)
    urls = [server.put(f"/{n}", page(noise.randbytes(40_000).hex())) for n in range(6)]
    texts = [f"--text={POST} {url}" for url in urls]
    store = tmp_path / "pages.sqlite"
    done = check(*texts, f"--store={store}", "--since-last", "--format=jsonl", limit=LIMIT)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count('"verdict":"match"') >= 6
    assert done.stderr.count("pages are checked all the same") == 1
    assert "Traceback" not in done.stderr


def test_an_output_on_a_full_disk_leaves_the_old_one_whole(server: FaultServer, tmp_path: Path) -> None:
    output = tmp_path / "report.json"
    output.write_text('{"old": "report"}')
    urls = [server.put(f"/{n}", page("")) for n in range(40)]
    done = check(*(f"--text={POST} {url}" for url in urls), f"--output={output}", limit=16 * 1024)
    assert done.returncode == 2
    assert "cannot write" in done.stderr
    assert output.read_text() == '{"old": "report"}'
    assert [file.name for file in tmp_path.iterdir()] == ["report.json"]
