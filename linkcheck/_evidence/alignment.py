"""Which sentences of a page speak of the same as a sentence of the claim, and what stands there in a word's place?

Presence on the page says little about a detail: the false number may stand in another paragraph. So every detail of
the claim is a *slot*: its words, and the words before and after it. Each candidate on the page is measured by how much
of the slot's context stands around it. The page supports a detail that stands in its own context, and contradicts a
detail where another of its kind stands there.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator, Set
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from linkcheck._evidence.phrases import FUNCTION_FORMS, phrase_end
from linkcheck._evidence.prepared import PreparedPage, PreparedPost, PreparedSentence
from linkcheck._lazy import LazyProperty
from linkcheck._parameters import PARAMETERS
from linkcheck._post.types import Quote
from linkcheck._text.names import ALWAYS_CAPITAL, capitalisation_style, may_be_name
from linkcheck._text.readings import find_readings
from linkcheck._text.tokens import Word

if TYPE_CHECKING:
    from linkcheck._evidence.wording import Difference


MAX_CLAIM_SENTENCES = 8
"""Sentences of a claim whose details are compared: a post of 4,000 characters has some thirty, a usual one two."""
MAX_PASSAGES = 6
"""Sentences of a page that one sentence of a claim is aligned with; the seventh best was never the one meant."""
REACH = PARAMETERS.alignment.reach
MIN_FIT = PARAMETERS.alignment.min_fit
_DRIFT = PARAMETERS.alignment.drift
_MARGIN_POWER = PARAMETERS.alignment.margin_power
_FULL_CONTEXT = PARAMETERS.alignment.full_context
_ELSEWHERE = PARAMETERS.alignment.elsewhere
_DISTANCE_DECAY = PARAMETERS.alignment.distance_decay
_FUNCTION_WEIGHT = PARAMETERS.alignment.function_weight


class Passage:
    """One sentence of the page, with the positions of its words."""

    def __init__(self, sentence: PreparedSentence, closeness: float, number: int) -> None:
        self.sentence = sentence
        self.number = number
        """Which sentence of the page it is."""
        self.closeness = closeness
        """Share of the claim sentence's weight that stands in it, 0 to 1."""

    @LazyProperty
    def positions(self) -> dict[str, list[int]]:
        """Form -> the numbers of the words that have it."""
        positions: dict[str, list[int]] = {}
        for position, form in enumerate(self.sentence.forms):
            positions.setdefault(form, []).append(position)
        return positions

    @LazyProperty
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Every two words that follow one another, in their forms."""
        return frozenset(pairwise(self.sentence.forms))

    @LazyProperty
    def names(self) -> tuple[tuple[int, int], ...]:
        """Runs of its words that look like names, as [first, last + 1)."""
        text, offset = self.sentence.text, self.sentence.start
        runs: list[tuple[int, int]] = []
        for position, (form, start, end) in enumerate(self.sentence.words):
            if not text[start - offset].isupper() or form in FUNCTION_FORMS:
                continue
            written = text[start - offset : end - offset]
            follows = bool(runs) and runs[-1][1] == position and text[start - offset - 1] == " "
            if not may_be_name(written) and not (
                follows and written.lower() not in ALWAYS_CAPITAL and self._capitals_tell
            ):
                continue
            if follows:
                runs[-1] = (runs[-1][0], position + 1)
            else:
                runs.append((position, position + 1))
        return tuple(runs)

    @LazyProperty
    def _capitals_tell(self) -> bool:
        """Whether a capital inside the sentence shows a name: not in headlines, which capitalise every word."""
        return capitalisation_style(self.sentence.text) == "sentence"

    @LazyProperty
    def readings(self) -> tuple[tuple[int, int], ...]:
        """The words of the places and organisations that the tables know, as [first, last + 1)."""
        found = find_readings(self.sentence.text)
        return tuple(self.word_range(one.start, one.end) for one in found if self.sentence.text[one.start].isupper())

    def listed(self, position: int) -> tuple[int, int]:
        """The words of the listed name that the word at `position` is part of; that word alone where it is of none."""
        return next((run for run in self.readings if run[0] <= position < run[1]), (position, position + 1))

    def run(self, first: int, last: int) -> str:
        """The words [first, last) as the page writes them."""
        words, offset = self.sentence.words, self.sentence.start
        return self.sentence.text[words[first].start - offset : words[last - 1].end - offset]

    def written(self, position: int) -> str:
        """The word at `position` as the page writes it."""
        word = self.sentence.words[position]
        return self.sentence.text[word.start - self.sentence.start : word.end - self.sentence.start]

    def word_range(self, start: int, end: int) -> tuple[int, int]:
        """The words that the characters [start, end) of the sentence's text touch, as [first, last + 1)."""
        offset = self.sentence.start
        return words_between(self.sentence.words, start + offset, end + offset)


class Slot(NamedTuple):
    """The words [first, last) of the claim and their context: what stands before and after, nearest first."""

    first: int
    last: int
    before: tuple[tuple[str, float], ...]
    after: tuple[tuple[str, float], ...]

    weight: float
    """What the whole context would be worth."""


