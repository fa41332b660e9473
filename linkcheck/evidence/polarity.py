"""Does the page say it in the same direction: not its opposite, not its denial?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

from linkcheck.evidence.alignment import Alignment, Place, Segment, Slot, best_surroundings, fit
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
    """The evidence of direction: "opposite-differs", "opposite-unsupported", "negation-differs", "negation-missing"."""
    yield from _weigh_opposites(alignment)
    yield from _weigh_negations(alignment)


def _weigh_opposites(alignment: Alignment) -> Iterator[Evidence]:
    table = opposites()
    places = [place for place, form in enumerate(alignment.forms) if form in table.opposite][:MAX_WORDS]
    differing: list[tuple[float, int, Place]] = []
    unsupported: list[tuple[float, int, Place]] = []
    for place in places:
        segment = alignment.segment_of(place)
        if segment is None:
            continue
        form = alignment.forms[place]
        slot = alignment.slot(place, place + 1)
        own = _best_of(slot, segment, {form})
        own_fit = own.fit if own else 0.0
        rival = _best_of(slot, segment, table.opposite[form] - set(alignment.forms))
        if rival and rival.fit >= LEAST_FIT and rival.fit > own_fit:
            differing.append((rival.fit - own_fit, place, rival))
        best = best_surroundings(slot, segment.passages)
        if best and best.fit > own_fit:
            unsupported.append((best.fit - own_fit, place, best))
    if differing:
        yield _differs(alignment, *max(differing, key=lambda one: one[0]))
    if unsupported:
        lead = max(one[0] for one in unsupported)
        yield Evidence(code="opposite-unsupported", layer=Layer.DETAIL, value=round(lead, 4))


def _best_of(slot: Slot, segment: Segment, forms: set[str]) -> Place | None:
    best: Place | None = None
    for passage in segment.passages:
        for form in forms & passage.places.keys():
            for place in passage.places[form]:
                share = fit(slot, passage, place, place + 1)
                if best is None or share > best.fit:
                    best = Place(share, passage, place, place + 1)
    return best


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
        segment = alignment.segment_of(place)
        if segment is None:
            continue
        slot = alignment.slot(place, place + 1)
        own = _best_of(slot, segment, set(NEGATOR_FORMS))
        own_fit = own.fit if own else 0.0
        best = best_surroundings(slot, segment.passages)
        if best and best.fit > own_fit:
            differing.append((best.fit - own_fit, place, best))
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
