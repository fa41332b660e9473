"""Claim and page laid side by side: which sentences speak of the same, and what stands there in a word's place.

Presence on the page says little about a detail: the false number may stand in another paragraph. So every detail
of the claim is a *slot*, the words before and after it, and every candidate on the page is measured by how much of
that surrounding it shares. A detail is borne out where it stands itself in such surroundings, and contradicted
where another of its kind does.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Set
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from linkcheck._evidence.prepared import PreparedPage, PreparedPost, PreparedSentence
from linkcheck._post.types import Quote
from linkcheck._text.names import may_be_name
from linkcheck._text.tokens import Word, normal_form

if TYPE_CHECKING:
    from linkcheck._evidence.wording import Difference


MAX_SEGMENTS = 8
"""Sentences of a claim whose details are compared: a post of 4,000 characters has some thirty, a usual one two."""
MAX_PASSAGES = 6
"""Sentences of a page that one sentence of a claim is laid beside; the seventh best was never the one meant."""
REACH = 6
"""Words before and after a detail that are its surroundings."""
_DRIFT = 3
"""How many words further off a neighbour may stand on the page and still be a neighbour."""
_LEAD_POWER = 2.0
"""A page that has half of a sentence elsewhere takes a quarter from a rival in the whole of it, not half: found better
than 1 and 3 on the train sets, for numbers and denials; for names, whose words stand everywhere, 1 is better."""
_FULL = 1.5
"""Weight that surroundings must have to fit in full: one word of content beside a name stands in many places."""
_ELSEWHERE = 0.35
"""What a neighbour is worth that stands elsewhere in the sentence."""
_FUNCTION_WEIGHT = 0.25
"""What a function word is worth beside a content word: grammar agrees everywhere."""

_FUNCTION_WORDS = """
a an and are as at be been being but by can could did do does for from had has have he her here his how i if in into is
it its may me might more most must my no not now of off on or our out over she should so some such than that the their
them then there these they this those to too up upon us very was we were what when where which while who whom whose why
will with would you your after before about just also all any each s t re ve ll d m isn don didn won
"""
FUNCTION_FORMS = frozenset(normal_form(word) for word in _FUNCTION_WORDS.split())
"""English words that say little of what a sentence is about, in their forms."""


class Passage:
    """One sentence of the page, with the places of its words."""

    def __init__(self, sentence: PreparedSentence, closeness: float) -> None:
        self.sentence = sentence
        self.closeness = closeness
        """Share of the claim sentence's weight that stands in it, 0 to 1."""

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Form -> the numbers of the words that have it."""
        places: dict[str, list[int]] = {}
        for place, form in enumerate(self.sentence.forms):
            places.setdefault(form, []).append(place)
        return places

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Every two words that follow one another, in their forms."""
        return frozenset(pairwise(self.sentence.forms))

    @cached_property
    def names(self) -> tuple[tuple[int, int], ...]:
        """Runs of its words that look like names, as [first, last + 1)."""
        text, offset = self.sentence.text, self.sentence.start
        runs: list[tuple[int, int]] = []
        for place, word in enumerate(self.sentence.words):
            written = text[word.start - offset : word.end - offset]
            if not written[0].isupper() or word.form in FUNCTION_FORMS or not may_be_name(written):
                continue
            if runs and runs[-1][1] == place and text[word.start - offset - 1] == " ":
                runs[-1] = (runs[-1][0], place + 1)
            else:
                runs.append((place, place + 1))
        return tuple(runs)

    def written(self, place: int) -> str:
        """The word at `place` as the page writes it."""
        word = self.sentence.words[place]
        return self.sentence.text[word.start - self.sentence.start : word.end - self.sentence.start]

    def word_range(self, start: int, end: int) -> tuple[int, int]:
        """The words that the characters [start, end) of the sentence's text touch, as [first, last + 1)."""
        offset = self.sentence.start
        return words_between(self.sentence.words, start + offset, end + offset)


class Slot(NamedTuple):
    """A place in the claim: the words [first, last) and what stands around them, nearest first."""

    first: int
    last: int
    before: tuple[tuple[str, float], ...]
    after: tuple[tuple[str, float], ...]

    weight: float
    """All that a perfect surrounding would be worth."""


