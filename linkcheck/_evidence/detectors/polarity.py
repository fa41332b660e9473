"""Does the page say it in the same direction: not its opposite, not its denial?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache

from linkcheck._evidence.alignment import (
    Alignment,
    Place,
    Surroundings,
    best_of_forms,
    best_place,
    best_surroundings,
    lead_of,
    words_between,
)
from linkcheck._evidence.prepared import PreparedPage
from linkcheck._evidence.types import Evidence, Layer
from linkcheck._packaged import read_lines
from linkcheck._text.negations import find_negations
from linkcheck._text.tokens import normal_form

MAX_WORDS = 60
"""Words of a claim of which opposites are looked for on the page."""
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non")
_LEAST_STEM = 5  # letters: shorter stems meet by chance ("in" and "to", "into")
LEAST_FIT = 0.35
"""Of the surroundings an opposite must share: chance alone reaches .3 on the train pages."""

_DENYING = """
deny denies denied denial refuse refused reject fail failed debunk debunked untrue refute hoax fake false rumor rumour
rumored rumoured fabricated satire satirical myth incorrect dismiss dismissed dispute disputed baseless unfounded wrong
misleading decline declined unlikely doubt lie lied
"""
DENYING_FORMS = frozenset(normal_form(word) for word in _DENYING.split())
"""Words with which a page denies without a "not", in their forms."""
_UNDOING = """
abandon abandoned axe axed axes ban banned block blocked blocks cancel cancelled canceled ditch ditched drop dropped
drops halt halted lack lacks lacked miss missed misses prevent prevented quit remove removed scrap scrapped scraps
shelve shelved stop stopped stops suspend suspended unable withdraw withdrawn withdrew
"""
_DENIED_BY = DENYING_FORMS | frozenset(map(normal_form, _UNDOING.split()))
"""And with words for what will not be, or is no more: "scrapped" bears out "won't be built"."""
_CONTRACTED = "isn't wasn't aren't weren't hasn't haven't hadn't don't doesn't didn't won't can't couldn't wouldn't"
_DENIALS = frozenset(
    map(normal_form, f"not no never fail failed {_CONTRACTED} nicht kein keine pas não nie niet inte ikke".split())
)
_DENIES = re.compile(
    r"(?:(?:do|does|did|is|are|was|were|has|have|had|will|would|can|could|s) )?(?:not|never|no)|cannot|\w+n['’]t"
    r"|denie[ds](?: that)?|refuse[ds](?: to)?",
    re.IGNORECASE,
)
_DOUBTING = frozenset(map(normal_form, ["may", "might", "could", "possibly"]))
_ASSERTING = frozenset(map(normal_form, ["will", "is", "are", "was", "were", "has", "have", "had", "be", "to", "s"]))
_HEDGING = _DOUBTING | _ASSERTING
_ONLY_SURER = 0.6  # what an overclaim counts beside a denial: headlines are surer than their stories
_NEAR = 3  # words before an opposite in which a denial turns it round
_YEARS = frozenset(
    map(normal_form, ("year", "years", "yr"))
)  # before the "old" of an age, which is the opposite of nothing
_SOMEWHERE = 0.5  # what a denial counts that stands elsewhere in the sentence, of all that its surroundings share


class _Opposites:
    """The packaged table: form -> forms of its opposites, and of what says the same."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.opposite: dict[str, set[str]] = {}
        self.same: dict[str, set[str]] = {}
        for line in lines:
            left, right = (tuple(map(normal_form, side.split())) for side in line.split("|"))
            for side, other in ((left, right), (right, left)):
                for form in side:
                    self.opposite.setdefault(form, set()).update(set(other) - {form})
                    self.same.setdefault(form, set()).update(side)


@cache
def opposites() -> _Opposites:
    """The table of opposites.txt, read once."""
    return _Opposites(read_lines("_text/data/opposites.txt"))


def weigh_polarity(alignment: Alignment) -> Iterator[Evidence]:
    """The evidence of direction: "opposite-differs", "negation-differs", "negation-missing", "modality-differs"."""
    yield from _weigh_opposites(alignment)
    yield from _weigh_negations(alignment)
    yield from _weigh_left_out(alignment)
    yield from _weigh_modality(alignment)


def _weigh_opposites(alignment: Alignment) -> Iterator[Evidence]:
    table = opposites()
    places = [place for place, form in enumerate(alignment.forms) if form in table.opposite or len(form) >= _LEAST_STEM]
    differing: list[tuple[float, int, Place]] = []
    for place in places[:MAX_WORDS]:
        others = [
            one for one in _others(table, alignment.forms[place], alignment.page) if one not in alignment.form_set
        ]
        around = alignment.around(alignment.slot(place, place + 1)) if others else ()
        rival = best_place(around, _opposed(others, denied=_denied(alignment.forms, place)))
        if rival is None or rival.fit < LEAST_FIT:
            continue
        own = best_of_forms(around, {alignment.forms[place]})
        lead = rival.fit - (own.fit if own else 0.0)
        if lead > 0:
            differing.append((lead, place, rival))
    if differing:
        yield _differs(alignment, *max(differing, key=lambda one: one[0]))


def _opposed(others: Iterable[str], *, denied: bool) -> Callable[[Surroundings], Iterator[tuple[int, int]]]:
    """Where opposites stand that are denied as the claim's word is: "not dead" is no opposite of "alive"."""

    def places(surroundings: Surroundings) -> Iterator[tuple[int, int]]:
        passage = surroundings.passage
        forms = passage.sentence.forms
        for other in others:
            for place in passage.places.get(other, ()):
                if _denied(forms, place) is denied and not (place and forms[place - 1] in _YEARS):
                    yield place, place + 1

    return places


