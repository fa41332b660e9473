"""A unit of measure is one, however it is written."""

from __future__ import annotations

import pytest

from linkcheck._tables import table_columns
from linkcheck._text.units import unit_behind, writings_of_unit


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("5 km", "length-kilometer"),
        ("5km", "length-kilometer"),
        ("5 kilometres away", "length-kilometer"),
        ("5 km/h", "speed-kilometer-per-hour"),
        ("5 miles per hour", "speed-mile-per-hour"),
        ("5-year plan", "duration-year"),
        ("5 Jahre", "duration-year"),
        ("5 people", ""),
        ("5", ""),
    ],
)
def test_the_unit_behind_a_number_is_named(text: str, unit: str) -> None:
    assert unit_behind(text, 1) == unit


def test_every_writing_of_the_table_is_its_unit() -> None:
    for unit, writings in table_columns("_text/data/units.txt", 2):
        for written in writings.split("|"):
            if len(written.split()) <= 3:
                assert unit_behind(f"5 {written}", 1) == unit, written
        assert writings_of_unit(unit) == tuple(writings.split("|"))
