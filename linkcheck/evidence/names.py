"""Does the page speak of the claim's people, organisations and places, where the claim has them?"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from linkcheck.evidence.alignment import (
    FUNCTION_FORMS,
    Alignment,
    Passage,
    Place,
    Segment,
    Slot,
    best_surroundings,
    fit,
    words_between,
)
from linkcheck.evidence.tokens import form_of
from linkcheck.evidence.types import Evidence, Layer
from linkcheck.post.lexicon import is_common, is_known_name
from linkcheck.post.names import Name, find_names
from linkcheck.post.types import Quote

MAX_NAMES = 12
"""Names of a claim that are compared: more is a list of credits."""
LEAST_FIT = 0.35
"""Of the surroundings a rival must share: chance alone reaches .3 on the train pages."""
_UNSURE = 0.5  # what an absent word counts that only looks like a name
_FIRST_NAME_ONLY = 0.6  # what a place counts where only the first of several words of the name stands
_SHARED_START = 4  # letters: Iraq and Iraqi, Nigeria and Nigerian, China and Chinese are one name to a reader
_NATION_ENDINGS = frozenset(
    ("", "a", "an", "e", "ean", "en", "ese", "ey", "i", "ia", "ian", "ic", "ish", "ist", "o", "n", "y")
)
_MAX_RIVALS = 12  # capitalised runs of one passage that are tried

_SAME = (
    "us usa america american states u.s u.s.a",
    "uk britain british kingdom england english u.k",
    "france french",
    "spain spanish spaniard",
    "netherlands dutch holland",
    "switzerland swiss",
    "wales welsh",
    "ireland irish",
    "philippines filipino philippine",
    "poland polish pole",
    "denmark danish dane",
    "finland finnish finn",
    "scotland scotish scot",
    "isis isil daesh is islamic",
    "eu europe european",
    "un nations",
    "facebook meta fb",
    "twitter x",
    "nyc york ny",
    "la angeles",
    "nz zealand",
    "uae emirates",
)
_SAME_AS: dict[str, frozenset[str]] = {
    form_of(word): frozenset(map(form_of, words.split())) for words in _SAME for word in words.split()
}


class _Claimed(NamedTuple):
    """A name of the claim: its words there, their forms, and whether it surely is a name."""

    first: int
    last: int
    forms: tuple[str, ...]
    sure: bool


class _Findings:
    """What was found of the names of one claim, with how much it says."""

    def __init__(self) -> None:
        self.swapped: list[tuple[float, _Claimed, Place]] = []
        self.absent: list[tuple[float, _Claimed]] = []
        self.misplaced: list[tuple[float, _Claimed, Place]] = []
        self.confirmed: list[tuple[float, _Claimed, Place]] = []


def weigh_names(alignment: Alignment) -> Iterator[Evidence]:
    """The evidence of the claim's names.

    "name-swapped": another name stands in its surroundings. "name-absent": it is nowhere on the page.
    "name-misplaced": it is on the page, but its surroundings are elsewhere. "name-confirmed": it stands in them.
    """
    claimed = _claimed_names(alignment)
    found = _Findings()
    for name in claimed:
        segment = alignment.segment_of(name.first)
        if segment is not None:
            _look_for(alignment, segment, name, found)
    if found.swapped:
        yield _swapped(alignment, *max(found.swapped, key=_lead))
    if found.absent:
        yield _absent(alignment, found.absent)
    if found.misplaced:
        yield _misplaced(alignment, *max(found.misplaced, key=_lead))
    if found.confirmed:
        yield _confirmed(alignment, found.confirmed, len(claimed))


def _look_for(alignment: Alignment, segment: Segment, name: _Claimed, found: _Findings) -> None:
    slot = alignment.slot(name.first, name.last)
    own = _own_place(segment, slot, name)
    own_fit = own.fit if own else 0.0
    best = best_surroundings(slot, segment.passages)
    if own:
        found.confirmed.append((own.fit, name, own))
        if best and best.fit > own.fit:
            found.misplaced.append((best.fit - own.fit, name, best))
    elif not on_page(alignment, name.forms):
        found.absent.append((best.fit if best else 0.0, name))
    rival = _rival_place(alignment, segment, slot)
    if rival and rival.fit >= LEAST_FIT and rival.fit > own_fit:
        found.swapped.append((rival.fit - own_fit, name, rival))


def _lead(one: tuple[float, _Claimed, Place]) -> float:
    return one[0]


def _claimed_names(alignment: Alignment) -> tuple[_Claimed, ...]:
    names = []
    for name in find_names_once(alignment.text)[:MAX_NAMES]:
        first, last = words_between(alignment.words, name.start, name.end)
        forms = tuple(form for form in alignment.forms[first:last] if form not in FUNCTION_FORMS)
        if forms:
            names.append(_Claimed(first, last, forms, name.sure))
    return tuple(names)


@lru_cache(maxsize=500)
def find_names_once(text: str) -> tuple[Name, ...]:
    """find_names, remembered: a claim is compared with several pages."""
    return find_names(text)


def same_name(one: str, other: str) -> bool:
    """Whether two forms are one name to a reader: equal, country and people, short and long."""
    if one == other or other in _SAME_AS.get(one, ()):
        return True
    shared = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= _SHARED_START and one[shared:] in _NATION_ENDINGS and other[shared:] in _NATION_ENDINGS


def on_page(alignment: Alignment, forms: tuple[str, ...]) -> bool:
    """Whether the page has a word of the name, a word like it, or its initials."""
    index = alignment.page.index
    if any(form in index or any(same in index for same in _SAME_AS.get(form, ())) for form in forms):
        return True
    if len(forms) > 1 and "".join(form[0] for form in forms) in index:
        return True
    if any(_spelled_out(form, alignment.page.page.text) for form in forms):
        return True
    joined = "".join(forms)
    return joined in index or any(
        same_name(form, there)
        for form in forms
        if len(form) >= _SHARED_START
        for there in index
        if there[:4] == form[:4]
    )


def _spelled_out(form: str, text: str) -> bool:
    """Whether the page has words that `form` are the initials of: "New Jersey" for NJ."""
    if not 2 <= len(form) <= 6 or not form.isascii() or not form.isalpha() or is_common(form):
        return False
    return _initials(form).search(text) is not None


@lru_cache(maxsize=500)
def _initials(form: str) -> re.Pattern[str]:
    return re.compile(r"\b" + r"\w{1,20}[ -](?:of |the |and )?".join(form.upper()) + r"\w")


def _own_place(segment: Segment, slot: Slot, name: _Claimed) -> Place | None:
    best: Place | None = None
    for passage in segment.passages:
        for number, form in enumerate(name.forms):
            whole = 1.0 if number == len(name.forms) - 1 else _FIRST_NAME_ONLY
            for same in (form, *_SAME_AS.get(form, ())):
                for place in passage.places.get(same, ()):
                    share = fit(slot, passage, place, place + 1) * whole
                    if best is None or share > best.fit:
                        best = Place(share, passage, place, place + 1)
    return best


def _rival_place(alignment: Alignment, segment: Segment, slot: Slot) -> Place | None:
    """The best place of a name that the claim does not have."""
    best: Place | None = None
    claimed = frozenset(alignment.forms)
    for passage in segment.passages:
        for first, last in _capitalised(passage)[:_MAX_RIVALS]:
            forms = passage.sentence.forms[first:last]
            if any(form in claimed or any(same_name(form, other) for other in claimed) for form in forms):
                continue
            share = fit(slot, passage, first, last)
            if best is None or share > best.fit:
                best = Place(share, passage, first, last)
    return best


def _capitalised(passage: Passage) -> list[tuple[int, int]]:
    """Runs of words of a passage that look like names."""
    text, offset = passage.sentence.text, passage.sentence.start
    runs: list[tuple[int, int]] = []
    for place, word in enumerate(passage.sentence.words):
        written = text[word.start - offset : word.end - offset].removesuffix("'s").removesuffix("’s")
        if not written[0].isupper() or word.form in FUNCTION_FORMS:
            continue
        if is_common(written) and not is_known_name(written):
            continue
        if runs and runs[-1][1] == place and text[word.start - offset - 1] == " ":
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def _swapped(alignment: Alignment, lead: float, name: _Claimed, rival: Place) -> Evidence:
    said = alignment.written(name.first, name.last)
    return Evidence(
        code="name-swapped",
        layer=Layer.DETAIL,
        value=round(lead * (1.0 if name.sure else _UNSURE), 4),
        message=f"the post says “{said}”, the page says “{rival.written}”",
        post_quotes=(_quote(alignment, name),),
        page_quotes=(alignment.page_quote(rival),),
    )


def _misplaced(alignment: Alignment, lead: float, name: _Claimed, best: Place) -> Evidence:
    said = alignment.written(name.first, name.last)
    return Evidence(
        code="name-misplaced",
        layer=Layer.DETAIL,
        value=round(lead, 4),
        message=f"the page speaks of “{said}”, but not where it says the rest of it",
        post_quotes=(_quote(alignment, name),),
        page_quotes=(alignment.page.quote(best.passage.sentence),),
    )


def _absent(alignment: Alignment, absent: list[tuple[float, _Claimed]]) -> Evidence:
    listed = ", ".join(f"“{alignment.written(name.first, name.last)}”" for _, name in absent[:3])
    return Evidence(
        code="name-absent",
        layer=Layer.DETAIL,
        value=max((1.0 if name.sure else _UNSURE) * (0.3 + 0.7 * around) for around, name in absent),
        message=f"the post names {listed}; the page does not",
        post_quotes=tuple(_quote(alignment, name) for _, name in absent[:3]),
    )


def _confirmed(alignment: Alignment, confirmed: list[tuple[float, _Claimed, Place]], total: int) -> Evidence:
    _, name, place = max(confirmed, key=lambda one: one[0])
    return Evidence(
        code="name-confirmed",
        layer=Layer.DETAIL,
        value=round(math.fsum(one for one, _, _ in confirmed) / total, 4),
        message=f"the page speaks of “{place.written}” too",
        post_quotes=(_quote(alignment, name),),
        page_quotes=(alignment.page_quote(place),),
    )


def _quote(alignment: Alignment, name: _Claimed) -> Quote:
    return alignment.post.quote(alignment.words[name.first].start, alignment.words[name.last - 1].end)
