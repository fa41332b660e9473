"""Which names of a page stand in the place of a name of the claim, and are surely not that name in other words?

Two names contradict only where both fill the same slot: beside the same words, in a passage that does not have the
claim's name as well, and where neither can be a form, a part, an office or a place of the other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from linkcheck._evidence.aliases import are_nations, forms_of, may_be_one, same_name
from linkcheck._evidence.alignment import Alignment, Context, Match, Passage, fit_of
from linkcheck._evidence.claimed_names import ClaimedName, claimed_names
from linkcheck._evidence.phrases import FUNCTION_FORMS
from linkcheck._parameters import PARAMETERS
from linkcheck._text.names import capitalisation_style, may_be_name
from linkcheck._text.readings import are_related, find_readings, is_place, readings_of

_NEARBY = PARAMETERS.names.nearby
_NEAR_SENTENCES = PARAMETERS.names.near_sentences
_HALF_NAMED = PARAMETERS.names.half_named
_OTHER_PLACE = PARAMETERS.names.other_place
_MIN_CLOSENESS = PARAMETERS.names.min_place_closeness
_SHORTEST_PLACE = PARAMETERS.names.shortest_place
_PLACE_PASSAGES = 2
"""Passages in which another place is looked for."""
_MAX_RIVALS = 12
"""Capitalised runs of one passage that are tried."""


def best_rival(
    alignment: Alignment, contexts: tuple[Context, ...], name: ClaimedName, *, least: float = 0.0
) -> Match | None:
    """The name that stands most surely in the claimed one's place, its fit less where it stands beside other words.

    None where none fits by `least`.
    """
    best: Match | None = None
    for context in contexts:
        if context.upper_bound <= fit_of(best) or context.upper_bound < least:
            return best
        for match in _rivals(alignment, name, context):
            match = match._replace(fit=match.fit * _touching(alignment, name, match))
            if match.fit > fit_of(best) and match.fit >= least and _is_another(alignment, name, match):
                best = match
    return best


def other_place(alignment: Alignment, name: ClaimedName) -> Match | None:
    """A place that the page speaks of, where it has neither the claim's place, nor one inside it or around it.

    Places are listed, so that another one is surely another, wherever it stands in a passage that says the same.
    """
    keys = readings_of(alignment.written(name.first, name.last))
    sentence = alignment.sentence_of(name.first)
    if sentence is None or not keys or not all(map(is_place, keys)):
        return None
    if any(are_related(keys, there) for there in alignment.page.listed_names):
        return None
    for passage in sentence.passages[:_PLACE_PASSAGES]:
        if passage.closeness < _MIN_CLOSENESS:
            return None
        for first, last in passage.readings:
            if _is_another_place(alignment, passage.run(first, last)):
                return Match(_OTHER_PLACE * passage.closeness, passage, first, last)
    return None


def _is_another_place(alignment: Alignment, there: str) -> bool:
    """Whether a listed name of the page is a place, no title or code, and none of the claim's."""
    keys = readings_of(there)
    if not keys or not all(map(is_place, keys)) or len(there) < _SHORTEST_PLACE:
        return False
    return not any(are_related(keys, claimed.keys) for claimed in find_readings(alignment.text))


def _touching(alignment: Alignment, name: ClaimedName, rival: Match) -> float:
    """How surely the rival stands in the name's place: 1 beside the same word of content, less beside small words."""
    forms = rival.passage.sentence.forms
    before = alignment.forms[name.first - 1] if name.first > 0 else "", forms[rival.first - 1] if rival.first else ""
    after = (
        alignment.forms[name.last] if name.last < len(alignment.forms) else "",
        forms[rival.last] if rival.last < len(forms) else "",
    )
    same = [one for one, other in (before, after) if one == other]
    beside = [form for form in same if form]
    if (beside and len(same) == 2) or any(form not in FUNCTION_FORMS for form in beside):
        return 1.0
    if beside or are_nations(alignment.written(name.first, name.last), rival.written):
        return _NEARBY
    return _NEARBY if min(len(name.forms), rival.last - rival.first) > 1 else 0.0


def stands_near(alignment: Alignment, name: ClaimedName, passage: Passage) -> bool:
    """Whether the name stands in the passage or beside it: two names that the page tells apart are no swap."""
    written = alignment.written(name.first, name.last)
    forms = (*(form for form in name.forms if form not in FUNCTION_FORMS), *forms_of(written))
    low, high = passage.number - _NEAR_SENTENCES, passage.number + _NEAR_SENTENCES
    if any(_is_within(alignment.page.index.get(form, ()), low, high) for form in forms):
        return True
    return any(same_name(written, passage.run(*run)) for run in passage.readings[:_MAX_RIVALS])


