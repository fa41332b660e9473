"""Number words are made of spoken numbers and compact formats, less the words of English."""

from __future__ import annotations

import pytest

from linkcheck.training._tables.numbers import TABLES
from linkcheck.training._tables.table import Sources, make_rows


@pytest.fixture(scope="module")
def rows() -> tuple[str, ...]:
    pytest.importorskip("babel")
    pytest.importorskip("num2words")
    return make_rows(TABLES[0], Sources())


def test_cardinals_ordinals_and_scales_have_their_values(rows: tuple[str, ...]) -> None:
    assert "cardinal\t21\tde\teinundzwanzig" in rows
    assert "ordinal\t19\ten\tnineteenth" in rows
    assert any(row.startswith("scale\t1000000\tru\t") and "млн" in row for row in rows)


def test_words_of_another_language_that_english_has_are_left_out(rows: tuple[str, ...]) -> None:
    words = {word for row in rows if "\ten\t" not in row for word in row.split("\t")[3].split("|")}
    assert not {"once", "due", "dos", "elf"} & words
