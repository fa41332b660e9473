"""Does the page say it in the same direction: not its opposite, not its denial?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources

from linkcheck.evidence.alignment import Alignment, Place, Surroundings, best_of_forms, best_surroundings, words_between
from linkcheck.evidence.prepared import PreparedPage
from linkcheck.evidence.tokens import form_of
from linkcheck.evidence.types import Evidence, Layer
from linkcheck.post.negations import find_negations

MAX_WORDS = 60
"""Words of a claim of which opposites are looked for on the page."""
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non")
_LEAST_STEM = 5  # letters: shorter stems meet by chance ("in" and "to", "into")
LEAST_FIT = 0.35
"""Of the surroundings an opposite must share: chance alone reaches .3 on the train pages."""

_DENYING = "deny denies denied denial refuse refused reject fail failed debunk debunked untrue refute"
DENYING_FORMS = frozenset(form_of(word) for word in _DENYING.split())
"""Words with which a page denies without a "not", in their forms."""
_SOMEWHERE = 0.5  # what a denial counts that stands elsewhere in the sentence, of all that its surroundings share


class _Opposites:
    """The packaged table: form -> forms of its opposites, and of what says the same."""

    def __init__(self, lines: list[str]) -> None:
        self.opposite: dict[str, set[str]] = {}
        self.same: dict[str, set[str]] = {}
        for line in lines:
            left, right = (tuple(map(form_of, side.split())) for side in line.split("|"))
            for side, other in ((left, right), (right, left)):
                for form in side:
                    self.opposite.setdefault(form, set()).update(set(other) - {form})
                    self.same.setdefault(form, set()).update(side)


@cache
def opposites() -> _Opposites:
    """The table of opposites.txt, read once."""
    text = resources.files("linkcheck.evidence").joinpath("opposites.txt").read_text(encoding="utf-8")
    return _Opposites([line for line in text.splitlines() if line and not line.startswith("#")])


def weigh_polarity(alignment: Alignment) -> Iterator[Evidence]:
    """The evidence of direction: "opposite-differs", "negation-differs"."""
    yield from _weigh_opposites(alignment)
    yield from _weigh_negations(alignment)


def _weigh_opposites(alignment: Alignment) -> Iterator[Evidence]:
    table = opposites()
    claimed = frozenset(alignment.forms)
    places = [place for place, form in enumerate(alignment.forms) if form in table.opposite or len(form) >= _LEAST_STEM]
    differing: list[tuple[float, int, Place]] = []
    for place in places[:MAX_WORDS]:
        form = alignment.forms[place]
        others = [other for other in _others(table, form, alignment.page) if other not in claimed]
        around = alignment.around(alignment.slot(place, place + 1)) if others else ()
        rival = best_of_forms(around, others)
        if rival is None or rival.fit < LEAST_FIT:
            continue
        own = best_of_forms(around, (form,))
        lead = rival.fit - (own.fit if own else 0.0)
        if lead > 0:
            differing.append((lead, place, rival))
    if differing:
        yield _differs(alignment, *max(differing, key=lambda one: one[0]))


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
    denying = DENYING_FORMS.difference(alignment.forms)
    for start, end in find_negations(alignment.text)[:MAX_WORDS]:
        first, last = words_between(alignment.words, start, end)
        around = alignment.around(alignment.slot(first, last)) if first < last else ()
        best = best_surroundings(around)
        if best is None:
            continue
        denied = max((_denial(surroundings, denying) for surroundings in around), default=0.0)
        if best.fit > denied:
            differing.append((best.fit - denied, first, best))
    if differing:
        yield _denies(alignment, *max(differing, key=lambda one: one[0]))


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
