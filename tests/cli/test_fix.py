"""The corrected file of a queue, written as a copy or shown as a diff that `patch` takes."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from linkcheck._cli.fix import unified_diff


def test_a_diff_has_the_changes_of_a_file_and_nothing_where_there_are_none() -> None:
    assert unified_diff(b"a\nb\n", b"a\nb\n", name="queue.csv") == b""
    assert unified_diff(b"a\nb\n", b"a\nc\n", name="queue.csv") == (
        b"--- queue.csv\n+++ queue.csv\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"
    )


@pytest.mark.skipif(shutil.which("patch") is None, reason="patch is not installed")
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"text,link\r\nA,b\r\nC,d\r\n", b"text,link\r\nA,d\r\nC,b\r\n"),
        (b"text,link\nA,b\nC,d", b"text,link\nA,d\nC,b"),
        (b"t\xe9xt,link\nA,b\nC,d\n", b"t\xe9xt,link\nA,d\nC,b\n"),
    ],
)
def test_patch_takes_the_diff(tmp_path: Path, before: bytes, after: bytes) -> None:
    (tmp_path / "queue.csv").write_bytes(before)
    diff = unified_diff(before, after, name="queue.csv")
    subprocess.run(["patch", "--binary", "-p0"], input=diff, cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "queue.csv").read_bytes() == after
