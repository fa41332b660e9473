"""Public values are named as users import them, whatever room they come from."""

from __future__ import annotations

import inspect
import pickle
import pydoc
import typing

import msgspec
import pytest

import linkcheck
from linkcheck._public import public

NAMES = [name for name in linkcheck.__all__ if name not in ("PostLike", "__version__")]


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_is_of_linkcheck_and_found_there_again(name: str) -> None:
    value = getattr(linkcheck, name)
    assert (value.__module__, value.__qualname__) == ("linkcheck", name)
    assert pickle.loads(pickle.dumps(value)) is value
    assert name in pydoc.plain(pydoc.render_doc(value))


@pytest.mark.parametrize("name", [name for name in NAMES if hasattr(getattr(linkcheck, name), "_fields")])
def test_the_types_of_the_fields_of_a_tuple_can_be_looked_up(name: str) -> None:
    assert typing.get_type_hints(getattr(linkcheck, name))


def test_the_types_of_fields_are_those_of_their_own_module() -> None:
    @public
    class Named(msgspec.Struct):
        rank: int
        mark: typing.Annotated[float, msgspec.Meta(ge=0)] = 0.0

    assert Named.__module__ == "linkcheck"
    assert msgspec.json.decode(b'{"rank": 3}', type=Named) == Named(3)
    assert inspect.get_annotations(Named)["mark"] == typing.Annotated[float, msgspec.Meta(ge=0)]


def test_a_class_that_says_how_it_is_shown_is_shown_so() -> None:
    @public
    class Own(msgspec.Struct):
        def __repr__(self) -> str:
            return "own"

    assert repr(Own()) == "own"
