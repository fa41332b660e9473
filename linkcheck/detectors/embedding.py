"""Texts as vectors whose cosine says how near they are in meaning (Reimers and Gurevych, "Sentence-BERT", 2019)."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from linkcheck.detectors.wordpieces import read_pieces

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