class Place(NamedTuple):
    """Words of a passage that stand in a slot, and how much of the slot's surroundings is around them."""

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
        """The words, with the next one where it says what they are of."""
        return phrase_of(
            self.passage.sentence.words, self.passage.sentence.text, self.first, self.last, self.passage.sentence.start
        )


class Segment:
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

    def __init__(self, post: PreparedPost, page: PreparedPage) -> None:
        self.post = post
        self.page = page
        self.words = post.words
        self.forms = tuple(word.form for word in post.words)
        self.form_set = frozenset(self.forms)
        self.text = post.claim.text

    @cached_property
    def weights(self) -> tuple[float, ...]:
        """What each word of the claim is worth as a neighbour."""
        return tuple(weight_of(form) for form in self.forms)

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The sentences of the claim with their passages."""
        segments = []
        for start, end in self.post.sentences[:MAX_SEGMENTS]:
            first, last = words_between(self.words, start, end)
            if first < last:
                segments.append(Segment(first, last, self._passages(first, last)))
        return tuple(segments)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Where a passage says almost word for word what a sentence of the claim does."""
        from linkcheck._evidence.wording import differences

        return tuple(differences(self))

    def segment_of(self, first: int) -> Segment | None:
        """The segment that holds the word `first`; None beyond the last that is compared."""
        return next((segment for segment in self.segments if segment.first <= first < segment.last), None)

    def slot(self, first: int, last: int, *, without: frozenset[str] = frozenset()) -> Slot:
        """The slot of the words [first, last), its surroundings within their sentence; `without` these forms."""
        segment = self.segment_of(first)
        low, high = (segment.first, segment.last) if segment else (0, len(self.forms))
        before = range(first - 1, max(low, first - REACH) - 1, -1)
        after = range(last, min(high, last + REACH))
        around = self._neighbours(before, without), self._neighbours(after, without)
        return Slot(first, last, *around, math.fsum(worth for side in around for _, worth in side))

    def around(self, slot: Slot) -> tuple[Surroundings, ...]:
        """What each passage of the slot's sentence has of its surroundings, the fullest first."""
        segment = self.segment_of(slot.first)
        found = [Surroundings(slot, passage) for passage in segment.passages] if segment else []
        return tuple(sorted(found, key=lambda surroundings: -surroundings.ceiling))

    def post_quote(self, first: int, last: int) -> Quote:
        """The words [first, last) of the claim."""
        return self.post.quote(self.words[first].start, self.words[last - 1].end)

    def page_quote(self, place: Place) -> Quote:
        """The words of a place."""
        words = place.passage.sentence.words
        return self.page.quote(place.passage.sentence, words[place.first].start, words[place.last - 1].end)

    def written(self, first: int, last: int) -> str:
        """The words [first, last) of the claim as the post writes them."""
        return self.text[self.words[first].start : self.words[last - 1].end]

    def phrase(self, first: int, last: int) -> str:
        """The words [first, last) of the claim, with the next one where it says what they are of."""
        return phrase_of(self.words, self.text, first, last)

    def sentences_with(self, forms: Iterator[str] | tuple[str, ...], limit: int) -> list[PreparedSentence]:
        """The first sentences of the page that hold one of `forms`, at most `limit`."""
        numbers = sorted({number for form in forms for number in self.page.index.get(form, ())[:limit]})
        return [self.page.sentences[number] for number in numbers[:limit]]

    def _neighbours(self, places: range, without: frozenset[str]) -> tuple[tuple[str, float], ...]:
        return tuple(
            (self.forms[place], self.weights[place] / (1 + 0.15 * distance))
            for distance, place in enumerate(places)
            if self.forms[place] not in without
        )

    def _passages(self, first: int, last: int) -> tuple[Passage, ...]:
        index, total = self.page.index, len(self.page.sentences)
        scores: dict[int, float] = {}
        covered: dict[int, float] = {}
        forms = dict.fromkeys(self.forms[first:last])
        for form in forms:
            weight = weight_of(form)
            numbers = index.get(form, ()) if weight == 1 else ()
            rarity = math.log1p(total / (1 + len(numbers)))
            for number in numbers:
                scores[number] = scores.get(number, 0.0) + rarity
                covered[number] = covered.get(number, 0.0) + weight
        possible = sum(weight_of(form) == 1 for form in forms) or 1
        best = sorted(scores, key=lambda number: (-scores[number], number))[:MAX_PASSAGES]
        return tuple(Passage(self.page.sentences[number], covered[number] / possible) for number in best)


