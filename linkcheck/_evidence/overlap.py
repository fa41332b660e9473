"""Where do the terms of a claim stand on a page, and which passage has most of them?"""

from __future__ import annotations

from typing import NamedTuple

from linkcheck._evidence.aliases import find_variant
from linkcheck._evidence.prepared import PREFIX_LETTERS, PreparedPage, PreparedPost
from linkcheck._parameters import PARAMETERS
from linkcheck._text.terms import Term
from linkcheck._text.tokens import normal_form

WINDOW = PARAMETERS.topic.window_sentences

_PART = PARAMETERS.topic.part_letters


class Overlap(NamedTuple):
    """What claim and page share. Coverages are shares of the claim's weight, from 0 to 1."""

    terms: tuple[Term, ...]
    found: frozenset[int]
    """Numbers of the terms that stand anywhere on the page."""
    total: float
    """Sum of all weights."""
    best: float
    """Weight of the terms in the best passage."""
    best_span: tuple[int, int]
    """First and last sentence number of the best passage; (0, -1) when nothing is shared."""
    best_terms: frozenset[int]
    opening: float
    """Weight of the terms in title, description and the opening of the text."""


def find_overlap(post: PreparedPost, page: PreparedPage) -> Overlap:
    """Where each term of the claim stands on the page."""
    terms = post.terms
    masks: dict[int, int] = {}
    found = set()
    for number, sentences in enumerate(find_term_sentences(post, page)):
        if sentences:
            found.add(number)
            bit = 1 << number
            for sentence in sentences:
                masks[sentence] = masks.get(sentence, 0) | bit
    weights = [term.weight for term in terms]
    head = _union(masks, 0, page.body_start)
    opening = _weight_of(head | _union(masks, page.body_start, page.lead_end), weights)
    best, best_mask, span = _densest_window(masks, page.body_start, weights)
    head_weight = _weight_of(head, weights)
    if head and head_weight >= best:
        best, best_mask, span = head_weight, head, (0, page.body_start - 1)
    return Overlap(
        terms=terms,
        found=frozenset(found),
        total=sum(weights),
        best=best,
        best_span=span,
        best_terms=frozenset(_bits(best_mask)),
        opening=opening,
    )


def find_term_sentences(post: PreparedPost, page: PreparedPage) -> list[list[int]]:
    """The numbers of the sentences that each term of the claim stands in, rising."""
    text = post.claim.text
    return [
        _sentences_with(term, page)
        or _split_compound(text[term.start : term.end], page)
        or find_variant(term.form, text[term.start : term.end], page)
        for term in post.terms
    ]


def _sentences_with(term: Term, page: PreparedPage) -> list[int]:
    exact = page.index.get(term.form)
    if exact is not None:
        return exact
    if len(term.form) >= PREFIX_LETTERS and term.kind != "number":
        return page.index.get(page.prefixes.get(term.form[:PREFIX_LETTERS], ""), [])
    return []


def _split_compound(written: str, page: PreparedPage) -> list[int]:
    """The sentences with the parts of a hashtag or compound, "#ClimateChange", "healthcare"; none if one is missing."""
    if not written.isalpha():
        return []
    for split in range(_PART, len(written) - _PART + 1):
        first, second = page.index.get(normal_form(written[:split])), page.index.get(normal_form(written[split:]))
        if first and second:
            return sorted({*first, *second})
    return []


def _densest_window(masks: dict[int, int], body: int, weights: list[float]) -> tuple[float, int, tuple[int, int]]:
    best, best_mask, span = 0.0, 0, (0, -1)
    seen: set[int] = set()
    beginnings = {first for last in masks for first in range(max(body, last - WINDOW + 1), last + 1)}
    for first in sorted(beginnings):
        mask = _union(masks, first, first + WINDOW)
        if mask in seen:
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


def _weight_of(mask: int, weights: list[float]) -> float:
    return sum(weights[number] for number in _bits(mask))


def _bits(mask: int) -> list[int]:
    numbers = []
    while mask:
        low = mask & -mask
        numbers.append(low.bit_length() - 1)
        mask ^= low
    return numbers
