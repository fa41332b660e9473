"""Which words of a claim does the page have, which stand nowhere on it, and of which can nobody tell?

A report marks them. It says less than the score knows: a word that only begins as one of the page, or is spelled nearly
so, is of neither kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from linkcheck._evidence.aliases import forms_of, is_spelled_alike
from linkcheck._evidence.overlap import is_there, sentences_with_amount
from linkcheck._evidence.phrases import FUNCTION_FORMS
from linkcheck._evidence.prepared import PREFIX_LETTERS, PreparedPage, PreparedPost
from linkcheck._evidence.quantities import equivalent_quantity
from linkcheck._evidence.types import LANGUAGE_DIFFERS, Evidence, Stance
from linkcheck._post.types import Quote
from linkcheck._text.readings import find_readings
from linkcheck._text.terms import Term
from linkcheck._text.tokens import normal_forms

Spans = tuple[tuple[int, int], ...]

_MIN_WEIGHT = 0.2
"""Weight of a term below which its presence says nothing: "al", "der", "pour" are function words."""
_MIN_MISSING_WEIGHT = 0.4
"""Weight from which a term is called missing, as messages name it: that a common verb is another one says little."""
_MAX_CONFIRMED = 60
"""Characters of a quote that evidence confirms as a whole: a name, number or date, no quotation of a sentence."""


class Presence(NamedTuple):
    """Spans of Post.text, rising, none touching another."""

    found: Spans = ()
    """Words that the page has, as they are or in another form: an alias, a number in other digits, a date."""
    missing: Spans = ()
    """Words that stand nowhere on it. Empty where not all of the page was compared, or its language differs."""


def find_presence(post: PreparedPost, page: PreparedPage, evidence: Iterable[Evidence]) -> Presence:
    """Where the words of the post's claim are on the page; `evidence` is what their comparison gave."""
    evidence = tuple(evidence)
    text = post.post.text
    terms = [term for term in post.terms if term.weight > _MIN_WEIGHT and term.form not in FUNCTION_FORMS]
    had = {term.form for term in terms if is_there(term, post, page)}
    other_forms = (*_aliases(post, page), *_amounts(post, page), *_confirmed(evidence))
    found = [_telling(span, post) for span in other_forms]
    found += [post.claim.span(word.start, word.end) for word in post.words if word.form in had]
    known = _joined(found, text)
    if page.truncated or page.page.truncated or any(piece.code == LANGUAGE_DIFFERS for piece in evidence):
        return Presence(known)
    absent = {
        term.form
        for term in terms
        if term.form not in had and term.weight >= _MIN_MISSING_WEIGHT and not _is_alike(term, page)
    }
    missing = (post.claim.span(*word[1:]) for word in post.words if word.form in absent and word[1:] != post.cut_word)
    return Presence(known, _joined((span for span in missing if not any(_touch(span, one) for one in known)), text))


def _is_alike(term: Term, page: PreparedPage) -> bool:
    """Whether the page has a word that begins or is spelled as this one: what it means may be the same."""
    if term.kind == "number":
        return False
    form = term.form
    begins = len(form) >= PREFIX_LETTERS and form[:PREFIX_LETTERS] in page.prefixes
    # What the table of common words knows is spelled right on either side.
    is_uncommon = term.weight >= 1 or term.kind == "name"
    return begins or form in page.squeezed or (is_uncommon and is_spelled_alike(form, page))


def _aliases(post: PreparedPost, page: PreparedPage) -> Iterator[tuple[int, int]]:
    """Names that the page writes otherwise, by the tables of names."""
    text = post.claim.text
    for name in find_readings(text):
        written = text[name.start : name.end]
        if not written[:1].isupper() or page.index.keys() >= set(normal_forms(written)):
            continue
        by_word = not page.index.keys().isdisjoint(forms_of(written))
        if by_word or any(not name.keys.isdisjoint(keys) for keys in page.listed_names):
            yield post.claim.span(name.start, name.end)


def _amounts(post: PreparedPost, page: PreparedPage) -> Iterator[tuple[int, int]]:
    """Numbers that the page has in other digits, in words, as a share or in another unit."""
    for number in post.details.comparable_numbers:
        if sentences_with_amount(number, page) or equivalent_quantity(page, post.claim.text, number):
            yield post.claim.span(number.start, number.end)


def _confirmed(evidence: Sequence[Evidence]) -> Iterator[tuple[int, int]]:
    """What supporting evidence quotes from both sides: names by initials, dates counted from another day."""
    for piece in evidence:
        if piece.stance is Stance.SUPPORTS and piece.page_quotes:
            yield from ((quote.start, quote.end) for quote in piece.post_quotes if _is_detail(quote))


def _is_detail(quote: Quote) -> bool:
    return quote.field == "text" and quote.start < quote.end <= quote.start + _MAX_CONFIRMED


def _telling(span: tuple[int, int], post: PreparedPost) -> tuple[int, int]:
    """The span without the function words at its ends; as it is where it has no others."""
    words = [
        claimed
        for word in post.words
        if word.form not in FUNCTION_FORMS and _touch(claimed := post.claim.span(word.start, word.end), span)
    ]
    return (max(span[0], words[0][0]), min(span[1], words[-1][1])) if words else span


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _joined(spans: Iterable[tuple[int, int]], text: str) -> Spans:
    """The spans in order, those as one that overlap or have only spaces and hyphens between them."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and not text[joined[-1][1] : start].strip(" -\u00a0"):
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)
