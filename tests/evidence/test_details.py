from __future__ import annotations

import pytest

from linkcheck._evidence.details import TextDetails


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("212 passengers on 12 June 2026", [212]),
        ("one of the first ferries", []),
        ("founded in 1912", [1912]),
    ],
)
def test_numbers_are_comparable_unless_they_are_part_of_a_date_or_may_be_none(text: str, values: list[float]) -> None:
    assert [number.values[0] for number in TextDetails(text).comparable_numbers] == values


def test_the_year_of_a_date_may_stand_in_place_of_another_year() -> None:
    details = TextDetails("It sank in January 2014")
    assert [number.values[0] for number in details.rival_numbers] == [2014]
    assert details.comparable_numbers == ()


def test_ordinals_are_no_numbers_to_compare_but_are_known() -> None:
    details = TextDetails("the third ferry")
    assert [number.values[0] for number in details.ordinals] == [3]
    assert details.comparable_numbers == ()


def test_each_detail_of_a_text_is_found_once() -> None:
    details = TextDetails("It did not sail for a year and 14 days, a fifth of 5 years, in May 2020")
    for name in ("numbers", "dates", "negations", "shares", "durations"):
        assert getattr(details, name)
        assert getattr(details, name) is getattr(details, name)
