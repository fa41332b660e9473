"""Which numbers describe a block of a page: its text, the elements around it, its neighbours, the page?

The usual ones of the literature (length, share of links, neighbours: Kohlschütter et al., "Boilerplate Detection using
Shallow Text Features", 2010), the names that sites give their elements, and how much text the elements around a block
hold. Trees weigh them, so that scales and logarithms do not matter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from linkcheck._page.blocks import Blocks
from linkcheck._page.elements import ENCLOSING, LINE_TAGS, NAME_GROUPS

Numbers = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]

_SIGN = re.compile("[$€£¥]")
_MONEY = re.compile(r"[$€£¥]\s?\d|\d\s?[$€£¥]")
_SENTENCE_ENDS = frozenset('.!?。！？:"”…')
_LONG_PARAGRAPH = 15
"""Words from which a block counts as running text."""
_LEVELS = 5
"""How many elements outwards from a block are looked at, its own included."""
_NEIGHBOURS = (-2, -1, 1, 2)
_PRICED = 2000
"""Characters of a block in which a price is looked for."""
_COMPARED = 300
"""Characters of a block that are compared with the title and the description."""
_WITNESS = 48
"""Characters of a block that are looked for in the text that the page gives search engines."""
_TAG_ORDER = {tag: number + 1 for number, tag in enumerate(LINE_TAGS)}
_HEADING_LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}


class PageFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the page as a whole lets expect, from its metadata and address."""

    title: str = ""
    description: str = ""
    body: str = ""
    """What it gives search engines as its text."""
    features: tuple[tuple[str, float], ...] = ()
    """Named numbers, equal for all blocks: what the page declares itself to be."""


def shows_price(text: str) -> bool:
    """Whether a text names a sum of money with its sign, in its first part."""
    return _SIGN.search(text, 0, _PRICED) is not None and _MONEY.search(text, 0, _PRICED) is not None


def feature_table(blocks: Blocks, facts: PageFacts) -> tuple[tuple[str, ...], Numbers]:
    """Return the names of the features and the numbers, a row for each feature, a column for each block.

    There must be at least one block.
    """
    maker = _FeatureBuilder(blocks, facts)
    maker.of_text()
    maker.of_place()
    maker.of_surroundings()
    maker.of_neighbours()
    maker.of_headings()
    maker.of_page()
    return tuple(maker.names), np.vstack(maker.rows).astype(np.float32)


