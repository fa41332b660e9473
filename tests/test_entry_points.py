from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from linkcheck._entry_points import installed, load_entry_point
from linkcheck._report.types import OutputFormat
from linkcheck.errors import InputError


def point(name: str, value: str) -> EntryPoint:
    return EntryPoint(name=name, value=value, group="linkcheck.tests")


def test_an_entry_point_of_the_right_kind_and_name_is_loaded() -> None:
    value = "linkcheck._report.formats.json:FORMAT"
    assert load_entry_point(point("json", value), OutputFormat, role="output format").name == "json"
    with pytest.raises(InputError, match="calls itself “json”: use one name"):
        load_entry_point(point("other", value), OutputFormat, role="output format")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("no_such_module:x", "the folder “own” (no_such_module:x) does not load: No module named"),
        ("pathlib:Path", "the folder “own” (pathlib:Path) is"),
    ],
)
def test_an_entry_point_that_cannot_be_used_names_itself(value: str, message: str) -> None:
    with pytest.raises(InputError) as refused:
        load_entry_point(point("own", value), Path, role="folder")
    assert str(refused.value).startswith(message)


def test_entry_points_take_no_name_of_the_packages_own() -> None:
    everything = installed("console_scripts", packaged=())
    assert "linkcheck" in everything
    assert list(everything) == sorted(everything)
    assert "linkcheck" not in installed("console_scripts", packaged=("linkcheck",))