class Match(NamedTuple):
    """Words of a passage that stand in a slot, and how much of the slot's context stands around them."""

    fit: float
    passage: Passage
    first: int
    last: int

    @property
    def written(self) -> str:
        """The words as the page writes them."""
        sentence = self.passage.sentence
        words = sentence.words
        return sentence.text[words[self.first].start - sentence.start : words[self.last - 1].end - sentence.start]

    @property
    def phrase(self) -> str:
        """The words, with the nouns that say what they are of."""
        sentence = self.passage.sentence
        start = sentence.words[self.first].start - sentence.start
        return sentence.text[start : phrase_end(sentence.text, sentence.words[self.last - 1].end - sentence.start)]


class ClaimSentence:
    """One sentence of the claim and the passages that speak of it, closest first."""

    def __init__(self, first: int, last: int, passages: tuple[Passage, ...]) -> None:
        self.first = first
        self.last = last
        self.passages = passages

    @property
    def closeness(self) -> float:
        """That of its best passage."""
        return max((passage.closeness for passage in self.passages), default=0.0)


class Alignment:
    """A claim and a page, side by side."""

    def __init__(self, post: PreparedPost, page: PreparedPage, as_of: dt.datetime | None = None) -> None:
        self.post = post
        self.page = page
        self.as_of = as_of
        """The moment the post is judged at; None when it is not known."""
        self.words = post.words
        self.text = post.claim.text

    @LazyProperty
    def forms(self) -> tuple[str, ...]:
        """The forms of the claim's words, in order."""
        return tuple(word.form for word in self.words)

    @LazyProperty
    def form_set(self) -> frozenset[str]:
        """The forms of the claim's words."""
        return frozenset(self.forms)

    @LazyProperty
    def weights(self) -> tuple[float, ...]:
        """What each word of the claim is worth as a neighbour."""
        return tuple(neighbour_weight(form) for form in self.forms)

    @LazyProperty
    def claim_sentences(self) -> tuple[ClaimSentence, ...]:
        """The sentences of the claim with their passages."""
        sentences = []
        for start, end in self.post.sentences[:MAX_CLAIM_SENTENCES]:
            first, last = words_between(self.words, start, end)
            if first < last:
                sentences.append(ClaimSentence(first, last, self._passages(first, last)))
        return tuple(sentences)

    @LazyProperty
    def differences(self) -> tuple[Difference, ...]:
        """Where a passage says almost word for word what a sentence of the claim does."""
        from linkcheck._evidence.wording import differences

        return tuple(differences(self))

    def sentence_of(self, first: int) -> ClaimSentence | None:
        """The sentence of the claim that holds the word `first`; None beyond the last that is compared."""
        return next((sentence for sentence in self.claim_sentences if sentence.first <= first < sentence.last), None)

    def slot(self, first: int, last: int, *, without: frozenset[str] = frozenset()) -> Slot:
        """The slot of the words [first, last), with its context within their sentence; `without` these forms."""
        sentence = self.sentence_of(first)
        low, high = (sentence.first, sentence.last) if sentence else (0, len(self.forms))
        before = self._neighbours(range(first - 1, max(low, first - REACH) - 1, -1), without)
        after = self._neighbours(range(last, min(high, last + REACH)), without)
        return Slot(first, last, before, after, math.fsum(worth for side in (before, after) for _, worth in side))

    def contexts(self, slot: Slot) -> tuple[Context, ...]:
        """What each passage of the slot's sentence has of its context, the fullest first."""
        sentence = self.sentence_of(slot.first)
        found = [Context(slot, passage) for passage in sentence.passages] if sentence else []
        return tuple(sorted(found, key=lambda context: -context.upper_bound))

    def post_quote(self, first: int, last: int) -> Quote:
        """The words [first, last) of the claim."""
        return self.post.quote(self.words[first].start, self.words[last - 1].end)

    def page_quote(self, match: Match) -> Quote:
        """The words of a match."""
        words = match.passage.sentence.words
        return self.page.quote(match.passage.sentence, words[match.first].start, words[match.last - 1].end)

    def written(self, first: int, last: int) -> str:
        """The words [first, last) of the claim as the post writes them."""
        return self.text[self.words[first].start : self.words[last - 1].end]

    def phrase(self, first: int, last: int) -> str:
        """The words [first, last) of the claim, with the nouns that say what they are of."""
        return self.text[self.words[first].start : phrase_end(self.text, self.words[last - 1].end)]

    def sentences_with(self, forms: Iterable[str], limit: int) -> list[PreparedSentence]:
        """The first sentences of the page that hold one of `forms`, at most `limit`."""
        numbers = sorted({number for form in forms for number in self.page.index.get(form, ())[:limit]})
        return [self.page.sentences[number] for number in numbers[:limit]]

    def _neighbours(self, positions: range, without: frozenset[str]) -> tuple[tuple[str, float], ...]:
        return tuple(
            (self.forms[position], self.weights[position] / (1 + _DISTANCE_DECAY * distance))
            for distance, position in enumerate(positions)
            if self.forms[position] not in without
        )

    def _passages(self, first: int, last: int) -> tuple[Passage, ...]:
        index, total = self.page.index, len(self.page.sentences)
        scores: dict[int, float] = {}
        covered: dict[int, float] = {}
        forms = dict.fromkeys(self.forms[first:last])
        for form in forms:
            weight = neighbour_weight(form)
            numbers = index.get(form, ()) if weight == 1 else ()
            rarity = math.log1p(total / (1 + len(numbers)))
            for number in numbers:
                scores[number] = scores.get(number, 0.0) + rarity
                covered[number] = covered.get(number, 0.0) + weight
        possible = sum(neighbour_weight(form) == 1 for form in forms) or 1
        best = sorted(scores, key=lambda number: (-scores[number], number))[:MAX_PASSAGES]
        return tuple(Passage(self.page.sentences[number], covered[number] / possible, number) for number in best)


