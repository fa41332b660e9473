"""The training of the block model: labels, figures, and a model that reads what it has learnt."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from linkcheck._page import main_text
from linkcheck._page.main_text import block_probabilities
from linkcheck.training.__main__ import main
from linkcheck.training._main_text import cross_validate, f1, fit_block_model, read_samples

STORY = "The council of the town number {0} met on Monday, and it talked for {0} hours about the name of its theatre."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with (tmp_path / "index.jsonl").open("w") as index:
        for number in range(10):
            body = "\n".join(STORY.format(number + part) for part in range(3))
            shown = "".join(f"<p>{line}</p>" for line in body.split("\n"))
            page = f"<nav><a href=/>Home</a><a href=/n>News</a></nav><article>{shown}</article><footer>Imprint</footer>"
            (tmp_path / f"{number}.gz").write_bytes(gzip.compress(page.encode()))
            row = {"url": f"https://example.org/{number}", "file": f"{number}.gz", "body": body}
            index.write(json.dumps({**row, "page_type": "article", "source": "own"}) + "\n")
    return tmp_path


def test_a_model_learns_what_it_is_shown(folder: Path) -> None:
    samples = read_samples(folder)
    assert samples[0].right.tolist() == [0, 1, 1, 1, 0]
    model = fit_block_model(samples, "a test")
    probabilities = block_probabilities(samples[0].rows, model)
    assert probabilities[1:4].min() > probabilities[[0, 4]].max()
    assert cross_validate(samples)["own/article"] > 0.9


@pytest.mark.parametrize(
    ("text", "body", "score"),
    [
        ("a b c d e", "a b c d e", 1.0),
        ("a b c d", "a b c d e", 2 / 3),
        ("", "", 1.0),
        ("", "a", 0.0),
        ("a b", "A, b.", 1.0),
        ("one two three four", "five six seven eight", 0.0),
    ],
)
def test_f1_of_four_word_sequences(text: str, body: str, score: float) -> None:
    assert f1(text, body) == pytest.approx(score)


def test_the_command_prints_cross_validated_figures_and_writes_nothing_unasked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packaged = Path(main_text.__file__).with_name("main_text.json")
    before = packaged.read_bytes()
    assert main(["main-text", "--pages", str(folder)]) == 0
    figures = dict(line.split() for line in capsys.readouterr().out.splitlines())
    assert float(figures["ALL"]) > 0.9
    assert packaged.read_bytes() == before


def test_the_command_writes_the_packaged_model_where_asked(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main_text, "__file__", str(tmp_path / "main_text.py"))
    assert main(["main-text", "--pages", str(folder), "--write"]) == 0
    written = json.loads((tmp_path / "main_text.json").read_bytes())
    assert "10 pages" in str(written["provenance"])
