from __future__ import annotations

import sys
from pathlib import Path

import pytest

from linkcheck._child_process import ask_child

WRITES_AND_WAITS = "import sys, time; print(sys.stdin.read(), flush=True); time.sleep(60)"
LIMITED = "from linkcheck._child_process import limit_this_process\nlimit_this_process(memory=256 * 1024**2, cpu=1)\n"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module that is written by a test; children find it where this process would."""
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path / "program_of_a_child.py"


def test_a_child_says_what_its_program_writes_and_how_it_ended() -> None:
    assert ask_child("json.tool", b"[]", deadline=20).written.split() == [b"[]"]
    assert ask_child("json.tool", b"[]", deadline=20).exit_code == 0
    assert ask_child("json.tool", b"[", deadline=20).exit_code == 1


def test_a_child_that_is_killed_at_its_deadline_has_told_what_it_wrote(program: Path) -> None:
    program.write_text(WRITES_AND_WAITS, encoding="utf-8")
    said = ask_child(program.stem, b"so far", deadline=5)
    assert said.written.strip() == b"so far"
    assert said.exit_code != 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
@pytest.mark.parametrize("hostile", ["while True: pass", "held = bytearray(1024**3)"])
def test_the_system_ends_a_child_at_its_limits(program: Path, hostile: str) -> None:
    program.write_text(LIMITED + hostile, encoding="utf-8")
    assert ask_child(program.stem, b"", deadline=20).exit_code != 0
