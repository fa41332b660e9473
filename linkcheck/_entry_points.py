"""What other distributions bring: objects that their entry points name, checked when they are loaded."""

from __future__ import annotations

import threading
from collections.abc import Collection
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, TypeVar

from linkcheck.errors import InputError, type_of


class _Named(Protocol):
    @property
    def name(self) -> str: ...


_N = TypeVar("_N", bound=_Named)

FOREIGN_FAILURES = (Exception, SystemExit)
"""What code of somebody else's may raise. `sys.exit()` in it is a failure of its own and must not end the process."""


def is_ctrl_c(error: BaseException) -> bool:
    """Whether an error is the user's: Ctrl-C interrupts the main thread and no other."""
    return isinstance(error, KeyboardInterrupt) and threading.current_thread() is threading.main_thread()


def installed(group: str, *, packaged: Collection[str]) -> dict[str, EntryPoint]:
    """The entry points of a group by name, in alphabetical order; none takes a name of the package's own."""
    found = {entry_point.name: entry_point for entry_point in entry_points(group=group)}
    return {name: found[name] for name in sorted(found.keys() - set(packaged))}


def load_entry_point(entry_point: EntryPoint, kind: type[_N], *, role: str) -> _N:
    """The object of type `kind` that an entry point names; `role` ("reader") is for messages.

    Raises InputError where it does not load, is something else, or calls itself by another name.
    """
    try:
        found = entry_point.load()
    except FOREIGN_FAILURES as error:  # whatever a package of somebody else's does when it is imported
        raise InputError(f"{_origin(entry_point, role)} does not load: {error}") from error
    if not isinstance(found, kind):
        raise InputError(f"{_origin(entry_point, role)} is {type_of(found)}, not {_article(kind)}")
    if found.name != entry_point.name:
        raise InputError(f"{_origin(entry_point, role)} calls itself “{found.name}”: use one name")
    return found


def _origin(entry_point: EntryPoint, role: str) -> str:
    return f"the {role} “{entry_point.name}” ({entry_point.value})"


def _article(kind: type) -> str:
    return f"{'an' if kind.__name__[0] in 'AEIOU' else 'a'} {kind.__name__}"
