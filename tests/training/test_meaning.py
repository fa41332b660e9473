from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from linkcheck._evidence.prepared import PreparedPage, PreparedPost
from linkcheck._page.types import Page
from linkcheck._post.parse import parse_post
from linkcheck._post.types import Quote
from linkcheck.detectors._embedding import Embedder, Vector
from linkcheck.detectors._meaning import MeaningCalibration, Nearest, Subject
from linkcheck.training import _meaning as training
from linkcheck.training.__main__ import main
from linkcheck.training._labelled import LabelledPair, PairEvidence
from linkcheck.training._meaning import SETS, Asked, ask_pairs, fit_calibration, shifted

POST, PAGE = parse_post("A claim"), Page(title="A page")


def asked(*, words: float, similarity: float, thinness: float, mismatch: bool) -> Asked:
    pair = LabelledPair(id="", post="A claim", page=PAGE, mismatch=mismatch)
    subject = Subject(PreparedPost(POST, None, POST.claim), PreparedPage(PAGE, (), {}), words, thinness)
    return Asked(PairEvidence(pair=pair, evidence=()), subject, Nearest(Quote("title", 0, 1, "A"), similarity))


def drawn_from(calibration: MeaningCalibration, rows: int) -> Sequence[Asked]:
    """Pairs whose labels follow the calibration."""
    rng = np.random.default_rng(7)
    pairs = []
    for _ in range(rows):
        words, similarity, thinness = rng.uniform(-3, 3), rng.uniform(0, 1), rng.choice([0.0, 0.0, 0.5, 0.8])
        log_odds = words + calibration.log_odds(words=words, similarity=similarity, thinness=thinness)
        mismatch = bool(rng.uniform() < 1 / (1 + np.exp(-log_odds)))
        pairs.append(asked(words=words, similarity=similarity, thinness=thinness, mismatch=mismatch))
    return pairs


def test_the_training_finds_the_calibration_that_labels_follow(calibration: MeaningCalibration) -> None:
    found = fit_calibration({"pairs": drawn_from(calibration, 6_000)})
    assert found.intercept == pytest.approx(calibration.intercept, abs=0.5)
    assert found.similarity == pytest.approx(calibration.similarity, abs=1)
    assert found.thin_words == pytest.approx(calibration.thin_words, abs=0.25)


def test_a_similarity_never_speaks_for_a_mismatch() -> None:
    odd = [asked(words=0.0, similarity=s / 10, thinness=0.0, mismatch=s > 5) for s in range(10)]
    assert fit_calibration({"odd": odd}).similarity == 0


def test_a_step_draws_towards_a_match(calibration: MeaningCalibration) -> None:
    assert shifted(calibration, 0) == calibration
    assert shifted(calibration, 5).intercept == pytest.approx(calibration.intercept - 0.5)


class Lengths(Embedder):
    """Texts of one length are near: a model of nothing, fast and the same every time."""

    def __init__(self) -> None:
        self.read = 0

    def embed(self, text: str) -> Vector:
        self.read += 1
        angle = len(text) % 7 / 7
        return np.array([np.cos(angle), np.sin(angle)], dtype=np.float32)


def rows(name: str) -> str:
    """Ten honest posts and ten swapped ones, some of them with the page's words."""
    subjects = ["ferry", "library", "bakery", "bridge", "school", "museum", "harbour", "stadium", "market", "garden"]
    pages = [
        {"page_title": f"The {s} opens in May", "page_text": f"The town's {s} of {name} opens its doors in May. " * 6}
        for s in subjects
    ]
    lines = []
    for number, subject in enumerate(subjects):
        post = f"Soon we will have a {subject} here, the town council says"
        lines.append({"id": f"{number}-right", "post": post, "label": "match", **pages[number]})
        lines.append({"id": f"{number}-wrong", "post": post, "label": "mismatch", **pages[(number + 3) % 10]})
    return "".join(json.dumps(line) + "\n" for line in lines)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in SETS:
        (tmp_path / f"{name}_train.jsonl").write_text(rows(name), encoding="utf-8")
    return tmp_path


def test_pairs_are_read_where_words_may_leave_doubt(data: Path) -> None:
    embedder = Lengths()
    pairs = ask_pairs(data / "fnc1_train.jsonl", embedder)
    assert len(pairs) == 20
    read = [pair for pair in pairs if pair.nearest is not None]
    assert {pair.weighed.pair.mismatch for pair in read} == {True, False}
    assert embedder.read > len(read)


def test_the_command_writes_what_it_fitted_and_from_what(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "find_weights", Path)
    monkeypatch.setattr(training, "Embedder", lambda weights: Lengths())
    out = data / "calibration.json"
    assert main(["meaning", "--data", str(data), "--date", "2026-11-25", "--out", str(out)]) == 0
    written = json.loads(out.read_text("utf-8"))
    assert set(written["provenance"]["out_of_fold"]) == set(SETS)
    assert written["provenance"]["date"] == "2026-11-25"
    assert written["similarity"] <= 0


def test_a_missing_set_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "find_weights", Path)
    assert main(["meaning", "--data", str(tmp_path), "--date", "2026-11-25"]) == 2
    assert "socialposts_train.jsonl: no such file" in capsys.readouterr().err
