"""What in a text could a page confirm or contradict? Numbers, names, dates, quotations and negations, as spans."""

from __future__ import annotations

from linkcheck._post.types import Mention
from linkcheck._text.dates import find_dates
from linkcheck._text.names import find_names
from linkcheck._text.negations import find_negations
from linkcheck._text.numbers import find_numbers
from linkcheck._text.quotations import find_quotations

MAX_MENTIONS_TEXT = 20_000
"""Characters that are read: five times the longest claim that is compared."""


def find_mentions(text: str) -> tuple[Mention, ...]:
    """The numbers, names, dates, quotations and negations of `text`, by where they start.

    Numbers that are part of a date, and words that may be no number ("one", "first"), are left out.
    Linear in the length of the text; what lies beyond MAX_MENTIONS_TEXT is not read.
    """
    text = text[:MAX_MENTIONS_TEXT]
    dates = [(date.start, date.end) for date in find_dates(text)]
    numbers = [
        (number.start, number.end)
        for number in find_numbers(text)
        if not number.weak and not any(start < number.end and number.start < end for start, end in dates)
    ]
    names = [(name.start, name.end) for name in find_names(text)]
    kinds = {
        "date": dates,
        "number": numbers,
        "name": names,
        "quotation": find_quotations(text),
        "negation": find_negations(text),
    }
    mentions = [Mention(kind, start, end, text[start:end]) for kind, spans in kinds.items() for start, end in spans]
    return tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end, mention.kind)))
