"""Have two of the claim's names exchanged places? Both are on the page, each where the other should be."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations, pairwise
from typing import NamedTuple

from linkcheck._evidence.alignment import MIN_FIT, Alignment, ClaimSentence, Context, Passage
from linkcheck._evidence.packaged import PackagedDetector, Stage
from linkcheck._evidence.phrases import FUNCTION_FORMS
from linkcheck._evidence.types import Code, Evidence, Example, Layer, Stance
from linkcheck._parameters import PARAMETERS
from linkcheck._text.display import quoted_list
from linkcheck._text.lexicon import is_common, is_known_name
from linkcheck._text.names import capitalisation_style
from linkcheck._text.possessives import is_possessive, without_possessive
from linkcheck._text.tokens import Word, normal_form
from linkcheck._text.word_classes import words_of

_EXCHANGED = Code(
    code="roles-exchanged",
    layer=Layer.DETAIL,
    stance=Stance.CONTRADICTS,
    meaning="two names of the claim have changed places",
    example=Example(
        post="Dorsten beats Harwich in the ferry final",
        title="Ferry final",
        text="Harwich beats Dorsten in the ferry final, before a thousand guests.",
    ),
)

MAX_ENTITIES = 6
"""Capitalised words of a claim that are exchanged with one another: fifteen pairs."""
_MAX_BETWEEN = PARAMETERS.roles.max_between
_REORDERED = PARAMETERS.roles.reordered
_MAX_PASSAGES = 3
"""Passages of a sentence in which both are looked for."""
_MAX_RUN = PARAMETERS.roles.max_run
_MIN_BOUNDARY_WEIGHT = PARAMETERS.roles.min_boundary_weight
_MIN_SWAPPED = PARAMETERS.roles.min_swapped
_MAX_STRAIGHT = PARAMETERS.roles.max_straight
_MIN_MARGIN = PARAMETERS.roles.min_margin

_COMMAS = ",;/&"
"""Signs between the items of a list."""
_TOKEN = re.compile(rf"[{_COMMAS}]|[^\s{_COMMAS}]+")
_MIN_REORDERED = PARAMETERS.roles.min_reordered
_MAX_REORDERED = 8
"""Capitalised words of a sentence that are exchanged with one another."""
_MUTUAL = frozenset(map(normal_form, words_of("mutual")))
"""Words of what two do to one another, in their forms."""
_EQUALS = words_of("equal")
"""Words between two names that stand side by side as equals, in their forms."""


class _Entity(NamedTuple):
    """A run of capitalised words in the claim."""

    first: int
    last: int
    forms: tuple[str, ...]


class _Boundary(NamedTuple):
    """Where an entity meets a word next to it."""

    weight: float
    """What that word is worth."""
    said: tuple[str, str]
    """The two forms as the claim has them."""
    exchanged: tuple[str, str]
    """The same with the other entity."""


class _Exchange(NamedTuple):
    """Two entities, where each stands on the page, and how much better the page fits with the two exchanged."""

    margin: float
    one: _Entity
    other: _Entity
    passage: Passage


def detect_roles(alignment: Alignment) -> Iterator[Evidence]:
    """The evidence "roles-exchanged", if two names of the claim fit better in one another's place."""
    entities = _entities(alignment)
    best: _Exchange | None = None
    for one, other in combinations(entities, 2):
        if not set(one.forms) & set(other.forms) and not _listed(alignment, one, other):
            exchange = _exchange(alignment, one, other)
            if exchange is None or _is_passive(alignment, exchange):
                continue
            if best is None or exchange.margin > best.margin:
                best = exchange
    best = best or _in_other_order(alignment)
    if best:
        yield _exchanged(alignment, best)


EXCHANGED_ROLES = PackagedDetector(Stage.DETAIL, (_EXCHANGED,), detect_roles)


def _entities(alignment: Alignment) -> tuple[_Entity, ...]:
    runs: list[tuple[int, int]] = []
    for position, word in enumerate(alignment.words):
        written = alignment.text[word.start : word.end]
        if not written[0].isupper() or word.form in FUNCTION_FORMS or (written.isupper() and is_common(written)):
            continue
        if runs and runs[-1][1] == position and _is_one(alignment.text, alignment.words[position - 1], word):
            runs[-1] = (runs[-1][0], position + 1)
        else:
            runs.append((position, position + 1))
    index = alignment.page.index
    # A headline that capitalises every word has one long run: each of its words is one.
    split = (
        [(p, p + 1) for first, last in runs for p in range(first, last)]
        if any(b - a > _MAX_RUN for a, b in runs)
        else runs
    )
    entities = [_Entity(first, last, alignment.forms[first:last]) for first, last in split]
    return tuple(entity for entity in entities if any(form in index for form in entity.forms))[:MAX_ENTITIES]


