from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.evidence.details import weigh_details
from linkcheck.evidence.other_units import shares_of, spans_of
from linkcheck.evidence.weighing import prepare_page, prepare_post
from linkcheck.page.types import Page
from linkcheck.post.types import Post

PAGE = Page(
    title="Nordair to cut jobs",
    text="Nordair will cut a fifth of its workforce within two years. Nine in 10 pilots voted against it.\n"
    "Two-thirds of the engineers will stay. About 13% of the staff are on leave, for a year and a half at most.",
)


def codes(post: str) -> set[str]:
    return {evidence.code for evidence in weigh_details(prepare_post(Post(text=post)), prepare_page(PAGE))}


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
    assert shares_of(text) == pytest.approx(shares)


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
    assert any(span == pytest.approx(days) for span in spans_of(text))


@given(st.text(alphabet="12 0aeinorut-fhlvsdyk.,%", max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    assert all(0 < share < 100 for share in shares_of(text))
    assert all(span >= 0 for span in spans_of(text))
