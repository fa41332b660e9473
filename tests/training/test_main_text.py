"""The training of the block model: labels, figures, and a model that reads what it has learnt."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from linkcheck._page import main_text
from linkcheck._page.main_text import PreparedTrees
from linkcheck.training import _main_text as training
from linkcheck.training.__main__ import main
from linkcheck.training._main_text import f1, fit_block_model, read_samples

STORY = "The council of the town number {0} met on Monday, and it talked for {0} hours about the name of its theatre."


PAGES = 60


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(training, "_FIRST_TREES", 3)
    monkeypatch.setattr(training, "_SECOND_TREES", 3)
    with (tmp_path / "index.jsonl").open("w") as index:
        for number in range(PAGES):
            body = "\n".join(STORY.format(number + part) for part in range(3))
            shown = "".join(f"<p>{line}</p>" for line in body.split("\n"))
            page = f"<nav><a href=/>Home</a><a href=/n>News</a></nav><article>{shown}</article><footer>Imprint</footer>"
            (tmp_path / f"{number}.gz").write_bytes(gzip.compress(page.encode()))
            row = {"url": f"https://site{number}.example/", "file": f"{number}.gz", "body": body}
            index.write(json.dumps({**row, "page_type": "article", "source": "own"}) + "\n")
    return tmp_path


def test_a_model_learns_what_it_is_shown(folder: Path) -> None:
    samples = read_samples(folder)
    assert samples[0].right.tolist() == [0, 1, 1, 1, 0]
    model, figures = fit_block_model(samples, "a test")
    log_odds = PreparedTrees(model.first, samples[0].names).log_odds(samples[0].rows)
    assert log_odds[1:4].min() > log_odds[[0, 4]].max()
    assert figures["own/article"] > 0.9
    assert model.schema == main_text.BLOCK_MODEL_SCHEMA


@pytest.mark.parametrize(
    ("text", "body", "score"),
    [
        ("a b c d e", "a b c d e", 1.0),
        ("a b c d", "a b c d e", 8 / 9),
        ("", "", 1.0),
        ("", "a", 0.0),
        ("a b", "A, b.", 1.0),
        ("one two three four", "five six seven eight", 0.0),
    ],
)
def test_f1_counts_words(text: str, body: str, score: float) -> None:
    assert f1(text, body) == pytest.approx(score)


def test_the_command_prints_cross_validated_figures_and_writes_nothing_unasked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packaged = Path(main_text.__file__).with_name("main_text.json")
    before = packaged.read_bytes()
    assert main(["main-text", "--data", str(folder), "--date", "2026-11-27"]) == 0
    figures = dict(line.split() for line in capsys.readouterr().out.splitlines())
    assert float(figures["ALL"]) > 0.9
    assert packaged.read_bytes() == before


def test_the_command_writes_the_packaged_model_where_asked(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main_text, "__file__", str(tmp_path / "main_text.py"))
    assert main(["main-text", "--data", str(folder), "--date", "2026-11-27", "--write"]) == 0
    written = json.loads((tmp_path / "main_text.json").read_bytes())
    assert f"{PAGES} pages" in str(written["provenance"])


def test_training_twice_makes_the_same_trees(folder: Path) -> None:
    samples = read_samples(folder)
    assert fit_block_model(samples)[0] == fit_block_model(samples)[0]


def test_rows_of_other_parts_are_left_out_and_pieces_label_the_blocks_that_hold_them(folder: Path) -> None:
    page = gzip.compress(b"<p>Menu of it<p>A story that is told<p>Something else")
    (folder / "pieces.gz").write_bytes(page)
    row = {"url": "https://a.example/", "file": "pieces.gz", "with": ["story that  is"], "without": ["Menu"]}
    rows = [{**row, "corpus": "segments", "part": part} for part in ("train", "dev")]
    (folder / "index.jsonl").write_text("\n".join(map(json.dumps, rows)))
    (sample,) = read_samples(folder)
    assert sample.kind == "segments/any"
    assert np.nan_to_num(sample.right, nan=-1).tolist() == [0, 1, -1]