def _is_one(text: str, word: Word, following: Word) -> bool:
    """Whether two words of a text are one name: a space between them, and no "'s" that makes the first the owner."""
    return text[word.end : following.start] == " " and not is_possessive(text[word.start : word.end])


def _listed(alignment: Alignment, one: _Entity, other: _Entity) -> bool:
    """Whether the two stand side by side as equals: in a list, or joined by what two do to one another."""
    between = alignment.forms[one.last : other.first]
    telling = [form for form in between if form not in FUNCTION_FORMS and form not in _EQUALS]
    if not between or (telling and all(form in _MUTUAL for form in telling)):
        return True
    start, end = alignment.words[one.last - 1].end, alignment.words[other.first].start
    first, *items = _items(alignment.text[start:end])
    return not first and bool(items) and not items[-1] and all(item[0].isupper() for item in items[:-1] if item)


def _items(text: str) -> list[str]:
    """What stands before, between and behind the commas and equals of a text."""
    items = [""]
    for token in _TOKEN.findall(text):
        if token in _COMMAS or token.lower() in _EQUALS:
            items.append("")
        else:
            items[-1] = f"{items[-1]} {token}".strip()
    return items


def _exchange(alignment: Alignment, one: _Entity, other: _Entity) -> _Exchange | None:
    sentence = alignment.sentence_of(one.first)
    if sentence is None or not sentence.first <= other.first < sentence.last:
        return None
    reversed_in = _reversed_order(alignment, sentence, one, other)
    if reversed_in:
        return _Exchange(1.0, one, other, reversed_in)
    swapped = _neighbours_swapped(alignment, sentence, one, other)
    if swapped:
        return swapped
    if not _is_name(alignment, one) or not _is_name(alignment, other):
        return None
    without = frozenset((*one.forms, *other.forms))
    slots = [alignment.slot(entity.first, entity.last, without=without) for entity in (one, other)]
    straight = [0.0, 0.0]
    crossed: tuple[float, float, Passage] | None = None
    for passage in sentence.passages[:_MAX_PASSAGES]:
        here, there = (Context(slot, passage) for slot in slots)
        straight[0] = max(straight[0], _best(here, one))
        straight[1] = max(straight[1], _best(there, other))
        ways = (_best(here, other), _best(there, one))
        if crossed is None or sum(ways) > crossed[0] + crossed[1]:
            crossed = (*ways, passage)
    if crossed is None or crossed[0] + crossed[1] < 2 * MIN_FIT:
        return None
    margins = (crossed[0] - straight[0], crossed[1] - straight[1])
    if min(margins) < 0 or sum(margins) < 2 * _MIN_MARGIN:
        return None
    return _Exchange(sum(margins) / 2, one, other, crossed[2])


def _in_other_order(alignment: Alignment) -> _Exchange | None:
    """The exchange that makes one of a sentence that has the claim's words in another order."""
    for sentence in alignment.claim_sentences:
        passages = [passage for passage in sentence.passages if passage.closeness >= _MIN_REORDERED]
        content = [p for p in range(sentence.first, sentence.last) if alignment.forms[p] not in FUNCTION_FORMS]
        names = [p for p in content if alignment.written(p, p + 1)[0].isupper()][:_MAX_REORDERED]
        straight = max((_share_in_order(alignment, content, passage) for passage in passages), default=1.0)
        passages = [passage for passage in passages if _share_in_any_order(alignment, content, passage) > straight]
        for first, second in combinations(names, 2):
            one, other = (_Entity(p, p + 1, (alignment.forms[p],)) for p in (first, second))
            order = [{first: second, second: first}.get(p, p) for p in content]
            for passage in passages:
                share = _share_in_order(alignment, order, passage)
                if share < _MIN_REORDERED or share <= straight or _listed(alignment, one, other):
                    continue
                exchange = _Exchange(share * _REORDERED, one, other, passage)
                if _shows_names(alignment, exchange) and not _is_passive(alignment, exchange):
                    return exchange
    return None


