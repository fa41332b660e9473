"""Is the page about the claim? Measures that do not drift with the length of the page."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator
from itertools import accumulate

from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.overlap import Overlap, find_overlap
from linkcheck._evidence.packaged import PackagedDetector, Stage
from linkcheck._evidence.prepared import PreparedPage, PreparedPost, PreparedSentence
from linkcheck._evidence.types import Code, Evidence, Example, Layer
from linkcheck._parameters import PARAMETERS
from linkcheck._post.types import Quote
from linkcheck._text.display import quoted_list, truncate
from linkcheck._text.ngrams import char_ngrams, containment
from linkcheck._text.terms import RARE, Term, term_weight

_EXAMPLE = Example(
    post="Tesla recalls 3000 cars in China over a brake fault",
    title="NASA finds water ice at the Moon's south pole",
    text="NASA scientists have confirmed water ice on the Moon. The cars of the mission will have brakes.",
)

_BEST_WINDOW = Code(
    code="topic-best-window",
    layer=Layer.TOPIC,
    sign=-1,
    meaning="how much of the claim stands together in one passage of the page",
    example=_EXAMPLE,
)
_LEAD = Code(
    code="topic-lead",
    layer=Layer.TOPIC,
    sign=-1,
    meaning="how much of the claim the page's title and opening have",
    example=_EXAMPLE,
)
_RARE_TERMS = Code(
    code="topic-rare-terms",
    layer=Layer.TOPIC,
    sign=-1,
    meaning="which rare words of the claim stand nowhere on the page, by kind",
    example=_EXAMPLE,
)
_COVERAGE = Code(
    code="topic-coverage",
    layer=Layer.TOPIC,
    sign=-1,
    reported_under=_RARE_TERMS.code,
    meaning="how much of the claim stands anywhere on the page",
)
_TITLE = Code(
    code="topic-title",
    layer=Layer.TOPIC,
    sign=-1,
    meaning="how much of the page's title the claim has",
    example=_EXAMPLE,
)
_MASS = Code(
    code="topic-mass",
    layer=Layer.TOPIC,
    sign=-1,
    reported_under=_BEST_WINDOW.code,
    meaning="how much the best passage has, on the scale of a logarithm",
)
_LETTERS = Code(
    code="topic-letters",
    layer=Layer.TOPIC,
    sign=-1,
    reported_under=_BEST_WINDOW.code,
    meaning="how much of the claim the best passage has letter by letter",
)
_NAMES_MISSING = Code(
    code="topic-names-missing",
    layer=Layer.TOPIC,
    reported_under=_RARE_TERMS.code,
    meaning="the weight of the claim's names that stand nowhere on the page",
)
_NO_NAMES = Code(code="topic-no-names", layer=Layer.TOPIC, sign=0, reported_under="", meaning="the claim has no name")
_NO_TITLE = Code(code="topic-no-title", layer=Layer.TOPIC, sign=0, reported_under="", meaning="the page has no title")
_THIN_PAGE = Code(
    code="topic-thin-page", layer=Layer.TOPIC, sign=-1, reported_under="", meaning="the page has few sentences"
)
_PAGE_LENGTH = Code(
    code="topic-page-length",
    layer=Layer.TOPIC,
    reported_under="",
    meaning="the longer a page, the more of any claim its best passage has by chance",
)
_CLAIM_WEIGHT = Code(
    code="topic-claim-weight",
    layer=Layer.TOPIC,
    sign=0,
    reported_under="",
    meaning="how much the claim says, in terms of full weight: it bounds what the topic may prove",
)
_PAGE_WEIGHT = Code(
    code="topic-page-weight",
    layer=Layer.TOPIC,
    sign=0,
    reported_under="",
    meaning="how much the page says, in terms of full weight: it bounds what it proves by what it lacks",
)
_SUBJECT_TITLED = Code(
    code="topic-subject-titled",
    layer=Layer.TOPIC,
    sign=0,
    reported_under="",
    meaning="the page's title has every name of the claim: the page is not surely about something else",
)
_FOREIGN = Code(
    code="topic-foreign",
    layer=Layer.TOPIC,
    sign=-1,
    reported_under="",
    meaning="the page is in another language than English, whose inflected words are found less often",
)

_SHOWN = 100
"""Characters of a title or term that a message shows."""
_MIN_NAMED_WEIGHT = 0.4
"""Weight from which a term is named in a message."""
_SHORT_CLAIM = 4.0
"""Weight below which a claim says so little that its words stand together by chance."""
_FOREIGN_TITLED = PARAMETERS.topic.foreign_titled
_THIN = PARAMETERS.topic.full_length
_LONG = PARAMETERS.topic.max_length
_ENOUGH_SAID = PARAMETERS.topic.full_weight
_TITLE_SAYS = PARAMETERS.topic.title_says
_NAMED = 5
"""Terms named in one message: what a person takes in at a glance."""


def extract_topic(post: PreparedPost, page: PreparedPage) -> Iterator[Evidence]:
    """The topic evidence of one pair; every measure is there, shared words or not."""
    overlap = find_overlap(post, page)
    yield _best_window(post, page, overlap)
    yield _lead(page, overlap)
    yield _rare_terms(post, overlap)
    yield _title(post, page)
    yield _MASS.evidence(math.log1p(overlap.best))
    yield _LETTERS.evidence(_shared_letters(post, page, overlap))
    yield _COVERAGE.evidence(overlap.coverage)
    yield _NAMES_MISSING.evidence(_missing_names(post, overlap))
    yield _NO_NAMES.evidence(float(not post.names))
    yield _NO_TITLE.evidence(float(not page.title))
    yield _THIN_PAGE.evidence(thinness(page))
    yield _PAGE_LENGTH.evidence(math.log1p(min(len(page.sentences), _LONG)))
    yield _CLAIM_WEIGHT.evidence(overlap.total)
    yield _PAGE_WEIGHT.evidence(_page_weight(page))
    yield _SUBJECT_TITLED.evidence(float(_is_subject_titled(post, overlap)))
    yield _FOREIGN.evidence(_foreignness(page))


def _detect(alignment: Alignment) -> Iterator[Evidence]:
    return extract_topic(alignment.post, alignment.page)


TOPIC = PackagedDetector(
    Stage.TOPIC,
    (
        *(_BEST_WINDOW, _MASS, _LEAD, _LETTERS, _RARE_TERMS, _COVERAGE, _NAMES_MISSING, _NO_NAMES),
        *(_TITLE, _NO_TITLE, _THIN_PAGE, _PAGE_LENGTH, _CLAIM_WEIGHT, _PAGE_WEIGHT, _SUBJECT_TITLED, _FOREIGN),
    ),
    _detect,
)


def thinness(page: PreparedPage) -> float:
    """How short of sentences a page is: near 1 for one of a sentence, 0 from ten sentences on."""
    return max(0.0, 1 - len(page.sentences) / _THIN)


def _shared_letters(post: PreparedPost, page: PreparedPage, overlap: Overlap) -> float:
    """How much of the claim the best passage has letter by letter, or title and opening if they have more; 0 to 1."""
    first, last = overlap.best_span
    start, end = overlap.span
    whole = end - start == len(post.claim.text)
    ngrams = post.ngrams if whole else char_ngrams(post.claim.text[start:end])
    opening = _containment_in(page.sentences[: page.lead_end], ngrams)
    if last < page.lead_end or opening == 1:
        return opening
    return max(opening, _containment_in(page.sentences[first : last + 1], ngrams))


def _containment_in(sentences: Iterable[PreparedSentence], ngrams: Collection[str]) -> float:
    return containment(ngrams, (sentence.normalised_text for sentence in sentences))


def _missing_names(post: PreparedPost, overlap: Overlap) -> float:
    """The weight of the names that stand nowhere on the page: nobody paraphrases them."""
    return math.fsum(
        term.weight
        for number, term in enumerate(overlap.terms)
        if number not in overlap.found
        and term.weight >= RARE
        and any(name.start <= term.start < name.end for name in post.names)
    )


def _page_weight(page: PreparedPage) -> float:
    """The weight of the page's distinct words, or of its title's if they say more; counted up to `_ENOUGH_SAID`."""
    title = {form for s in page.sentences[: page.body_start] if s.field == "title" for form in s.forms}
    weight = _TITLE_SAYS * math.fsum(map(term_weight, sorted(title)))
    if weight >= _ENOUGH_SAID:
        return _ENOUGH_SAID
    return max(weight, _weight_up_to(_ENOUGH_SAID, page.index))


def _weight_up_to(enough: float, forms: Iterable[str]) -> float:
    weight = 0.0
    for weight in accumulate(map(term_weight, forms)):
        if weight >= enough:
            return enough
    return weight


def _is_subject_titled(post: PreparedPost, overlap: Overlap) -> bool:
    """Whether the claim has names and the page's title has all of them."""
    named = {
        number
        for number, term in enumerate(overlap.terms)
        if term.weight >= RARE and any(name.start <= term.start < name.end for name in post.names)
    }
    return bool(named) and named <= overlap.titled


