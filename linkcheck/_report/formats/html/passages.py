"""What the reasons quote of a page's text, as passages: quotes that overlap are shown once, each in its own colour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from linkcheck._post.types import Quote
from linkcheck._report.formats.html.highlights import Highlight, Piece, split_at_spans
from linkcheck._scoring.types import Reason

# Longer quotes are the passage itself: marked from end to end they would point at nothing.
_MAX_MARK = 80
# A reason quotes few words, and a passage is a few sentences; more is not searched for.
_MAX_WORDS = 20
_SEARCHED = 2000
_MAX_WORD = 20
# Characters before the heaviest quote of a passage that is too long to be shown whole: the words it stands among.
_CONTEXT_LENGTH = 60


class QuotedPassage(NamedTuple):
    """A passage of a page as it is shown: the log-odds of the heaviest quote in it, and its pieces."""

    weight: float
    pieces: list[Piece]


class _Merged(NamedTuple):
    """Overlapping quotes as one text, and where in it each speaks."""

    start: int
    text: str
    spans: tuple[Highlight, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def heaviest(self) -> Highlight:
        return max(self.spans, key=lambda span: abs(span.weight))


def quoted_passages(reasons: Iterable[Reason], *, most: int, longest: int) -> list[QuotedPassage]:
    """The `most` weightiest passages of the page's text, each of at most `longest` characters, and "…".

    Pieces are marked where a quote of a few words speaks, the heaviest where several overlap.
    """
    joined = sorted(_merge_overlapping(_quoted(reasons)), key=lambda passage: -abs(passage.heaviest.weight))
    return [QuotedPassage(passage.heaviest.weight, _pieces_of(passage, longest)) for passage in joined[:most]]


def _words_only(spans: Iterable[Highlight]) -> list[Highlight]:
    """The spans of a few words; what quotes a whole text marks nothing in it."""
    return [span for span in spans if span.end - span.start <= _MAX_MARK]


def _quoted(reasons: Iterable[Reason]) -> list[_Merged]:
    quotes = [
        _Merged(quote.start, quote.text, (Highlight(0, len(quote.text), reason.weight), *_shared_words(reason, quote)))
        for reason in reasons
        for quote in reason.page_quotes
        if quote.field == "text" and quote.text.strip()
    ]
    return sorted(quotes, key=lambda quote: quote.start)


def _shared_words(reason: Reason, quote: Quote) -> list[Highlight]:
    """Where a quoted passage has words that the same reason quotes from the post: what it was chosen for."""
    words = {quoted.text.strip() for quoted in reason.post_quotes[:_MAX_WORDS] if quoted.field == "text"} - {""}
    if not words or len(quote.text) <= _MAX_MARK:
        return []
    # Longest first, so that a name is not found as one of its parts.
    either = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    found = re.finditer(rf"(?<!\w)(?:{either})(?!\w)", quote.text[:_SEARCHED], re.IGNORECASE)
    return [Highlight(match.start(), match.end(), reason.weight) for match in found]


def _merge_overlapping(quotes: Sequence[_Merged]) -> list[_Merged]:
    joined: list[_Merged] = []
    for quote in quotes:
        if joined and quote.start < joined[-1].end:
            joined[-1] = _extended(joined[-1], quote)
        else:
            joined.append(quote)
    return joined


def _extended(passage: _Merged, quote: _Merged) -> _Merged:
    offset = quote.start - passage.start
    spans = (Highlight(span.start + offset, span.end + offset, span.weight) for span in quote.spans)
    return _Merged(passage.start, passage.text + quote.text[passage.end - quote.start :], (*passage.spans, *spans))


def _pieces_of(passage: _Merged, longest: int) -> list[Piece]:
    marks = _words_only(passage.spans)
    if len(passage.text) <= longest:
        return split_at_spans(passage.text, marks)
    begin = _begin(passage, longest)
    end = _end(passage.text, begin + longest)
    pieces = split_at_spans(
        passage.text[begin:end], [Highlight(mark.start - begin, mark.end - begin, mark.weight) for mark in marks]
    )
    before = [Piece("…", None)] if begin else []
    after = [Piece("…", None)] if end < len(passage.text) else []
    return [*before, *pieces, *after]


def _begin(passage: _Merged, longest: int) -> int:
    """Where to begin so that the heaviest quote is seen: at a word, with a few words before it."""
    heaviest = passage.heaviest
    if heaviest.end <= longest:
        return 0
    if heaviest.end - heaviest.start > _MAX_MARK:
        return heaviest.start
    lead = max(heaviest.start - _CONTEXT_LENGTH, 0)
    space = passage.text.find(" ", lead, heaviest.start)
    return space + 1 if lead and space >= 0 else lead


def _end(text: str, end: int) -> int:
    """Where to end: at a space, if there is one among the last characters."""
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", end - _MAX_WORD, end)
    return space if space >= 0 else end
