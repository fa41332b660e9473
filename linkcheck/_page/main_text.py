"""Which blocks of a page are its main text?

Each block gets a probability from a regularised logistic regression (main_text.json, made by `linkcheck.training`).
From these the set of blocks is taken whose expected F1 is greatest: on a clear page the likely blocks, on an unclear
one more of them. One model serves all kinds of pages: what the page declares itself to be and the shape of its
address are features too.

The other features of a block are the usual ones (length, share of links, neighbours: Kohlschütter et al., "Boilerplate
Detection using Shallow Text Features", 2010), the names that sites give their elements, and how much text the elements
around the block hold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from linkcheck._page.blocks import Block, Blocks
from linkcheck._page.elements import ENCLOSING, LINE_TAGS, NAME_GROUPS
from linkcheck._page.lines import LINE_BREAK
from linkcheck.errors import ModelError

Column = npt.NDArray[np.float64]

_WORD = re.compile(r"\w+")
_MONEY = re.compile(r"[$€£¥]\s?\d|\d\s?[$€£¥]")
_SENTENCE_ENDS = '.!?。！？:"”…'
# Words from which a paragraph counts as running text: navigation seldom reaches them.
_LONG_PARAGRAPH = 12
_PRICED = 500
"""Characters in which a block names its price, if it does."""
_LEVELS = 4
"""How many elements around a block are looked at, its own included."""
_NEIGHBOURS = (-2, -1, 1, 2)


class PageFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the page as a whole lets expect, from its metadata and address."""

    title: str = ""
    description: str = ""
    features: tuple[tuple[str, float], ...] = ()
    """Named numbers, equal for all blocks: what the page declares itself to be."""


def feature_table(blocks: Blocks, facts: PageFacts) -> tuple[tuple[str, ...], npt.NDArray[np.float64]]:
    """Return the names of the columns and the numbers, a row for each block. There must be at least one block."""
    maker = _FeatureBuilder(blocks, facts)
    maker.of_text()
    maker.of_place()
    maker.of_surroundings()
    maker.of_neighbours()
    maker.of_headings()
    maker.of_page()
    return tuple(maker.columns), np.column_stack(list(maker.columns.values()))


def shows_price(text: str) -> bool:
    """Whether a text names a sum of money with its sign, in its first part."""
    text = text[:_PRICED]
    return any(sign in text for sign in "$€£¥") and _MONEY.search(text) is not None


