"""Which files may be read to their end? Those that have one."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from linkcheck.errors import MissingFileError


def require_source_file(path: Path) -> None:
    """Raises MissingFileError for a path that is not there or cannot be opened, and for a device or named pipe.

    A file of a checked-out repository may be a link to /dev/zero. What the caller's shell opened for us, as in
    `linkcheck check <(export)`, is read like standard input.
    """
    try:
        is_endless = _may_be_endless(path)
        if not is_endless:
            path.open("rb").close()
    except OSError as problem:
        raise MissingFileError(str(path), (problem.strerror or "cannot be read").lower()) from None
    except ValueError:
        raise MissingFileError(str(path), "no name a file can have") from None
    if is_endless:
        raise MissingFileError(
            str(path), "it is a device or a pipe, which may have no end; give a file, or its content on standard input"
        )


def _may_be_endless(path: Path) -> bool:
    kind = path.stat().st_mode
    if stat.S_ISREG(kind) or stat.S_ISDIR(kind):
        return False
    return not os.path.realpath(path).startswith(("/dev/fd/", f"/proc/{os.getpid()}/fd/"))