def _foreignness(page: PreparedPage) -> float:
    """1 for a page in another language than English that has no title, half with one, 0 in English."""
    if page.page.language in (None, "", "en"):
        return 0.0
    return _FOREIGN_TITLED if page.title else 1.0


def _best_window(post: PreparedPost, page: PreparedPage, overlap: Overlap) -> Evidence:
    """How much of the claim stands together in one passage; its message says what does, and what does not."""
    shared = _worth_naming(overlap.terms[i] for i in sorted(overlap.best_terms))
    missing = _worth_naming(term for i, term in enumerate(overlap.terms) if i not in overlap.best_terms)
    if shared and missing:
        message = f"The nearest passage of the page has {_listed(post, shared)}, but not {_listed(post, missing, 'or')}"
    elif shared:
        message = f"The nearest passage of the page has {_listed(post, shared)}"
        if overlap.total < _SHORT_CLAIM:
            message += "; the post says little else"
    elif missing and overlap.best:
        message = (
            f"The nearest passage of the page has common words of the post, but not {_listed(post, missing, 'or')}"
        )
        message += _about(page)
    elif missing:
        message = f"No passage of the page has {_listed(post, missing, 'or')}{_about(page)}"
    else:
        message = "Post and page share no specific word"
    return _BEST_WINDOW.evidence(
        overlap.share,
        f"{message}{_not_compared(post, page)}.",
        post=_quotes(post, missing or shared),
        page=_passage(page, *overlap.best_span) or _passage(page, 0, 0),
    )


