"""No promise rests on an assertion, which `python -O` leaves out."""

from __future__ import annotations

import subprocess
import sys

from tests.architecture import REPOSITORY


def test_promises_hold_with_assertions_switched_off() -> None:
    command = [sys.executable, "-O", "-m", "tests.e2e.without_asserts"]

    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=25)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "kept asyncio pages_are_judged" in done.stdout
