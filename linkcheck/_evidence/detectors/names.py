"""Does the page speak of the claim's people, organisations and places, where the claim has them?"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from linkcheck._evidence.aliases import alike, are_one, is_acronym, kin, on_page, spelled_out
from linkcheck._evidence.alignment import (
    FUNCTION_FORMS,
    Alignment,
    Passage,
    Place,
    Surroundings,
    best_of_forms,
    best_place,
    best_surroundings,
    lead_of,
    words_between,
)
from linkcheck._evidence.types import Evidence, Layer
from linkcheck._post.types import Quote
from linkcheck._text.lexicon import is_common, is_derived, is_known_name
from linkcheck._text.names import capitalisation_style, may_be_name
from linkcheck._text.tokens import normal_form

MAX_NAMES = 12
"""Names of a claim that are compared: more is a list of credits."""
LEAST_FIT = 0.35
"""Of the surroundings a rival must share: chance alone reaches .3 on the train pages."""
_FOREIGN = 0.4  # what a name counts in a language whose capitals and endings we do not read
_UNSURE = 0.5  # what an absent word counts that only looks like a name
_FIRST_NAME_ONLY = 0.6  # what a place counts where only the first of several words of the name stands
_LEAST_PART_FIT = 0.5  # of the surroundings of a part of a name: its other part is one of them
_LEAST_UNNAMED_FIT = 0.8  # of the surroundings of a word that does not look like a name: all but a word or two
_MAX_UNNAMED = 12  # capitalised words that look like no name and are tried
_NEARBY = 0.85  # what a rival counts that stands near the same words, but next to none of them
_HALF_NAMED = 0.8  # how surely a capitalised word that a name stands in place of is one itself
_LONGEST_REPLACED = 3  # words of a name in another's place
_MAX_RIVALS = 12  # capitalised runs of one passage that are tried

_CONTRACTION = re.compile(r"n['’]t$", re.IGNORECASE)
_SHORTHAND = re.compile(r"[QH][1-4]|P[1-9]\d?|S\d\d?(?:E\d\d?)?")
"""Of quarters, places in a race, seasons and episodes: no names, and pages spell them out."""
_OWN_COUNTRY = frozenset(map(normal_form, ("u", "us", "usa", "uk", "america", "american", "britain", "british")))
"""Countries that their own press leaves unsaid: their absence says little."""


class _Claimed(NamedTuple):
    """A name of the claim: its words there, their forms, and whether it surely is a name."""

    first: int
    last: int
    forms: tuple[str, ...]
    sure: float
    """1 for what surely is a name, less for what only looks like one."""


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
        if alignment.segment_of(name.first) is not None:
            _look_for(alignment, name, found)
    _look_for_unnamed(alignment, claimed, found)
    _look_for_replaced(alignment, found)
    if found.swapped:
        yield _swapped(alignment, *max(found.swapped, key=_lead))
    if found.absent:
        yield _absent(alignment, found.absent)
    swapped = {one[1].first for one in found.swapped}
    found.misplaced = [one for one in found.misplaced if one[1].first not in swapped]
    if found.misplaced:
        yield _misplaced(alignment, *max(found.misplaced, key=lambda one: one[0]))
    if found.confirmed:
        yield _confirmed(alignment, found.confirmed, len(claimed))


def _look_for(alignment: Alignment, name: _Claimed, found: _Findings) -> None:
    around = alignment.around(alignment.slot(name.first, name.last))
    own = _own_place(alignment, around, name)
    own_fit = own.fit if own else 0.0
    best = best_surroundings(around)
    there = own is not None or on_page(alignment, name.first, name.last, name.forms)
    if own:
        found.confirmed.append((own.fit, name, own))
        if best and best.fit > own.fit:
            found.misplaced.append((best.fit - own.fit, name, best))
    elif not there:
        found.absent.append((best.fit if best else 0.0, name))
    if own and len(name.forms) > 1:
        _look_for_parts(alignment, name, found)
    if not around or around[0].ceiling <= max(own_fit, LEAST_FIT) or (own is None and there):
        return
    rival = best_place(around, lambda one: _rivals(alignment, one.passage))
    if rival and rival.fit >= LEAST_FIT and rival.fit > own_fit:
        found.swapped.append(((rival.fit - own_fit) * _touching(alignment, name, rival), name, rival))


def _touching(alignment: Alignment, name: _Claimed, rival: Place) -> float:
    """1 where the rival stands next to a word that the name stands next to, less where it only stands nearby."""
    forms = rival.passage.sentence.forms
    before = name.first > 0 and rival.first > 0 and alignment.forms[name.first - 1] == forms[rival.first - 1]
    after = (
        name.last < len(alignment.forms) and rival.last < len(forms) and alignment.forms[name.last] == forms[rival.last]
    )
    return 1.0 if before or after else _NEARBY


def _look_for_parts(alignment: Alignment, name: _Claimed, found: _Findings) -> None:
    """Words of a name that the page does not have, where it has another name beside the same rest."""
    capitals_tell = capitalisation_style(alignment.text) == "sentence"
    for place in range(name.first, name.last):
        form = alignment.forms[place]
        written = alignment.written(place, place + 1)
        may_be_none = is_common(written) and not is_known_name(written) and not (capitals_tell and written[0].isupper())
        if form in FUNCTION_FORMS or may_be_none or _SHORTHAND.fullmatch(written):
            continue
        if on_page(alignment, place, place + 1, (alignment.forms[place],)):
            continue
        around = alignment.around(alignment.slot(place, place + 1))
        rival = best_place(around, partial(_rival_parts, alignment, name, place))
        if rival and rival.fit >= _LEAST_PART_FIT:
            sure = name.sure if is_known_name(written) or capitals_tell else name.sure * _UNSURE
            found.swapped.append((rival.fit, _Claimed(place, place + 1, (form,), sure), rival))


def _rival_parts(
    alignment: Alignment, name: _Claimed, part: int, surroundings: Surroundings
) -> Iterator[tuple[int, int]]:
    """Single words of names of a passage, and capitalised ones beside the same rest: "Harbour" Road for "Mill" Road."""
    passage = surroundings.passage
    yield from _single_rivals(alignment, passage)
    forms, known = passage.sentence.forms, alignment.form_set | FUNCTION_FORMS
    for step in (-1, 1):
        rest = part + step
        places = passage.places.get(alignment.forms[rest], ()) if name.first <= rest < name.last else ()
        for place in (other - step for other in places):
            if 0 <= place < len(forms) and forms[place] not in known and passage.written(place)[0].isupper():
                yield place, place + 1


def _look_for_unnamed(alignment: Alignment, claimed: tuple[_Claimed, ...], found: _Findings) -> None:
    """Capitalised words that look like none, and are not on the page, in the very place of a name of the page."""
    named = {place for name in claimed for place in range(name.first, name.last)}
    tried: set[str] = set()
    for place, word in enumerate(alignment.words):
        if len(tried) >= _MAX_UNNAMED:
            return
        if (
            place in named
            or word.form in tried
            or not alignment.text[word.start].isupper()
            or word.form in FUNCTION_FORMS
            or _CONTRACTION.search(alignment.text[word.start : word.end])
            or is_derived(alignment.text[word.start : word.end])
            or _SHORTHAND.fullmatch(alignment.text[word.start : word.end])
        ):
            continue
        tried.add(word.form)
        if on_page(alignment, place, place + 1, (alignment.forms[place],)) or alignment.segment_of(place) is None:
            continue
        around = alignment.around(alignment.slot(place, place + 1))
        if around and around[0].ceiling >= _LEAST_UNNAMED_FIT:
            rival = best_place(around, lambda one: _single_rivals(alignment, one.passage))
            if rival and rival.fit >= _LEAST_UNNAMED_FIT:
                found.swapped.append((rival.fit, _Claimed(place, place + 1, (word.form,), _UNSURE), rival))


def _look_for_replaced(alignment: Alignment, found: _Findings) -> None:
    """Names that stand in another's place in a sentence that is otherwise the same, wherever else they stand."""
    for difference in alignment.differences:
        passage = difference.passage
        forms = passage.sentence.forms
        ours = _content(alignment.forms, difference.first, difference.last)
        theirs = _content(forms, difference.start, difference.end)
        if not 1 <= len(ours) <= _LONGEST_REPLACED or not 1 <= len(theirs) <= _LONGEST_REPLACED:
            continue
        sure = 0.0 if _is_tag(alignment, ours[0]) else _surely_names(alignment, ours, passage, theirs)
        said = [alignment.forms[place] for place in ours]
        if not sure or are_one(said, [forms[place] for place in theirs]):
            continue
        if any(alike(one, form) for one in said for form in forms):
            continue
        name = _Claimed(ours[0], ours[-1] + 1, tuple(said), sure)
        own = _own_place(alignment, alignment.around(alignment.slot(name.first, name.last)), name)
        rival = Place(difference.sameness, passage, theirs[0], theirs[-1] + 1)
        found.swapped.append((lead_of(difference.sameness, own.fit if own else 0.0), name, rival))


