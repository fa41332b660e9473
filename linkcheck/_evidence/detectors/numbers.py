"""Does the page have the claim's numbers, in the place where the claim has them?"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

from linkcheck._evidence.agreement import numbers_agree, numbers_contradict
from linkcheck._evidence.alignment import (
    MIN_FIT,
    Alignment,
    Context,
    Match,
    best_context,
    best_match,
    fit_of,
    margin,
    words_between,
)
from linkcheck._evidence.details import TextDetails
from linkcheck._evidence.number_rivals import NumberRivals
from linkcheck._evidence.packaged import PackagedDetector, Stage
from linkcheck._evidence.quantities import (
    PageAmount,
    amounts_of,
    equivalent_quantity,
    unit_of,
    writings_of,
)
from linkcheck._evidence.types import Code, Evidence, Example, Layer, Stance
from linkcheck._parameters import PARAMETERS
from linkcheck._post.types import Quote
from linkcheck._text.display import quoted_list
from linkcheck._text.numbers import Number

_TREES = "The city planted {} street trees last spring, the council said. Volunteers dug the holes."
_EXAMPLE = Example(
    post="The city planted 4,200 street trees last spring",
    title="City plants street trees",
    text=_TREES.format("2,400"),
)

_NUMBER_DIFFERS = Code(
    code="number-differs",
    layer=Layer.DETAIL,
    stance=Stance.CONTRADICTS,
    meaning="another number stands where the claim's number should",
    example=_EXAMPLE,
)
_NUMBER_COUNTED_OTHERWISE = Code(
    code="number-counted-otherwise",
    layer=Layer.DETAIL,
    meaning="the claim's number stands nowhere on the page, which has another number of the same thing",
    example=_EXAMPLE,
)
_NUMBER_MISPLACED = Code(
    code="number-misplaced",
    layer=Layer.DETAIL,
    meaning="the claim's number is on the page, but of something else",
    example=Example(
        post="Police made 40 arrests at the harbour festival on Sunday",
        title="Harbour festival",
        text="Police made arrests at the harbour festival on Sunday. The mayor thanked 40 volunteers.",
    ),
)
_NUMBER_ABSENT = Code(
    code="number-absent",
    layer=Layer.DETAIL,
    stance=Stance.ABSENT,
    meaning="the claim's number stands nowhere on the page",
    example=_EXAMPLE,
)
_NUMBER_CONFIRMED = Code(
    code="number-confirmed",
    layer=Layer.DETAIL,
    stance=Stance.SUPPORTS,
    sign=-1,
    meaning="the page has the claim's number in the same place",
    example=Example(post=_EXAMPLE.post, title=_EXAMPLE.title, text=_TREES.format("4,200")),
)

MAX_NUMBERS = 12
"""Numbers of a claim that are compared: more is a table."""
_MAX_SENTENCES = 12
"""Sentences of the page that are read for one number, beside the passages."""
_MAX_LISTED = 3
"""Numbers that one message names."""
_MIN_ORDINAL_FIT = PARAMETERS.numbers.ordinal_fit
_ALONE = PARAMETERS.numbers.absent_alone


class _ClaimedNumber(NamedTuple):
    """A number of the claim and the words that it is made of."""

    number: Number
    first: int
    last: int


class _Findings:
    """What was found of the numbers of one claim, with how much it says."""

    def __init__(self) -> None:
        self.differing: list[tuple[float, _ClaimedNumber, Match]] = []
        self.absent: list[tuple[float, _ClaimedNumber]] = []
        self.counted: list[tuple[float, _ClaimedNumber, PageAmount]] = []
        self.misplaced: list[tuple[float, _ClaimedNumber, Match]] = []
        self.confirmed: list[tuple[float, _ClaimedNumber, Match]] = []


def detect_numbers(alignment: Alignment) -> Iterator[Evidence]:
    """The evidence of the claim's numbers, at most one of each code."""
    details = alignment.post.details
    claimed = tuple(n for n in details.comparable_numbers if not _is_rank(alignment, n))[:MAX_NUMBERS]
    found = _Findings()
    for number in details.ordinals[:MAX_NUMBERS]:
        _compare_ordinal(alignment, number, found)
    for number in details.single_counts[:MAX_NUMBERS]:
        _compare_one(alignment, number, found)
    for number in claimed:
        first, last = words_between(alignment.words, number.start, number.end)
        if first < last and alignment.sentence_of(first) is not None:
            _compare(alignment, _ClaimedNumber(number, first, last), found)
    _compare_wording(alignment, claimed, found)
    shown: list[int] = []
    if found.differing:
        differs = max(found.differing, key=_value)
        shown.append(differs[1].first)
        yield _differs(alignment, *differs)
    if found.counted:
        counted = max(found.counted, key=lambda one: one[0])
        shown.append(counted[1].first)
        yield _counted(alignment, *counted)
    if found.absent:
        yield _absent(alignment, found.absent, shown)
    differing = {claimed.first for _, claimed, _ in found.differing}
    misplaced = [one for one in found.misplaced if one[1].first not in differing]
    if misplaced:
        yield _misplaced(alignment, *max(misplaced, key=_value))
    if found.confirmed:
        yield _confirmed(alignment, found.confirmed, len(claimed))


