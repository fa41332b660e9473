"""Does the page say it in the same direction: not its opposite, not its denial?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from linkcheck._evidence.alignment import (
    MIN_FIT,
    Alignment,
    Context,
    Match,
    best_context,
    best_match,
    best_match_of,
    fit_of,
    margin,
    words_between,
)
from linkcheck._evidence.opposites import Opposites, opposites
from linkcheck._evidence.packaged import PackagedDetector, Stage
from linkcheck._evidence.prepared import PreparedPage
from linkcheck._evidence.types import Code, Evidence, Example, Layer, Stance
from linkcheck._parameters import PARAMETERS
from linkcheck._text.tokens import normal_form
from linkcheck._text.word_classes import words_of

_OPPOSITE = Code(
    code="opposite-differs",
    layer=Layer.DETAIL,
    stance=Stance.CONTRADICTS,
    meaning="the page has the opposite word in the same place",
    example=Example(
        post="Ticket prices rise at the harbour museum of Dorsten in May",
        title="Harbour museum of Dorsten",
        text="Ticket prices fall at the harbour museum of Dorsten in May, the council said.",
    ),
)
_DENIED = Code(
    code="negation-differs",
    layer=Layer.DETAIL,
    stance=Stance.CONTRADICTS,
    meaning="the post denies what the page says without a denial",
    example=Example(
        post="The mayor of Dorsten has not signed the harbour treaty",
        title="Harbour treaty of Dorsten",
        text="The mayor of Dorsten has signed the harbour treaty. It was a rainy day.",
    ),
)
_LEFT_OUT = Code(
    code="negation-missing",
    layer=Layer.DETAIL,
    stance=Stance.CONTRADICTS,
    coefficient_of="negation-differs",
    meaning="the page denies what the post says without a denial",
    example=Example(
        post="The mayor of Dorsten has signed the harbour treaty",
        title="Harbour treaty of Dorsten",
        text="The mayor of Dorsten has not signed the harbour treaty. It was a rainy day.",
    ),
)
_MODALITY = Code(
    code="modality-differs",
    layer=Layer.DETAIL,
    stance=Stance.CONTRADICTS,
    coefficient_of="negation-differs",
    meaning="the post is certain of what the page only holds possible",
    example=Example(
        post="The city of Dorsten will close the harbour museum in spring",
        title="Harbour museum of Dorsten",
        text="The city of Dorsten may close the harbour museum in spring. A decision is due.",
    ),
)

MAX_WORDS = 60
"""Words of a claim of which opposites are looked for on the page."""
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non")
_LEAST_STEM = PARAMETERS.polarity.least_stem

DENYING_FORMS = frozenset(map(normal_form, words_of("denying")))
"""Words with which a page denies without a "not", in their forms."""
_DENIED_BY = DENYING_FORMS | frozenset(map(normal_form, words_of("undoing")))
"""And words for what will not be, or is no more: "scrapped" supports "won't be built"."""
_DENIALS = frozenset(map(normal_form, words_of("denial")))
_DENIES = re.compile(
    r"(?:(?:do|does|did|is|are|was|were|has|have|had|will|would|can|could|s) )?(?:not|never|no)|cannot|\w+n['’]t"
    r"|denie[ds](?: that)?|refuse[ds](?: to)?",
    re.IGNORECASE,
)
_DOUBTING = frozenset(map(normal_form, words_of("doubting")))
_ASSERTING = frozenset(map(normal_form, words_of("asserting")))
_HEDGING = _DOUBTING | _ASSERTING
_MODALITY_FACTOR = PARAMETERS.polarity.modality_factor
_NEAR = PARAMETERS.polarity.near
_YEARS = frozenset(map(normal_form, ("year", "years", "yr")))
"""Words before the "old" of an age, which is the opposite of nothing."""
_SOMEWHERE = PARAMETERS.polarity.somewhere


def denies(negations: Sequence[tuple[int, int]], forms: Sequence[str]) -> bool:
    """Whether a text of these negations and words denies something: "not", "hoax", "No, ..." at its beginning."""
    return bool(negations) or not DENYING_FORMS.isdisjoint(forms) or tuple(forms[:1]) == ("no",)


def detect_polarity(alignment: Alignment) -> Iterator[Evidence]:
    """The evidence of direction, at most one of each code."""
    yield from _opposite(alignment)
    yield from _denied_by_post(alignment)
    yield from _denied_by_page(alignment)
    yield from _modality(alignment)


POLARITY = PackagedDetector(Stage.DETAIL, (_OPPOSITE, _DENIED, _LEFT_OUT, _MODALITY), detect_polarity)


def _opposite(alignment: Alignment) -> Iterator[Evidence]:
    table = opposites()
    positions = [
        position for position, form in enumerate(alignment.forms) if form in table.opposite or len(form) >= _LEAST_STEM
    ]
    differing: list[tuple[float, int, Match]] = []
    for position in positions[:MAX_WORDS]:
        others = [
            one for one in _others(table, alignment.forms[position], alignment.page) if one not in alignment.form_set
        ]
        contexts = alignment.contexts(alignment.slot(position, position + 1)) if others else ()
        rival = best_match(contexts, _opposed(others, denied=_denied(alignment.forms, position)))
        if rival is None or rival.fit < MIN_FIT:
            continue
        own = best_match_of(contexts, {alignment.forms[position]})
        value = rival.fit - fit_of(own)
        if value > 0:
            differing.append((value, position, rival))
    if differing:
        yield _differs(alignment, *max(differing, key=lambda one: one[0]))


def _opposed(others: Iterable[str], *, denied: bool) -> Callable[[Context], Iterator[tuple[int, int]]]:
    """Where opposites stand that are denied as the claim's word is: "not dead" is no opposite of "alive"."""

    def positions(context: Context) -> Iterator[tuple[int, int]]:
        passage = context.passage
        forms = passage.sentence.forms
        for other in others:
            for position in passage.positions.get(other, ()):
                if _denied(forms, position) is denied and not (position and forms[position - 1] in _YEARS):
                    yield position, position + 1

    return positions