def _surely_names(alignment: Alignment, ours: list[int], passage: Passage, theirs: list[int]) -> float:
    """How surely words of the claim and those in their place on the page are names: 1, less, or 0 for not at all."""
    said = [alignment.written(place, place + 1) for place in ours]
    there = [passage.written(place) for place in theirs]
    if not all(word[0].isupper() and not any(map(str.isdigit, word)) for word in (*said, *there)):
        return 0.0
    names = all(map(may_be_name, said)), all(map(may_be_name, there))
    if all(names):
        return 1.0
    opens = any(segment.first == ours[0] for segment in alignment.segments)
    capitals_tell = not opens and capitalisation_style(alignment.text) == "sentence", theirs[0] > 0
    half = (names[0] and capitals_tell[1]) or (names[1] and capitals_tell[0])
    return _HALF_NAMED if half and len(ours) == len(theirs) else 0.0


def _content(forms: Sequence[str], first: int, last: int) -> list[int]:
    return [place for place in range(first, last) if forms[place] not in FUNCTION_FORMS]


def _lead(one: tuple[float, _Claimed, Place]) -> float:
    return one[0] * one[1].sure


def _is_tag(alignment: Alignment, place: int) -> bool:
    """Whether a word of the claim opens a hashtag or handle of the post."""
    word = alignment.words[place]
    at = alignment.post.claim.span(word.start, word.end)[0]
    return alignment.post.post.text[max(0, at - 1) : at] in ("#", "@")


