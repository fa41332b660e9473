"""Lists of English words are made of SCOWL's."""

from __future__ import annotations

from pathlib import Path

import pytest

from linkcheck.training._tables.registry import TABLES
from linkcheck.training._tables.table import Sources, make_rows

TABLE = {table.name: table for table in TABLES}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "scowl"
    folder.mkdir()
    (folder / "english-words.10").write_text("walk\nwalking\nWest\na\nbox's\n", "latin-1")
    (folder / "american-words.35").write_text("color\n", "latin-1")
    (folder / "english-words.40").write_text("abstruse\n", "latin-1")
    (folder / "english-upper.50").write_text("Monday\nA\n", "latin-1")
    (folder / "american-proper-names.50").write_text("Altoona\n", "latin-1")
    (folder / "english-proper-names.50").write_text("José\n", "latin-1")
    return tmp_path


def test_common_words_are_those_of_low_levels_without_inflections_and_names(files: Path) -> None:
    assert make_rows(TABLE["common_words"], Sources(files=files)) == ("color", "walk")


def test_known_names_are_in_lower_case_without_the_towns_of_one_country(files: Path) -> None:
    assert make_rows(TABLE["known_names"], Sources(files=files)) == ("josé", "monday")
