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
    Surroundings,
    best_of_forms,
    best_place,
    best_surroundings,
    words_between,
)
from linkcheck.evidence.tokens import form_of
from linkcheck.evidence.types import Evidence, Layer
from linkcheck.post.lexicon import is_common, is_known_name
from linkcheck.post.names import Name, convention_of, find_names
from linkcheck.post.types import Quote

MAX_NAMES = 12
"""Names of a claim that are compared: more is a list of credits."""
LEAST_FIT = 0.35
"""Of the surroundings a rival must share: chance alone reaches .3 on the train pages."""
_FOREIGN = 0.4  # what a name counts in a language whose capitals and endings we do not read
_LONGEST_APART = 40  # letters of a name sought in pieces: longer than any name of one word
_UNSURE = 0.5  # what an absent word counts that only looks like a name
_FIRST_NAME_ONLY = 0.6  # what a place counts where only the first of several words of the name stands
_SHARED_START = 4  # letters: Iraq and Iraqi, Nigeria and Nigerian, China and Chinese are one name to a reader
_NATION_ENDINGS = frozenset(
    ("", "a", "an", "e", "ean", "en", "ese", "ey", "i", "ia", "ian", "ic", "ish", "ist", "o", "n", "y")
)
_LEAST_PART_FIT = 0.5  # of the surroundings of a part of a name: its other part is one of them
_LEAST_UNNAMED_FIT = 0.8  # of the surroundings of a word that does not look like a name: all but a word or two
_SPELLED_OUT_TEXT = 20_000  # characters in which initials are looked for: a page spells out at first mention
_MAX_UNNAMED = 12  # capitalised words that look like no name and are tried
_PREFIX = 6  # letters: PreparedPage.prefixes; longer words that share them are one word with other endings
_MAX_RIVALS = 12  # capitalised runs of one passage that are tried

_SAME = (
    "us usa america american states u",
    "uk britain british kingdom england english u",
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
_QUARTER = re.compile(r"[QH][1-4]")  # of a year: pages spell it out
_OWN_COUNTRY = frozenset(map(form_of, ("u", "us", "usa", "uk", "america", "american", "britain", "british")))
"""Countries that their own press leaves unsaid: their absence says little."""
_SAME_AS: dict[str, frozenset[str]] = {
    form_of(word): frozenset(map(form_of, words.split())) for words in _SAME for word in words.split()
}


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
    if found.swapped:
        yield _swapped(alignment, *max(found.swapped, key=_lead))
    if found.absent:
        yield _absent(alignment, found.absent)
    if found.misplaced:
        yield _misplaced(alignment, *max(found.misplaced, key=_lead))
    if found.confirmed:
        yield _confirmed(alignment, found.confirmed, len(claimed))


def _look_for(alignment: Alignment, name: _Claimed, found: _Findings) -> None:
    around = alignment.around(alignment.slot(name.first, name.last))
    own = _own_place(around, name)
    own_fit = own.fit if own else 0.0
    best = best_surroundings(around)
    there = own is not None or on_page(alignment, name.first, name.last)
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
        found.swapped.append((rival.fit - own_fit, name, rival))


def _look_for_parts(alignment: Alignment, name: _Claimed, found: _Findings) -> None:
    """Words of a name that the page does not have, where it has another name beside the same rest."""
    for place in range(name.first, name.last):
        form = alignment.forms[place]
        written = alignment.written(place, place + 1)
        if form in FUNCTION_FORMS or (is_common(written) and not is_known_name(written)):
            continue
        if on_page(alignment, place, place + 1):
            continue
        around = alignment.around(alignment.slot(place, place + 1))
        rival = best_place(around, lambda one: _single_rivals(alignment, one.passage))
        if rival and rival.fit >= _LEAST_PART_FIT:
            part = _Claimed(place, place + 1, (form,), name.sure if is_known_name(written) else name.sure * _UNSURE)
            found.swapped.append((rival.fit, part, rival))


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
        ):
            continue
        tried.add(word.form)
        if on_page(alignment, place, place + 1) or alignment.segment_of(place) is None:
            continue
        around = alignment.around(alignment.slot(place, place + 1))
        if around and around[0].ceiling >= _LEAST_UNNAMED_FIT:
            rival = best_place(around, lambda one: _single_rivals(alignment, one.passage))
            if rival and rival.fit >= _LEAST_UNNAMED_FIT:
                found.swapped.append((rival.fit, _Claimed(place, place + 1, (word.form,), _UNSURE), rival))


def _lead(one: tuple[float, _Claimed, Place]) -> float:
    return one[0]


