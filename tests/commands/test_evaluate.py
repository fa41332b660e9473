from __future__ import annotations

import json
from pathlib import Path

import pytest

from linkcheck.cli import main

FERRY = {
    "page_title": "Electric ferry begins service across Skelling Sound",
    "page_description": "",
    "page_text": "The electric ferry Kittiwake carried 240 passengers across Skelling Sound on its first day. " * 5,
}
SOUP = {
    "page_title": "Chestnut soup with brown butter",
    "page_description": "",
    "page_text": "Roast the chestnuts, soften the leeks and blend the soup until it is smooth. " * 6,
}
POST = "The electric ferry Kittiwake took 240 passengers across Skelling Sound"


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    file = tmp_path / "pairs.jsonl"
    rows = [{"post": POST, "label": "match", **FERRY}, {"post": POST, "label": "mismatch", **SOUP}] * 3
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


def test_figures_are_told_for_each_file(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(pairs)]) == 0
    told = capsys.readouterr().out
    assert told.startswith(str(pairs))
    assert "auc                    1.000" in told


def test_figures_can_be_read_by_programs(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(pairs), "--format", "json", "--limit", "4"]) == 0
    figures = json.loads(capsys.readouterr().out)[str(pairs)]
    assert (figures["matches"], figures["mismatches"], figures["alarms"]) == (2, 2, 0.0)


def test_thresholds_can_be_tried(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["evaluate", str(pairs), "--format", "json", "--set", "mismatch_threshold=0"])
    assert json.loads(capsys.readouterr().out)[str(pairs)]["alarms"] == 1.0


def test_a_broken_row_is_named_by_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text('{"post": "x"}\n{broken\n')
    assert main(["evaluate", str(file)]) == 2
    assert f"{file}:2" in capsys.readouterr().err
