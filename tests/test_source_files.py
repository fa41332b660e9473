"""A file that may have no end is refused before a byte of it is read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import linkcheck
from linkcheck import MissingFileError


@pytest.fixture(params=["device", "pipe"])
def endless(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A link to /dev/zero, as a repository may hold one, and a pipe that nobody writes to."""
    path = tmp_path / "posts.jsonl"
    if request.param == "device":
        path.symlink_to("/dev/zero")
    else:
        os.mkfifo(path)
    return path


def test_posts_are_read_from_no_file_without_an_end(endless: Path) -> None:
    with pytest.raises(MissingFileError, match="may have no end; give a file"):
        linkcheck.read_posts(endless)


def test_reports_are_read_from_no_file_without_an_end(endless: Path) -> None:
    with pytest.raises(MissingFileError, match="may have no end"):
        linkcheck.read_reports(endless)


def test_the_command_refuses_a_file_without_an_end(endless: Path) -> None:
    command = [sys.executable, "-m", "linkcheck", "check", str(endless), "--offline"]

    done = subprocess.run([*command, "--store", str(endless.parent / "s")], capture_output=True, text=True, timeout=20)

    assert done.returncode == 2
    assert "may have no end" in done.stderr


def test_a_descriptor_opened_by_the_shell_is_read_like_standard_input() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"Hello https://example.org/\n")
    os.close(writing)
    try:
        [post] = linkcheck.read_posts(f"/dev/fd/{reading}")
    finally:
        os.close(reading)

    assert isinstance(post, linkcheck.Post)
    assert post.text.startswith("Hello")
