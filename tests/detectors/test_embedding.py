from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from linkcheck.detectors import embedding
from linkcheck.detectors.embedding import MOST_PIECES, Embedder, Vector, pool, similarity
from linkcheck.detectors.weights import find_weights


class Counting:
    """Stands in for the loaded model: counts what is read."""

    def __init__(self) -> None:
        self.loaded = 0
        self.read: list[list[int]] = []

    def load(self, weights: Path) -> Callable[[list[int]], Vector]:
        self.loaded += 1
        return self.run

    def run(self, pieces: list[int]) -> Vector:
        self.read.append(pieces)
        return np.array([len(pieces), 1.0], dtype=np.float32)


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    counting = Counting()
    monkeypatch.setattr(embedding, "load", counting.load)
    return counting


def test_the_vector_is_the_mean_of_the_states_at_length_one() -> None:
    states = np.array([[3.0, 0.0], [3.0, 8.0]], dtype=np.float32)
    assert pool(states).tolist() == pytest.approx([0.6, 0.8])
    assert pool(np.zeros((2, 2), dtype=np.float32)).tolist() == [0, 0]


def test_the_model_is_loaded_with_the_first_text(counting: Counting, tmp_path: Path) -> None:
    embedder = Embedder(tmp_path)
    assert counting.loaded == 0
    embedder.embed("one")
    embedder.embed("two")
    assert counting.loaded == 1


def test_a_text_seen_lately_is_not_read_again(counting: Counting, tmp_path: Path) -> None:
    embedder = Embedder(tmp_path, kept=2)
    for text in ("one", "two", "one", "three", "one", "two"):
        embedder.embed(text)
    assert len(counting.read) == 4  # "two" gave way to "three": "one" was asked for later
    assert len(embedder._vectors) == 2


def test_a_text_is_read_up_to_a_bound(counting: Counting, tmp_path: Path) -> None:
    Embedder(tmp_path).embed("word " * 10_000)
    assert [len(pieces) for pieces in counting.read] == [MOST_PIECES]


def test_near_in_meaning_is_near(embedder: Embedder) -> None:
    claim = embedder.embed("Dogs may ride on all trains now")
    near = embedder.embed("The railway lets pets travel in every carriage")
    far = embedder.embed("The bank lowered its interest rate by half a point")
    assert similarity(claim, near) > 0.5 > 0.2 > similarity(claim, far)
    assert similarity(claim, claim) == pytest.approx(1.0)


def test_a_vector_does_not_hang_on_what_is_read_beside_it(embedder: Embedder) -> None:
    texts = [f"Passage {number} of a page about harbours, trains and weather." for number in range(12)]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(Embedder(find_weights()).embed, reversed(texts)))
    alone = [embedder.embed(text) for text in texts]
    assert all(np.array_equal(a, b) for a, b in zip(reversed(together), alone, strict=True))