def _about(page: PreparedPage) -> str:
    title = page.title
    return f"; the page is titled “{truncate(title, _SHOWN)}”" if title else ""


def _not_compared(post: PreparedPost, page: PreparedPage) -> str:
    """What a message adds where post or page are longer than what is compared."""
    added = ""
    if post.truncated:
        added += f"; of the post, only the first {len(post.claim.text)} characters were compared"
    if page.truncated:
        added += f"; of the page, only the first {page.quote(page.sentences[-1]).end} characters were compared"
    return added


def _lead(page: PreparedPage, overlap: Overlap) -> Evidence:
    value = overlap.opening / overlap.total if overlap.total else 0.0
    where = "The title and opening of the page have" if page.title else "The opening of the page has"
    return _LEAD.evidence(
        value,
        f"{where} {_share(value)} of what the post says.",
        page=_passage(page, 0, page.lead_end - 1),
    )


def _share(value: float) -> str:
    if value < 0.005:
        return "nothing"
    return "all" if value > 0.995 else f"{value:.0%}"


def _rare_terms(post: PreparedPost, overlap: Overlap) -> Evidence:
    rare = [i for i, term in enumerate(overlap.terms) if term.weight > RARE]
    total = sum(overlap.terms[i].weight for i in rare)
    if not total:
        return _RARE_TERMS.evidence(overlap.share)
    missing = [overlap.terms[i] for i in rare if i not in overlap.found]
    named = missing[:_NAMED] or _worth_naming(overlap.terms[i] for i in rare)
    # A share speaks either way: a page that has most of many words speaks for the post, whatever it lacks.
    have = len(rare) - len(missing)
    if missing and have:
        message = f"The page has {have} of the post's {len(rare)} rare words; it lacks {_by_kind(post, missing)}."
    elif missing:
        message = f"The page has none of the post's rare words: {_by_kind(post, missing)}."
    else:
        message = f"The page has every rare word of the post: {_listed(post, named)}."
    return _RARE_TERMS.evidence(
        1 - sum(term.weight for term in missing) / total,
        message,
        post=_quotes(post, named),
    )


def _title(post: PreparedPost, page: PreparedPage) -> Evidence:
    forms = {form for s in page.sentences[: page.body_start] if s.field == "title" for form in s.forms}
    weights = {form: term_weight(form) for form in sorted(forms)}
    total = math.fsum(weights.values())
    if not total:
        return _TITLE.evidence(0.0)
    said = {term.form for term in post.terms}
    value = math.fsum(weight for form, weight in weights.items() if form in said) / total
    return _TITLE.evidence(
        value,
        f"The post has {_share(value)} of the page's title “{truncate(page.title, _SHOWN)}”.",
        page=(page.page.quote("title", 0, len(page.page.title)),),
    )


def _passage(page: PreparedPage, first: int, last: int) -> tuple[Quote, ...]:
    """One quote a field for the sentences first to last."""
    spans: dict[str, tuple[int, int]] = {}
    for sentence in page.sentences[first : last + 1]:
        start, _ = spans.get(sentence.field, (sentence.start, 0))
        spans[sentence.field] = (start, sentence.end)
    return tuple(page.quote_field(field, start, end) for field, (start, end) in spans.items())


def _worth_naming(terms: Iterable[Term]) -> list[Term]:
    """The weightiest terms, in the order of the claim."""
    weighty = sorted((t for t in terms if t.weight >= _MIN_NAMED_WEIGHT), key=lambda t: -t.weight)[:_NAMED]
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


def _listed(post: PreparedPost, terms: Iterable[Term], conjunction: str = "and", *, more: int = 0) -> str:
    words = [truncate(post.claim.text[start:end], _SHOWN) for start, end in _spans(terms)]
    return quoted_list(words, conjunction, more=more)


def _by_kind(post: PreparedPost, terms: list[Term]) -> str:
    """Such as: the number “7”, the names “A” and “B”, the words “c”, “d” and 3 more."""
    parts = []
    for kind in ("number", "name", "word"):
        of_kind = [term for term in terms if term.kind == kind]
        if of_kind:
            plural = "s" if len(of_kind) > 1 else ""
            listed = _listed(post, of_kind[:_NAMED], more=max(0, len(of_kind) - _NAMED))
            parts.append(f"the {kind}{plural} {listed}")
    return " and ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else "".join(parts)