NUMBERS = PackagedDetector(
    Stage.DETAIL,
    (_NUMBER_DIFFERS, _NUMBER_ABSENT, _NUMBER_COUNTED_OTHERWISE, _NUMBER_MISPLACED, _NUMBER_CONFIRMED),
    detect_numbers,
)


def _is_rank(alignment: Alignment, number: Number) -> bool:
    """Whether the post writes "#1", a rank that pages word in many ways and that find_numbers reads on none."""
    start = alignment.post.claim.span(number.start, number.end)[0]
    return alignment.post.post.text[max(0, start - 1) : start] == "#"


def _compare(alignment: Alignment, claimed: _ClaimedNumber, found: _Findings) -> None:
    contexts = alignment.contexts(alignment.slot(claimed.first, claimed.last))
    rivals = NumberRivals(alignment, claimed.number)
    own, rival = _own_and_rival(contexts, rivals)
    best = best_context(contexts)
    if own:
        found.confirmed.append((own.fit, claimed, own))
        if best and best.fit > own.fit:
            found.misplaced.append((best.fit - own.fit, claimed, best))
    elif equivalent_quantity(alignment.page, alignment.text, claimed.number):
        return
    elif not (_is_vague(claimed.number) or _on_page(alignment, claimed.number) or rivals.admitted_by(contexts)):
        found.absent.append((fit_of(best), claimed))
        _count_otherwise(alignment, claimed, found)
    if rival and rival.fit >= MIN_FIT and rival.fit > fit_of(own) and not _is_of_a_part(alignment, claimed, rival):
        found.differing.append((margin(rival.fit, fit_of(own)), claimed, rival))


def _is_of_a_part(alignment: Alignment, claimed: _ClaimedNumber, rival: Match) -> bool:
    """Whether the page has the claim's number, and the other one of a part that the claim does not name.

    "4,200 fewer in Andalusia" counts a part of "13,500 fewer" where the title has 13,500 and says nothing of Andalusia.
    """
    holders = [
        sentence
        for sentence in alignment.sentences_with(writings_of(claimed.number), _MAX_SENTENCES)
        if sentence is not rival.passage.sentence
        and any(_is_same(claimed.number, number) for number in sentence.details.rival_numbers)
    ]
    if not holders:
        return False
    known = alignment.form_set.union(*(sentence.forms for sentence in holders))
    forms = rival.passage.sentence.forms
    return any(forms[last - 1] not in known for _, last in rival.passage.names)


def _is_same(number: Number, found: Number) -> bool:
    return number.values == found.values and number.unit == found.unit


