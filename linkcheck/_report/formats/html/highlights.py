"""A text divided at the spans that reasons quote, so that each can be highlighted."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from linkcheck._scoring.types import Reason

# Painting is quadratic in the spans, and nobody reads a text in which everything is marked.
_MAX_SPANS = 500


class Highlight(NamedTuple):
    """A span of a text and the log-odds of what speaks there."""

    start: int
    end: int
    weight: float


class Piece(NamedTuple):
    """A piece of a text; weight None where nothing speaks."""

    text: str
    weight: float | None


def quoted_spans(reasons: Iterable[Reason], field: str = "text") -> list[Highlight]:
    """Where the reasons quote a field of the post."""
    return [
        Highlight(quote.start, quote.end, reason.weight)
        for reason in reasons
        for quote in reason.post_quotes
        if quote.field == field and quote.start < quote.end
    ]


def split_at_spans(text: str, spans: Sequence[Highlight]) -> list[Piece]:
    """The text in pieces, in order and without overlap; where spans overlap, the heaviest speaks.

    Spans outside the text are cut to it; the 500 heaviest are shown.
    """
    inside = [Highlight(max(span.start, 0), min(span.end, len(text)), span.weight) for span in spans]
    heaviest_last = sorted((span for span in inside if span.start < span.end), key=lambda span: abs(span.weight))
    painted = heaviest_last[-_MAX_SPANS:]
    bounds = sorted({0, len(text), *(edge for span in painted for edge in (span.start, span.end))})
    index = {bound: number for number, bound in enumerate(bounds)}
    weights: list[float | None] = [None] * (len(bounds) - 1)
    for span in painted:
        first, last = index[span.start], index[span.end]
        weights[first:last] = [span.weight] * (last - first)
    return [
        Piece(text[run[0][0] : run[-1][1]], weight)
        for weight, run in (
            (weight, [bound for _, bound in group])
            for weight, group in itertools.groupby(
                zip(weights, itertools.pairwise(bounds), strict=True), key=lambda part: part[0]
            )
        )
    ]


def merge_adjacent(pieces: Sequence[Piece]) -> list[Piece]:
    """The same text with what speaks for one side joined where only white space parts it: a name is one mark."""
    joined: list[Piece] = []
    for piece in pieces:
        bridge = joined[-1] if len(joined) > 1 and not joined[-1].text.strip() and joined[-1].weight is None else None
        last = joined[-2] if bridge else joined[-1] if joined else None
        if last is None or piece.weight is None or last.weight is None or _sign(piece.weight) != _sign(last.weight):
            joined.append(piece)
            continue
        text = last.text + (bridge.text if bridge else "") + piece.text
        joined[-2 if bridge else -1 :] = [Piece(text, max(last.weight, piece.weight, key=abs))]
    return joined


def _sign(weight: float) -> int:
    return (weight > 0) - (weight < 0)
