"""Sentences of a text as spans: enough to align and quote by, in one pass, whatever the text is."""

from __future__ import annotations

import re

from linkcheck._text.calendar import calendar
from linkcheck._text.word_classes import words_of

MAX_SENTENCE = 400
"""Characters. Text without full stops (menus, lists, captions, untrusted pages) is cut at the space before."""

# Where a sentence may end: a stop, perhaps inside quotes, and space. One class in front keeps the search fast.
_BREAK = re.compile(r"[\n.!?…؟।。！？｡][\"'”’»)\]」』）]{0,3}\s*")
_CLOSING = frozenset("\n。！？｡")
"""Ends that need no space after them."""
_MONTHS = frozenset(short for short, full in calendar().english_short.items() if full in calendar().english_months)
_ABBREVIATION = re.compile(
    rf"""
    (?: ^ | [\s("'“‘] )
    (?: [^\W\d_]                # J. Smith
      | [A-Za-z]\.[A-Za-z]      # e.g.
      | {"|".join(sorted(words_of("abbreviation") | _MONTHS))}
    ) \. $
    """,
    re.IGNORECASE | re.VERBOSE,
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences of `text`, in order, without the white space around them."""
    spans: list[tuple[int, int]] = []
    start = 0
    for stop in _BREAK.finditer(text):
        if stop[0][0] not in _CLOSING and _continues(text, stop):
            continue
        _add(text, start, stop.start() + len(stop[0].rstrip()), spans)
        start = stop.end()
    _add(text, start, len(text), spans)
    return spans


def _continues(text: str, stop: re.Match[str]) -> bool:
    """Whether the sentence goes on after what looks like its end: an abbreviation, or a small letter."""
    if not stop[0][-1].isspace() or text[stop.end() : stop.end() + 1].islower():
        return True
    if text[stop.start()] != ".":
        return False
    return bool(_ABBREVIATION.search(text[max(0, stop.start() - 7) : stop.start() + 1]))


def _add(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
        cut = cut if cut > 0 else start + MAX_SENTENCE
        spans.append((start, cut))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if end > start:
        spans.append((start, end))