class _FeatureBuilder:
    def __init__(self, blocks: Blocks, facts: PageFacts) -> None:
        self.blocks = blocks.blocks
        self.tree = blocks
        self.facts = facts
        self.names: list[str] = []
        self.rows: list[npt.NDArray[np.floating]] = []
        self.texts = [block.text for block in self.blocks]
        self.tags = [block.tag for block in self.blocks]
        self.count = len(self.blocks)
        self.words = np.array([block.words for block in self.blocks], float)
        self.linked = np.minimum(np.array([block.linked_words for block in self.blocks], float), self.words)
        self.link_share = self.linked / np.maximum(self.words, 1)
        self.long = np.where(self.words >= _LONG_PARAGRAPH, self.words - self.linked, 0)
        self.before = np.cumsum(self.words) - self.words
        self.total = float(self.words.sum()) or 1.0
        self.own = np.array([block.element for block in self.blocks])
        self.parents = np.array(blocks.parents)
        self.ends = np.array(blocks.ends)

    def add(self, name: str, values: Iterable[float] | npt.NDArray[np.generic]) -> None:
        self.names.append(name)
        self.rows.append(np.asarray(values, np.float32))

    def add_rows(self, names: Iterable[str], rows: npt.NDArray[np.generic]) -> None:
        self.names.extend(names)
        self.rows.append(rows.astype(np.float32))

    def of_text(self) -> None:
        """What the block's own text looks like."""
        texts, words = self.texts, np.maximum(self.words, 1)
        self.add("words", self.words)
        self.add("linked words", self.linked)
        self.add("link share", self.link_share)
        self.ends_sentence = np.array([text[-1] in _SENTENCE_ENDS for text in texts], float)
        self.add("ends a sentence", self.ends_sentence)
        self.add("commas", np.array([text.count(",") for text in texts]) / words)
        self.add("sentences", np.array([text.count(". ") for text in texts]) / words)
        self.add("letters a word", np.array([len(text) for text in texts]) / words)
        self.add("questions", [text.count("?") for text in texts])
        self.add("copyright", ["©" in text or "rights reserved" in text for text in texts])
        self.money = np.array([shows_price(text) for text in texts], float)
        self.add("money", self.money)
        self.add("separators", ["|" in text or "»" in text or "›" in text for text in texts])
        self.add("lower case", [text.islower() for text in texts])
        self.add("upper case", [text.isupper() for text in texts])
        self.add("starts with a digit", [text[0].isdigit() for text in texts])
        times = Counter(texts)
        self.add("times", [times[text] for text in texts])
        self.add("again", _repeated_texts(texts))

    def of_place(self) -> None:
        """Which elements enclose it and what those are called."""
        self.add("tag", [_TAG_ORDER.get(tag, 0) for tag in self.tags])
        enclosing = np.array([block.enclosing for block in self.blocks])
        self.add_rows([f"in {tag}" for tag in ENCLOSING], _bits(enclosing, len(ENCLOSING)))
        near = np.array([block.names for block in self.blocks])
        self.add_rows([f"near {group}" for group in NAME_GROUPS], _bits(near, len(NAME_GROUPS)))
        own, parents = self.tree.names, self.tree.parents
        above = list(own)
        for element in range(1, len(above)):
            above[element] |= above[parents[element]]
        self.add_rows([f"inside {group}" for group in NAME_GROUPS], _bits(np.array(above)[self.own], len(NAME_GROUPS)))
        self.add("position", self.before / self.total)
        self.add("words before", self.before)
        self.add("words after", self.total - self.before)

    def of_surroundings(self) -> None:
        """How much text, links and running text the elements around it hold, and how often such elements occur."""
        sums = self._sums()
        signatures = np.array(self.tree.signatures)
        alike = np.bincount(signatures)[signatures]
        _, number, counts = np.unique(
            self.parents * (int(signatures.max()) + 1) + signatures, return_inverse=True, return_counts=True
        )
        siblings = counts[number]
        at, running = self.own, max(float(self.long.sum()), 1.0)
        for level in range(_LEVELS):
            words, linked, blocks, long, money = sums[:, at]
            some = np.maximum(words, 1)
            values = (
                words,
                linked / some,
                words / self.total,
                long / running,
                blocks,
                words / np.maximum(blocks, 1),
                long / some,
                money / np.maximum(blocks, 1),
                siblings[at],
                alike[at],
                self.ends[at] - at,
            )
            self.add_rows([f"around {level}: {name}" for name in _AROUND], np.vstack(values))
            at = self.parents[at]

    def _sums(self) -> npt.NDArray[np.float64]:
        """Words, linked words, blocks, running text and prices of each element, with all inside it."""
        size = len(self.parents)
        values = (self.words, self.linked, np.ones(self.count), self.long, self.money)
        own = np.vstack([np.bincount(self.own, weights=column, minlength=size) for column in values])
        until = np.concatenate([np.zeros((len(values), 1)), np.cumsum(own, axis=1)], axis=1)
        return np.asarray(until[:, self.ends] - until[:, :-1], float)

    def of_neighbours(self) -> None:
        """What stands just before and after it."""
        above = self.parents[self.own]
        columns = np.vstack([self.words, self.link_share, self.ends_sentence, self.own, above]).astype(float)
        for step in _NEIGHBOURS:
            moved = rows_beside(columns, step)
            moved[3] = moved[3] == self.own
            moved[4] = moved[4] == above
            self.add_rows([f"next {step}: {name}" for name in _NEXT], moved)

    def of_headings(self) -> None:
        """Where the page's heading is, relative to it."""
        heading = self.tags.index("h1") if "h1" in self.tags else None
        numbers = np.arange(self.count)
        zeros = np.zeros(self.count)
        self.add("blocks from h1", zeros if heading is None else numbers - heading)
        self.add("words from h1", zeros if heading is None else self.before - self.before[heading])
        self.add("steps to h1", zeros - 1 if heading is None else self._steps_to(int(self.own[heading])))
        levels = np.array([_HEADING_LEVELS.get(tag, 0) for tag in self.tags])
        last = np.maximum.accumulate(np.where(levels > 0, numbers, -1))
        self.add("blocks from heading", np.where(last >= 0, numbers - last, 99))
        self.add("level of heading", np.where(last >= 0, levels[last], 9))
        title, description = _word_set(self.facts.title), _word_set(self.facts.description)
        sets = [_word_set(text[:_COMPARED]) for text in self.texts]
        self.add("says the title", [len(title & words) / max(len(title), 1) for words in sets])
        self.add("says the description", [len(description & words) / max(len(words), 1) for words in sets])
        body = self.facts.body
        self.add("told to search engines", [text[:_WITNESS] in body for text in self.texts] if body else zeros)

    def _steps_to(self, element: int) -> npt.NDArray[np.float64]:
        """How many elements up from each block one is reached that also holds `element`."""
        parents = self.tree.parents
        steps = [0] * len(parents)
        holders = {0}
        while element:
            holders.add(element)
            element = parents[element]
        for number in range(1, len(parents)):
            if number not in holders:
                steps[number] = steps[parents[number]] + 1
        of_blocks: npt.NDArray[np.float64] = np.array(steps, float)[self.own]
        return of_blocks

    def of_page(self) -> None:
        """What the page is like as a whole."""
        tags = Counter(self.tags)
        numbers: Sequence[tuple[str, float]] = (
            ("words", self.total),
            ("link share", float(self.linked.sum()) / self.total),
            ("running text", float(self.long.sum()) / self.total),
            ("blocks", float(self.count)),
            ("longest", float(self.words.max())),
            ("list items", tags["li"] / self.count),
            ("words in p", sum(block.words for block in self.blocks if block.tag == "p") / self.total),
            ("prices", float(self.money.sum())),
            ("told to search engines", float(len(self.facts.body))),
            *self.facts.features,
        )
        values = np.array([value for _, value in numbers], float)
        self.add_rows([f"page: {name}" for name, _ in numbers], np.repeat(values[:, None], self.count, axis=1))


_AROUND = (
    "words",
    "link share",
    "share of page",
    "share of running text",
    "blocks",
    "words a block",
    "running text",
    "prices",
    "siblings",
    "alike",
    "elements",
)
_NEXT = ("words", "link share", "ends a sentence", "same element", "same parent")


def _bits(masks: Whole, count: int) -> Whole:
    bits: Whole = masks[None, :] >> np.arange(count)[:, None] & 1
    return bits


def _word_set(text: str) -> frozenset[str]:
    return frozenset(text.lower().split())


def rows_beside(rows: npt.NDArray[np.float64], step: int) -> npt.NDArray[np.float64]:
    """For each column the one `step` places on; -1 where there is none."""
    moved = np.full(rows.shape, -1.0)
    if abs(step) < rows.shape[1]:
        if step < 0:
            moved[:, -step:] = rows[:, :step]
        else:
            moved[:, :-step] = rows[:, step:]
    return moved


def _repeated_texts(texts: Sequence[str]) -> list[bool]:
    seen: set[str] = set()
    again = []
    for text in texts:
        again.append(text in seen)
        seen.add(text)
    return again
