from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from linkcheck._tables import table_lines, table_weights
from linkcheck.errors import LinkcheckError

DATA = ("_text/data", "_urls/data")


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is read in the place of the installed package."""
    monkeypatch.setattr(resources, "files", lambda _package: tmp_path)
    return tmp_path


def test_comments_and_blank_lines_of_a_table_are_left_out(elsewhere: Path) -> None:
    (elsewhere / "words.txt").write_text("# a list\n\none two\n  three \n", encoding="utf-8")
    assert table_lines("words.txt") == ("one two", "three")


def test_weights_are_read_by_word(elsewhere: Path) -> None:
    (elsewhere / "weights.json").write_text('{"the": 0.11, "año": 1}', encoding="utf-8")
    assert table_weights("weights.json") == {"the": 0.11, "año": 1}


def test_a_missing_table_is_named(elsewhere: Path) -> None:
    with pytest.raises(LinkcheckError, match=r"linkcheck/_text/data/words\.txt is missing: .* install linkcheck again"):
        table_lines("_text/data/words.txt")


def test_a_table_in_another_encoding_is_named(elsewhere: Path) -> None:
    (elsewhere / "words.txt").write_bytes("año".encode("latin-1"))
    with pytest.raises(LinkcheckError, match=r"words\.txt is not UTF-8"):
        table_lines("words.txt")


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"the": "much"}', '{"the": true}'])
def test_weights_that_are_none_are_named(elsewhere: Path, content: str) -> None:
    (elsewhere / "weights.json").write_text(content, encoding="utf-8")
    with pytest.raises(LinkcheckError, match=r"weights\.json is not "):
        table_weights("weights.json")


@pytest.mark.parametrize("folder", DATA)
def test_every_table_is_described_with_its_number_of_entries(folder: str) -> None:
    tables = [file for file in resources.files("linkcheck").joinpath(folder).iterdir() if file.name != "README.md"]
    readme = resources.files("linkcheck").joinpath(folder, "README.md").read_text(encoding="utf-8")
    assert tables
    for table in tables:
        name = f"{folder}/{table.name}"
        entries = len(table_weights(name) if table.name.endswith(".json") else table_lines(name))
        assert f"| `{table.name}` | {entries:,} |" in readme, (
            f"{folder}/README.md lacks `{table.name}` with {entries:,}"
        )