def weight_of(form: str) -> float:
    """What a word of this form is worth as a neighbour: 1, or less for a function word."""
    return _FUNCTION_WEIGHT if form in FUNCTION_FORMS else 1.0


def words_between(words: tuple[Word, ...], start: int, end: int) -> tuple[int, int]:
    """The words that the characters [start, end) touch, as [first, last + 1); empty where there are none."""
    first = next((place for place, word in enumerate(words) if word.end > start), len(words))
    last = first
    while last < len(words) and words[last].start < end:
        last += 1
    return first, last


def phrase_of(words: tuple[Word, ...], text: str, first: int, last: int, offset: int = 0) -> str:
    """The words [first, last) as written, with the next one if a content word follows directly."""
    end = words[last - 1].end
    if (
        last < len(words)
        and words[last].form not in FUNCTION_FORMS
        and text[end - offset : words[last].start - offset] in " -"
    ):
        end = words[last].end
    return text[words[first].start - offset : end - offset]


class Surroundings:
    """What one passage has of a slot's surroundings, and how much of it stands around each of its words."""

    __slots__ = ("_after", "_before", "_weight", "ceiling", "passage")

    def __init__(self, slot: Slot, passage: Passage) -> None:
        places = passage.places
        self.passage = passage
        self._weight = max(slot.weight, _FULL)
        self._before = [
            (worth, distance, places[form])
            for distance, (form, worth) in enumerate(slot.before, start=1)
            if form in places
        ]
        self._after = [
            (worth, distance, places[form]) for distance, (form, worth) in enumerate(slot.after) if form in places
        ]
        found = math.fsum(worth for worth, _, _ in (*self._before, *self._after))
        self.ceiling = found / self._weight
        """The fit of the best place that there could be."""

    def fit(self, first: int, last: int) -> float:
        """How much of the surroundings stands around the words [first, last), 0 to 1."""
        found = 0.0
        for worth, distance, places in self._before:
            low = first - distance - _DRIFT
            for place in places:
                if low <= place < first:
                    found += worth
                    break
            else:
                found += worth * _ELSEWHERE
        for worth, distance, places in self._after:
            high = last + distance + _DRIFT
            for place in places:
                if last <= place <= high:
                    found += worth
                    break
            else:
                found += worth * _ELSEWHERE
        return found / self._weight

    def beside(self) -> set[int]:
        """The words that stand about where the slot's words would: next to the nearest words of its surroundings."""
        tried = {place + distance for _, distance, places in self._before[:3] for place in places[:3]}
        tried.update(place - distance - 1 for _, distance, places in self._after[:3] for place in places[:3])
        size = len(self.passage.sentence.forms)
        return {place for place in tried if 0 <= place < size}


def lead_of(fit: float, own: float) -> float:
    """How much a rival that fits by `fit` says where the claim's own detail fits by `own`: from 0 to `fit`."""
    return fit * (1 - (own / fit) ** _LEAD_POWER) if fit > own else 0.0


def best_place(
    around: tuple[Surroundings, ...], places_of: Callable[[Surroundings], Iterable[tuple[int, int]]]
) -> Place | None:
    """The best fitting of the places that `places_of` names in each passage; the first of equals."""
    best: Place | None = None
    for surroundings in around:
        if best is not None and surroundings.ceiling <= best.fit:
            continue
        for first, last in places_of(surroundings):
            share = surroundings.fit(first, last)
            if best is None or share > best.fit:
                best = Place(share, surroundings.passage, first, last)
    return best


def best_surroundings(around: tuple[Surroundings, ...]) -> Place | None:
    """The place that has most of the slot's surroundings, whatever stands there."""
    return best_place(around, lambda surroundings: ((place, place + 1) for place in sorted(surroundings.beside())))


def best_of_forms(around: tuple[Surroundings, ...], forms: Set[str]) -> Place | None:
    """The best place of a word of one of these forms."""
    return best_place(around, lambda surroundings: _places_of(surroundings.passage, forms))


def _places_of(passage: Passage, forms: Set[str]) -> Iterator[tuple[int, int]]:
    places = passage.places
    for form in sorted(places.keys() & forms):
        for place in places[form]:
            yield place, place + 1
