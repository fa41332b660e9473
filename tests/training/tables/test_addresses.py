"""Retired top-level domains are those that an old list has and none of today."""

from __future__ import annotations

from pathlib import Path

import pytest

from linkcheck.training._tables.addresses import TABLES
from linkcheck.training._tables.table import SourceNotGivenError, Sources, make_rows

TABLE = {table.name: table for table in TABLES}


def test_a_name_of_the_old_suite_is_retired_unless_it_is_listed_today(tmp_path: Path) -> None:
    (tmp_path / "tlds.yml").write_text(
        "  - x: com\n    text: https://twitter.com\n  - x: x\n    text: https://twitter.Abarth\n",
        "utf-8",
    )
    assert make_rows(TABLE["retired_tlds"], Sources(files=tmp_path)) == ("abarth",)


def test_without_the_old_suite_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(SourceNotGivenError, match=r"tlds\.yml of twitter-text"):
        make_rows(TABLE["retired_tlds"], Sources(files=tmp_path))


def test_look_alikes_are_single_small_letters_of_other_scripts() -> None:
    pytest.importorskip("confusable_homoglyphs")
    rows = dict(row.split("\t") for row in make_rows(TABLE["confusables"], Sources()))
    assert rows["а"] == "a"
    assert rows["о"] == "o"
    assert not {"A", "é", "ａ", "ﬁ"} & rows.keys()