def _denied(forms: Sequence[str], position: int) -> bool:
    return not _DENIALS.isdisjoint(forms[max(0, position - _NEAR) : position])


def _others(table: Opposites, form: str, page: PreparedPage) -> Iterator[str]:
    """The opposites of a form that stand on the page: of the table, and by a prefix ("efficient", "inefficient")."""
    for other in sorted(table.opposite.get(form, ())):
        if other in page.index:
            yield other
    if len(form) < _LEAST_STEM:
        return
    for prefix in _PREFIXES:
        if prefix + form in page.index:
            yield prefix + form
        if form.startswith(prefix) and len(form) - len(prefix) >= _LEAST_STEM and form[len(prefix) :] in page.index:
            yield form[len(prefix) :]


def _differs(alignment: Alignment, value: float, position: int, rival: Match) -> Evidence:
    return _OPPOSITE.evidence(
        round(value, 4),
        f"The post says “{alignment.written(position, position + 1)}”; the page says “{rival.written}”.",
        post=(alignment.post_quote(position, position + 1),),
        page=(alignment.page_quote(rival),),
    )


def _denied_by_post(alignment: Alignment) -> Iterator[Evidence]:
    differing: list[tuple[float, int, Match]] = []
    denying = _DENIED_BY.difference(alignment.forms)
    table = opposites()
    for start, end in alignment.post.details.negations[:MAX_WORDS]:
        first, last = words_between(alignment.words, start, end)
        contexts = alignment.contexts(alignment.slot(first, last)) if first < last else ()
        best = best_context(contexts)
        if best is None:
            continue
        denied_forms = alignment.forms[last : last + _NEAR]
        opposite_forms = {other for form in denied_forms for other in table.opposite.get(form, ())}
        denied = max((_denial(context, denying | opposite_forms) for context in contexts), default=0.0)
        if best.fit > denied:
            differing.append((margin(best.fit, denied), first, best))
        inserted = _inserted(alignment, first, last)
        if inserted:
            differing.append((margin(inserted.fit, denied), first, inserted))
    if differing:
        yield _denies(alignment, *max(differing, key=lambda one: one[0]))


