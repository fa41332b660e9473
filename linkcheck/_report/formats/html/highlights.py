"""A text divided at spans, each highlighted by what is known of it; where spans overlap, the gravest shows."""

from __future__ import annotations

import enum
import itertools
from collections.abc import Sequence
from typing import NamedTuple

# Painting is quadratic in the spans, and nobody reads a text in which everything is marked.
_MAX_SPANS = 500


class Mark(enum.StrEnum):
    """What is known of a few words of a post or page, the gravest first."""

    DIFFERS = "differs"
    """Post and page say different things here."""
    DOUBT = "doubt"
    """What the page has here may be something else than what the post says."""
    MISSING = "missing"
    """Nowhere on the page."""
    HAD = "had"
    """On both sides."""


_GRAVITY = {mark: gravity for gravity, mark in enumerate(reversed(Mark))}


class Highlight(NamedTuple):
    """A span of a text and what is known of it."""

    start: int
    end: int
    mark: Mark


class Piece(NamedTuple):
    """A piece of a text; mark None where nothing is known."""

    text: str
    mark: Mark | None


def split_at_spans(text: str, spans: Sequence[Highlight]) -> list[Piece]:
    """The text in pieces, in order and without overlap; where spans overlap, the gravest mark shows.

    Spans outside the text are cut to it; the 500 gravest are shown, of equal ones the first.
    """
    inside = [Highlight(max(span.start, 0), min(span.end, len(text)), span.mark) for span in spans]
    gravest_first = sorted((span for span in inside if span.start < span.end), key=lambda span: -_GRAVITY[span.mark])
    painted = gravest_first[:_MAX_SPANS]
    bounds = sorted({0, len(text), *(edge for span in painted for edge in (span.start, span.end))})
    index = {bound: number for number, bound in enumerate(bounds)}
    marks: list[Mark | None] = [None] * (len(bounds) - 1)
    for span in reversed(painted):
        first, last = index[span.start], index[span.end]
        marks[first:last] = [span.mark] * (last - first)
    return [
        Piece(text[run[0][0] : run[-1][1]], mark)
        for mark, run in (
            (mark, [bound for _, bound in group])
            for mark, group in itertools.groupby(
                zip(marks, itertools.pairwise(bounds), strict=True), key=lambda part: part[0]
            )
        )
    ]


def merge_adjacent(pieces: Sequence[Piece]) -> list[Piece]:
    """The same text with like marks joined where only white space parts them: a name is one mark."""
    joined: list[Piece] = []
    for piece in pieces:
        bridge = joined[-1] if len(joined) > 1 and not joined[-1].text.strip() and joined[-1].mark is None else None
        last = joined[-2] if bridge else joined[-1] if joined else None
        if last is None or piece.mark is None or last.mark is not piece.mark:
            joined.append(piece)
            continue
        text = last.text + (bridge.text if bridge else "") + piece.text
        joined[-2 if bridge else -1 :] = [Piece(text, piece.mark)]
    return joined
