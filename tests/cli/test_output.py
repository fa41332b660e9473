from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from linkcheck._cli.output import (
    LONG_WAIT,
    Progress,
    Target,
    duration_in_words,
    make_printable,
    wait_in_words,
    write_target,
)
from linkcheck._report.formats.text import has_unicode
from linkcheck._web.waiting import Wait

if TYPE_CHECKING:
    from tests.cli.conftest import Command


def test_a_character_that_the_output_encoding_lacks_is_replaced() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    make_printable(stream)
    stream.write("naïve ✓ “ferry” → pier…")
    stream.flush()
    assert stream.buffer.getvalue() == b'na?ve ? "ferry" -> pier...'


@pytest.mark.parametrize(("encoding", "has_them"), [("utf-8", True), ("ascii", False), ("latin-1", False)])
def test_only_unicode_streams_get_unicode_marks(encoding: str, has_them: bool) -> None:
    assert has_unicode(io.TextIOWrapper(io.BytesIO(), encoding=encoding)) is has_them


def test_text_is_written_as_utf_8_with_its_own_line_ends(tmp_path: Path) -> None:
    target = Target(tmp_path / "x.csv", "csv")
    write_target(target, "a\r\nü\n")
    assert target.path.read_bytes() == b"a\r\n\xc3\xbc\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def work() -> None:
    with Progress("checking") as progress:
        progress.step()
        with progress.paused():
            pass
        progress.step()


def test_a_progress_bar_is_silent_where_no_terminal_is(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    work()
    assert stream.getvalue() == ""


def test_a_terminal_sees_how_far_it_is_and_gets_its_cursor_back(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm-256color")
    work()
    assert "checking" in stream.getvalue()
    assert stream.getvalue().rindex("\x1b[?25h") > stream.getvalue().rindex("\x1b[?25l")


def test_a_progress_bar_says_the_total_where_it_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm-256color")
    with Progress("reading pages", 3) as progress:
        progress.step()
        with progress.paused():
            pass  # what is printed in between makes the spinner draw anew
    assert "reading pages: 1 of 3 done ..." in stream.getvalue()
    with Progress("reading pages", 480, wait=479.0) as progress:
        progress.step()
    assert "1 of 480 done, about 8 min left ..." in stream.getvalue()


def test_an_error_takes_the_spinner_away(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm-256color")
    with pytest.raises(ValueError, match="x"), Progress("checking"):
        raise ValueError("x")
    assert stream.getvalue().rindex("\x1b[?25h") > stream.getvalue().rindex("\x1b[?25l")


@pytest.fixture
def queue(tmp_path: Path) -> Path:
    """A queue, with a symbolic and a hard link to it beside it, and a store."""
    file = tmp_path / "queue.csv"
    file.write_text("text\na post\n")
    (tmp_path / "symbolic.csv").symlink_to(file)
    (tmp_path / "hard.csv").hardlink_to(file)
    return file


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need a right on Windows")
@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["-o", "queue.csv"], "queue.csv: it is also an input"),
        (["-o", "./queue.csv"], "queue.csv: it is also an input"),
        (["-o", "json:symbolic.csv"], "symbolic.csv: it is also an input"),
        (["-o", "hard.csv"], "hard.csv: it is also an input"),
        (["--fix", "symbolic.csv"], "symbolic.csv: it is also an input"),
        (["-o", "new.json", "-o", "./new.json"], "new.json: it is also the file of another --output"),
        (["--fix", "new.csv", "-o", "new.csv"], "new.csv: it is also the file of --fix"),
        (["--store", "pages.sqlite", "-o", "pages.sqlite"], "pages.sqlite: it is also the store"),
        (["--store", "pages.sqlite", "--fix", "pages.sqlite"], "pages.sqlite: it is also the store"),
        (["--set", "model=model.json", "-o", "model.json"], "model.json: it is also the model"),
    ],
)
def test_a_file_that_the_run_reads_or_writes_already_is_no_output(
    command: Command, queue: Path, options: list[str], problem: str
) -> None:
    before = sorted(file.name for file in queue.parent.iterdir())
    printed = command("check", "queue.csv", *options)
    assert (printed, printed.code) == ("", 2)
    assert f"cannot write {problem}; give another name" in printed.errors
    assert queue.read_text() == "text\na post\n"
    assert sorted(file.name for file in queue.parent.iterdir()) == before


@pytest.mark.skipif(not Path("/dev/stdin").exists(), reason="no name leads to standard input here")
def test_a_file_that_is_read_as_standard_input_is_no_output(queue: Path) -> None:
    with queue.open("rb") as posts:
        done = subprocess.run(
            [sys.executable, "-m", "linkcheck", "check", "-", "-o", queue],
            stdin=posts, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "it is also the standard input" in done.stderr
    assert queue.read_text() == "text\na post\n"


@pytest.mark.parametrize("name", ["demo", "check"])
def test_no_command_writes_one_file_twice(command: Command, name: str, tmp_path: Path) -> None:
    printed = command(name, *(["a post"] if name == "check" else []), "-o", "one.html", "-o", "json:one.html")
    assert printed.code == 2
    assert "it is also the file of another --output" in printed.errors
    assert list(tmp_path.iterdir()) == []


def test_a_replay_does_not_write_over_the_report_that_it_repeats(command: Command, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    command("check", "a post", "-o", str(report), "--store", "pages.sqlite")
    written = report.read_bytes()
    printed = command("replay", str(report), "--store", "pages.sqlite", "-o", "report.json")
    assert printed.code == 2
    assert "cannot write report.json: it is also an input" in printed.errors
    assert report.read_bytes() == written


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="a device of POSIX")
@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "about 1 s"), (40, "about 40 s"), (100, "about 2 min"), (480, "about 8 min"), (10_000, "about 3 h")],
)
def test_durations_are_told_as_people_tell_them(seconds: float, words: str) -> None:
    assert duration_in_words(seconds) == words


def test_a_long_wait_is_told_with_its_site_and_a_short_one_is_not() -> None:
    wait = Wait(seconds=479.0, site="example.org", visits=480)
    assert wait_in_words(wait, pause=1.0) == "480 visits to example.org, 1 s apart, take about 8 min"
    assert wait_in_words(Wait(LONG_WAIT - 1, "example.org", 20), pause=1.0) == ""


def test_a_device_takes_any_number_of_outputs(command: Command) -> None:
    assert command("check", "a post", "-o", "/dev/null", "-o", "json:/dev/null", "--allow-nothing").code == 0
