"""Which blocks of a page are its main text?

Two sets of boosted trees (main_text.json, made by `linkcheck.training`) weigh each block: the first by its features
(block_features.py), the second by these and by what the first said of its neighbours, of the blocks built like it and
of those in the elements around it, since a page's parts are wholes: a post of a thread is main text if the others are.
From these probabilities the set of blocks is taken whose expected F1 is greatest: on a clear page the likely blocks,
on an unclear one more of them. One model serves all kinds of pages: what the page declares itself to be and the shape
of its address are features too.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
import numpy as np
import numpy.typing as npt

from linkcheck._page.block_features import Numbers, PageFacts, feature_table, rows_beside
from linkcheck._page.blocks import Block, Blocks
from linkcheck._page.elements import HEADINGS
from linkcheck._page.lines import LINE_BREAK
from linkcheck.errors import ModelError

BLOCK_MODEL_SCHEMA = 2
_LEVELS = 5
"""How many elements outwards the first verdicts are averaged."""
_AT_ONCE = 1000
"""Blocks weighed at once: bounds the memory of a page of thousands."""
_SUREST = 6.0
"""Log-odds beyond which a first verdict counts no more."""


class Trees(msgspec.Struct, frozen=True):
    """Boosted decision trees whose values add up to log-odds. The nodes of all trees stand in one row."""

    columns: tuple[str, ...]
    """The features they ask for."""
    roots: tuple[int, ...]
    depth: int
    """Questions from a root to its deepest leaf."""
    feature: tuple[int, ...]
    """For each node the feature it asks for, into columns; a leaf asks for any."""
    threshold: tuple[float, ...]
    """A value up to this goes to the first child, a greater one to the second. A leaf has an infinite one (1e30)."""
    child: tuple[int, ...]
    """The first child, the second stands behind it; a leaf is its own."""
    value: tuple[float, ...]
    """What a leaf adds."""
    base: float


class BlockModel(msgspec.Struct, frozen=True):
    """Both sets of trees, and where they come from."""

    schema: int
    first: Trees
    second: Trees
    provenance: str


class PreparedTrees:
    """Trees as arrays, and the features they ask for among those of a table."""

    def __init__(self, trees: Trees, names: tuple[str, ...]) -> None:
        number = {name: at for at, name in enumerate(names)}
        if not set(trees.columns) <= number.keys():
            raise ModelError("main_text.json was trained on other columns")
        columns = np.array([number[name] for name in trees.columns], np.int32)
        self.roots = np.array(trees.roots, np.int32)
        self.depth = trees.depth
        self.feature = columns[np.array(trees.feature, np.int32)]
        self.threshold = np.array(trees.threshold, np.float32)
        self.child = np.array(trees.child, np.int32)
        self.value = np.array(trees.value)
        self.base = trees.base

    def log_odds(self, rows: Numbers) -> npt.NDArray[np.float64]:
        """The log-odds of each block; `rows` has a row for each feature, a column for each block."""
        parts = [self._log_odds(rows[:, start : start + _AT_ONCE]) for start in range(0, rows.shape[1], _AT_ONCE)]
        return np.concatenate(parts)

    def _log_odds(self, rows: Numbers) -> npt.NDArray[np.float64]:
        count = rows.shape[1]
        values = np.ascontiguousarray(rows).ravel()
        block = np.arange(count, dtype=np.int32)
        at = np.repeat(self.roots[:, None], count, axis=1)
        for _ in range(self.depth):
            asked = values.take(self.feature.take(at) * count + block)
            at = self.child.take(at) + (asked > self.threshold.take(at))
        return np.asarray(self.base + self.value.take(at).sum(axis=0), float)


@cache
def block_model() -> BlockModel:
    """Return the packaged model. Raises ModelError if it is damaged or of another schema."""
    try:
        content = files("linkcheck._page").joinpath("main_text.json").read_bytes()
        schema = msgspec.json.decode(content, type=_OfSchema).schema
        if schema != BLOCK_MODEL_SCHEMA:
            raise ModelError(f"main_text.json has schema {schema}; this version reads {BLOCK_MODEL_SCHEMA}")
        return msgspec.json.decode(content, type=BlockModel)
    except (OSError, msgspec.DecodeError) as error:
        raise ModelError(f"main_text.json cannot be read: {error}") from error


class _OfSchema(msgspec.Struct):
    schema: int


@cache
def _prepared(names: tuple[str, ...]) -> tuple[PreparedTrees, PreparedTrees]:
    model = block_model()
    return PreparedTrees(model.first, names), PreparedTrees(model.second, names + SECOND_COLUMNS)


def main_blocks(blocks: Blocks, facts: PageFacts) -> tuple[Block, ...]:
    """Return the blocks that are the page's main text, in the order of the page."""
    if not blocks.blocks:
        return ()
    names, rows = feature_table(blocks, facts)
    first, second = _prepared(names)
    rows = np.vstack([rows, second_table(first.log_odds(rows), blocks)])
    words = np.array([block.words for block in blocks.blocks], float)
    keep = best_set(probabilities_of(second.log_odds(rows)), words)
    return tuple(block for block, kept in zip(blocks.blocks, keep.tolist(), strict=True) if kept)


