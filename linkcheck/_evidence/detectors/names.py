"""Does the page speak of the claim's people, organisations and positions, where the claim has them?"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import partial

from linkcheck._evidence.aliases import forms_of, is_acronym, may_be_one, on_page, same_name, spelled_out, telling_words
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
)
from linkcheck._evidence.claimed_names import SHORTHAND, UNSURE, ClaimedName, claimed_names, is_cut, is_tag
from linkcheck._evidence.packaged import PackagedDetector, Stage
from linkcheck._evidence.phrases import FUNCTION_FORMS
from linkcheck._evidence.rivals import (
    best_rival,
    may_be_one_in,
    other_place,
    rival_parts,
    stands_near,
    surely_names,
    words_of_rivals,
)
from linkcheck._evidence.types import Code, Evidence, Example, Layer, Stance
from linkcheck._parameters import PARAMETERS
from linkcheck._post.types import Quote
from linkcheck._text.display import quoted_list
from linkcheck._text.lexicon import is_common, is_derived, is_known_name
from linkcheck._text.names import capitalisation_style
from linkcheck._text.possessives import without_possessive
from linkcheck._text.readings import fold_name, readings_of

_FERRY = "The shipping company Rederi sold the Harwich ferry to {} for two million, it said on Friday."
_EXAMPLE = Example(
    post="Rederi sold the Harwich ferry to Denmark for two million", title="Ferry sold", text=_FERRY.format("Norway")
)

_NAME_SWAPPED = Code(
    code="name-swapped",
    layer=Layer.DETAIL,
    inflected=True,
    stance=Stance.CONTRADICTS,
    meaning="another name stands where the claim's name should",
    example=_EXAMPLE,
)
_NAME_ABSENT = Code(
    code="name-absent",
    layer=Layer.DETAIL,
    inflected=True,
    stance=Stance.ABSENT,
    meaning="the claim's name stands nowhere on the page",
    example=_EXAMPLE,
)
_NAME_MISPLACED = Code(
    code="name-misplaced",
    layer=Layer.DETAIL,
    inflected=True,
    meaning="the claim's name is on the page, but not where the rest of the claim stands",
    example=Example(
        post="Karin Ruiz opened the harbour museum on Friday",
        title="Harbour museum",
        text="The mayor opened the harbour museum on Friday. It rained. Later Karin Ruiz spoke of her ferry.",
    ),
)
_NAME_CONFIRMED = Code(
    code="name-confirmed",
    layer=Layer.DETAIL,
    inflected=True,
    stance=Stance.SUPPORTS,
    sign=-1,
    meaning="the page has the claim's name in the same place",
    example=Example(post=_EXAMPLE.post, title=_EXAMPLE.title, text=_FERRY.format("Denmark")),
)

_MAX_LISTED = 3
"""Names that one message lists."""
_ABSENT_ALONE = PARAMETERS.names.absent_alone
_ABSENT_CONTEXT = PARAMETERS.names.absent_context
_FIRST_NAME_ONLY = PARAMETERS.names.first_name_only
_MIN_PART_FIT = PARAMETERS.names.min_part_fit
_MIN_UNNAMED_FIT = PARAMETERS.names.min_unnamed_fit
_MAX_UNNAMED = 12
"""Capitalised words that look like no name and are tried."""
_LONGEST_REPLACED = PARAMETERS.names.longest_replaced
_MAX_RIVALS = 12
"""Capitalised runs of one passage that are tried."""

_CONTRACTION = re.compile(r"n['’]t$", re.IGNORECASE)


class _Findings:
    """What was found of the names of one claim, with how much it says."""

    def __init__(self) -> None:
        self.swapped: list[tuple[float, ClaimedName, Match]] = []
        self.absent: list[tuple[float, ClaimedName]] = []
        self.misplaced: list[tuple[float, ClaimedName, Match]] = []
        self.confirmed: list[tuple[float, ClaimedName, Match]] = []


def detect_names(alignment: Alignment) -> Iterator[Evidence]:
    """The evidence of the claim's names, at most one of each code."""
    claimed = claimed_names(alignment)
    found = _Findings()
    for name in claimed:
        if alignment.sentence_of(name.first) is not None:
            _compare(alignment, name, found)
    _compare_unnamed(alignment, claimed, found)
    _compare_wording(alignment, found)
    shown = max(found.swapped, key=_value) if found.swapped else None
    if shown:
        yield _swapped(alignment, *shown)
    if found.absent:
        yield _absent(alignment, found.absent, shown[1] if shown else None)
    swapped = {name.first for _, name, _ in found.swapped}
    misplaced = [one for one in found.misplaced if one[1].first not in swapped]
    if misplaced:
        yield _misplaced(alignment, *max(misplaced, key=lambda one: one[0]))
    if found.confirmed:
        yield _confirmed(alignment, found.confirmed, len(claimed))