def _claimed_names(alignment: Alignment) -> tuple[_Claimed, ...]:
    names = []
    language = 1.0 if capitalisation_style(alignment.text) not in ("german", "foreign") else _FOREIGN
    for name in alignment.post.names[:MAX_NAMES]:
        first, last = words_between(alignment.words, name.start, name.end)
        if first < last and _is_tag(alignment, first):
            continue
        forms = tuple(form for form in alignment.forms[first:last] if form not in FUNCTION_FORMS)
        if forms and not _SHORTHAND.fullmatch(alignment.text[name.start : name.end]):
            sure = name.sure and not _OWN_COUNTRY.issuperset(forms)
            names.append(_Claimed(first, last, forms, language * (1.0 if sure else _UNSURE)))
    return tuple(names)


def _own_place(alignment: Alignment, around: tuple[Surroundings, ...], name: _Claimed) -> Place | None:
    """The best place of the name, its initials spelled out or not; one of a first word alone counts less."""
    last = best_of_forms(around, {name.forms[-1], *kin(name.forms[-1])})
    first = best_of_forms(around, {same for form in name.forms[:-1] for same in (form, *kin(form))})
    other = _other_writing(alignment, around, name)
    if other and (last is None or other.fit > last.fit):
        last = other
    if first is None or (last is not None and last.fit >= first.fit * _FIRST_NAME_ONLY):
        return last
    return first._replace(fit=first.fit * _FIRST_NAME_ONLY)


def _other_writing(alignment: Alignment, around: tuple[Surroundings, ...], name: _Claimed) -> Place | None:
    """The best place of the words that the name is the initials of, or of its own initials."""
    written = alignment.written(name.first, name.last)
    if is_acronym(written):
        return best_place(around, lambda one: spelled_out(written, one.passage.sentence.forms))
    if len(name.forms) > 1:
        return best_of_forms(around, {"".join(form[0] for form in name.forms), "".join(name.forms)})
    return None


def _rivals(alignment: Alignment, passage: Passage) -> Iterator[tuple[int, int]]:
    """Names of a passage that the claim does not have."""
    claimed = alignment.form_set
    for first, last in passage.names[:_MAX_RIVALS]:
        forms = passage.sentence.forms[first:last]
        if claimed.isdisjoint(forms) and not any(claimed & kin(form) for form in forms):
            yield first, last


def _single_rivals(alignment: Alignment, passage: Passage) -> Iterator[tuple[int, int]]:
    """Single words of names of a passage that the claim does not have."""
    claimed = alignment.form_set
    for first, last in passage.names[:_MAX_RIVALS]:
        for place in range(first, last):
            form = passage.sentence.forms[place]
            if form not in claimed and not claimed & kin(form):
                yield place, place + 1


def _swapped(alignment: Alignment, lead: float, name: _Claimed, rival: Place) -> Evidence:
    said = alignment.written(name.first, name.last)
    return Evidence(
        code="name-swapped",
        layer=Layer.DETAIL,
        value=round(lead * name.sure, 4),
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
        value=max(name.sure * (0.3 + 0.7 * around) for around, name in absent),
        message=f"the post names {listed}; the page does not",
        post_quotes=tuple(_quote(alignment, name) for _, name in absent[:3]),
    )


def _confirmed(alignment: Alignment, confirmed: list[tuple[float, _Claimed, Place]], total: int) -> Evidence:
    _, name, place = max(confirmed, key=lambda one: one[0])
    place = _whole(place, name)
    return Evidence(
        code="name-confirmed",
        layer=Layer.DETAIL,
        value=round(math.fsum(one for one, _, _ in confirmed) / total, 4),
        message=f"the page speaks of “{place.written}” too",
        post_quotes=(_quote(alignment, name),),
        page_quotes=(alignment.page_quote(place),),
    )


def _whole(place: Place, name: _Claimed) -> Place:
    """The place with the words beside it that are of the same name: "Harbour Road" where "Road" was found."""
    forms, first, last = place.passage.sentence.forms, place.first, place.last
    while first > 0 and forms[first - 1] in name.forms:
        first -= 1
    while last < len(forms) and forms[last] in name.forms:
        last += 1
    return place._replace(first=first, last=last)


def _quote(alignment: Alignment, name: _Claimed) -> Quote:
    return alignment.post.quote(alignment.words[name.first].start, alignment.words[name.last - 1].end)
