"""Under which name and in how many words do users see a value of ours? As they import it, on one short line."""

from __future__ import annotations

import typing
from typing import Any, TypeVar

Shown = TypeVar("Shown")


def public(cls: Shown) -> Shown:
    """The class, as users import it: `linkcheck.Post`, not `linkcheck._post.types.Post`.

    What holds fields is shown on one short line too, without secrets, unless it says itself how it is shown or is
    shown as the call that makes it.
    """
    named: Any = cls
    is_struct = hasattr(named, "__struct_config__")
    if is_struct or hasattr(named, "_fields"):
        # Types of fields are written in the words of their module, where alone those can be looked up.
        named.__annotations__ = typing.get_type_hints(named, include_extras=True)
    if is_struct and "__repr__" not in vars(named) and not named.__struct_config__.repr_omit_defaults:
        named.__repr__ = _on_one_line
        named.__rich_repr__ = property(_has_none)
    named.__module__ = "linkcheck"
    return cls


def _has_none(_: object) -> None:
    """rich asks for this before it takes the repr: it would show every field."""
    raise AttributeError("__rich_repr__")


def _on_one_line(value: object) -> str:
    from linkcheck._report.prompt import on_one_line

    return on_one_line(value)