NAMES = PackagedDetector(Stage.DETAIL, (_NAME_SWAPPED, _NAME_ABSENT, _NAME_MISPLACED, _NAME_CONFIRMED), detect_names)


def _compare(alignment: Alignment, name: ClaimedName, found: _Findings) -> None:
    contexts = alignment.contexts(alignment.slot(name.first, name.last))
    own = _own_match(alignment, contexts, name)
    own_fit = fit_of(own)
    best = best_context(contexts)
    there = own is not None or on_page(alignment, name.first, name.last, name.forms)
    if own:
        found.confirmed.append((own.fit, name, own))
        if best and best.fit > own.fit and not stands_near(alignment, name, best.passage):
            found.misplaced.append((best.fit - own.fit, name, best))
    elif not there:
        found.absent.append((0.0 if _has_stand_in(alignment, contexts, name) else fit_of(best), name))
        place = other_place(alignment, name)
        if place:
            found.swapped.append((place.fit, name, place))
    if own and len(name.forms) > 1 and not readings_of(_written(alignment, name)):
        _compare_parts(alignment, name, found)
    if not contexts or contexts[0].upper_bound <= max(own_fit, MIN_FIT) or (own is None and there):
        return
    rival = best_rival(alignment, contexts, name, least=max(own_fit, MIN_FIT))
    if rival and rival.fit > own_fit:
        found.swapped.append((rival.fit - own_fit, name, rival))


def _compare_parts(alignment: Alignment, name: ClaimedName, found: _Findings) -> None:
    """Words of a name that the page does not have, where it has another name beside the same rest."""
    capitals_tell = capitalisation_style(alignment.text) == "sentence"
    telling = telling_words(_written(alignment, name))
    for position in range(name.first, name.last):
        form = alignment.forms[position]
        written = alignment.written(position, position + 1)
        may_be_none = is_common(written) and not is_known_name(written) and not (capitals_tell and written[0].isupper())
        if form in FUNCTION_FORMS or may_be_none or SHORTHAND.fullmatch(written) or fold_name(written) not in telling:
            continue
        if on_page(alignment, position, position + 1, (alignment.forms[position],)):
            continue
        contexts = alignment.contexts(alignment.slot(position, position + 1))
        rival = best_match(contexts, partial(rival_parts, alignment, name, position))
        if rival and rival.fit >= _MIN_PART_FIT:
            sure = name.sure if is_known_name(written) or capitals_tell else name.sure * UNSURE
            found.swapped.append((rival.fit, ClaimedName(position, position + 1, (form,), sure), rival))