class _FeatureBuilder:
    def __init__(self, blocks: Blocks, facts: PageFacts) -> None:
        self.blocks = blocks.blocks
        self.tree = blocks
        self.facts = facts
        self.columns: dict[str, Column] = {}
        self.texts = [block.text for block in self.blocks]
        self.count = len(self.blocks)
        self.words = np.array([block.words for block in self.blocks], float)
        self.linked = np.minimum(np.array([block.linked_words for block in self.blocks], float), self.words)
        self.link_share = self.linked / np.maximum(self.words, 1)
        self.long = np.where(self.words >= _LONG_PARAGRAPH, self.words * (1 - self.link_share), 0)
        self.before = np.cumsum(self.words) - self.words
        self.total = float(self.words.sum()) or 1.0
        self.own = np.array([block.element for block in self.blocks])
        self.parents = np.array(blocks.parents)

    def add(self, name: str, values: Any) -> None:
        self.columns[name] = np.asarray(values, float)

    def of_text(self) -> None:
        """What the block's own text looks like."""
        self.add("words", np.log1p(self.words))
        self.add("link share", self.link_share)
        self.ends = np.array([text[-1] in _SENTENCE_ENDS for text in self.texts], float)
        self.add("ends a sentence", self.ends)
        self.add("commas", np.array([text.count(",") for text in self.texts]) / np.maximum(self.words, 1))
        self.add("sentences", np.array([text.count(". ") for text in self.texts]) / np.maximum(self.words, 1))
        self.add("copyright", ["©" in text or "rights reserved" in text for text in self.texts])
        self.add("money", [shows_price(text) for text in self.texts])
        self.add("separators", ["|" in text or "»" in text or "›" in text for text in self.texts])
        times = Counter(self.texts)
        self.add("times", np.log1p([times[text] for text in self.texts]))
        self.add("again", _repeated_texts(self.texts))

    def of_place(self) -> None:
        """Which elements enclose it and what those are called."""
        tags = [block.tag for block in self.blocks]
        for tag in LINE_TAGS:
            self.add(f"tag {tag}", [at == tag for at in tags])
        enclosing = np.array([block.enclosing for block in self.blocks])
        for bit, tag in enumerate(ENCLOSING):
            self.add(f"in {tag}", enclosing >> bit & 1)
        names = np.array([block.names for block in self.blocks])
        for bit, group in enumerate(NAME_GROUPS):
            self.add(f"named {group}", names >> bit & 1)
        self.add("position", self.before / self.total)
        self.add("words before", np.log1p(self.before))
        self.add("words after", np.log1p(self.total - self.before))

    def of_surroundings(self) -> None:
        """How much text, links and running text the elements around it hold, and how often such elements occur."""
        sums = self._sums()
        signatures = self.tree.signatures
        siblings = Counter(zip(self.tree.parents, signatures, strict=True))
        alike = Counter(signatures)
        sibling_count = np.array([siblings[key] for key in zip(self.tree.parents, signatures, strict=True)], float)
        alike_count = np.array([alike[signature] for signature in signatures], float)
        at = self.own
        for level in range(_LEVELS):
            words, linked, blocks, long = (total[at] for total in sums)
            self.add(f"around {level}: words", np.log1p(words))
            self.add(f"around {level}: link share", linked / np.maximum(words, 1))
            self.add(f"around {level}: share of page", words / self.total)
            self.add(f"around {level}: share of running text", long / max(float(sums[3][0]), 1))
            self.add(f"around {level}: blocks", np.log1p(blocks))
            self.add(f"around {level}: words a block", np.log1p(words / np.maximum(blocks, 1)))
            self.add(f"around {level}: running text", long / np.maximum(words, 1))
            self.add(f"around {level}: siblings", np.log1p(sibling_count[at]))
            self.add(f"around {level}: alike", np.log1p(alike_count[at]))
            at = self.parents[at]

    def _sums(self) -> tuple[Column, Column, Column, Column]:
        """Words, linked words, blocks and running text of each element, with all inside it."""
        size = len(self.parents)
        sums = np.zeros((4, size))
        for row, values in enumerate((self.words, self.linked, np.ones(self.count), self.long)):
            sums[row] = np.bincount(self.own, weights=values, minlength=size)
        # Elements are numbered as they open, so whatever stands inside another has the greater number.
        as_lists = [row.tolist() for row in sums]
        parents = self.tree.parents
        for totals in as_lists:
            for element in range(size - 1, 0, -1):
                totals[parents[element]] += totals[element]
        words, linked, blocks, long = (np.array(totals) for totals in as_lists)
        return words, linked, blocks, long

    def of_neighbours(self) -> None:
        """What stands just before and after it."""
        log_words = np.log1p(self.words)
        above = self.parents[self.own]
        for step in _NEIGHBOURS:
            self.add(f"next {step}: words", _shifted(log_words, step, 0))
            self.add(f"next {step}: link share", _shifted(self.link_share, step, 1))
            self.add(f"next {step}: ends a sentence", _shifted(self.ends, step, 0))
            self.add(f"next {step}: same element", _shifted(self.own.astype(float), step, -1) == self.own)
            self.add(f"next {step}: same parent", _shifted(above.astype(float), step, -1) == above)

    def of_headings(self) -> None:
        """Where the page's heading is, relative to it."""
        heading = next((i for i, block in enumerate(self.blocks) if block.tag == "h1"), None)
        zeros = np.zeros(self.count)
        self.add("page has h1", zeros + (heading is not None))
        self.add("after h1", zeros if heading is None else np.arange(self.count) >= heading)
        distance = zeros if heading is None else self.before - self.before[heading]
        self.add("words from h1", np.sign(distance) * np.log1p(np.abs(distance)))
        self.add("steps to h1", zeros - 1 if heading is None else self._steps_to(int(self.own[heading])))
        is_heading = np.array([block.tag in ("h1", "h2", "h3", "h4") for block in self.blocks])
        numbers = np.arange(self.count)
        last = np.maximum.accumulate(np.where(is_heading, numbers, -1))
        self.add("since a heading", np.log1p(np.where(last >= 0, numbers - last, 99)))
        title, description = _word_set(self.facts.title), _word_set(self.facts.description)
        words_of_blocks = [_word_set(text[:2000]) for text in self.texts]
        self.add("says the title", [len(title & words) / max(len(title), 1) for words in words_of_blocks])
        self.add("says the description", [len(description & words) / max(len(words), 1) for words in words_of_blocks])

    def _steps_to(self, element: int) -> Column:
        """How many elements up from each block one is reached that also holds `element`."""
        holders = set()
        parents = self.tree.parents
        while element:
            holders.add(element)
            element = parents[element]

        @cache
        def steps(at: int) -> int:
            count = 0
            while at and at not in holders:
                at = parents[at]
                count += 1
            return count

        return np.array([steps(int(at)) for at in self.own], float)

    def of_page(self) -> None:
        """What the page is like as a whole."""
        tags = np.array([block.tag for block in self.blocks])
        numbers: Sequence[tuple[str, float]] = (
            ("words", float(np.log1p(self.total))),
            ("link share", float(self.linked.sum()) / self.total),
            ("running text", float(self.long.sum()) / self.total),
            ("blocks", float(np.log1p(self.count))),
            ("longest", float(np.log1p(self.words.max()))),
            ("list items", float((tags == "li").mean())),
            ("words in p", float(self.words[tags == "p"].sum()) / self.total),
            *self.facts.features,
        )
        for name, value in numbers:
            self.add(f"page: {name}", np.full(self.count, value))


