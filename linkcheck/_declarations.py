"""What does the field of a setting declare, and what is a value of it? Types, ranges and meanings of Settings."""

from __future__ import annotations

import difflib
import os
import textwrap
from collections.abc import Iterable, Mapping
from types import NoneType
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeVar, cast, get_args

import msgspec
from msgspec import Meta

from linkcheck._scalars import plain_scalar
from linkcheck.errors import InputError, SettingsError, UnknownSettingError, type_of

if TYPE_CHECKING:
    from inspect import Signature

T = TypeVar("T")


class CheckedNames(msgspec.StructMeta):
    """Makes a struct whose fields are given by name, and names the nearest where there is none of that name."""

    def __call__(cls: type[T], *values: Any, **fields: Any) -> T:  # noqa: N805  # of a class of classes
        """The struct with these fields. Raises UnknownSettingError, and InputError for values without a name."""
        known: tuple[str, ...] = cls.__struct_fields__  # type: ignore[attr-defined]  # of every struct
        if values:
            remedy = "**values" if isinstance(values[0], Mapping) else f"{known[0]}=..."
            name = cls.__name__
            raise InputError(f"{name} takes its fields by name, not {type_of(values[0])}: use {name}({remedy})")
        for name in fields:
            if name not in known:
                raise UnknownSettingError(name, difflib.get_close_matches(name, known, n=1, cutoff=0)[0])
        made: T = super().__call__(**fields)  # type: ignore[misc]  # cls is an instance of this class
        return made

    @property
    def __signature__(cls) -> Signature:  # noqa: N805  # of a class of classes
        """For `help`: names, types and defaults. What the types declare besides stands in the docstring."""
        from inspect import Parameter, Signature

        fields = msgspec.structs.fields(cast(type[msgspec.Struct], cls))
        return Signature(
            [
                Parameter(
                    field.name, Parameter.KEYWORD_ONLY, default=field.default, annotation=_meant_by(field.type)[0]
                )
                for field in fields
            ]
        )


Probability = Annotated[float, Meta(ge=0, le=1)]


class Declaration(NamedTuple):
    """What the field of a setting declares."""

    name: str
    type: Any
    default: Any
    description: str
    """What it means: a sentence, and details for those who set it in code."""
    limits: Meta
    allowed: str
    """The values that a number may have, as a phrase; empty for what is no number."""
    group: str
    """The heading that it stands under."""

    @property
    def variable(self) -> str:
        """The environment variable that the command reads it from."""
        return f"LINKCHECK_{self.name.upper()}"


def read_declarations(settings: type[msgspec.Struct], groups: Mapping[str, str]) -> dict[str, Declaration]:
    """What each field declares, in order; `groups` has the first field of each group and its heading."""
    declared, group = {}, ""
    for field in msgspec.structs.fields(settings):
        kind, limits = _meant_by(field.type)
        group = groups.get(field.name, group)
        meaning = get_args(field.type)[1].description
        declared[field.name] = Declaration(
            field.name, kind, field.default, meaning, limits, _allowed(kind, limits), group
        )
    return declared


def _meant_by(annotation: Any) -> tuple[Any, Meta]:
    """The type that a field is annotated with, and the limits of its values."""
    kind, meta = get_args(annotation)
    return (float | None, get_args(Probability)[1]) if Probability in get_args(kind) else (kind, meta)


def _allowed(kind: object, limits: Meta) -> str:
    if limits.gt is not None:
        return f"a number above {limits.gt:g} and below {limits.lt:g}"
    if limits.ge is None or limits.le is None:
        return ""
    return f"a {'whole ' if kind is int else ''}number from {limits.ge:,.10g} to {limits.le:,.10g}"


def describe_settings(declarations: Iterable[Declaration]) -> str:
    """The fields as text for `help`: under the heading of its group each with its default, range and meaning."""
    lines, group = [], ""
    for declared in declarations:
        if declared.group != group:
            group = declared.group
            lines += ["", group]
        allowed = f", {declared.allowed}" if declared.allowed else ""
        lines.append(f"    {declared.name} = {declared.default!r}{allowed}")
        lines += textwrap.wrap(declared.description, 100, initial_indent=" " * 8, subsequent_indent=" " * 8)
    return "\n".join(lines).lstrip("\n")


def require_declared(settings: msgspec.Struct, declared: Declaration) -> None:
    """Lists become tuples, paths become texts, and subclasses (numpy's, which JSON does not hold) what they are of;
    anything else of another type or range is refused."""
    name, kind, value = declared.name, declared.type, plain_scalar(getattr(settings, declared.name))
    if kind is bool:
        if not isinstance(value, bool):
            raise SettingsError(name, value, "True or False")
        msgspec.structs.force_setattr(settings, name, value)
    elif declared.allowed:
        if not (value is None and NoneType in get_args(kind)):
            _require_number(declared, value)
            msgspec.structs.force_setattr(settings, name, float(value) if isinstance(value, float) else int(value))
    elif kind == tuple[str, ...]:
        if not isinstance(value, (tuple, list)) or not all(isinstance(part, str) for part in value):
            raise SettingsError(name, value, f"a tuple of {_EXAMPLES[name]}")
        msgspec.structs.force_setattr(settings, name, tuple(map(str, value)))
    elif isinstance(value, os.PathLike) and kind == str | None:
        msgspec.structs.force_setattr(settings, name, os.fspath(value))
    elif not isinstance(value, kind):
        raise SettingsError(
            name, value, "printable ASCII on one line" if kind is str else "the path of a file, or None"
        )
    elif value is not None:
        msgspec.structs.force_setattr(settings, name, str(value))


_EXAMPLES = {
    "allow_networks": "networks, such as ('127.0.0.0/8',)",
    "exclude": "patterns, such as ('example.org', 'example.net/shop/')",
    "detectors": "names, such as ('module:attribute',) or ('house-style',)",
}


def _require_number(declared: Declaration, value: object) -> None:
    limits: Any = declared.limits
    kinds = int if declared.type is int else (int, float)
    if isinstance(value, bool) or not isinstance(value, kinds):
        raise SettingsError(declared.name, value, declared.allowed)
    within = limits.gt < value < limits.lt if limits.gt is not None else limits.ge <= value <= limits.le
    if not within:
        raise SettingsError(declared.name, value, declared.allowed)
