"""Does the page say it in the same direction: not its opposite, not its denial?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

from linkcheck.evidence.alignment import Alignment, Place, best_of_forms, best_surroundings
from linkcheck.evidence.tokens import form_of
from linkcheck.evidence.types import Evidence, Layer

MAX_WORDS = 16
"""Words of a claim with an opposite that are compared."""
LEAST_FIT = 0.35
"""Of the surroundings an opposite must share: chance alone reaches .3 on the train pages."""

_NEGATORS = "not no never none nobody nothing nowhere neither nor cannot without hardly barely fail deny denies denied"
_CONTRACTED = (
    "isn't aren't wasn't weren't don't doesn't didn't won't wouldn't can't couldn't shouldn't hasn't haven't hadn't"
)
NEGATOR_FORMS = frozenset(form_of(word) for word in f"{_NEGATORS} {_CONTRACTED}".split())
"""Words that deny, in their forms."""


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
    index = alignment.page.index
    claimed = frozenset(alignment.forms)
    places = [place for place, form in enumerate(alignment.forms) if form in table.opposite][:MAX_WORDS]
    differing: list[tuple[float, int, Place]] = []
    for place in places:
        form = alignment.forms[place]
        others = [other for other in table.opposite[form] if other in index and other not in claimed]
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
    places = [place for place, form in enumerate(alignment.forms) if form in NEGATOR_FORMS]
    differing: list[tuple[float, int, Place]] = []
    for place in places[:MAX_WORDS]:
        around = alignment.around(alignment.slot(place, place + 1))
        own = best_of_forms(around, NEGATOR_FORMS)
        best = best_surroundings(around)
        lead = (best.fit if best else 0.0) - (own.fit if own else 0.0)
        if best and lead > 0:
            differing.append((lead, place, best))
    if differing:
        yield _denies(alignment, *max(differing, key=lambda one: one[0]))


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
