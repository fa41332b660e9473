"""All readings of a written name, from the tables of places and organisations: every row, not samples."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from linkcheck._tables import table_lines
from linkcheck._text.name_words import same_word
from linkcheck._text.readings import (
    ORGANISATION_TABLES,
    PLACE_TABLES,
    are_related,
    find_readings,
    fold_name,
    is_nation,
    is_place,
    names_of,
    places_around,
    readings_of,
)

ROWS = [
    (key, outer.split(), names.split(";"))
    for table in (*PLACE_TABLES, *ORGANISATION_TABLES)
    for key, outer, names in (line.split("|") for line in table_lines(f"_text/data/{table}.txt"))
]


def rows_of(table: str) -> list[list[str]]:
    return [line.split(";") for line in table_lines(f"_text/data/{table}.txt")]


def test_every_two_names_of_one_place_are_related() -> None:
    apart = [
        (one, other)
        for key, _, _ in ROWS
        for one, other in pairwise(name for name in names_of(key) if name)
        if not are_related(readings_of(one), readings_of(other))
    ]
    assert apart == []


def test_every_place_is_related_to_what_it_lies_in() -> None:
    names = [(name, key, outer) for key, around, written in ROWS for name in written if name for outer in around]
    assert [one for one in names if one[2] not in places_around(one[1])] == []
    assert all(names_of(outer) for _, _, outer in names), "what a place lies in has a name of its own"


def test_every_name_is_folded_as_names_are_looked_up() -> None:
    names = [name for _, _, names in ROWS for name in names if not name.isupper()]
    assert [name for name in names if fold_name(name) != name] == []


def test_every_writing_of_a_title_is_one() -> None:
    assert [row for row in rows_of("titles") if not all(same_word(row[0], other) for other in row)] == []


def test_every_short_form_of_a_word_is_one_with_it() -> None:
    assert [row for row in rows_of("short_forms") if not all(same_word(row[0], other) for other in row)] == []


def test_every_nickname_is_one_with_its_name() -> None:
    assert [row for row in rows_of("nicknames") if not all(same_word(row[0], other) for other in row)] == []


@pytest.mark.parametrize(
    ("name", "keys"),
    [("Georgia", {"GE", "US-GA"}), ("Jordan", {"JO"}), ("Turkey", {"TR"}), ("Chad", {"TD"}), ("Ruiz", set())],
)
def test_a_name_that_is_two_things_has_all_its_readings(name: str, keys: set[str]) -> None:
    assert readings_of(name) == keys


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("U.S.", "US"),
        ("US", "US"),
        ("China’s", "CN"),
        ("Côte d’Ivoire", "CI"),
        ("the Kremlin", "seat:kremlin"),
        ("Londoners", "london,england"),
        ("Łódź", "lodz,PL"),
        ("Calif.", "US-CA"),
    ],
)
def test_a_name_is_found_however_it_is_written(written: str, key: str) -> None:
    assert key in readings_of(written)


def test_a_code_is_written_in_capitals() -> None:
    assert readings_of("us") == frozenset()
    assert readings_of("IN") != frozenset()
    assert readings_of("in") == frozenset()


@pytest.mark.parametrize(
    ("one", "other"),
    [("Montreal", "Canada"), ("Wales", "UK"), ("Tel Aviv", "Israel"), ("Kremlin", "Moscow"), ("Beijing", "Chinese")],
)
def test_a_place_inside_a_place_is_related_to_it(one: str, other: str) -> None:
    assert are_related(readings_of(one), readings_of(other))
    assert are_related(readings_of(other), readings_of(one))


@pytest.mark.parametrize(("one", "other"), [("Iran", "Iraq"), ("Chin", "Chinese"), ("Georgia", "Texas")])
def test_other_places_are_not_related(one: str, other: str) -> None:
    assert not are_related(readings_of(one), readings_of(other))


def test_the_longest_name_that_stands_in_a_text_is_found() -> None:
    text = "In New York City the U.S. and North Korea met."
    assert [text[name.start : name.end] for name in find_readings(text)] == ["New York City", "U.S", "North Korea"]


def test_nations_are_told_from_other_places_and_organisations() -> None:
    assert all(map(is_nation, readings_of("Scottish")))
    assert not any(map(is_nation, readings_of("Texas")))
    assert not any(map(is_place, readings_of("NATO")))


def test_odd_input_has_no_reading(tmp_path: Path) -> None:
    assert [readings_of(name) for name in ("", "…", "\ud800", "'s", " ", "0")] == [frozenset()] * 6
