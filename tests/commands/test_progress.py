from __future__ import annotations

import io
import sys

import pytest

from linkcheck.commands.progress import Progress


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
