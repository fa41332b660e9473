"""How is a hostile file read where it can do no harm? In a child process with limits, killed at its deadline."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import NamedTuple

_KEPT_ENVIRONMENT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""What the child gets of the environment beside the import path: no secret that a hostile file could send away."""


class ChildAnswer(NamedTuple):
    """What a child wrote to its standard output, and how it ended."""

    written: bytes
    """Up to its end, or until it was killed."""
    exit_code: int
    """Below 0 where a signal ended it, as at a limit or at the deadline."""


def ask_child(module: str, content: bytes, *, deadline: float) -> ChildAnswer:
    """What the program of one of our modules makes of a file, given on its standard input, within `deadline` seconds.

    Raises OSError where no process can be started.
    """
    environment = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module, and no word of the file's
        [sys.executable, "-P", "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    with child:
        try:
            written, _ = child.communicate(content, timeout=deadline)
        except subprocess.TimeoutExpired:
            child.kill()
            written, _ = child.communicate()
        except BaseException:
            child.kill()
            raise
    return ChildAnswer(written, child.returncode)


def limit_this_process(*, memory: int, cpu: int) -> None:
    """Let the system end this process at so many bytes of address space and seconds of processor time.

    Windows has no such limits: there the deadline alone holds.
    """
    if sys.platform == "win32":
        return
    import resource

    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, cpu), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))
