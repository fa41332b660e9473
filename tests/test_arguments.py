"""Public functions take their options by name, and settings that are settings."""

from __future__ import annotations

import asyncio
import inspect
from typing import Any

import pytest

from linkcheck._arguments import keyword_options, require_settings
from linkcheck.errors import InputError
from linkcheck.settings import Settings


@keyword_options
def visit(url: str, *, settings: Settings | None = None) -> str:
    """Visits."""
    return url


@keyword_options
async def avisit(url: str, *, settings: Settings | None = None) -> str:
    return url


def test_a_call_by_name_goes_through() -> None:
    assert visit("a", settings=Settings()) == visit(url="a") == "a"
    assert asyncio.run(avisit("a")) == "a"


def test_an_option_by_position_is_told_with_the_call_to_make() -> None:
    wrong: Any = visit
    with pytest.raises(InputError, match=r"visit takes its options by name, not a Settings .*: visit\(url, settings="):
        wrong("a", Settings())


def test_a_coroutine_is_told_when_it_is_awaited() -> None:
    wrong: Any = avisit
    with pytest.raises(InputError, match="avisit takes its options by name"):
        asyncio.run(wrong("a", Settings()))


def test_the_function_keeps_its_kind_signature_and_description() -> None:
    assert inspect.iscoroutinefunction(avisit)
    assert list(inspect.signature(visit).parameters) == ["url", "settings"]
    assert (visit.__doc__, visit.__module__) == ("Visits.", "linkcheck")


def test_no_settings_are_the_defaults() -> None:
    assert require_settings(None) == Settings()
    with pytest.raises(InputError, match="settings is a dict"):
        require_settings({})  # type: ignore[arg-type]  # what is tested
