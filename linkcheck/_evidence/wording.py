"""Where a sentence of the page says almost word for word what one of the claim does: which words are others?

Contexts find a slot in pages of other words; here the order of the words counts. Posts repeat headlines, so that a
name that stands elsewhere on the page too can still be seen to stand in another's place.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from linkcheck._evidence.alignment import Alignment, ClaimSentence, Passage
from linkcheck._evidence.phrases import FUNCTION_FORMS
from linkcheck._parameters import PARAMETERS

MIN_CLOSENESS = PARAMETERS.wording.min_closeness
MIN_SIMILARITY = PARAMETERS.wording.min_similarity
MIN_REST_WEIGHT = PARAMETERS.wording.min_rest_weight


class Difference(NamedTuple):
    """Words of the claim, and those of a passage that stand in their place; either may be none."""

    similarity: float
    """Share of the rest of the claim's sentence that the passage has in the same order, 0 to 1."""
    first: int
    last: int
    passage: Passage
    start: int
    end: int
    said: tuple[str, ...]
    """The forms of the claim's words."""
    there: tuple[str, ...]
    """The forms of the passage's."""

    @property
    def written(self) -> str:
        """The words as the page writes them."""
        return " ".join(self.passage.written(position) for position in range(self.start, self.end))


def differences(alignment: Alignment) -> Iterator[Difference]:
    """The differences between each sentence of the claim and the passages that are otherwise the same."""
    for sentence in alignment.claim_sentences:
        for passage in sentence.passages:
            if passage.closeness >= MIN_CLOSENESS:
                yield from _between(alignment, sentence, passage)


def _between(alignment: Alignment, sentence: ClaimSentence, passage: Passage) -> Iterator[Difference]:
    said, there = alignment.forms[sentence.first : sentence.last], passage.sentence.forms
    weights = alignment.weights[sentence.first : sentence.last]
    blocks = SequenceMatcher(None, said, there, autojunk=False).get_matching_blocks()
    same = math.fsum(weight for block in blocks for weight in weights[block.a : block.a + block.size])
    unmatched = set(_unmatched(there, [(block.b, block.b + block.size) for block in blocks]))
    total = math.fsum(weights)
    first = start = 0
    for number, (last, end, size) in enumerate(blocks):
        gap = slice(first, last)
        rest = total - math.fsum(weights[gap])
        # At the ends of the claim's sentence the passage may go on: as many words as the claim has count.
        low = start if number else max(start, end - (last - first))
        high = end if size else min(end, start + last - first)
        moved = not unmatched.isdisjoint(form for form in said[gap] if form not in FUNCTION_FORMS)
        if rest >= MIN_REST_WEIGHT and same / rest >= MIN_SIMILARITY and not moved and (first < last or low < high):
            yield Difference(
                similarity=same / rest,
                first=sentence.first + first,
                last=sentence.first + last,
                passage=passage,
                start=low,
                end=high,
                said=said[gap],
                there=tuple(there[low:high]),
            )
        first, start = last + size, end + size


def _unmatched(forms: list[str], matched: list[tuple[int, int]]) -> Iterator[str]:
    position = 0
    for start, end in matched:
        yield from forms[position:start]
        position = end