def _is_within(numbers: Sequence[int], low: int, high: int) -> bool:
    """Whether one of rising numbers is from `low` to `high`."""
    at = bisect_left(numbers, low)
    return at < len(numbers) and numbers[at] <= high


def rival_parts(alignment: Alignment, name: ClaimedName, part: int, context: Context) -> Iterator[tuple[int, int]]:
    """Single words of names of a passage, and capitalised ones beside the same rest: "Harbour" Road for "Mill" Road."""
    passage = context.passage
    yield from single_rivals(alignment, name, part, passage)
    forms, known = passage.sentence.forms, alignment.form_set | FUNCTION_FORMS
    for step in (-1, 1):
        rest = part + step
        positions = passage.positions.get(alignment.forms[rest], ()) if name.first <= rest < name.last else ()
        for position in (other - step for other in positions):
            if not 0 <= position < len(forms) or forms[position] in known or not passage.written(position)[0].isupper():
                continue
            if not may_be_one(alignment.written(part, part + 1), passage.run(*passage.listed(position))):
                yield position, position + 1


def may_be_one_in(
    alignment: Alignment, claimed_positions: Sequence[int], passage: Passage, page_positions: Sequence[int]
) -> bool:
    """Whether words of the claim and those in their place can be one name, each by itself or in the whole name."""
    first, last = claimed_positions[0], claimed_positions[-1] + 1
    start, end = page_positions[0], page_positions[-1] + 1
    said, there = alignment.written(first, last), passage.run(passage.listed(start)[0], passage.listed(end - 1)[1])
    if may_be_one(said, there):
        return True
    runs = (*passage.readings, *passage.names)
    whole = next((run for run in runs if run[0] <= start and end <= run[1]), (start, end))
    names = ((name.first, name.last) for name in claimed_names(alignment))
    own = next((run for run in names if run[0] <= first and last <= run[1]), (first, last))
    return may_be_one(alignment.written(*own), passage.run(*whole))


def surely_names(
    alignment: Alignment, claimed_positions: list[int], passage: Passage, page_positions: list[int]
) -> float:
    """How surely words of the claim and those in their place on the page are names: 1, less, or 0 for not at all."""
    said = [alignment.written(position, position + 1) for position in claimed_positions]
    there = [passage.written(position) for position in page_positions]
    if not all(word[0].isupper() and not any(map(str.isdigit, word)) for word in (*said, *there)):
        return 0.0
    names = all(map(may_be_name, said)), all(map(may_be_name, there))
    if all(names):
        return 1.0
    opens = any(sentence.first == claimed_positions[0] for sentence in alignment.claim_sentences)
    capitals_tell = (
        not opens and capitalisation_style(alignment.text) == "sentence",
        page_positions[0] > 0 and capitalisation_style(passage.sentence.text) == "sentence",
    )
    half = (names[0] and capitals_tell[1]) or (names[1] and capitals_tell[0])
    return _HALF_NAMED if half and len(claimed_positions) == len(page_positions) else 0.0


def _rivals(alignment: Alignment, name: ClaimedName, context: Context) -> Iterator[Match]:
    """Names of a passage that the claim does not have, in a passage that does not have the claim's."""
    passage = context.passage
    if not passage.names or stands_near(alignment, name, passage):
        return
    for first, last in passage.names[:_MAX_RIVALS]:
        if alignment.form_set.isdisjoint(passage.sentence.forms[first:last]):
            yield Match(context.fit(first, last), passage, first, last)


def _is_another(alignment: Alignment, name: ClaimedName, rival: Match) -> bool:
    """Whether a name is surely not the claim's in other words, nor another of the claim's."""
    there = rival.passage.run(rival.first, rival.last)
    return not may_be_one(alignment.written(name.first, name.last), there) and not _is_claimed(alignment, there)


def words_of_rivals(alignment: Alignment, name: ClaimedName, context: Context) -> Iterator[tuple[int, int]]:
    return single_rivals(alignment, name, name.first, context.passage)


def single_rivals(
    alignment: Alignment, name: ClaimedName, position: int, passage: Passage
) -> Iterator[tuple[int, int]]:
    """Single words of names of a passage that the claim does not have, nor in other words."""
    written, part = alignment.written(name.first, name.last), alignment.written(position, position + 1)
    for first, last in passage.names[:_MAX_RIVALS]:
        run = passage.run(first, last)
        if may_be_one(written, run) or (written != part and may_be_one(part, run)):
            continue
        for other in range(first, last):
            there = passage.run(*passage.listed(other))
            if passage.sentence.forms[other] not in alignment.form_set and not may_be_one(part, there):
                yield other, other + 1


def _is_claimed(alignment: Alignment, there: str) -> bool:
    """Whether a name of the page is one that the claim has elsewhere, in other words."""
    return any(same_name(alignment.text[name.start : name.end], there) for name in alignment.post.names[:_MAX_RIVALS])
