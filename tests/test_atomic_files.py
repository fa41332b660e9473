"""Files are written whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from linkcheck._atomic_files import require_writable, write_file
from linkcheck.errors import OutputError

_ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
from linkcheck._cli.output import Target, write_target
from linkcheck.errors import OutputError
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_target(Target(Path(sys.argv[1]), "json"), "new" * 10_000)
except OutputError as error:
    print(error)
"""


def test_a_file_is_tried_before_the_work_and_left_as_it_was(tmp_path: Path) -> None:
    new, old, link = tmp_path / "new.json", tmp_path / "old.json", tmp_path / "link.json"
    old.write_text("before")
    link.symlink_to(tmp_path / "none.json")
    for path in (new, old, link):
        require_writable(path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.json", "old.json"]
    assert old.read_text() == "before"


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no" / "x.json"):
        with pytest.raises(OutputError, match=f"cannot write {path}: "):
            require_writable(path)
        with pytest.raises(OutputError, match=f"cannot write {path}: "):
            write_file(path, b"x")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size")
@pytest.mark.parametrize("before", ["the report of yesterday", None])
def test_a_full_disk_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path, before: str | None) -> None:
    report = tmp_path / "report.json"
    if before is not None:
        report.write_text(before)
    done = subprocess.run(
        [sys.executable, "-c", _ON_A_FULL_DISK, report], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.startswith(f"cannot write {report}: ")
    assert [path.read_text() for path in tmp_path.iterdir()] == ([before] if before is not None else [])


@pytest.mark.skipif(sys.platform == "win32", reason="mode bits and symbolic links of POSIX")
def test_mode_bits_stay_and_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    write_file(link, b"new")
    assert link.is_symlink()
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (b"new", 0o640)
    mask = os.umask(0o027)
    try:
        write_file(tmp_path / "first.csv", b"new")
    finally:
        os.umask(mask)
    assert (tmp_path / "first.csv").stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no FIFOs in folders")
def test_a_fifo_is_written_directly(tmp_path: Path) -> None:
    fifo, got = tmp_path / "fifo", list[bytes]()
    os.mkfifo(fifo)
    reader = threading.Thread(target=lambda: got.append(fifo.read_bytes()))
    require_writable(fifo)
    reader.start()
    write_file(fifo, b"report")
    reader.join(10)
    assert got == [b"report"]
    assert fifo.is_fifo()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no /dev/stdout")
@pytest.mark.parametrize("as_pipe", [True, False])
def test_standard_output_is_written_directly(tmp_path: Path, as_pipe: bool) -> None:
    code = "import pathlib, linkcheck._atomic_files as a; a.write_file(pathlib.Path('/dev/stdout'), b'report')"
    file = tmp_path / "out.txt"
    with file.open("wb") as stream:
        before = file.stat().st_ino
        done = subprocess.run(
            [sys.executable, "-c", code], stdout=subprocess.PIPE if as_pipe else stream, check=True, timeout=60
        )
    assert (done.stdout if as_pipe else file.read_bytes()) == b"report"
    assert file.stat().st_ino == before