def _inserted(alignment: Alignment, first: int, last: int) -> Match | None:
    """Where a passage says the same sentence word for word, but for the denial."""
    for difference in alignment.differences:
        if (difference.first, difference.last) == (first, last) and difference.start == difference.end:
            position = max(0, difference.start - 1)
            return Match(difference.similarity, difference.passage, position, position + 1)
    return None


def _denied_by_page(alignment: Alignment) -> Iterator[Evidence]:
    """A denial of the page that the claim says the rest of word for word."""
    if alignment.post.details.negations or not DENYING_FORMS.isdisjoint(alignment.forms):
        return
    found = [d for d in alignment.differences if d.first == d.last and _DENIES.fullmatch(d.written)]
    best = max(found, key=lambda one: one.similarity, default=None)
    value = margin(best.similarity, _affirmed(alignment, best.first)) if best else 0.0
    if best is None or not value:
        return
    first, last = max(best.first - 1, 0), min(best.first + 1, len(alignment.words))
    match = Match(best.similarity, best.passage, best.start, best.end)
    yield _LEFT_OUT.evidence(
        round(value, 4),
        f"The page says “{match.phrase}” where the post says “{alignment.written(first, last)}”.",
        post=(alignment.post_quote(first, last),),
        page=(alignment.page_quote(match),),
    )


def _affirmed(alignment: Alignment, position: int) -> float:
    """How much of the claim's sentence a passage has that denies nothing."""
    sentence = alignment.sentence_of(min(position, len(alignment.words) - 1))
    passages = sentence.passages if sentence else ()
    return max((one.closeness for one in passages if not one.sentence.details.negations), default=0.0)


def _modality(alignment: Alignment) -> Iterator[Evidence]:
    """A "may" of the page where the claim says the rest word for word, and knows it for certain."""
    if not _DOUBTING.isdisjoint(alignment.forms) or "?" in alignment.text:
        return
    found = [
        difference
        for difference in alignment.differences
        if difference.end > difference.start and _ASSERTING.issuperset(difference.said)
        if _HEDGING.issuperset(difference.there) and not _DOUBTING.isdisjoint(difference.there)
    ]
    best = max(found, key=lambda one: one.similarity, default=None)
    if best is None:
        return
    first = min(best.first, len(alignment.words) - 1)
    last = max(best.last, first + 1)
    match = Match(best.similarity, best.passage, best.start, best.end)
    yield _MODALITY.evidence(
        round(best.similarity * _MODALITY_FACTOR, 4),
        f"The post says “{alignment.phrase(first, last)}”; the page only says “{match.phrase}”.",
        post=(alignment.post_quote(first, last),),
        page=(alignment.page_quote(match),),
    )


def _denial(context: Context, denying: frozenset[str]) -> float:
    """How well the passage's best denial fits, by a negation or one of the forms `denying`; 0 if it denies nothing."""
    passage = context.passage
    ranges = [passage.word_range(start, end) for start, end in passage.sentence.details.negations]
    denying_here = denying & passage.positions.keys()
    ranges += [(position, position + 1) for form in denying_here for position in passage.positions[form]]
    fits = [context.fit(first, last) for first, last in ranges if first < last]
    return max((*fits, context.upper_bound * _SOMEWHERE)) if fits else 0.0


def _denies(alignment: Alignment, value: float, position: int, best: Match) -> Evidence:
    last = min(position + 2, len(alignment.words))
    return _DENIED.evidence(
        round(value, 4),
        f"The post says “{alignment.written(position, last)}”; the page says the opposite.",
        post=(alignment.post_quote(position, last),),
        page=(alignment.page.quote(best.passage.sentence),),
    )
