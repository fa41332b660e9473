"""Whether the page is about the claim: a few measures that do not drift with the length of the page.

Where the terms of a claim stand on a page, and the passage that holds most of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from linkcheck._evidence.aliases import other_places
from linkcheck._evidence.prepared import PreparedPage, PreparedPost
from linkcheck._evidence.types import Evidence, Layer
from linkcheck._post.types import Quote
from linkcheck._text.display import truncate
from linkcheck._text.ngrams import containment
from linkcheck._text.terms import RARE, Term, term_weight
from linkcheck._text.tokens import normal_form

WINDOW = 3
"""Sentences of a passage: the best window of three does not drift with the length of the page."""

_PREFIX = 6
"""Characters that two longer forms share when one is an inflection or compound of the other."""

_COMPOUND = 8
"""Letters from which a word may be two: shorter ones fall apart into words by chance."""
_PART = 4


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
    lead: float
    """Weight of the terms in title, description and the opening of the text."""


def find_overlap(post: PreparedPost, page: PreparedPage) -> Overlap:
    """Where each term of the claim stands on the page."""
    terms = post.terms
    masks: dict[int, int] = {}
    found = set()
    for number, places in enumerate(find_places(post, page)):
        if places:
            found.add(number)
            bit = 1 << number
            for sentence in places:
                masks[sentence] = masks.get(sentence, 0) | bit
    weights = [term.weight for term in terms]
    head = _union(masks, 0, page.body_start)
    lead = _weigh(head | _union(masks, page.body_start, page.lead_end), weights)
    best, best_mask, span = _densest_window(masks, page.body_start, weights)
    head_weight = _weigh(head, weights)
    if head and head_weight >= best:
        best, best_mask, span = head_weight, head, (0, page.body_start - 1)
    return Overlap(
        terms=terms,
        found=frozenset(found),
        total=sum(weights),
        best=best,
        best_span=span,
        best_terms=frozenset(_bits(best_mask)),
        lead=lead,
    )


def find_places(post: PreparedPost, page: PreparedPage) -> list[list[int]]:
    """The numbers of the sentences that each term of the claim stands in, rising."""
    text = post.claim.text
    return [
        _places(term, page)
        or _parted(text[term.start : term.end], page)
        or other_places(term.form, text[term.start : term.end], page)
        for term in post.terms
    ]


def _places(term: Term, page: PreparedPage) -> list[int]:
    exact = page.index.get(term.form)
    if exact is not None:
        return exact
    if len(term.form) >= _PREFIX and term.kind != "number":
        return page.index.get(page.prefixes.get(term.form[:_PREFIX], ""), [])
    return []


def _parted(written: str, page: PreparedPage) -> list[int]:
    """Where the parts of a hashtag or compound stand: "#ClimateChange", "healthcare"; nowhere if one is missing."""
    if len(written) < _COMPOUND or not written.isalpha():
        return []
    for cut in range(_PART, len(written) - _PART + 1):
        first, second = page.index.get(normal_form(written[:cut])), page.index.get(normal_form(written[cut:]))
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
        weight = _weigh(mask, weights)
        if weight > best:
            best, best_mask, span = weight, mask, (first, first + WINDOW - 1)
    return best, best_mask, span


def _union(masks: dict[int, int], first: int, end: int) -> int:
    mask = 0
    for sentence in range(first, end):
        mask |= masks.get(sentence, 0)
    return mask


def _weigh(mask: int, weights: list[float]) -> float:
    return sum(weights[number] for number in _bits(mask))


def _bits(mask: int) -> list[int]:
    numbers = []
    while mask:
        low = mask & -mask
        numbers.append(low.bit_length() - 1)
        mask ^= low
    return numbers


_SHOWN = 100
"""Characters of a title shown in a message."""
_MOST = 0.5
"""Share of the claim from which a message tells what is there, not what is missing."""
_THIN = 10
"""Sentences from which a page is long enough that what it lacks is telling."""
_LONG = 400
"""Sentences above which a page grows no longer: a few more than the longest page of the train sets has, 333."""
_NAMED = 5
"""Terms named in one message: what a person takes in at a glance."""


def weigh_topic(post: PreparedPost, page: PreparedPage) -> Iterator[Evidence]:
    """The topic evidence of one pair; every measure is there, shared words or not."""
    overlap = find_overlap(post, page)
    yield _best_window(post, page, overlap)
    yield _lead(page, overlap)
    yield _rare_terms(post, overlap)
    yield _title(post, page)
    yield Evidence(code="topic-mass", layer=Layer.TOPIC, value=math.log1p(overlap.best))
    yield Evidence(code="topic-letters", layer=Layer.TOPIC, value=_shared_letters(post, page, overlap))
    yield from _names(post, overlap)
    yield Evidence(code="topic-no-title", layer=Layer.TOPIC, value=float(not page.page.title.strip()))
    yield Evidence(code="topic-thin-page", layer=Layer.TOPIC, value=thinness(page))
    yield Evidence(code="topic-page-length", layer=Layer.TOPIC, value=math.log1p(min(len(page.sentences), _LONG)))
    yield Evidence(code="topic-claim-weight", layer=Layer.TOPIC, value=overlap.total)
    yield Evidence(code="topic-foreign", layer=Layer.TOPIC, value=_foreignness(page))


def thinness(page: PreparedPage) -> float:
    """How short of sentences a page is: near 1 for one of a sentence, 0 from ten sentences on."""
    return max(0.0, 1 - len(page.sentences) / _THIN)


def _shared_letters(post: PreparedPost, page: PreparedPage, overlap: Overlap) -> float:
    """How much of the claim the best passage has letter by letter, or title and opening if they have more; 0 to 1."""
    first, last = overlap.best_span
    opening = containment(post.runs, (sentence.letters for sentence in page.sentences[: page.lead_end]))
    if last < page.lead_end or opening == 1:
        return opening
    return max(opening, containment(post.runs, (sentence.letters for sentence in page.sentences[first : last + 1])))


def _names(post: PreparedPost, overlap: Overlap) -> Iterator[Evidence]:
    """What names say that other words do not: nobody paraphrases them, and a post without any is a teaser."""
    missing = math.fsum(
        term.weight
        for number, term in enumerate(overlap.terms)
        if number not in overlap.found
        and term.weight >= RARE
        and any(name.start <= term.start < name.end for name in post.names)
    )
    yield Evidence(code="topic-names-missing", layer=Layer.TOPIC, value=missing)
    yield Evidence(code="topic-no-names", layer=Layer.TOPIC, value=float(not post.names))


def _foreignness(page: PreparedPage) -> float:
    """1 for a page in another language than English that has no title, half with one, 0 in English."""
    if page.page.language in (None, "", "en"):
        return 0.0
    return 0.5 if page.page.title.strip() else 1.0


def _best_window(post: PreparedPost, page: PreparedPage, overlap: Overlap) -> Evidence:
    """How much of the claim stands together in one passage; its message says what does, or what nowhere does."""
    value = overlap.best / overlap.total if overlap.total else 0.0
    quotes = _passage(page, *overlap.best_span)
    shared = _worth_naming(overlap.terms[i] for i in sorted(overlap.best_terms))
    missing = _worth_naming(term for i, term in enumerate(overlap.terms) if i not in overlap.best_terms)
    if shared and (value >= _MOST or not missing):
        message = f"one passage of the page has {_listed(post, shared)}"
        named = shared
    elif shared:
        message = f"no passage of the page has {_listed(post, missing)}; the nearest has {_listed(post, shared)}"
        named = missing
    elif missing:
        message = f"no passage of the page has {_listed(post, missing)}{_about(page)}"
        named = missing
    else:
        message, named = "post and page share no telling word", []
    if not quotes:
        quotes = _passage(page, 0, 0)
    return Evidence(
        code="topic-best-window",
        layer=Layer.TOPIC,
        value=value,
        message=_say_cut(message, post, page),
        post_quotes=_quotes(post, named),
        page_quotes=quotes,
    )


def _about(page: PreparedPage) -> str:
    title = page.page.title.strip()
    return f"; the page is titled “{truncate(title, _SHOWN)}”" if title else ""


def _say_cut(message: str, post: PreparedPost, page: PreparedPage) -> str:
    """The message, and what was not compared."""
    if post.truncated:
        message += f"; of the post only the first {len(post.claim.text)} characters were compared"
    if page.truncated:
        message += f"; of the page only the first {page.sentences[-1].end} characters were compared"
    return message


def _lead(page: PreparedPage, overlap: Overlap) -> Evidence:
    value = overlap.lead / overlap.total if overlap.total else 0.0
    where = "title and opening of the page say" if page.page.title.strip() else "the opening of the page says"
    return Evidence(
        code="topic-lead",
        layer=Layer.TOPIC,
        value=value,
        message=f"{where} {_share(value)} of what the post says",
        page_quotes=_passage(page, 0, page.lead_end - 1),
    )


def _share(value: float) -> str:
    if value < 0.005:
        return "nothing"
    return "all" if value > 0.995 else f"{value:.0%}"


def _rare_terms(post: PreparedPost, overlap: Overlap) -> Evidence:
    rare = [i for i, term in enumerate(overlap.terms) if term.weight > RARE]
    total = sum(overlap.terms[i].weight for i in rare)
    if not total:
        value = overlap.best / overlap.total if overlap.total else 0.0
        return Evidence(code="topic-rare-terms", layer=Layer.TOPIC, value=value)
    missing = [overlap.terms[i] for i in rare if i not in overlap.found]
    named = missing[:_NAMED] or _worth_naming(overlap.terms[i] for i in rare)
    if missing:
        message = f"nowhere on the page: {_by_kind(post, missing)}"
    else:
        message = f"every telling word of the post is on the page: {_listed(post, named)}"
    return Evidence(
        code="topic-rare-terms",
        layer=Layer.TOPIC,
        value=1 - sum(term.weight for term in missing) / total,
        message=message,
        post_quotes=_quotes(post, named),
    )


def _title(post: PreparedPost, page: PreparedPage) -> Evidence:
    forms = {form for s in page.sentences[: page.body_start] if s.field == "title" for form in s.forms}
    weights = {form: term_weight(form) for form in sorted(forms)}
    total = math.fsum(weights.values())
    if not total:
        return Evidence(code="topic-title", layer=Layer.TOPIC, value=0.0)
    said = {term.form for term in post.terms}
    value = math.fsum(weight for form, weight in weights.items() if form in said) / total
    title = page.page.title
    return Evidence(
        code="topic-title",
        layer=Layer.TOPIC,
        value=value,
        message=f"the post says {_share(value)} of the page's title “{truncate(title.strip(), _SHOWN)}”",
        page_quotes=(page.page.quote("title", 0, len(title)),),
    )


def _passage(page: PreparedPage, first: int, last: int) -> tuple[Quote, ...]:
    """One quote a field for the sentences first to last."""
    spans: dict[str, tuple[int, int]] = {}
    for sentence in page.sentences[first : last + 1]:
        start, _ = spans.get(sentence.field, (sentence.start, 0))
        spans[sentence.field] = (start, sentence.end)
    return tuple(page.page.quote(field, start, end) for field, (start, end) in spans.items())


def _worth_naming(terms: Iterable[Term]) -> list[Term]:
    """The weightiest terms, in the order of the claim."""
    weighty = sorted((t for t in terms if t.weight >= 0.4), key=lambda t: -t.weight)[:_NAMED]
    return sorted(weighty, key=lambda t: t.start)


def _spans(terms: Iterable[Term]) -> list[tuple[int, int]]:
    """Where the terms stand in the claim; pairs of characters that overlap are one span."""
    spans: list[tuple[int, int]] = []
    for term in terms:
        if spans and spans[-1][0] <= term.start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], term.end))
        else:
            spans.append((term.start, term.end))
    return spans


def _quotes(post: PreparedPost, terms: Iterable[Term]) -> tuple[Quote, ...]:
    return tuple(post.quote(start, end) for start, end in _spans(terms))


def _listed(post: PreparedPost, terms: Iterable[Term]) -> str:
    return ", ".join(f"“{truncate(post.claim.text[start:end], _SHOWN)}”" for start, end in _spans(terms))


def _by_kind(post: PreparedPost, terms: list[Term]) -> str:
    """Such as: number “7”; names “A”, “B”; words “c”, “d” and 3 more."""
    parts = []
    for kind in ("number", "name", "word"):
        of_kind = [term for term in terms if term.kind == kind]
        if of_kind:
            more = f" and {len(of_kind) - _NAMED} more" if len(of_kind) > _NAMED else ""
            plural = "s" if len(of_kind) > 1 else ""
            parts.append(f"{kind}{plural} {_listed(post, of_kind[:_NAMED])}{more}")
    return "; ".join(parts)