def _claimed_names(alignment: Alignment) -> tuple[_Claimed, ...]:
    names = []
    language = 1.0 if convention_of(alignment.text) not in ("german", "foreign") else _FOREIGN
    post, claim = alignment.post.post.text, alignment.post.claim
    for name in find_names_once(alignment.text)[:MAX_NAMES]:
        at = claim.span(name.start, name.end)[0]
        if post[max(0, at - 1) : at] in ("#", "@"):
            continue
        first, last = words_between(alignment.words, name.start, name.end)
        forms = tuple(form for form in alignment.forms[first:last] if form not in FUNCTION_FORMS)
        if forms and not _QUARTER.fullmatch(alignment.text[name.start : name.end]):
            sure = name.sure and not _OWN_COUNTRY.issuperset(forms)
            names.append(_Claimed(first, last, forms, language * (1.0 if sure else _UNSURE)))
    return tuple(names)


@lru_cache(maxsize=500)
def find_names_once(text: str) -> tuple[Name, ...]:
    """find_names, remembered: a claim is compared with several pages."""
    return find_names(text)


def same_name(one: str, other: str) -> bool:
    """Whether two forms are one name to a reader: equal, country and people, short and long."""
    return one == other or other in _kin(one)


def on_page(alignment: Alignment, first: int, last: int) -> bool:
    """Whether the page has one of the words [first, last) of the claim: as it is, alike, shortened or spelled out."""
    index = alignment.page.index
    forms = tuple(form for form in alignment.forms[first:last] if form not in FUNCTION_FORMS)
    if any(form in index or any(same in index for same in _kin(form)) for form in forms):
        return True
    if (len(forms) > 1 and "".join(form[0] for form in forms) in index) or "".join(forms) in index:
        return True
    long = [form for form in forms if len(form) >= _PREFIX]
    if any(form[:_PREFIX] in alignment.page.prefixes and len(form) > _PREFIX for form in long):
        return True
    if any(_misspelt(form, there) for form in long for there in index):
        return True
    page = alignment.page.page
    written = alignment.written(first, last).split()
    acronyms = [word for word in written if word.isupper()]
    texts = (page.title, page.description, page.text[:_SPELLED_OUT_TEXT])
    if any(_spelled_out(acronym, text) for acronym in acronyms for text in texts):
        return True
    return any(_written_apart(word).search(text) for word in written if word.isalpha() for text in texts)


def _misspelt(one: str, other: str) -> bool:
    """Whether two forms differ in one letter: left out, added, replaced, or exchanged with the next."""
    if one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    start = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rest, there = one[start:], other[start:]
    return (
        rest[1:] == there[1:]
        or rest[1:] == there
        or rest == there[1:]
        or (rest[:2] == there[1::-1] and rest[2:] == there[2:])
    )


def _spelled_out(acronym: str, text: str) -> bool:
    """Whether the text has words that `acronym` are the initials of: "New Jersey" for NJ."""
    if not 2 <= len(acronym) <= 6 or not acronym.isascii() or not acronym.isalpha():
        return False
    return _initials(acronym).search(text) is not None


@lru_cache(maxsize=500)
def _written_apart(word: str) -> re.Pattern[str]:
    """A word in one or several pieces: "Mail Drop" and "Mail-Drop" for MailDrop."""
    return re.compile(r"\b" + "[ -]?".join(map(re.escape, word[:_LONGEST_APART])) + r"\b", re.IGNORECASE)


@lru_cache(maxsize=500)
def _initials(acronym: str) -> re.Pattern[str]:
    return re.compile(r"\b" + r"\w{1,20}[ -](?:of |the |and )?".join(acronym) + r"\w")


def _own_place(around: tuple[Surroundings, ...], name: _Claimed) -> Place | None:
    """The best place of the name; one of a first word alone counts less."""
    last = best_of_forms(around, {name.forms[-1], *_SAME_AS.get(name.forms[-1], ())})
    first = best_of_forms(around, {same for form in name.forms[:-1] for same in (form, *_SAME_AS.get(form, ()))})
    if first is None or (last is not None and last.fit >= first.fit * _FIRST_NAME_ONLY):
        return last
    return first._replace(fit=first.fit * _FIRST_NAME_ONLY)


def _rivals(alignment: Alignment, passage: Passage) -> Iterator[tuple[int, int]]:
    """Names of a passage that the claim does not have."""
    claimed = alignment.form_set
    for first, last in passage.names[:_MAX_RIVALS]:
        forms = passage.sentence.forms[first:last]
        if claimed.isdisjoint(forms) and not any(claimed & _kin(form) for form in forms):
            yield first, last


def _single_rivals(alignment: Alignment, passage: Passage) -> Iterator[tuple[int, int]]:
    """Single words of names of a passage that the claim does not have."""
    claimed = alignment.form_set
    for first, last in passage.names[:_MAX_RIVALS]:
        for place in range(first, last):
            form = passage.sentence.forms[place]
            if form not in claimed and not claimed & _kin(form):
                yield place, place + 1


@lru_cache(maxsize=5_000)
def _kin(form: str) -> frozenset[str]:
    """Forms that are the same name to a reader: other writings, the country of a people, the people of a country."""
    stems = [form[:cut] for cut in range(_SHARED_START, len(form) + 1) if form[cut:] in _NATION_ENDINGS]
    return frozenset(stem + ending for stem in stems for ending in _NATION_ENDINGS) | _SAME_AS.get(form, frozenset())


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