def probabilities_of(log_odds: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the probabilities of log-odds."""
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -30, 30))), float)


def block_weight(words: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """What a block of so many words counts, in training too: of longer blocks the verdict is surer."""
    return np.asarray(np.sqrt(words) + 0.3, float)


_STEPS = (-3, -2, -1, 1, 2, 3)
SECOND_COLUMNS = (
    "said",
    "said of page",
    "said of best",
    "expected set",
    *(f"said of next {step}" for step in _STEPS),
    *(f"said around {level}" for level in range(_LEVELS)),
    *(f"best around {level}" for level in range(_LEVELS)),
    "said of alike",
    "alike",
    "said of signature",
    "said of heading",
    "said before",
    "said after",
)
"""What the second trees learn from the first."""


def second_table(log_odds: npt.NDArray[np.float64], blocks: Blocks) -> Numbers:
    """Return what the first trees said of each block and of those around it, a row for each of SECOND_COLUMNS."""
    said = np.clip(log_odds, -_SUREST, _SUREST)
    words = np.array([block.words for block in blocks.blocks], float)
    weight = block_weight(words)
    count = len(said)
    likely = probabilities_of(said)
    ones = np.ones(count)
    rows = [
        said,
        ones * float((said * weight).sum() / weight.sum()),
        ones * float(said.max()),
        best_set(likely, words),
        *(rows_beside(said[None, :], step)[0] for step in _STEPS),
        *_around(said, weight, likely * words, words, blocks),
        *_alike(said, weight, blocks),
        _of_heading(said, blocks),
        *_running(said, weight),
    ]
    return np.vstack(rows).astype(np.float32)


def _around(
    said: npt.NDArray[np.float64],
    weight: npt.NDArray[np.float64],
    right: npt.NDArray[np.float64],
    words: npt.NDArray[np.float64],
    blocks: Blocks,
) -> list[npt.NDArray[np.float64]]:
    """The mean verdict in the elements around each block, and what part of the page's expected main text they hold."""
    own = np.array([block.element for block in blocks.blocks])
    parents, ends = np.array(blocks.parents), np.array(blocks.ends)
    columns = np.vstack([np.bincount(own, values, len(parents)) for values in (said * weight, weight, right, words)])
    until = np.concatenate([np.zeros((4, 1)), np.cumsum(columns, axis=1)], axis=1)
    sums = until[:, ends] - until[:, :-1]
    total = max(float(right.sum()), 1e-9)
    means, shares = [], []
    at = own
    for _ in range(_LEVELS):
        told, weighed, expected, all_words = sums[:, at]
        means.append(told / np.maximum(weighed, 1e-9))
        shares.append(2 * expected / (total + all_words))
        at = parents[at]
    return [*means, *shares]


def _alike(
    said: npt.NDArray[np.float64], weight: npt.NDArray[np.float64], blocks: Blocks
) -> list[npt.NDArray[np.float64]]:
    """The mean verdict on the blocks built like each: the same tags and classes of its element and the one around."""
    own = np.array([block.element for block in blocks.blocks])
    signatures, parents = np.array(blocks.signatures), np.array(blocks.parents)
    builds = signatures[own] * (int(signatures.max()) + 1) + signatures[parents[own]]
    _, number, counts = np.unique(builds, return_inverse=True, return_counts=True)
    alike = (np.bincount(number, said * weight) / np.bincount(number, weight))[number]
    same = signatures[own]
    totals, weights = np.bincount(same, said * weight), np.bincount(same, weight)
    return [alike, counts[number].astype(float), totals[same] / weights[same]]


def _of_heading(said: npt.NDArray[np.float64], blocks: Blocks) -> npt.NDArray[np.float64]:
    """The verdict on the last heading before each block, itself included; -9 before the first."""
    numbers = np.arange(len(said))
    is_heading = np.array([block.tag in HEADINGS for block in blocks.blocks])
    last = np.maximum.accumulate(np.where(is_heading, numbers, -1))
    return np.where(last >= 0, said[last], -9.0)


def _running(said: npt.NDArray[np.float64], weight: npt.NDArray[np.float64]) -> list[npt.NDArray[np.float64]]:
    """The mean verdict on all blocks before each, and on all after it."""
    told, weighed = np.cumsum(said * weight), np.cumsum(weight)
    before = (told - said * weight) / np.maximum(weighed - weight, 1e-9)
    after = (told[-1] - told) / np.maximum(weighed[-1] - weighed, 1e-9)
    return [np.where(weighed > weight, before, 0.0), np.where(weighed[-1] > weighed, after, 0.0)]


def best_set(probabilities: npt.NDArray[np.float64], words: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Return the set of blocks whose expected F1, in words, is greatest.

    The best set holds all blocks above some probability (Lipton et al., "Optimal Thresholding of Classifiers to
    Maximize F1 Measure", 2014), so each possible threshold is tried.
    """
    order = np.argsort(-probabilities, kind="stable")
    right = np.cumsum(probabilities[order] * words[order])
    taken = np.cumsum(words[order])
    expected = 2 * right / np.maximum(taken + float((probabilities * words).sum()), 1e-9)
    keep = np.zeros(len(probabilities), bool)
    keep[order[: int(expected.argmax()) + 1]] = True
    return keep


def join_blocks(blocks: tuple[Block, ...]) -> str:
    """Return blocks as text: each on a line of its own, lines broken where the page breaks them."""
    return "\n".join(block.text.replace(LINE_BREAK, "\n") for block in blocks)
