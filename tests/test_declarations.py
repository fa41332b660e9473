"""What a field of settings declares is read from its annotation, and values are held to it."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import pytest
from msgspec import Meta

from linkcheck._declarations import CheckedNames, Probability, describe_settings, read_declarations, require_declared
from linkcheck.errors import InputError, SettingsError, UnknownSettingError


class Oven(msgspec.Struct, metaclass=CheckedNames, frozen=True, kw_only=True):
    heat: Annotated[int, Meta(ge=50, le=250, description="Degrees.")] = 180
    crust: Annotated[Probability | None, Meta(description="How dark.")] = None
    names: Annotated[tuple[str, ...], Meta(description="Who bakes.")] = ()

    def __post_init__(self) -> None:
        for declared in DECLARED.values():
            require_declared(self, declared)


DECLARED = read_declarations(Oven, {"heat": "Fire", "names": "People"})


def test_a_declaration_has_type_default_range_meaning_group_and_variable() -> None:
    heat, crust, names = DECLARED.values()
    assert (heat.type, heat.default, heat.allowed) == (int, 180, "a whole number from 50 to 250")
    assert (crust.type, crust.allowed, crust.description) == (float | None, "a number from 0 to 1", "How dark.")
    assert (heat.group, crust.group, names.group) == ("Fire", "Fire", "People")
    assert heat.variable == "LINKCHECK_HEAT"


def test_the_description_has_headings_defaults_ranges_and_meanings() -> None:
    assert describe_settings(DECLARED.values()).splitlines() == [
        "Fire",
        "    heat = 180, a whole number from 50 to 250",
        "        Degrees.",
        "    crust = None, a number from 0 to 1",
        "        How dark.",
        "",
        "People",
        "    names = ()",
        "        Who bakes.",
    ]


@pytest.mark.parametrize("fields", [{"heat": 20}, {"heat": True}, {"crust": 2}, {"crust": "dark"}, {"heat": None}])
def test_a_value_that_the_field_does_not_allow_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match="use a "):
        Oven(**fields)


def test_a_name_that_no_field_has_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownSettingError, match="there is no setting “heet”: the nearest is “heat”"):
        Oven(heet=100)  # type: ignore[call-arg]  # what is tested


def test_values_without_a_name_are_refused() -> None:
    with pytest.raises(InputError, match=r"Oven takes its fields by name, not an int: use Oven\(heat=\.\.\.\)"):
        Oven(100)  # type: ignore[call-arg]  # what is tested
