"""Languages and their scripts come from the CLDR."""

from __future__ import annotations

import pytest

from linkcheck.training._tables.languages import TABLES
from linkcheck.training._tables.table import Sources, make_rows


def test_a_language_has_its_name_and_likely_script() -> None:
    pytest.importorskip("babel", reason="the extra `data` is for those who make the tables")
    rows = make_rows(TABLES[0], Sources())
    assert "ru\tRussian\tCyrl" in rows
    assert "ckb\tCentral Kurdish\tArab" in rows
    assert len(rows) > 150
