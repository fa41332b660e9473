from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

import linkcheck
from linkcheck._cli import main
from linkcheck._parameters import parameters_digest
from linkcheck._scoring.model import model_digest

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


def printed_json(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    assert main(["evaluate", *map(str, arguments), "--format", "json"]) == 0
    printed: dict[str, Any] = json.loads(capsys.readouterr().out)
    return printed


def test_figures_are_shown_for_each_file(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(pairs)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(str(pairs))
    assert "auc                        1.000" in printed
    assert "No thresholds proposed: that takes 100 scored pairs of each label." in printed


def test_figures_can_be_read_by_programs(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = printed_json(capsys, pairs, "--limit", "4")["figures"][str(pairs)]
    assert (figures["matches"], figures["mismatches"], figures["alarms"]) == (2, 2, 0.0)


def test_thresholds_can_be_tried(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = printed_json(capsys, pairs, "--set", "match_threshold=0", "--set", "mismatch_threshold=0")
    assert printed["figures"][str(pairs)]["alarms"] == 1.0


def test_an_evaluation_writes_down_the_model_and_settings_it_used(
    pairs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    used = printed_json(capsys, pairs, "--limit", "4", "--prior", "0.2")["used"]
    assert used == {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "version": linkcheck.__version__,
        "model": None,
        "model_sha256": model_digest(),
        "settings_sha256": linkcheck.Settings(prior=0.2).digest(),
        "parameters_sha256": parameters_digest(),
        "data_sha256": {str(pairs): hashlib.sha256(pairs.read_bytes()).hexdigest()},
        "limit": 4,
    }
    main(["evaluate", str(pairs)])
    printed = capsys.readouterr().out
    assert all(digest[:16] in printed for digest in (used["model_sha256"], used["data_sha256"][str(pairs)]))


def test_thresholds_are_proposed_for_enough_pairs_and_accuse_as_few_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    halves = tmp_path / "these.jsonl", tmp_path / "those.jsonl"
    for half, page in zip(halves, (FERRY, SOUP), strict=True):
        label = "match" if page is FERRY else "mismatch"
        half.write_text("".join(json.dumps({"post": f"{POST} {n}", "label": label, **page}) + "\n" for n in range(100)))
    proposed = printed_json(capsys, *halves)["thresholds"]
    assert 0 <= proposed["match_threshold"] <= proposed["mismatch_threshold"] <= 1
    assert main(["evaluate", *map(str, halves)]) == 0
    assert f"  mismatch_threshold = {proposed['mismatch_threshold']}" in capsys.readouterr().out
    tried = [f"--set={name}={value}" for name, value in proposed.items()]
    figures = printed_json(capsys, *halves, *tried)["figures"]
    assert figures[str(halves[0])]["alarms"] <= 0.01
    assert figures[str(halves[1])]["flagged"] > 0.9


def test_a_missing_file_of_pairs_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "nowhere.jsonl"]) == 2
    assert "nowhere.jsonl: cannot be read" in capsys.readouterr().err


def test_a_broken_row_is_named_by_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text('{"post": "x"}\n{broken\n')
    assert main(["evaluate", str(file)]) == 2
    assert f"{file}:2" in capsys.readouterr().err
