"""Nicknames, titles and short forms."""

from __future__ import annotations

import pytest

from linkcheck._tables import table_lines
from linkcheck.training._tables.people import TABLES
from linkcheck.training._tables.table import Sources, make_rows


def test_nicknames_are_made_as_they_are_packaged() -> None:
    pytest.importorskip("nicknames", reason="the extra `data` is for those who make the tables")
    assert make_rows(TABLES[0], Sources()) == table_lines(TABLES[0].file)


def test_a_nickname_stands_with_its_name_on_a_line() -> None:
    assert "aaron;erin;ron;ronnie" in table_lines(TABLES[0].file)
