"""Where a command's results go: standard output, files, and a pipe that may close."""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import sys
from pathlib import Path
from typing import IO, NamedTuple

from linkcheck.atomic_files import write_file


class OutputClosedError(Exception):
    """Whoever read standard output went away (`| head`); `exit_code` is what had been reached by then."""

    def __init__(self, exit_code: int) -> None:
        self.exit_code = exit_code
        super().__init__("standard output was closed")


class Target(NamedTuple):
    """One file to write, and the format it is written in."""

    path: Path
    output_format: str


# What reports themselves write beyond ASCII; of strangers' text the rest is a question mark.
_ASCII = {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "→": "->", "–": "-", "—": "-", "−": "-", "\u00a0": " "}
_PRINTABLE = "linkcheck.printable"


def make_printable(*streams: IO[str]) -> None:
    """Let streams write what their encoding lacks in ASCII, instead of raising in the middle of a report."""
    codecs.register_error(_PRINTABLE, _in_ascii)
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_PRINTABLE)


def _in_ascii(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    unknown = error.object[error.start : error.end]
    return "".join(_ASCII.get(character, "?") for character in unknown), error.end


def has_unicode(stream: IO[str]) -> bool:
    """Whether the stream can show more than ASCII."""
    return (getattr(stream, "encoding", "") or "").lower().replace("-", "").startswith("utf")


def discard_output() -> None:
    """Send what is still buffered for standard output nowhere, so that the interpreter ends quietly."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write(target: Target, text: str) -> None:
    """Write a rendered report to its file, whole or not at all. Raises OutputError when that fails."""
    write_file(target.path, text.encode("utf-8", "replace"))
