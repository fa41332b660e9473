"""A process may fork while its threads check: the child checks as well, and never waits for a lock of the parent's."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.architecture import REPOSITORY


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.timeout(90)  # thirty children, each with an interpreter that was busy when it was copied
@pytest.mark.slow("forks thirty times under load")
def test_children_forked_while_threads_check_never_hang() -> None:
    command = [sys.executable, "-m", "tests.e2e.forks", "30"]

    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=85)

    assert done.stdout == "30 of 30 children ended as they should\n", done.stderr
    assert done.returncode == 0