def _compare_unnamed(alignment: Alignment, claimed: tuple[ClaimedName, ...], found: _Findings) -> None:
    """Capitalised words that look like none, and are not on the page, in the very place of a name of the page."""
    named = {position for name in claimed for position in range(name.first, name.last)}
    tried: set[str] = set()
    for position, word in enumerate(alignment.words):
        if len(tried) >= _MAX_UNNAMED:
            return
        if (
            position in named
            or word.form in tried
            or not alignment.text[word.start].isupper()
            or word.form in FUNCTION_FORMS
            or _CONTRACTION.search(alignment.text[word.start : word.end])
            or is_derived(alignment.text[word.start : word.end])
            or _is_plain(alignment, position)
            or is_cut(alignment, position)
            or SHORTHAND.fullmatch(alignment.text[word.start : word.end])
        ):
            continue
        tried.add(word.form)
        if (
            on_page(alignment, position, position + 1, (alignment.forms[position],))
            or alignment.sentence_of(position) is None
        ):
            continue
        contexts = alignment.contexts(alignment.slot(position, position + 1))
        unnamed = ClaimedName(position, position + 1, (word.form,), UNSURE)
        if contexts and contexts[0].upper_bound >= _MIN_UNNAMED_FIT:
            rival = best_match(contexts, partial(words_of_rivals, alignment, unnamed))
            if rival and rival.fit >= _MIN_UNNAMED_FIT:
                found.swapped.append((rival.fit, unnamed, rival))


def _has_stand_in(alignment: Alignment, contexts: tuple[Context, ...], name: ClaimedName) -> bool:
    """Whether something stands in the name's place that may be the same: an office, or a nation for its leader."""
    written = _written(alignment, name)
    return any(
        context.fit(first, last) >= _MIN_PART_FIT and may_be_one(written, context.passage.run(first, last))
        for context in contexts[:1]
        for first, last in (*context.passage.names[:_MAX_RIVALS], *context.passage.readings[:_MAX_RIVALS])
        if alignment.form_set.isdisjoint(context.passage.sentence.forms[first:last])
    )


def _is_plain(alignment: Alignment, position: int) -> bool:
    """Whether a word is a common one whose capital says nothing: it opens a sentence or stands in a headline."""
    written = alignment.written(position, position + 1)
    if not is_common(written) or is_known_name(written):
        return False
    before = alignment.text[: alignment.words[position].start].rstrip()
    opens = before.endswith(":") or any(sentence.first == position for sentence in alignment.claim_sentences)
    return opens or capitalisation_style(alignment.text) != "sentence"


def _compare_wording(alignment: Alignment, found: _Findings) -> None:
    """Names that stand in another's place in a sentence that is otherwise the same, wherever else they stand."""
    for difference in alignment.differences:
        passage = difference.passage
        forms = passage.sentence.forms
        claimed_positions = _content(alignment.forms, difference.first, difference.last)
        page_positions = _content(forms, difference.start, difference.end)
        if not 1 <= len(claimed_positions) <= _LONGEST_REPLACED or not 1 <= len(page_positions) <= _LONGEST_REPLACED:
            continue
        sure = (
            0.0
            if is_tag(alignment, claimed_positions[0]) or is_cut(alignment, claimed_positions[-1])
            else surely_names(alignment, claimed_positions, passage, page_positions)
        )
        said = [alignment.forms[position] for position in claimed_positions]
        if not sure or may_be_one_in(alignment, claimed_positions, passage, page_positions):
            continue
        if any(one in forms or not forms_of(one).isdisjoint(forms) for one in said):
            continue
        name = ClaimedName(claimed_positions[0], claimed_positions[-1] + 1, tuple(said), sure)
        if passage.sentence.field == "text" and stands_near(alignment, name, passage):
            continue
        own = _own_match(alignment, alignment.contexts(alignment.slot(name.first, name.last)), name)
        rival = Match(difference.similarity, passage, page_positions[0], page_positions[-1] + 1)
        found.swapped.append((margin(difference.similarity, fit_of(own)), name, rival))


def _content(forms: Sequence[str], first: int, last: int) -> list[int]:
    return [position for position in range(first, last) if forms[position] not in FUNCTION_FORMS]


def _value(one: tuple[float, ClaimedName, Match]) -> float:
    return one[0] * one[1].sure


def _own_match(alignment: Alignment, contexts: tuple[Context, ...], name: ClaimedName) -> Match | None:
    """The best match of the name in any of its forms; one of a first word alone counts less."""
    last = best_match_of(contexts, {name.forms[-1], *forms_of(_written(alignment, name))})
    first = best_match_of(contexts, set(name.forms[:-1]))
    variant = _variant_match(alignment, contexts, name)
    if variant and variant.fit > fit_of(last):
        last = variant
    last = best_match(contexts, _runs, best=last, admits=partial(_is_same, alignment, name))
    if first is None or (last is not None and last.fit >= first.fit * _FIRST_NAME_ONLY):
        return last
    return first._replace(fit=first.fit * _FIRST_NAME_ONLY)


