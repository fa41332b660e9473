from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.compare import prepare_page, prepare_post, run_stage
from linkcheck._evidence.packaged import Stage
from linkcheck._evidence.quantities import amounts_of, find_durations, find_shares, unit_of
from linkcheck._page.types import Page
from linkcheck._post.types import Post
from linkcheck._text.numbers import find_numbers
from linkcheck._text.tokens import normal_form

PAGE = Page(
    title="Fisherman talks of his rescue",
    text="Ole Berg, 57, was under the ice for 48 minutes.\nHis boat had cost $9,000, about 20 percent of his savings.",
)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("dead at 57", "age"),
        ("a 57-year-old", "age"),
        ("Ole Berg, 57, said", "age"),
        ("$57", "money"),
        ("57%", "percent"),
        ("57 minutes", "duration-minute"),
        ("57 and more", ""),
        ("in 57", ""),
    ],
)
def test_a_number_counts_what_stands_beside_it(text: str, unit: str) -> None:
    assert unit_of(text, find_numbers(text)[0]) == unit


@pytest.mark.parametrize(("unit", "value"), [("age", 57), ("money", 9000), ("percent", 20), ("duration-minute", 48)])
def test_the_page_is_asked_for_what_it_counts(unit: str, value: float) -> None:
    assert [amount.number.values[0] for amount in amounts_of(prepare_page(PAGE), unit)] == [value]


def test_an_absent_number_of_which_the_page_has_another_is_told_with_both() -> None:
    found = {
        e.code: e
        for e in run_stage(Stage.DETAIL, Alignment(prepare_post(Post(text="Dead for 42 minutes")), prepare_page(PAGE)))
    }
    evidence = found["number-counted-otherwise"]
    assert evidence.value == 1
    assert [quote.text for quote in evidence.post_quotes] == ["42"]
    assert [quote.text for quote in evidence.page_quotes] == ["48"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("31 old cartoons that sold toys", normal_form("cartoons")),
        ("300 Iraqi soldiers", normal_form("soldiers")),
        ("48 mins", "duration-minute"),
        ("48 километров", "length-kilometer"),
        ("at the age of 57.", "age"),
        ("42-year sickie", "duration-year"),
    ],
)
def test_a_unit_may_follow_an_adjective_or_be_shortened(text: str, unit: str) -> None:
    assert unit_of(text, find_numbers(text)[0]) == unit


PAGE_OTHER_UNITS = Page(
    title="Nordair to cut jobs",
    text="Nordair will cut a fifth of its workforce within two years. Nine in 10 pilots voted against it.\n"
    "Two-thirds of the engineers will stay. About 13% of the staff are on leave, for a year and a half at most.",
)


def codes(post: str) -> set[str]:
    return {
        evidence.code
        for evidence in run_stage(
            Stage.DETAIL, Alignment(prepare_post(Post(text=post)), prepare_page(PAGE_OTHER_UNITS))
        )
    }


@pytest.mark.parametrize(
    "post",
    [
        "Nordair to cut 20% of its workforce",
        "90% of Nordair's pilots voted against it",
        "66% of the engineers at Nordair will stay",
        "67 per cent of the engineers at Nordair will stay",
        "1 in 8 of Nordair's staff on leave",
        "Nordair to cut jobs within 24 months",
        "Nordair's staff on leave for 18 months at most",
    ],
)
def test_a_number_in_another_unit_is_neither_absent_nor_different(post: str) -> None:
    assert not {"number-absent", "number-differs", "number-counted-otherwise"} & codes(post)


@pytest.mark.parametrize(
    "post",
    [
        "Nordair to cut 30% of its workforce",
        "70% of Nordair's pilots voted against it",
        "Nordair to cut jobs within 30 months",
    ],
)
def test_another_number_is_still_told(post: str) -> None:
    assert "number-absent" in codes(post)


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("a third of them", (100 / 3,)),
        ("three quarters, or 3 out of 4", (75.0, 75.0)),
        ("halved", (50.0,)),
        ("7 in 2", ()),
    ],
)
def test_fractions_are_read_in_percent(text: str, shares: tuple[float, ...]) -> None:
    assert find_shares(text) == pytest.approx(shares)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("two weeks", 14.0),
        ("a year", 365.0),
        ("a year and a half", 547.5),
        ("half a day", 0.5),
        ("30 minutes", 0.5 / 24),
    ],
)
def test_spans_are_read_in_days(text: str, days: float) -> None:
    assert any(span == pytest.approx(days) for span in find_durations(text, find_numbers(text)))


def test_letters_that_only_ignoring_case_makes_equal_are_read_like_them() -> None:
    assert find_shares("ſix in ten, a thİrd") == find_shares("six in ten, a third")
    assert find_durations(
        "half a weeK, ſix and a half days", find_numbers("half a weeK, ſix and a half days")
    ) == find_durations("half a week, six and a half days", find_numbers("half a week, six and a half days"))


@given(st.text(alphabet="12 0aeinorut-fhlvsdyk.,%", max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    assert all(0 < share < 100 for share in find_shares(text))
    assert all(span >= 0 for span in find_durations(text, find_numbers(text)))
