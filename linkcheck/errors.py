"""What linkcheck raises, in one tree.

    LinkcheckError
    ├── SettingsError       a setting is out of range; also a ValueError
    │   └── UnknownSettingError     there is no setting of this name; also a TypeError
    ├── InputError          an argument cannot be used; also a ValueError
    │   ├── PostError       what was given as a post is no post
    │   └── MissingFileError    a file named by the caller is not there
    ├── RefusedError        GuardedTransport refused a request; also an httpx.ConnectError, and stands beside it
    ├── OutputError         a file cannot be written; also an OSError
    ├── ClosedError         a checker was used after it was closed; also a RuntimeError
    ├── MissingExtraError   an optional extra is needed; also an ImportError
    ├── DetectorError       a detector of your own gave what cannot be used; reported as a reason, never raised
    ├── ModelError          a model file is damaged or of another schema
    └── StoreError          the store cannot be opened or holds something else
        └── DamagedSnapshotError    one of its snapshots is no longer what was kept

Two warnings: StoreWarning, a store that fails in the middle of a run, which goes on without it; and InputWarning, a
part of a file of posts that is not read, though it looks as if it should be.

What the network does, and what a batch holds, is never an exception: see Snapshot.outcome and
Report.problem.
"""

from __future__ import annotations

import os
from os import PathLike
from typing import Any

from linkcheck._public import public

_LONGEST = 200
"""Characters of a value in a message."""

_LONGEST_PATH = 1000
"""Characters of a path in one: it must be found again."""


@public
class LinkcheckError(Exception):
    """The root of everything linkcheck raises on purpose."""

    exit_code = 2
    """What the linkcheck command exits with when this ends it: 2, "could not run"."""

    # Python pickles an exception as a call of its class with the message alone, which most classes here do not take.
    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (type(self), self.args), self.__dict__


def _restored(kind: type[LinkcheckError], args: tuple[object, ...]) -> LinkcheckError:
    error = kind.__new__(kind, *args)
    super(LinkcheckError, error).__init__(*args)
    return error


@public
class SettingsError(LinkcheckError, ValueError):
    """A setting is out of range, or does not go with another: `field`, `value` and what is `allowed` are attributes."""

    def __init__(self, field: str, value: object, allowed: str, *, beside: str = "") -> None:
        """`beside` names the other setting, with its value, that this one does not go with."""
        self.field = field
        self.value = value
        self.allowed = allowed
        shown = f"“{_shortened(repr(value)[1:-1])}”" if isinstance(value, str) else shown_value(value)
        super().__init__(f"Settings.{field} is {shown}{f', but {beside}' if beside else ''}: use {allowed}")

    def found_in(self, source: str) -> SettingsError:
        """This error, which tells from now on in which file, variable or option the value stands."""
        Exception.__init__(self, f"{source}: {str(self).removeprefix('Settings.')}")
        return self


@public
class UnknownSettingError(SettingsError, TypeError):
    """There is no setting of this name: `field` is the name that was given, `nearest` the one most like it."""

    def __init__(self, field: str, nearest: str) -> None:
        self.field = field
        self.nearest = nearest
        self.value: object = None
        self.allowed = nearest
        LinkcheckError.__init__(self, f"there is no setting “{field}”: the nearest is “{nearest}”")


@public
class InputError(LinkcheckError, ValueError):
    """An argument cannot be used; the message says which and what to give instead."""


@public
class PostError(InputError):
    """What was given as a post is no post; `field` names the part that is wrong."""

    def __init__(self, message: str, *, field: str = "") -> None:
        self.field = field
        super().__init__(message)


@public
class MissingFileError(InputError):
    """A file named by the caller is not there or cannot be read."""

    def __init__(self, path: str, problem: str = "no such file") -> None:
        self.path = path
        super().__init__(f"{_in_one_line(path)}: {problem}")


@public
class OutputError(LinkcheckError, OSError):
    """A file that was to be written cannot be; `path` names it, and what it held before is still there."""

    def __init__(self, path: PathLike[str], problem: OSError) -> None:
        self.path: str = os.fspath(path)
        super().__init__(f"cannot write {_in_one_line(self.path)}: {problem.strerror or problem}")


@public
class ClosedError(LinkcheckError, RuntimeError):
    """A checker was used after it was closed."""


@public
class MissingExtraError(LinkcheckError, ImportError):
    """An optional extra is needed for what was asked."""

    def __init__(self, extra: str, purpose: str) -> None:
        self.extra = extra
        super().__init__(f"{purpose} needs an extra: pip install '.[{extra}]' in your checkout of linkcheck")


@public
class DetectorError(LinkcheckError, ValueError):
    """A detector of your own gave what cannot be used: reported as the reason "detector-failed"."""


@public
class ModelError(LinkcheckError, ValueError):
    """A model file is damaged or of another schema."""


@public
class StoreError(LinkcheckError, OSError):
    """The store cannot be opened, or holds something else."""


@public
class InputWarning(UserWarning):
    """A part of a file of posts is not read, though it looks as if it should be: a column of URLs under an odd name."""


@public
class StoreWarning(UserWarning):
    """The store failed in the middle of a run: pages are checked all the same, and are no longer kept."""


@public
class DamagedSnapshotError(StoreError):
    """One snapshot of a store is no longer what was kept; the others can be read."""


def shown_value(value: object) -> str:
    """A value as code would write it, for messages; its type where that cannot be written, or is long."""
    try:
        written = repr(value)
    except Exception:  # nested too deeply, an int of more digits than Python writes, a method of somebody else's
        return type_of(value)
    return written if len(written) <= _LONGEST else type_of(value)


def _shortened(written: str) -> str:
    return written if len(written) <= _LONGEST else f"{written[: _LONGEST - 1]}…"


def _in_one_line(path: str) -> str:
    """A path for a message: as it is, but for characters that a terminal obeys and for what is too long to be one."""
    shown = path if path.isprintable() else repr(path)[1:-1]
    return shown if len(shown) <= _LONGEST_PATH else f"{shown[: _LONGEST_PATH - 1]}…"


def type_of(value: object) -> str:
    """The type of a value with its article, for messages: "an int"."""
    name = type(value).__name__
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"
