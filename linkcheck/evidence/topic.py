"""Whether the page is about the claim: a few measures that do not drift with the length of the page."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from linkcheck.evidence.overlap import Overlap, find_overlap
from linkcheck.evidence.prepared import PreparedPage, PreparedPost
from linkcheck.evidence.terms import RARE, Term, weight_of
from linkcheck.evidence.types import Evidence, Layer
from linkcheck.post.types import Quote

_THIN = 10
"""Sentences from which a page is long enough that what it lacks is telling."""
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
    yield Evidence(code="topic-no-title", layer=Layer.TOPIC, value=float(not page.page.title.strip()))
    yield Evidence(code="topic-thin-page", layer=Layer.TOPIC, value=max(0.0, 1 - len(page.sentences) / _THIN))
    yield Evidence(code="topic-claim-weight", layer=Layer.TOPIC, value=overlap.total)
    yield Evidence(code="topic-foreign", layer=Layer.TOPIC, value=_foreignness(page))


def _foreignness(page: PreparedPage) -> float:
    """1 for a page in another language than English that has no title, half with one, 0 in English."""
    if page.page.language in (None, "", "en"):
        return 0.0
    return 0.5 if page.page.title.strip() else 1.0


def _best_window(post: PreparedPost, page: PreparedPage, overlap: Overlap) -> Evidence:
    value = overlap.best / overlap.total if overlap.total else 0.0
    terms = [overlap.terms[i] for i in sorted(overlap.best_terms)]
    first, last = overlap.best_span
    quotes = _passage(page, first, last)
    named = _worth_naming(terms)
    if quotes and named:
        message = f"The page has {_listed(post, named)} in one passage ({_count(terms, overlap)} of the post's words)."
    else:
        message = "No passage of the page shares a telling word with the post."
    return Evidence(
        code="topic-best-window",
        layer=Layer.TOPIC,
        value=value,
        message=message,
        post_quotes=_quotes(post, named),
        page_quotes=quotes,
    )


def _count(terms: list[Term], overlap: Overlap) -> str:
    return f"{len(terms)} of {len(overlap.terms)}".replace(" of ", "/")


def _lead(page: PreparedPage, overlap: Overlap) -> Evidence:
    value = overlap.lead / overlap.total if overlap.total else 0.0
    return Evidence(
        code="topic-lead",
        layer=Layer.TOPIC,
        value=value,
        message=f"Title and opening of the page hold {value:.0%} of what the post is about.",
        page_quotes=_passage(page, 0, page.lead_end - 1),
    )


def _rare_terms(post: PreparedPost, overlap: Overlap) -> Evidence:
    rare = [i for i, term in enumerate(overlap.terms) if term.weight > RARE]
    total = sum(overlap.terms[i].weight for i in rare)
    if not total:
        value = overlap.best / overlap.total if overlap.total else 0.0
        return Evidence(code="topic-rare-terms", layer=Layer.TOPIC, value=value)
    missing = [overlap.terms[i] for i in rare if i not in overlap.found]
    value = 1 - sum(term.weight for term in missing) / total
    message = f"Nowhere on the page: {_by_kind(post, missing)}." if missing else "Every telling word is on the page."
    return Evidence(
        code="topic-rare-terms",
        layer=Layer.TOPIC,
        value=value,
        message=message,
        post_quotes=_quotes(post, missing[:_NAMED]),
    )


def _title(post: PreparedPost, page: PreparedPage) -> Evidence:
    forms = {form for s in page.sentences[: page.body_start] if s.field == "title" for form in s.forms}
    weights = {form: weight_of(form) for form in forms}
    total = math.fsum(weights.values())
    said = {term.form for term in post.terms}
    value = math.fsum(weights[form] for form in forms & said) / total if total else 0.0
    title = page.page.title
    if not total:
        return Evidence(code="topic-title", layer=Layer.TOPIC, value=0.0)
    return Evidence(
        code="topic-title",
        layer=Layer.TOPIC,
        value=value,
        message=f"The post says {value:.0%} of what the page's title says.",
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


def _quotes(post: PreparedPost, terms: Iterable[Term]) -> tuple[Quote, ...]:
    return tuple(post.quote(term.start, term.end) for term in terms)


def _listed(post: PreparedPost, terms: Iterable[Term]) -> str:
    return ", ".join(f'"{post.claim.text[term.start : term.end]}"' for term in terms)


def _by_kind(post: PreparedPost, terms: list[Term]) -> str:
    """ "names "A", "B"; the number "7"; words "c", "d" and 3 more" """
    parts = []
    for kind in ("number", "name", "word"):
        of_kind = [term for term in terms if term.kind == kind]
        if of_kind:
            more = f" and {len(of_kind) - _NAMED} more" if len(of_kind) > _NAMED else ""
            plural = "s" if len(of_kind) > 1 else ""
            parts.append(f"{kind}{plural} {_listed(post, of_kind[:_NAMED])}{more}")
    return "; ".join(parts)
