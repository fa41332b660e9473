"""Which words of a post and of its page are marked, and as what? By what the evidence says, never by a weight's sign.

Green is what both sides have, and each green word of the post is on the page. What evidence contradicts is marked on
both sides, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from linkcheck._evidence.types import Stance
from linkcheck._post.types import Quote
from linkcheck._report.formats.html.highlights import Highlight, Mark
from linkcheck._report.headline import stance_of
from linkcheck._scoring.types import LinkReport, Reason

MAX_MARK = 80
"""Characters of a quote that is marked: a longer one is a passage, and marked from end to end points at nothing."""

_WORD = re.compile(r"\w+(?:[.,'’-]\w+)*")


def post_highlights(link: LinkReport) -> list[Highlight]:
    """What is marked in the post's text, for this link alone."""
    found = [Highlight(quote.start, quote.end, Mark.DIFFERS) for quote in _contradicted(link.reasons, of_page=False)]
    missing = (Highlight(start, end, Mark.MISSING) for start, end in link.missing)
    had = (Highlight(start, end, Mark.HAD) for start, end in link.found)
    return [*found, *missing, *had]


def page_highlights(text: str, field: str, link: LinkReport, had: frozenset[str]) -> list[Highlight]:
    """What is marked in a field of the page, whose `text` may be the beginning of the field alone."""
    quoted = list(quoted_marks(link.reasons))
    here = [
        Highlight(quote.start, quote.end, mark)
        for mark, quote in quoted
        if quote.field == field and text[quote.start : quote.end] == quote.text
    ]
    return [*here, *repeated_highlights(text, quoted), *word_highlights(text, had)]


def quoted_marks(reasons: Iterable[Reason]) -> Iterator[tuple[Mark, Quote]]:
    """The few words of the page that reasons quote, each with its mark."""
    reasons = tuple(reasons)
    yield from ((Mark.DIFFERS, quote) for quote in _contradicted(reasons, of_page=True))
    for reason in reasons:
        mark = Mark.HAD if stance_of(reason) is Stance.SUPPORTS else Mark.DOUBT if _is_doubt(reason) else None
        if mark is not None:
            yield from ((mark, quote) for quote in reason.page_quotes if _is_short(quote))


def repeated_highlights(text: str, quoted: Iterable[tuple[Mark, Quote]]) -> Iterator[Highlight]:
    """Where a text has the very words that evidence holds against the post elsewhere: a title says them too."""
    for mark, quote in quoted:
        for match in re.finditer(rf"(?<!\w){re.escape(quote.text)}(?!\w)", text):
            yield Highlight(match.start(), match.end(), mark)


def word_highlights(text: str, had: frozenset[str]) -> list[Highlight]:
    """Where a text of the page has words that the post has too."""
    return [Highlight(match.start(), match.end(), Mark.HAD) for match in _WORD.finditer(text) if _bare(match[0]) in had]


def words_had(text: str, link: LinkReport) -> frozenset[str]:
    """The words of a post's text that the page has, as they are compared with those of the page."""
    return frozenset(_bare(match[0]) for start, end in link.found for match in _WORD.finditer(text[start:end]))


def _bare(word: str) -> str:
    return re.sub(r"['’]s$", "", word.casefold())


def _contradicted(reasons: Iterable[Reason], *, of_page: bool) -> Sequence[Quote]:
    return [
        quote
        for reason in reasons
        if stance_of(reason) is Stance.CONTRADICTS and reason.weight > 0
        for quote in (reason.page_quotes if of_page else reason.post_quotes)
        if _is_short(quote) and (of_page or quote.field == "text")
    ]


def _is_doubt(reason: Reason) -> bool:
    """Whether a reason holds something of the page against something of the post, without contradicting it."""
    return (
        stance_of(reason) in (Stance.UNSETTLES, Stance.NEUTRAL)
        and reason.weight >= 0
        and bool(reason.post_quotes)
        and not reason.code.startswith("topic-")
    )


def _is_short(quote: Quote) -> bool:
    return quote.start < quote.end <= quote.start + MAX_MARK
