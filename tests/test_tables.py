from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from linkcheck._tables import table_columns, table_lines, table_weights
from linkcheck.errors import LinkcheckError


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is read in the place of the installed package."""
    monkeypatch.setattr(resources, "files", lambda _package: tmp_path)
    return tmp_path


def test_comments_and_blank_lines_of_a_table_are_left_out(elsewhere: Path) -> None:
    (elsewhere / "words.txt").write_text("# a list\n\none two\n  three \n", encoding="utf-8")
    assert table_lines("words.txt") == ("one two", "three")


def test_weights_are_read_by_word(elsewhere: Path) -> None:
    (elsewhere / "weights.txt").write_text("the 0.11\naño 1\n", encoding="utf-8")
    assert table_weights("weights.txt") == {"the": 0.11, "año": 1}


def test_a_missing_table_is_named(elsewhere: Path) -> None:
    with pytest.raises(LinkcheckError, match=r"linkcheck/_text/data/words\.txt is missing: .* install linkcheck again"):
        table_lines("_text/data/words.txt")


def test_a_table_in_another_encoding_is_named(elsewhere: Path) -> None:
    (elsewhere / "words.txt").write_bytes("año".encode("latin-1"))
    with pytest.raises(LinkcheckError, match=r"words\.txt is not UTF-8"):
        table_lines("words.txt")


@pytest.mark.parametrize("content", ["", "# 2 rows, of 2026-11-27.\n"])
def test_an_empty_table_is_named(elsewhere: Path, content: str) -> None:
    (elsewhere / "words.txt").write_text(content, encoding="utf-8")
    with pytest.raises(LinkcheckError, match=r"words\.txt is empty"):
        table_lines("words.txt")


@pytest.mark.parametrize("made", ["of 2026-11-27.", "made on 2026-11-27 by `python -m linkcheck.training data words`."])
def test_a_table_that_was_cut_is_named(elsewhere: Path, made: str) -> None:
    (elsewhere / "words.txt").write_text(f"# 1,002 rows, {made}\none\ntwo\n", encoding="utf-8")
    with pytest.raises(LinkcheckError, match=r"words\.txt is cut: it has 2 rows, and its header counts 1,002"):
        table_lines("words.txt")


def test_a_row_that_was_added_by_hand_is_read(elsewhere: Path) -> None:
    (elsewhere / "words.txt").write_text("# 1 rows, of 2026-11-27.\none\ntwo\n", encoding="utf-8")
    assert table_lines("words.txt") == ("one", "two")


@pytest.mark.parametrize("content", ["the", "0.5", "the much", "the 0.5 0.6x", '{"the": 0.5}'])
def test_weights_that_are_none_are_named(elsewhere: Path, content: str) -> None:
    (elsewhere / "weights.txt").write_text(f"a 0.1\n{content}\n", encoding="utf-8")
    with pytest.raises(LinkcheckError, match=r"weights\.txt has a line that is no word with its number"):
        table_weights("weights.txt")


def test_columns_are_parted_at_tabs_and_may_be_empty(elsewhere: Path) -> None:
    (elsewhere / "places.txt").write_text("# a comment\nSalem\tMassachusetts\tMA\nChad\t\t\n", encoding="utf-8")
    assert table_columns("places.txt", 3) == (("Salem", "Massachusetts", "MA"), ("Chad", "", ""))


@pytest.mark.parametrize("line", ["Salem", "Salem\tMA\tUS"])
def test_a_line_with_other_columns_is_named(elsewhere: Path, line: str) -> None:
    (elsewhere / "places.txt").write_text(f"Chad\tTD\n{line}\n", encoding="utf-8")
    with pytest.raises(LinkcheckError, match=r"places\.txt has a line without 2 columns \('Salem"):
        table_columns("places.txt", 2)
