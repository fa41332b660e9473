from __future__ import annotations

import re

import pytest

from tests.benchmarks.regex_growth import BOUNDED, expressions, hostile_units


@pytest.mark.parametrize(
    ("pattern", "unit"),
    [
        (r"\s+x", ("", " ", "\0")),
        (r"url\s*=\s*[\"']?\s*(\w+)", ("url =", " ", "!")),
        (r"(?:%[0-9A-F]{2})+$", ("", "%00", "\0")),
        (r"a(?:b|c)*d", ("a", "b", "!")),
    ],
)
def test_hostile_units_repeat_each_part_of_a_pattern(pattern: str, unit: tuple[str, str, str]) -> None:
    assert unit in hostile_units(re.compile(pattern))


def test_the_package_has_every_expression_that_is_said_to_be_bounded() -> None:
    places = [expression.where for expression in expressions()]
    assert set(BOUNDED) <= set(places)
    assert len(places) > 250