def _runs(context: Context) -> Iterator[tuple[int, int]]:
    """The names of a passage, by their capitals and by the tables."""
    yield from context.passage.names[:_MAX_RIVALS]
    yield from context.passage.readings[:_MAX_RIVALS]


def _is_same(alignment: Alignment, name: ClaimedName, there: Match) -> bool:
    """Whether a name of a passage is the claim's name in other words."""
    return same_name(_written(alignment, name), there.passage.run(there.first, there.last))


def _variant_match(alignment: Alignment, contexts: tuple[Context, ...], name: ClaimedName) -> Match | None:
    """The best match of the words that the name is the initials of, or of its own initials."""
    written = alignment.written(name.first, name.last)
    if is_acronym(written):
        return best_match(contexts, lambda one: spelled_out(written, one.passage.sentence.forms))
    if len(name.forms) > 1:
        return best_match_of(contexts, {"".join(form[0] for form in name.forms), "".join(name.forms)})
    return None


def _swapped(alignment: Alignment, value: float, name: ClaimedName, rival: Match) -> Evidence:
    return _NAME_SWAPPED.evidence(
        round(value * name.sure, 4),
        f"The post says “{_written(alignment, name)}”; the page says “{without_possessive(rival.written)}”.",
        post=(_quote(alignment, name),),
        page=(alignment.page_quote(rival),),
    )


def _misplaced(alignment: Alignment, value: float, name: ClaimedName, best: Match) -> Evidence:
    return _NAME_MISPLACED.evidence(
        round(value, 4),
        f"The page names “{_written(alignment, name)}”, but in connection with something else.",
        post=(_quote(alignment, name),),
        page=(alignment.page.quote(best.passage.sentence),),
    )


def _absent(alignment: Alignment, absent: list[tuple[float, ClaimedName]], swapped: ClaimedName | None) -> Evidence:
    """Lists the names that the evidence of a swap does not show; where it shows the only one, that one."""
    names = [name for _, name in absent]
    others = [n for n in names if swapped is None or n.last <= swapped.first or swapped.last <= n.first]
    listed = (others or names)[:_MAX_LISTED]
    return _NAME_ABSENT.evidence(
        max(name.sure * (_ABSENT_ALONE + _ABSENT_CONTEXT * fit) for fit, name in absent),
        f"The page does not name {quoted_list([_written(alignment, name) for name in listed], 'or')}.",
        post=tuple(_quote(alignment, name) for name in listed),
    )


def _confirmed(alignment: Alignment, confirmed: list[tuple[float, ClaimedName, Match]], total: int) -> Evidence:
    _, name, match = max(confirmed, key=lambda one: one[0])
    match = _whole(match, name)
    return _NAME_CONFIRMED.evidence(
        round(math.fsum(fit for fit, _, _ in confirmed) / total, 4),
        f"The page names “{without_possessive(match.written)}” too.",
        post=(_quote(alignment, name),),
        page=(alignment.page_quote(match),),
    )


def _whole(match: Match, name: ClaimedName) -> Match:
    """The match with the words beside it that are of the same name: "Harbour Road" where "Road" was found."""
    forms, first, last = match.passage.sentence.forms, match.first, match.last
    while first > 0 and forms[first - 1] in name.forms:
        first -= 1
    while last < len(forms) and forms[last] in name.forms:
        last += 1
    return match._replace(first=first, last=last)


def _written(alignment: Alignment, name: ClaimedName) -> str:
    return without_possessive(alignment.written(name.first, name.last))


def _quote(alignment: Alignment, name: ClaimedName) -> Quote:
    return alignment.post.quote(alignment.words[name.first].start, alignment.words[name.last - 1].end)
