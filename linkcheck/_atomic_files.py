"""Files written whole or not at all: a full disk or an interrupt leaves what was there before."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

from linkcheck.errors import OutputError


def require_writable(path: Path) -> None:
    """Raise OutputError now if the file could not be written later. Nothing is left behind or changed."""
    # Opening a FIFO would wait for its reader, and closing it again would say that this was all.
    if is_stream(path) and not path.is_dir():
        return
    target = Path(os.path.realpath(path))
    existed = target.exists()
    try:
        with target.open("ab"):
            pass
    except OSError as error:
        raise OutputError(path, error) from None
    if not existed:
        target.unlink(missing_ok=True)


def require_separate(path: Path, *, taken: Iterable[tuple[str, Path]]) -> None:
    """Raise OutputError where a file to be written is one that the run has already, each given with what it is to it.

    Links of either kind are followed. What is no regular file (a device, a FIFO) can be had twice.
    """
    if path.exists() and not path.is_file():
        return
    for role, other in taken:
        if _is_same_file(path, other):
            raise OutputError(path, OSError(f"it is also {role}; give another name"))


def _is_same_file(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:  # one of them is not there, or not yet
        return os.path.realpath(path) == os.path.realpath(other)


def write_file(path: Path, content: bytes) -> None:
    """Replace what a file holds. Mode bits stay; a symbolic link stays one, and the file it leads to is replaced.

    A hard link does not stay one: the file gets a new inode, and its other names keep the old content.

    What is no regular file (a device, a FIFO, standard output) is written directly; so is a file in a folder that
    takes no other file, or that cannot be replaced since it is a mount point. Raises OutputError, which names the file.
    """
    try:
        if is_stream(path):
            path.write_bytes(content)
        else:
            _replace(Path(os.path.realpath(path)), content)
    except OSError as error:
        raise OutputError(path, error) from None


def is_stream(path: Path) -> bool:
    """Whether a name leads to what is written on and on: no regular file, or one that is open as standard output."""
    try:
        found = path.stat()
    except OSError:
        return False
    return not stat.S_ISREG(found.st_mode) or any(os.path.samestat(found, open_now) for open_now in _standard_streams())


def _standard_streams() -> list[os.stat_result]:
    streams: list[os.stat_result] = []
    for stream in (sys.__stdout__, sys.__stderr__):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            streams.append(os.fstat(stream.fileno()))  # type: ignore[union-attr] # None without a console: suppressed
    return streams


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_name(f".linkcheck-{secrets.token_hex(8)}.tmp")
    try:
        _write_synced(beside, content)
        with contextlib.suppress(FileNotFoundError):
            beside.chmod(stat.S_IMODE(path.stat().st_mode))
        os.replace(beside, path)
    except OSError as error:
        if error.errno not in _NOT_REPLACEABLE or not path.exists():
            raise
        path.write_bytes(content)
    finally:
        beside.unlink(missing_ok=True)


_NOT_REPLACEABLE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY})
"""The folder takes no file beside this one, or the file is a mount point, as in a container."""


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
