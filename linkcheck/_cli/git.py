"""Which records of a file are new since a commit: what a pull request brings, not what it found there."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linkcheck.errors import InputError

if TYPE_CHECKING:
    from linkcheck._post.types import BadRecord, Post


# Seconds for one git command on a file of posts; longer means that git waits for somebody.
_PATIENCE = 30


def new_since(revision: str, path: Path, options: Mapping[str, Any]) -> Callable[[Post | BadRecord], bool]:
    """Tells of a record of a file whether the file did not hold it in the git commit `revision`.

    A post counts as held when text and links are the same: one that only moved to another line or
    another time is old. `options` are those that `read_posts` read the file with. Raises InputError when
    git does not know the revision, or there is no git to ask.
    """
    from linkcheck._post.files import format_of_suffix
    from linkcheck._post.files.read import read_posts

    content = io.BytesIO(content_at(revision, path))
    reading = {**options, "format": options.get("format") or format_of_suffix(path.suffix)}
    held = {_record_key(record) for record in read_posts(content, name=str(path), **reading)}
    return lambda record: _record_key(record) not in held


def content_at(revision: str, path: Path) -> bytes:
    """The bytes of a file as of a commit; none when the commit did not have it."""
    # A revision may come from an event's payload, and must not be read as an option.
    commit = _git(path.parent, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit.returncode:
        # Asked only now: its words come in the user's language, its exit code says the same everywhere.
        if _git(path.parent, "rev-parse", "--git-dir").returncode:
            raise InputError(f"{path} is in no git repository, so that nothing says what it held at {revision!r}")
        raise InputError(f"git knows no commit {revision!r} in {path.parent}; was only a part of the history fetched?")
    name = commit.stdout.decode("ascii", "replace").strip()
    content = _git(path.parent, "cat-file", "blob", f"{name}:./{path.name}")
    return b"" if content.returncode else content.stdout


def is_in_repository(path: Path) -> bool:
    """Whether a file stands below a folder that holds .git."""
    return any((parent / ".git").exists() for parent in path.resolve().parents)


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - a fixed command; what varies is an argument, never a shell's
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - git is where the user's PATH has it
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise InputError(f"git cannot be asked what changed: {error}") from None


def _record_key(record: Post | BadRecord) -> tuple[object, ...]:
    from linkcheck._post.types import BadRecord

    if isinstance(record, BadRecord):
        return (record.field, record.message)
    return (record.text, *(link.expanded_url for link in record.links))
