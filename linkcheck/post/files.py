"""A file of posts, read one record at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from linkcheck.errors import MissingFileError, PostError
from linkcheck.post.reading import parse_post
from linkcheck.post.types import BadRecord, Origin, Post


def read_posts(source: str | os.PathLike[str]) -> Iterator[Post | BadRecord]:
    """The posts of a file, one a line: text, or JSON objects. Raises MissingFileError when it is not there."""
    path = Path(source)
    try:
        lines = path.read_text("utf-8", errors="replace").splitlines()
    except OSError as problem:
        raise MissingFileError(str(path), problem.strerror or "cannot be read") from None
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _read_line(line, str(path), number)


def _read_line(line: str, file: str, number: int) -> Post | BadRecord:
    origin = Origin(file=file, line=number, record=number - 1)
    try:
        post = parse_post(msgspec.json.decode(line) if file.endswith((".jsonl", ".ndjson")) else line)
    except (PostError, msgspec.DecodeError) as problem:
        field = getattr(problem, "field", "")
        return BadRecord(file=file, line=number, record=number - 1, field=field, message=str(problem))
    return msgspec.structs.replace(post, origin=origin)
