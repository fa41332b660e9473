"""What the reasons quote of a page's text, as passages: quotes that overlap are one, with all that is marked in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from linkcheck._report.formats.html.highlights import Highlight, Piece, split_at_spans
from linkcheck._report.formats.html.marks import MAX_MARK, quoted_marks, word_highlights
from linkcheck._scoring.types import Reason

_MAX_WORD = 20
# Characters before the words a passage is shown for, where it is too long to be shown whole.
_CONTEXT_LENGTH = 60


class _Merged(NamedTuple):
    """Overlapping quotes as one text: where it begins on the page, and the quote of most weight in it."""

    start: int
    text: str
    weight: float
    focus: tuple[int, int]
    """The span of that quote on the page."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def quoted_passages(
    reasons: Iterable[Reason], had: frozenset[str] = frozenset(), *, most: int, longest: int
) -> list[list[Piece]]:
    """The `most` weightiest passages of the page's text in pieces, each of at most `longest` characters, and "…".

    Pieces are marked where evidence holds them against the post, and where they are words that the post has: `had`.
    """
    reasons = tuple(reasons)
    marks = [Highlight(quote.start, quote.end, mark) for mark, quote in quoted_marks(reasons) if quote.field == "text"]
    joined = sorted(_merge_overlapping(_quoted(reasons)), key=lambda passage: -passage.weight)
    return [_pieces_of(passage, marks, had, longest) for passage in joined[:most]]


def _quoted(reasons: Iterable[Reason]) -> list[_Merged]:
    quotes = [
        _Merged(quote.start, quote.text, abs(reason.weight), (quote.start, quote.end))
        for reason in reasons
        for quote in reason.page_quotes
        if quote.field == "text" and quote.text.strip()
    ]
    return sorted(quotes, key=lambda quote: quote.start)


def _merge_overlapping(quotes: Sequence[_Merged]) -> list[_Merged]:
    joined: list[_Merged] = []
    for quote in quotes:
        if joined and quote.start < joined[-1].end:
            joined[-1] = _extended(joined[-1], quote)
        else:
            joined.append(quote)
    return joined


def _extended(passage: _Merged, quote: _Merged) -> _Merged:
    heavier = max(passage, quote, key=lambda one: one.weight)
    text = passage.text + quote.text[passage.end - quote.start :]
    return _Merged(passage.start, text, heavier.weight, heavier.focus)


def _pieces_of(passage: _Merged, marks: Sequence[Highlight], had: frozenset[str], longest: int) -> list[Piece]:
    begin = _begin(passage, longest) if len(passage.text) > longest else 0
    end = _end(passage.text, begin + longest)
    shown, offset = passage.text[begin:end], passage.start + begin
    there = (Highlight(mark.start - offset, mark.end - offset, mark.mark) for mark in marks)
    pieces = split_at_spans(shown, [*there, *word_highlights(shown, had)])
    before = [Piece("…", None)] if begin else []
    after = [Piece("…", None)] if end < len(passage.text) else []
    return [*before, *pieces, *after]


def _begin(passage: _Merged, longest: int) -> int:
    """Where to begin so that the words it is shown for are seen: at a word, with a few words before them."""
    start, end = (at - passage.start for at in passage.focus)
    if end <= longest:
        return 0
    if end - start > MAX_MARK:
        return start
    lead = max(start - _CONTEXT_LENGTH, 0)
    space = passage.text.find(" ", lead, start)
    return space + 1 if lead and space >= 0 else lead


def _end(text: str, end: int) -> int:
    """Where to end: at a space, if there is one among the last characters."""
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", end - _MAX_WORD, end)
    return space if space >= 0 else end