def neighbour_weight(form: str) -> float:
    """What a word of this form is worth as a neighbour: 1, or less for a function word."""
    return _FUNCTION_WEIGHT if form in FUNCTION_FORMS else 1.0


def words_between(words: tuple[Word, ...], start: int, end: int) -> tuple[int, int]:
    """The words that the characters [start, end) touch, as [first, last + 1); empty where there are none."""
    first = next((position for position, word in enumerate(words) if word.end > start), len(words))
    last = first
    while last < len(words) and words[last].start < end:
        last += 1
    return first, last


class Context:
    """What one passage has of a slot's context, and how much of it stands around each of the passage's words."""

    __slots__ = ("_after", "_before", "_weight", "passage", "upper_bound")

    def __init__(self, slot: Slot, passage: Passage) -> None:
        positions = passage.positions
        self.passage = passage
        self._weight = max(slot.weight, _FULL_CONTEXT)
        self._before = [
            (worth, distance, positions[form])
            for distance, (form, worth) in enumerate(slot.before, start=1)
            if form in positions
        ]
        self._after = [
            (worth, distance, positions[form]) for distance, (form, worth) in enumerate(slot.after) if form in positions
        ]
        found = math.fsum(worth for worth, _, _ in (*self._before, *self._after))
        self.upper_bound = found / self._weight
        """The best fit that any of the passage's words could have."""

    def fit(self, first: int, last: int) -> float:
        """How much of the context stands around the words [first, last), 0 to 1."""
        found = 0.0
        for worth, distance, positions in self._before:
            low = first - distance - _DRIFT
            for position in positions:
                if low <= position < first:
                    found += worth
                    break
            else:
                found += worth * _ELSEWHERE
        for worth, distance, positions in self._after:
            high = last + distance + _DRIFT
            for position in positions:
                if last <= position <= high:
                    found += worth
                    break
            else:
                found += worth * _ELSEWHERE
        return found / self._weight

    def candidate_positions(self) -> set[int]:
        """The words that stand about where the slot's words would: next to the nearest words of its context."""
        tried = {position + distance for _, distance, positions in self._before[:3] for position in positions[:3]}
        tried.update(
            position - distance - 1 for _, distance, positions in self._after[:3] for position in positions[:3]
        )
        size = len(self.passage.sentence.forms)
        return {position for position in tried if 0 <= position < size}


def margin(fit: float, own: float) -> float:
    """How much a rival that fits by `fit` says where the claim's own detail fits by `own`: from 0 to `fit`."""
    return fit * (1 - (own / fit) ** _MARGIN_POWER) if fit > own else 0.0


def fit_of(match: Match | None) -> float:
    """How well a match fits; 0 where there is none."""
    return match.fit if match else 0.0


def best_match(
    contexts: tuple[Context, ...],
    ranges_in: Callable[[Context], Iterable[tuple[int, int]]],
    *,
    best: Match | None = None,
    admits: Callable[[Match], bool] = lambda _: True,
) -> Match | None:
    """The best fitting of the word ranges that `ranges_in` names in each passage and `admits`; the first of equals.

    Where none fits better than `best`, that one. Passages that cannot are not looked into.
    """
    for context in contexts:
        if best is not None and context.upper_bound <= best.fit:
            continue
        for first, last in ranges_in(context):
            fit = context.fit(first, last)
            if best is None or fit > best.fit:
                match = Match(fit, context.passage, first, last)
                if admits(match):
                    best = match
                    if context.upper_bound <= fit:
                        break
    return best


def best_context(contexts: tuple[Context, ...]) -> Match | None:
    """The word that has most of the slot's context, whatever word it is."""
    return best_match(
        contexts, lambda context: ((position, position + 1) for position in sorted(context.candidate_positions()))
    )


def best_match_of(contexts: tuple[Context, ...], forms: Set[str]) -> Match | None:
    """The best match of a word of one of these forms."""
    return best_match(contexts, lambda context: _ranges_of(context.passage, forms))


def _ranges_of(passage: Passage, forms: Set[str]) -> Iterator[tuple[int, int]]:
    positions = passage.positions
    for form in sorted(positions.keys() & forms):
        for position in positions[form]:
            yield position, position + 1