def _is_vague(number: Number) -> bool:
    """Whether no page could be expected to have it as it stands: "a few hundred"."""
    return number.span is not None and number.bound == "about"


def _compare_wording(alignment: Alignment, claimed: tuple[Number, ...], found: _Findings) -> None:
    """Numbers that stand in another's place in a sentence that is otherwise the same, wherever else they stand."""
    for difference in alignment.differences:
        if difference.first == difference.last or difference.start == difference.end:
            continue
        claimed_here = [
            number
            for number in claimed
            if _within(
                number,
                words_between(alignment.words, number.start, number.end),
                (difference.first, difference.last),
            )
        ]
        passage = difference.passage
        found_here = [
            (number, words)
            for number in passage.sentence.details.rival_numbers
            if _within(
                number, words := passage.word_range(number.start, number.end), (difference.start, difference.end)
            )
        ]
        if len(claimed_here) != 1 or len(found_here) != 1:
            continue
        (number,), ((other, words),) = claimed_here, found_here
        rivals = NumberRivals(alignment, number)
        if rivals.holds(other, passage.sentence.text):
            one = _ClaimedNumber(number, *words_between(alignment.words, number.start, number.end))
            own, _ = _own_and_rival(alignment.contexts(alignment.slot(one.first, one.last)), rivals)
            value = margin(difference.similarity, fit_of(own))
            found.differing.append((value, one, Match(difference.similarity, passage, *words)))


def _within(number: Number, words: tuple[int, int], stretch: tuple[int, int]) -> bool:
    return not number.weak and stretch[0] <= words[0] < words[1] <= stretch[1]


def _count_otherwise(alignment: Alignment, claimed: _ClaimedNumber, found: _Findings) -> None:
    """Another number of what the absent one counts; it says the more, the fewer of them the page has."""
    unit = unit_of(alignment.text, claimed.number)
    amounts = [
        amount
        for amount in (amounts_of(alignment.page, unit) if unit else ())
        if numbers_contradict(claimed.number, amount.number)
    ]
    if amounts:
        different = len({amount.number.values for amount in amounts})
        found.counted.append((1 / different, claimed, amounts[0]))


def _compare_one(alignment: Alignment, number: Number, found: _Findings) -> None:
    """ "one Spaniard" says little by itself; "two Spaniards" in its place differ."""
    first, last = words_between(alignment.words, number.start, number.end)
    unit = unit_of(alignment.text, number)
    if first == last or not unit or alignment.sentence_of(first) is None:
        return
    contexts = alignment.contexts(alignment.slot(first, last))
    own = best_match(contexts, lambda one: _ranges(one, lambda other, _: other.values == number.values))
    rival = best_match(
        contexts,
        lambda one: _ranges(
            one,
            lambda other, text: unit_of(text, other) == unit and other.values != number.values,
            among=lambda details: details.rival_numbers,
        ),
    )
    if rival and rival.fit >= _MIN_ORDINAL_FIT and rival.fit > fit_of(own):
        found.differing.append((margin(rival.fit, fit_of(own)), _ClaimedNumber(number, first, last), rival))


def _compare_ordinal(alignment: Alignment, number: Number, found: _Findings) -> None:
    """A "first" or "third" says little by itself; another ordinal in its place does."""
    first, last = words_between(alignment.words, number.start, number.end)
    if first == last or alignment.sentence_of(first) is None:
        return
    contexts = alignment.contexts(alignment.slot(first, last))
    own = best_match(contexts, lambda one: _ranges(one, lambda other, _: other.values == number.values))
    rival = best_match(
        contexts, lambda one: _ranges(one, lambda other, _: other.unit == "ordinal" and other.values != number.values)
    )
    if rival and rival.fit >= _MIN_ORDINAL_FIT and rival.fit > fit_of(own):
        found.differing.append((margin(rival.fit, fit_of(own)), _ClaimedNumber(number, first, last), rival))


def _value(one: tuple[float, _ClaimedNumber, Match]) -> float:
    return one[0]


