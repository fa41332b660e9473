"""Countries, states and cities."""

from __future__ import annotations

import pytest

from linkcheck._tables import table_lines
from linkcheck.training._tables.places import TABLES
from linkcheck.training._tables.table import Sources, Table, make_rows

MADE = [table for table in TABLES if table.make]


@pytest.mark.parametrize("table", MADE, ids=lambda table: table.name)
def test_a_table_of_places_is_made_as_it_is_packaged(table: Table) -> None:
    for package in table.packages:
        pytest.importorskip(package, reason="the extra `data` is for those who make the tables")
    assert make_rows(table, Sources()) == table_lines(table.file)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_line_of_a_table_of_places_has_key_places_and_names(table: Table) -> None:
    assert [line for line in table_lines(table.file) if line.count("|") != 2] == []