def _share_in_order(alignment: Alignment, positions: Sequence[int], passage: Passage) -> float:
    """Share of words of the claim, in the order given, that the passage has in the same order."""
    said = [alignment.forms[position] for position in positions]
    blocks = SequenceMatcher(None, said, passage.sentence.forms, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(len(said), 1)


def _share_in_any_order(alignment: Alignment, positions: Sequence[int], passage: Passage) -> float:
    """Share of words of the claim that the passage has: that in order is no larger."""
    there = sum(alignment.forms[position] in passage.positions for position in positions)
    return there / max(len(positions), 1)


def _shows_names(alignment: Alignment, exchange: _Exchange) -> bool:
    """Whether both words are names by a list, or by a capital inside a sentence."""
    capitals_tell = capitalisation_style(alignment.text) == "sentence"
    opening = {sentence.first for sentence in alignment.claim_sentences}
    return all(
        _is_name(alignment, entity) or (capitals_tell and entity.first not in opening)
        for entity in (exchange.one, exchange.other)
    )


def _is_passive(alignment: Alignment, exchange: _Exchange) -> bool:
    """Whether other names stand behind "by" in the claim than in the passage: a passive exchanges no roles."""
    entities = exchange.one, exchange.other
    return _agents(alignment.forms, entities) != _agents(exchange.passage.sentence.forms, entities)


def _agents(forms: Sequence[str], entities: Sequence[_Entity]) -> set[str]:
    """The forms of entities that stand behind "by"."""
    named = {form for entity in entities for form in entity.forms}
    return {form for before, form in pairwise(forms) if before == "by" and form in named}


def _is_name(alignment: Alignment, entity: _Entity) -> bool:
    words = (alignment.written(position, position + 1) for position in range(entity.first, entity.last))
    return any(is_known_name(word) or not is_common(word) for word in words)


def _reversed_order(alignment: Alignment, sentence: ClaimSentence, one: _Entity, other: _Entity) -> Passage | None:
    """A passage that has the names the other way round with the same words between them, if none has them as said."""
    between = alignment.forms[one.last : other.first]
    if len(between) > _MAX_BETWEEN:
        return None
    said, exchanged = (*one.forms, *between, *other.forms), (*other.forms, *between, *one.forms)
    if any(_holds(passage, said) for passage in sentence.passages):
        return None
    return next((passage for passage in sentence.passages if _holds(passage, exchanged)), None)


def _neighbours_swapped(
    alignment: Alignment, sentence: ClaimSentence, one: _Entity, other: _Entity
) -> _Exchange | None:
    """The exchange that a passage shows in which each name stands beside the other's neighbours, not beside its own."""
    boundaries = _boundaries(alignment, sentence, one, other)
    total = math.fsum(boundary.weight for boundary in boundaries)
    if total < _MIN_BOUNDARY_WEIGHT:
        return None
    best: tuple[float, Passage] | None = None
    for passage in sentence.passages:
        pairs = passage.pairs
        if math.fsum(b.weight for b in boundaries if b.said in pairs) > _MAX_STRAIGHT * total:
            return None
        share = math.fsum(b.weight for b in boundaries if b.exchanged in pairs) / total
        if share >= _MIN_SWAPPED and (best is None or share > best[0]):
            best = share, passage
    if best is None:
        return None
    return _Exchange(best[0], one, other, best[1])


def _boundaries(alignment: Alignment, sentence: ClaimSentence, one: _Entity, other: _Entity) -> list[_Boundary]:
    """Where the two entities meet their neighbours."""
    boundaries: list[_Boundary] = []
    entities = {*range(one.first, one.last), *range(other.first, other.last)}
    for entity, instead in ((one, other), (other, one)):
        before, after = entity.first - 1, entity.last
        if before >= sentence.first and before not in entities:
            form = alignment.forms[before]
            pairs = (form, entity.forms[0]), (form, instead.forms[0])
            boundaries.append(_Boundary(alignment.weights[before], *pairs))
        if after < sentence.last and after not in entities:
            form = alignment.forms[after]
            pairs = (entity.forms[-1], form), (instead.forms[-1], form)
            boundaries.append(_Boundary(alignment.weights[after], *pairs))
    return boundaries


def _holds(passage: Passage, forms: tuple[str, ...]) -> bool:
    there = passage.sentence.forms
    return any(
        tuple(there[position : position + len(forms)]) == forms for position in passage.positions.get(forms[0], ())
    )


def _best(context: Context, entity: _Entity) -> float:
    positions = context.passage.positions
    return max(
        (context.fit(position, position + 1) for form in entity.forms for position in positions.get(form, ())),
        default=0.0,
    )


def _exchanged(alignment: Alignment, exchange: _Exchange) -> Evidence:
    one, other = exchange.one, exchange.other
    names = quoted_list([without_possessive(alignment.written(e.first, e.last)) for e in (one, other)])
    return _EXCHANGED.evidence(
        round(exchange.margin, 4),
        f"The page has {names} the other way round.",
        post=(alignment.post_quote(one.first, one.last), alignment.post_quote(other.first, other.last)),
        page=(alignment.page.quote(exchange.passage.sentence),),
    )
