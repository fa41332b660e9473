"""The few passages of a page that are read for their meaning: those where words say that it may stand."""

from __future__ import annotations

import math
from collections.abc import Iterator

from linkcheck._evidence.prepared import PreparedPage, PreparedPost
from linkcheck._evidence.topic import find_places
from linkcheck._post.types import Quote

WORDS = 40
"""Words of a passage, the last sentence whole: a claim's length. Much longer ones blur (and passages of 35 words were
what the model was measured with)."""
CHARACTERS = 600
"""Characters of a passage, and of a description, at most."""
NEAREST = 3
"""Passages with the most of the claim's words; all passages together find no more (FNC-1: AUC .9975 and .9973)."""
FIRST = 2
"""Passages that open the text: what a page is about stands there, in whatever words."""


def choose_passages(post: PreparedPost, page: PreparedPage) -> tuple[Quote, ...]:
    """Title, description, the first passages of the text and those with the most of the claim's words: 7 at most.

    In the page's order, none twice.
    """
    found = (*_headings(page), *_passages_of_text(post, page))
    return tuple(quote for quote in found if quote.text.strip())


def _headings(page: PreparedPage) -> Iterator[Quote]:
    for field in ("title", "description"):
        yield page.page.quote(field, 0, min(len(page.page.quotable(field)), CHARACTERS))


def _passages_of_text(post: PreparedPost, page: PreparedPage) -> Iterator[Quote]:
    passages = cut_passages(page)
    weights = _shared(post, page, passages)
    nearest = sorted(range(len(passages)), key=lambda number: (-weights[number], number))[:NEAREST]
    for number in sorted({*range(min(FIRST, len(passages))), *nearest}):
        first, last = passages[number]
        start = page.sentences[first].start
        yield page.page.quote("text", start, min(page.sentences[last].end, start + CHARACTERS))


def cut_passages(page: PreparedPage) -> list[tuple[int, int]]:
    """The text in passages of whole sentences: the numbers of the first and last sentence of each."""
    passages: list[tuple[int, int]] = []
    words = 0
    for number in range(page.body_start, len(page.sentences)):
        sentence = page.sentences[number]
        words += len(sentence.forms)
        first = passages[-1][0] if passages else number
        if passages and words <= WORDS and sentence.end - page.sentences[first].start <= CHARACTERS:
            passages[-1] = (first, number)
        else:
            passages.append((number, number))
            words = len(sentence.forms)
    return passages


def _shared(post: PreparedPost, page: PreparedPage, passages: list[tuple[int, int]]) -> list[float]:
    """The weight of the claim's terms that each passage has."""
    number_of = {sentence: n for n, (first, last) in enumerate(passages) for sentence in range(first, last + 1)}
    terms: list[list[float]] = [[] for _ in passages]
    for term, places in zip(post.terms, find_places(post, page), strict=True):
        for number in sorted({number_of[place] for place in places if place in number_of}):
            terms[number].append(term.weight)
    return [math.fsum(weights) for weights in terms]
