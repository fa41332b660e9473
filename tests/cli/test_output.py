from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from linkcheck._cli.output import Progress, Target, make_printable, write_target
from linkcheck._report.formats.text import has_unicode


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
    assert "reading pages: 1 of 3 done" in stream.getvalue()


def test_an_error_takes_the_spinner_away(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm-256color")
    with pytest.raises(ValueError, match="x"), Progress("checking"):
        raise ValueError("x")
    assert stream.getvalue().rindex("\x1b[?25h") > stream.getvalue().rindex("\x1b[?25l")
