"""Two numbers agree, contradict each other, or leave it open."""

from __future__ import annotations

import pytest

from linkcheck._evidence.agreement import is_year, numbers_agree, numbers_contradict
from linkcheck._text.numbers import find_numbers


@pytest.mark.parametrize(
    ("claimed", "found"),
    [
        ("about 3 million", "2.97 million"),
        ("3 million", "2,970,000"),
        ("$3M", "3 million dollars"),
        ("2.7", "2.67"),
        ("over 200", "219"),
        ("nearly 300", "296"),
        ("2,032", "2.032"),
        ("5th", "five"),
    ],
)
def test_fair_roundings_and_writings_agree(claimed: str, found: str) -> None:
    assert numbers_agree(find_numbers(claimed)[0], find_numbers(found)[0])


@pytest.mark.parametrize(
    ("claimed", "found"),
    [
        ("41", "14"),
        ("2019", "2016"),
        ("2035", "2032"),
        ("5%", "$5"),
        ("over 200", "180"),
        ("600", "300"),
        ("2010", "2013"),
    ],
)
def test_other_numbers_do_not_agree(claimed: str, found: str) -> None:
    assert not numbers_agree(find_numbers(claimed)[0], find_numbers(found)[0])


@pytest.mark.parametrize(
    ("claimed", "found"),
    [
        ("more than 100", "137"),
        ("at least 20", "34"),
        ("over $1 million", "$181,674,817"),
        ("up to 60", "57"),
        ("almost 5,000", "4,870"),
        ("dozens", "43"),
        ("a few hundred", "300"),
        ("several thousand", "4,200"),
        ("half a million", "500,000"),
        ("12%", "10-15 %"),
        ("2007-08", "2007/2008"),
        ("2008", "2007-08"),
        ("52%", "51.96%"),
        ("2,973,412", "3 million"),
        ("$450", "USD 450"),
        ("450 dollars", "A$450"),
        ("450", "€450"),
    ],
)
def test_bounds_ranges_vague_amounts_and_currencies_agree_with_what_they_admit(claimed: str, found: str) -> None:
    assert numbers_agree(find_numbers(claimed)[0], find_numbers(found)[0])


@pytest.mark.parametrize(
    ("claimed", "found"),
    [
        ("more than 200", "137"),
        ("fewer than 100", "137"),
        ("over 750,000", "over 250,000"),
        ("up to 67%", "up to 50%"),
        ("2,400 to 2,500", "2,400 to 2,600"),
        ("dozens", "9"),
        ("hundreds", "5"),
        ("500", "more than 200"),
        ("31", "30"),
        ("$450", "€450"),
        ("1.8 billion", "2.1 billion"),
    ],
)
def test_numbers_outside_of_what_the_other_admits_contradict_it(claimed: str, found: str) -> None:
    assert numbers_contradict(find_numbers(claimed)[0], find_numbers(found)[0])


@pytest.mark.parametrize(
    ("claimed", "found"),
    [
        ("180", "more than 100"),
        ("40", "up to 60"),
        ("190", "around 200"),
        ("more than 100", "fewer than 200"),
        ("dozens", "15"),
        ("after 2018", "2013"),
        ("2013", "before 2018"),
    ],
)
def test_words_that_leave_it_open_neither_support_nor_contradict(claimed: str, found: str) -> None:
    one, other = find_numbers(claimed)[0], find_numbers(found)[0]
    assert not numbers_agree(one, other)
    assert not numbers_contradict(one, other)


def test_years_that_news_speaks_of_are_told_from_other_numbers() -> None:
    assert is_year(1987.0)
    assert not is_year(987.0)
    assert not is_year(1987.5)
