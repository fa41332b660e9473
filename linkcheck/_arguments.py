"""How are the arguments of a public function checked? Options by name, settings that are settings."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

from linkcheck._public import public
from linkcheck.errors import InputError, type_of
from linkcheck.settings import Settings

_DEFAULTS = Settings()


def require_settings(settings: Settings | None) -> Settings:
    """The settings of a caller, or the defaults. Raises InputError for anything else."""
    if settings is None:
        return _DEFAULTS
    if not isinstance(settings, Settings):
        raise InputError(f"settings is {type_of(settings)}: give a linkcheck.Settings, such as Settings(timeout=5)")
    return settings


P = ParamSpec("P")
R = TypeVar("R")

_COROUTINE = 0x80
"""inspect.CO_COROUTINE; importing inspect takes as long as importing linkcheck."""


def keyword_options(function: Callable[P, R]) -> Callable[P, R]:
    """A public function whose options are given by name.

    Settings by position, or settings that are none, are an InputError before anything is done.
    """
    code = function.__code__
    name, takes = function.__name__, code.co_varnames[: code.co_argcount]

    def require(arguments: tuple[object, ...], options: dict[str, Any]) -> None:
        if len(arguments) > len(takes):
            kind = type_of(arguments[len(takes)])
            example = ", ".join((*takes, "settings=..."))
            raise InputError(f"{name} takes its options by name, not {kind} by position: {name}({example})")
        require_settings(options.get("settings"))

    if code.co_flags & _COROUTINE:

        @functools.wraps(function)
        async def awaited(*arguments: P.args, **options: P.kwargs) -> Any:
            require(arguments, options)
            return await cast(Any, function(*arguments, **options))

        return public(cast(Callable[P, R], awaited))

    @functools.wraps(function)
    def called(*arguments: P.args, **options: P.kwargs) -> R:
        require(arguments, options)
        return function(*arguments, **options)

    return public(called)
