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
_REACH = 3
_OWN, _BESIDE, _ALIKE = 0.3, 0.2, 0.5
"""Weights of a block's own log-odds, of its neighbours', and of those built like it. On cross-validated pages
weights from 0.2 to 0.6 for the last differ by less than .003."""


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
    words = np.array([words_in(block.text) for block in blocks.blocks], float)
    likely = agreed(probabilities(rows, model), words, blocks)
    return tuple(block for block, keep in zip(blocks.blocks, best_set(likely, words), strict=True) if keep)


def probabilities(rows: Numbers, model: BlockModel) -> Numbers:
    """Return for each row how likely the block belongs to the main text."""
    scaled = (rows - np.array(model.mean)) / np.array(model.scale)
    log_odds = scaled @ np.array(model.weights) + model.intercept
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -30, 30))), float)


def agreed(likely: Numbers, words: Numbers, blocks: Blocks) -> Numbers:
    """Return the probabilities after each block has heard its neighbours and the blocks built like it.

    A page's parts are wholes: a post of a thread is main text if the others are. The log-odds become a weighted mean
    of the block's own, of it and the two beside it, and of all blocks whose element and the one around it have the
    same tags and classes. Cross-validated F1 .808, without it .802; each kind of page gains or stays.
    """
    log_odds = np.log(np.clip(likely, 0.01, 0.99) / np.clip(1 - likely, 0.01, 0.99))
    weight = np.sqrt(words) + 0.3  # as in training: longer blocks are surer
    beside = np.convolve(weight * log_odds, np.ones(3), "same") / np.convolve(weight, np.ones(3), "same")
    beside = beside if len(likely) >= _REACH else log_odds
    builds = [_build(block.element, blocks) for block in blocks.blocks]
    number = {build: at for at, build in enumerate(dict.fromkeys(builds))}
    of = np.array([number[build] for build in builds])
    alike = (np.bincount(of, weight * log_odds) / np.bincount(of, weight))[of]
    heard = _OWN * log_odds + _BESIDE * beside + _ALIKE * alike
    return np.asarray(1 / (1 + np.exp(-heard)), float)


def _build(element: int, blocks: Blocks) -> tuple[str, str]:
    return blocks.likenesses[element], blocks.likenesses[blocks.parents[element]]


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
