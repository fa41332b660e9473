"""Where do the terms of a claim stand on a page, and which passage has most of them?"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from itertools import compress
from typing import NamedTuple

from linkcheck._evidence.aliases import find_variant
from linkcheck._evidence.prepared import PREFIX_LETTERS, PreparedPage, PreparedPost
from linkcheck._evidence.quantities import writings_of
from linkcheck._parameters import PARAMETERS
from linkcheck._text.numbers import Number
from linkcheck._text.terms import Term
from linkcheck._text.tokens import normal_form

_GLUED = re.compile(r"\d[\d.,]*[^\W\d_]+")
""""294m", "6km": an amount and what it is of in one word."""
_MAX_SENTENCES = 12
"""Sentences that are read for one writing of an amount."""
WINDOW = PARAMETERS.topic.window_sentences

_PART = PARAMETERS.topic.part_letters


_LONG_CLAIM = PARAMETERS.topic.long_claim
_PART_OF_CLAIM = PARAMETERS.topic.part_of_claim


class Overlap(NamedTuple):
    """What claim and page share: weights of the claim's terms."""

    terms: tuple[Term, ...]
    """Those of the claim; of a long claim those of the part of it that the page has most of."""
    span: tuple[int, int]
    """The characters of the claim that these are the terms of."""
    found: frozenset[int]
    """Numbers of the terms that stand anywhere on the page."""
    titled: frozenset[int]
    """Numbers of those that stand in the title."""
    total: float
    """Sum of all weights."""
    best: float
    """Weight of the terms in the best passage."""
    best_span: tuple[int, int]
    """First and last sentence number of the best passage; (0, -1) when nothing is shared."""
    best_terms: frozenset[int]
    opening: float
    """Weight of the terms in title, description and the opening of the text."""

    @property
    def share(self) -> float:
        """How much of the terms' weight the best passage has, 0 to 1."""
        return self.best / self.total if self.total else 0.0

    @property
    def coverage(self) -> float:
        """How much of it stands anywhere on the page, 0 to 1."""
        return math.fsum(self.terms[number].weight for number in sorted(self.found)) / self.total if self.total else 0.0


def find_overlap(post: PreparedPost, page: PreparedPage) -> Overlap:
    """Where the terms of the claim stand on the page.

    A page may tell of one part only of a long claim: of its parts, a sentence or several in a row that weigh enough to
    be a claim of their own, that one counts of which the page has the largest share.
    """
    shared = _shared(find_term_sentences(post, page), page)
    whole = _overlap_of(post.terms, shared, page, span=(0, len(post.claim.text)))
    if whole.total < _LONG_CLAIM or not whole.best:
        return whole
    parts = (_overlap_of(post.terms, shared, page, span=span) for span in _parts(post))
    return max((whole, *parts), key=lambda overlap: overlap.share)


class _Shared(NamedTuple):
    """Which terms of a claim stand where on the page: masks, in which bit n is term n."""

    anywhere: int
    titled: int
    head: int
    """In title and description."""
    opening: int
    """There, or where the text opens."""
    windows: dict[int, int]
    """In a passage of the text -> the first sentence of the first such passage, rising."""


def _shared(places: list[list[int]], page: PreparedPage) -> _Shared:
    """The same for terms whose sentences `places` names."""
    masks: dict[int, int] = {}
    anywhere = titled = 0
    for number, sentences in enumerate(places):
        if sentences:
            bit = 1 << number
            anywhere |= bit
            if page.sentences[sentences[0]].field in ("title", "titles"):
                titled |= bit
            for sentence in sentences:
                masks[sentence] = masks.get(sentence, 0) | bit
    body = page.body_start
    head = _union(masks, 0, body)
    windows: dict[int, int] = {}
    beginnings = {first for last in masks for first in range(max(body, last - WINDOW + 1), last + 1)}
    for first in sorted(beginnings):
        windows.setdefault(_union(masks, first, first + WINDOW), first)
    return _Shared(anywhere, titled, head, head | _union(masks, body, page.lead_end), windows)


def _parts(post: PreparedPost) -> list[tuple[int, int]]:
    """The spans of the sentences of a claim, each with those after it that it needs to weigh enough."""
    spans = []
    for number, (start, _) in enumerate(post.sentences):
        for _, end in post.sentences[number:]:
            if math.fsum(term.weight for term in post.terms if start <= term.start < end) >= _PART_OF_CLAIM:
                spans.append((start, end))
                break
    return spans


