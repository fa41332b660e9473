"""The command in a process of its own: streams that close or fill up, and interruption."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

LOOPBACK = ("--allow-network", "127.0.0.0/8", "--host-delay", "0")


# Started in the background, a process inherits SIGINT as ignored: the command resets it before it runs.
INTERRUPTIBLE = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "from linkcheck._cli import main; sys.exit(main())"
)


def run_beside(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", INTERRUPTIBLE, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
    )


def test_a_terminal_without_unicode_gets_the_report_all_the_same() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "linkcheck", "check", "naïve ✓ https://localhost/ü"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "TERM": "dumb"},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"? unverifiable" in done.stdout
    assert b"not checked" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [("check", "a post"), ("schema",)])
def test_a_full_disk_under_the_report_is_no_finding(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "linkcheck", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("linkcheck: stopped, since the system said: ")
    assert len(done.stderr.splitlines()) == 1


def test_a_demonstration_read_in_part_is_no_finding() -> None:
    process = run_beside("demo")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read().startswith("linkcheck: 11 posts, each named for what is wrong with it")
    assert process.wait() == 0
    process.stderr.close()


def test_a_closed_pipe_ends_quietly_with_the_code_reached(tmp_path: Path) -> None:
    file = tmp_path / "posts.txt"
    file.write_text("a post without a link\n" * 3000)
    process = run_beside("check", str(file), "--no-queue")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait() == 0
    process.stderr.close()


def test_a_closed_pipe_after_a_finding_says_so_by_its_code(dead: str, tmp_path: Path) -> None:
    file = tmp_path / "posts.txt"
    file.write_text(f"{dead}\n" + "a post without a link\n" * 3000)
    process = run_beside("check", str(file), "--no-queue", *LOOPBACK)
    assert process.stdout is not None
    assert process.stderr is not None
    assert "broken" in process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait() == 1
    process.stderr.close()


@pytest.mark.timeout(120)  # starts a process, also on a loaded machine
@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT")
def test_an_interrupted_run_reports_what_was_done(good: str, tmp_path: Path) -> None:
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
    from threading import Event, Thread

    hang = Event()

    class Hanging(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hang.wait(60)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Hanging) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        file = tmp_path / "posts.txt"
        slow = f"Waiting for this http://127.0.0.1:{server.server_address[1]}/slow\n"
        file.write_text(f"{good}\n" + slow)
        process = run_beside("check", str(file), "--no-queue", *LOOPBACK, "--timeout", "60")
        assert process.stdout is not None
        assert "match" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
        hang.set()
        server.shutdown()
    assert process.returncode == 130, err
    assert "Interrupted: this is what was done." in out
