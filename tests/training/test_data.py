"""`python -m linkcheck.training data` makes the tables of facts, and tells which are not as made."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from linkcheck.training import _data as data
from linkcheck.training.__main__ import main
from linkcheck.training._tables.registry import FOLDERS


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data folders, which the command writes into."""
    for folder in FOLDERS:
        shutil.copytree(data.PACKAGE / folder, tmp_path / folder)
    monkeypatch.setattr(data, "PACKAGE", tmp_path)
    return tmp_path


def test_tables_that_are_as_made_are_left_alone(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", "opposites", "--check"]) == 0
    assert main(["data", "opposites"]) == 0
    assert capsys.readouterr().err == ""
    assert package.is_dir()


def test_a_row_added_by_hand_is_found_and_counted(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = package / "_text" / "data" / "opposites.txt"
    before = file.read_text("utf-8")
    file.write_text(f"{before}ebb | flow\n", "utf-8")
    assert main(["data", "opposites", "--check"]) == 2
    assert "not as made: _text/data/README.md, _text/data/opposites.txt" in capsys.readouterr().err
    assert main(["data", "opposites", "--date", "2030-01-02"]) == 0
    count = sum("|" in line for line in before.splitlines() if not line.startswith("#"))
    assert f"# {count + 1} rows, of 2030-01-02." in file.read_text("utf-8")
    assert f"| `opposites.txt` | {count + 1} |" in (package / "_text" / "data" / "README.md").read_text("utf-8")


def test_a_table_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", "colours"]) == 2
    assert "no table colours: there are common_words, " in capsys.readouterr().err


def test_a_table_that_is_asked_for_without_its_source_says_what_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", "common_words", "--check"]) == 2
    assert "the word lists of SCOWL are to stand in scowl/ of the folder that --files names" in capsys.readouterr().err


def test_tables_whose_source_is_not_at_hand_are_left_as_they_are(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (package / "_text" / "data" / "common_words.txt").read_bytes()
    (package / "_text" / "data" / "README.md").unlink()
    assert main(["data"]) == 0
    told = capsys.readouterr().err
    assert "left as it is: the word lists of SCOWL" in told
    assert "written: _text/data/README.md" in told
    assert (package / "_text" / "data" / "common_words.txt").read_bytes() == before