def _overlap_of(claimed: tuple[Term, ...], shared: _Shared, page: PreparedPage, *, span: tuple[int, int]) -> Overlap:
    """The overlap of the terms that stand first in `span`: they follow one another."""
    start, end = span
    terms = tuple(term for term in claimed if start <= term.start < end)
    before = sum(term.start < start for term in claimed)
    every = (1 << len(terms)) - 1
    weights = [term.weight for term in terms]
    head = shared.head >> before & every
    best, best_mask, window = _densest_window(
        ((mask >> before & every, first) for mask, first in shared.windows.items()), weights
    )
    head_weight = _weight_of(head, weights)
    if head and head_weight >= best:
        best, best_mask, window = head_weight, head, (0, page.body_start - 1)
    return Overlap(
        terms=terms,
        span=span,
        found=_bits(shared.anywhere >> before & every),
        titled=_bits(shared.titled >> before & every),
        total=sum(weights),
        best=best,
        best_span=window,
        best_terms=_bits(best_mask),
        opening=_weight_of(shared.opening >> before & every, weights),
    )


def find_term_sentences(post: PreparedPost, page: PreparedPage) -> list[list[int]]:
    """The numbers of the sentences that each term of the claim stands in, rising."""
    text = post.claim.text
    return [
        _sentences_with(term, page)
        or _split_compound(text[term.start : term.end], page)
        or _sentences_with_glued(term, post, page)
        or find_variant(term.form, text[term.start : term.end], page)
        or (_sentences_with_beginning(term.form, page) if (term.start, term.end) == post.cut_word else [])
        for term in post.terms
    ]


def _sentences_with_beginning(form: str, page: PreparedPage) -> list[int]:
    return sorted({number for whole, numbers in page.index.items() if whole.startswith(form) for number in numbers})


def _sentences_with(term: Term, page: PreparedPage) -> list[int]:
    exact = page.index.get(term.form)
    if exact is not None:
        return exact
    if len(term.form) >= PREFIX_LETTERS and term.kind != "number":
        return page.index.get(page.prefixes.get(term.form[:PREFIX_LETTERS], ""), [])
    return []


def _sentences_with_glued(term: Term, post: PreparedPost, page: PreparedPage) -> list[int]:
    """The sentences that write the same amount in words of its own: "$294 million" for "$294m", "six" for "6km"."""
    if not _GLUED.fullmatch(term.form):
        return []
    claimed = next((one for one in post.details.numbers if one.start < term.end and term.start < one.end), None)
    return sentences_with_amount(claimed, page) if claimed is not None else []


def sentences_with_amount(number: Number, page: PreparedPage) -> list[int]:
    """The numbers of the sentences that have the same number, however it is written, rising."""
    values = frozenset(number.values)
    places = {place for form in writings_of(number) for place in page.index.get(form, ())[:_MAX_SENTENCES]}
    return sorted(
        place
        for place in places
        if any(not values.isdisjoint(found.values) for found in page.sentences[place].details.numbers)
    )


def is_there(term: Term, post: PreparedPost, page: PreparedPage) -> bool:
    """Whether the page surely has a term, as it is, in two words, as an amount or spelled out.

    Less counts for `find_term_sentences`: that a word of the page begins alike.
    """
    written = post.claim.text[term.start : term.end]
    return bool(
        term.form in page.index
        or (written.lower() in page.squeezed and _split_compound(written, page))
        or _sentences_with_glued(term, post, page)
        or find_variant(term.form, written, page)
    )


def _split_compound(written: str, page: PreparedPage) -> list[int]:
    """The sentences with the parts of a hashtag or compound, "#ClimateChange", "healthcare"; none if one is missing."""
    if not written.isalpha():
        return []
    for split in range(_PART, len(written) - _PART + 1):
        first, second = page.index.get(normal_form(written[:split])), page.index.get(normal_form(written[split:]))
        if first and second:
            return sorted({*first, *second})
    return []


def _densest_window(windows: Iterable[tuple[int, int]], weights: list[float]) -> tuple[float, int, tuple[int, int]]:
    best, best_mask, span = 0.0, 0, (0, -1)
    seen: set[int] = set()
    for mask, first in windows:
        if mask in seen or mask.bit_count() <= best:  # no term weighs more than 1
            continue
        seen.add(mask)
        weight = _weight_of(mask, weights)
        if weight > best:
            best, best_mask, span = weight, mask, (first, first + WINDOW - 1)
    return best, best_mask, span


def _union(masks: dict[int, int], first: int, end: int) -> int:
    mask = 0
    for sentence in range(first, end):
        mask |= masks.get(sentence, 0)
    return mask


_DIGITS = bytes.maketrans(b"01", bytes((0, 1)))


def _weight_of(mask: int, weights: list[float]) -> float:
    return sum(compress(weights, f"{mask:b}"[::-1].encode().translate(_DIGITS)))


def _bits(mask: int) -> frozenset[int]:
    return frozenset(number for number in range(mask.bit_length()) if mask >> number & 1)
