"""The main text of a page: which of its blocks are what it is there to say.

Each block gets a probability from a regularised logistic regression over the columns of block_features.py
(main_text.json; trained by main_text_training.py). From these the set of blocks is taken that makes the expected F1
greatest: on a clear page the likely blocks, on an unclear one more of them. One model for all kinds of pages: what the
page declares itself to be and the shape of its address are columns too.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
import numpy as np
import numpy.typing as npt

from linkcheck.errors import ModelError
from linkcheck.page.block_features import PageFacts, table, words_in
from linkcheck.page.blocks import LINE_BREAK, Block, Blocks

Numbers = npt.NDArray[np.float64]

SCHEMA = 1


class BlockModel(msgspec.Struct, frozen=True):
    """Mean, scale and weight of each column, and where they come from."""

    schema: int
    columns: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    intercept: float
    provenance: str


@cache
def block_model() -> BlockModel:
    """Return the packaged model. Raises ModelError if it is damaged or of another schema."""
    try:
        model = msgspec.json.decode(files("linkcheck.page").joinpath("main_text.json").read_bytes(), type=BlockModel)
    except (OSError, msgspec.DecodeError) as error:
        raise ModelError(f"main_text.json cannot be read: {error}") from error
    if model.schema != SCHEMA or not len(model.columns) == len(model.mean) == len(model.scale) == len(model.weights):
        raise ModelError(f"main_text.json has schema {model.schema}; this version reads {SCHEMA}")
    return model


def main_blocks(blocks: Blocks, facts: PageFacts) -> tuple[Block, ...]:
    """Return the blocks that are the page's main text, in the order of the page."""
    if not blocks.blocks:
        return ()
    names, rows = table(blocks, facts)
    model = block_model()
    if names != model.columns:
        raise ModelError("main_text.json was trained on other columns")
    likely = probabilities(rows, model)
    words = np.array([words_in(block.text) for block in blocks.blocks], float)
    return tuple(block for block, keep in zip(blocks.blocks, best_set(likely, words), strict=True) if keep)


def probabilities(rows: Numbers, model: BlockModel) -> Numbers:
    """Return for each row how likely the block belongs to the main text."""
    scaled = (rows - np.array(model.mean)) / np.array(model.scale)
    log_odds = scaled @ np.array(model.weights) + model.intercept
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -30, 30))), float)


def best_set(likely: Numbers, words: Numbers) -> npt.NDArray[np.bool_]:
    """Return the set of blocks whose expected F1, in words, is greatest.

    The best set holds all blocks above some probability (Lipton et al., "Optimal Thresholding of Classifiers to
    Maximize F1 Measure", 2014), so each possible threshold is tried.
    """
    order = np.argsort(-likely, kind="stable")
    right = np.cumsum(likely[order] * words[order])
    taken = np.cumsum(words[order])
    expected = 2 * right / np.maximum(taken + float((likely * words).sum()), 1e-9)
    keep = np.zeros(len(likely), bool)
    keep[order[: int(expected.argmax()) + 1]] = True
    return keep


def joined(blocks: tuple[Block, ...]) -> str:
    """Return blocks as text: each on a line of its own, lines broken where the page breaks them."""
    return "\n".join(block.text.replace(LINE_BREAK, "\n") for block in blocks)