def _own_and_rival(contexts: tuple[Context, ...], rivals: NumberRivals) -> tuple[Match | None, Match | None]:
    """The best match of the number itself, and that of another number in its context."""
    return (
        best_match(contexts, lambda one: _ranges(one, rivals.supports)),
        best_match(contexts, lambda one: _ranges(one, rivals.holds, among=rivals.among)),
    )


def _ranges(
    context: Context,
    wanted: Callable[[Number, str], bool],
    *,
    among: Callable[[TextDetails], tuple[Number, ...]] = lambda details: details.numbers,
) -> Iterator[tuple[int, int]]:
    passage = context.passage
    for number in among(passage.sentence.details):
        if wanted(number, passage.sentence.text):
            first, last = passage.word_range(number.start, number.end)
            if first < last:
                yield first, last


def _on_page(alignment: Alignment, number: Number) -> bool:
    sentences = alignment.sentences_with(writings_of(number), _MAX_SENTENCES)
    return any(numbers_agree(number, found) for sentence in sentences for found in sentence.details.numbers)


def _differs(alignment: Alignment, value: float, claimed: _ClaimedNumber, rival: Match) -> Evidence:
    return _NUMBER_DIFFERS.evidence(
        round(value, 4),
        f"The post says “{_phrase(alignment, claimed)}”; the page says “{rival.phrase}”.",
        post=(_quote(alignment, claimed),),
        page=(alignment.page_quote(rival),),
    )


def _counted(alignment: Alignment, value: float, claimed: _ClaimedNumber, amount: PageAmount) -> Evidence:
    said = _phrase(alignment, claimed)
    return _NUMBER_COUNTED_OTHERWISE.evidence(
        round(value, 4),
        f"The post says “{said}”; where the page counts the same, it says “{amount.phrase}”.",
        post=(_quote(alignment, claimed),),
        page=(alignment.page.quote(amount.sentence, *amount.span),),
    )


def _misplaced(alignment: Alignment, value: float, claimed: _ClaimedNumber, best: Match) -> Evidence:
    written = alignment.written(claimed.first, claimed.last)
    return _NUMBER_MISPLACED.evidence(
        round(value, 4),
        f"The page has the number “{written}”, but in connection with something else.",
        post=(_quote(alignment, claimed),),
        page=(alignment.page.quote(best.passage.sentence),),
    )


def _absent(alignment: Alignment, absent: list[tuple[float, _ClaimedNumber]], shown: list[int]) -> Evidence:
    """Names the numbers that other evidence does not show, by first word; where all are shown, the first of those."""
    numbers = [claimed for _, claimed in absent]
    named = [claimed for claimed in numbers if claimed.first not in shown][:_MAX_LISTED]
    named = named or [min(numbers, key=lambda claimed: shown.index(claimed.first))]
    written = [alignment.written(claimed.first, claimed.last) for claimed in named]
    return _NUMBER_ABSENT.evidence(
        round(_ALONE + (1 - _ALONE) * max(fit for fit, _ in absent), 4),
        f"The page does not have the number{'s' if len(named) > 1 else ''} {quoted_list(written)}.",
        post=tuple(_quote(alignment, claimed) for claimed in named),
    )


def _confirmed(alignment: Alignment, confirmed: list[tuple[float, _ClaimedNumber, Match]], total: int) -> Evidence:
    _, claimed, match = max(confirmed, key=lambda one: one[0])
    return _NUMBER_CONFIRMED.evidence(
        round(math.fsum(fit for fit, _, _ in confirmed) / total, 4),
        f"The page says “{match.phrase}” too.",
        post=(_quote(alignment, claimed),),
        page=(alignment.page_quote(match),),
    )


def _phrase(alignment: Alignment, claimed: _ClaimedNumber) -> str:
    return alignment.phrase(claimed.first, claimed.last)


def _quote(alignment: Alignment, claimed: _ClaimedNumber) -> Quote:
    return alignment.post.quote(claimed.number.start, claimed.number.end)