def _denied(forms: Sequence[str], place: int) -> bool:
    return not _DENIALS.isdisjoint(forms[max(0, place - _NEAR) : place])


def _others(table: _Opposites, form: str, page: PreparedPage) -> Iterator[str]:
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


def _differs(alignment: Alignment, lead: float, place: int, rival: Place) -> Evidence:
    return Evidence(
        code="opposite-differs",
        layer=Layer.DETAIL,
        value=round(lead, 4),
        message=f"the post says “{alignment.phrase(place, place + 1)}”, the page says “{rival.phrase}”",
        post_quotes=(alignment.post_quote(place, place + 1),),
        page_quotes=(alignment.page_quote(rival),),
    )


def _weigh_negations(alignment: Alignment) -> Iterator[Evidence]:
    differing: list[tuple[float, int, Place]] = []
    denying = _DENIED_BY.difference(alignment.forms)
    table = opposites()
    for start, end in find_negations(alignment.text)[:MAX_WORDS]:
        first, last = words_between(alignment.words, start, end)
        around = alignment.around(alignment.slot(first, last)) if first < last else ()
        best = best_surroundings(around)
        if best is None:
            continue
        turned = {other for form in alignment.forms[last : last + _NEAR] for other in table.opposite.get(form, ())}
        denied = max((_denial(surroundings, denying | turned) for surroundings in around), default=0.0)
        if best.fit > denied:
            differing.append((lead_of(best.fit, denied), first, best))
        inserted = _inserted(alignment, first, last)
        if inserted:
            differing.append((lead_of(inserted.fit, denied), first, inserted))
    if differing:
        yield _denies(alignment, *max(differing, key=lambda one: one[0]))


def _inserted(alignment: Alignment, first: int, last: int) -> Place | None:
    """Where a passage says the same sentence word for word, but for the denial."""
    for difference in alignment.differences:
        if difference[1:3] == (first, last) and difference.start == difference.end:
            place = max(0, difference.start - 1)
            return Place(difference.sameness, difference.passage, place, place + 1)
    return None


def _weigh_left_out(alignment: Alignment) -> Iterator[Evidence]:
    """A denial of the page that the claim says the rest of word for word."""
    if find_negations(alignment.text) or not DENYING_FORMS.isdisjoint(alignment.forms):
        return
    found = [d for d in alignment.differences if d.first == d.last and _DENIES.fullmatch(d.written)]
    best = max(found, key=lambda one: one.sameness, default=None)
    value = lead_of(best.sameness, _affirmed(alignment, best.first)) if best else 0.0
    if best is None or not value:
        return
    first, last = max(best.first - 1, 0), min(best.first + 1, len(alignment.words))
    place = Place(best.sameness, best.passage, best.start, best.end)
    yield Evidence(
        code="negation-missing",
        layer=Layer.DETAIL,
        value=round(value, 4),
        message=f"the page says “{place.phrase}” where the post says “{alignment.written(first, last)}”",
        post_quotes=(alignment.post_quote(first, last),),
        page_quotes=(alignment.page_quote(place),),
    )


def _affirmed(alignment: Alignment, place: int) -> float:
    """How much of the claim's sentence a passage has that denies nothing."""
    segment = alignment.segment_of(min(place, len(alignment.words) - 1))
    passages = segment.passages if segment else ()
    return max((one.closeness for one in passages if not find_negations_once(one.sentence.text)), default=0.0)


def _weigh_modality(alignment: Alignment) -> Iterator[Evidence]:
    """A "may" of the page where the claim says the rest word for word, and knows it for certain."""
    if not _DOUBTING.isdisjoint(alignment.forms) or "?" in alignment.text:
        return
    found = [
        difference
        for difference in alignment.differences
        if difference.end > difference.start and _ASSERTING.issuperset(difference.said)
        if _HEDGING.issuperset(difference.there) and not _DOUBTING.isdisjoint(difference.there)
    ]
    best = max(found, key=lambda one: one.sameness, default=None)
    if best is None:
        return
    first = min(best.first, len(alignment.words) - 1)
    last = max(best.last, first + 1)
    place = Place(best.sameness, best.passage, best.start, best.end)
    yield Evidence(
        code="modality-differs",
        layer=Layer.DETAIL,
        value=round(best.sameness * _ONLY_SURER, 4),
        message=f"the post says “{alignment.phrase(first, last)}”, the page only says “{place.phrase}”",
        post_quotes=(alignment.post_quote(first, last),),
        page_quotes=(alignment.page_quote(place),),
    )


def _denial(surroundings: Surroundings, denying: frozenset[str]) -> float:
    """How well the passage's best denial fits, by a negation or one of the forms `denying`; 0 if it denies nothing."""
    passage = surroundings.passage
    places = [passage.word_range(start, end) for start, end in find_negations_once(passage.sentence.text)]
    places += [(place, place + 1) for form in denying & passage.places.keys() for place in passage.places[form]]
    fits = [surroundings.fit(first, last) for first, last in places if first < last]
    return max((*fits, surroundings.ceiling * _SOMEWHERE)) if fits else 0.0


@lru_cache(maxsize=2_000)
def find_negations_once(text: str) -> tuple[tuple[int, int], ...]:
    """find_negations, remembered: many claims are laid beside one sentence."""
    return find_negations(text)


def _denies(alignment: Alignment, lead: float, place: int, best: Place) -> Evidence:
    last = min(place + 2, len(alignment.words))
    return Evidence(
        code="negation-differs",
        layer=Layer.DETAIL,
        value=round(lead, 4),
        message=f"the post says “{alignment.written(place, last)}”; the page says it without the denial",
        post_quotes=(alignment.post_quote(place, last),),
        page_quotes=(alignment.page.quote(best.passage.sentence),),
    )