def _word_set(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _shifted(values: Column, step: int, fill: float) -> Column:
    """For each place the value `step` places on; `fill` where there is none."""
    moved = np.full(len(values), float(fill))
    if abs(step) >= len(values):
        return moved
    if step < 0:
        moved[-step:] = values[:step]
    else:
        moved[:-step] = values[step:]
    return moved


def _repeated_texts(texts: Sequence[str]) -> list[bool]:
    seen: set[str] = set()
    again = []
    for text in texts:
        again.append(text in seen)
        seen.add(text)
    return again


Numbers = npt.NDArray[np.float64]

BLOCK_MODEL_SCHEMA = 1
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
        model = msgspec.json.decode(files("linkcheck._page").joinpath("main_text.json").read_bytes(), type=BlockModel)
    except (OSError, msgspec.DecodeError) as error:
        raise ModelError(f"main_text.json cannot be read: {error}") from error
    if model.schema != BLOCK_MODEL_SCHEMA or not len(model.columns) == len(model.mean) == len(model.scale) == len(
        model.weights
    ):
        raise ModelError(f"main_text.json has schema {model.schema}; this version reads {BLOCK_MODEL_SCHEMA}")
    return model


def main_blocks(blocks: Blocks, facts: PageFacts) -> tuple[Block, ...]:
    """Return the blocks that are the page's main text, in the order of the page."""
    if not blocks.blocks:
        return ()
    names, rows = feature_table(blocks, facts)
    model = block_model()
    if names != model.columns:
        raise ModelError("main_text.json was trained on other columns")
    words = np.array([block.words for block in blocks.blocks], float)
    probabilities = smooth_probabilities(block_probabilities(rows, model), words, blocks)
    return tuple(block for block, keep in zip(blocks.blocks, best_set(probabilities, words), strict=True) if keep)


def block_probabilities(rows: Numbers, model: BlockModel) -> Numbers:
    """Return for each row the probability that its block belongs to the main text."""
    scaled = (rows - np.array(model.mean)) / np.array(model.scale)
    log_odds = scaled @ np.array(model.weights) + model.intercept
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -30, 30))), float)


def smooth_probabilities(probabilities: Numbers, words: Numbers, blocks: Blocks) -> Numbers:
    """Return the probabilities smoothed over the neighbours of each block and the blocks built like it.

    A page's parts are wholes: a post of a thread is main text if the others are. The log-odds become a weighted mean
    of the block's own, of it and the two beside it, and of all blocks whose element and the one around it have the
    same tags and classes. Cross-validated F1 .808, without it .802; each kind of page gains or stays.
    """
    log_odds = np.log(np.clip(probabilities, 0.01, 0.99) / np.clip(1 - probabilities, 0.01, 0.99))
    weight = np.sqrt(words) + 0.3  # as in training: longer blocks are surer
    beside = np.convolve(weight * log_odds, np.ones(3), "same") / np.convolve(weight, np.ones(3), "same")
    beside = beside if len(probabilities) >= _REACH else log_odds
    builds = [_build(block.element, blocks) for block in blocks.blocks]
    number = {build: at for at, build in enumerate(dict.fromkeys(builds))}
    of = np.array([number[build] for build in builds])
    alike = (np.bincount(of, weight * log_odds) / np.bincount(of, weight))[of]
    smoothed = _OWN * log_odds + _BESIDE * beside + _ALIKE * alike
    return np.asarray(1 / (1 + np.exp(-smoothed)), float)


def _build(element: int, blocks: Blocks) -> tuple[str, str]:
    return blocks.signatures[element], blocks.signatures[blocks.parents[element]]


def best_set(probabilities: Numbers, words: Numbers) -> npt.NDArray[np.bool_]:
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
