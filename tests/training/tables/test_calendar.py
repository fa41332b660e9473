"""Names of months and weekdays are made of CLDR's, with the words of English marked."""

from __future__ import annotations

import pytest

from linkcheck.training._tables.calendar import TABLES
from linkcheck.training._tables.table import Sources, make_rows


@pytest.fixture(scope="module")
def rows() -> tuple[str, ...]:
    pytest.importorskip("babel")
    return make_rows(TABLES[0], Sources())


def test_wide_and_short_names_of_a_month_stand_on_one_line(rows: tuple[str, ...]) -> None:
    assert "month\t12\tde\tdezember dez+" in rows
    assert "month\t9\ten\tseptember sep+ sept+" in rows


def test_short_forms_that_are_words_of_english_stand_between_day_and_year_or_are_left_out(
    rows: tuple[str, ...],
) -> None:
    assert "month\t9\tit\tsettembre set++" in rows
    assert "weekday\t5\tfr\tsamedi sam+" in rows
    assert not any("man+" in row or "sob+" in row for row in rows)
