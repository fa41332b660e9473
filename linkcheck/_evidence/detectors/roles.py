"""Have two of the claim's names exchanged places? Both are on the page, each where the other should be."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from linkcheck._evidence.alignment import FUNCTION_FORMS, Alignment, Passage, Segment, Surroundings
from linkcheck._evidence.types import Evidence, Layer
from linkcheck._text.lexicon import is_common, is_known_name
from linkcheck._text.tokens import Word

MAX_PLAYERS = 6
"""Capitalised words of a claim that are exchanged with one another: fifteen pairs."""
_MAX_BETWEEN = 4  # words between two names that are compared as they stand
_ADJACENT = 0.5  # what names count that stand side by side: "Ottawa shooting" may be a "shooting in Ottawa"
_MAX_PASSAGES = 3  # of a sentence in which both are looked for
_LEAST_SEAMS = 1.75  # weight of the words next to two names: two of content, or one and three of grammar
_LEAST_JOINED = 0.7  # of them that must stand next to the other name
_MOST_STRAIGHT = 0.3  # of them that may stand next to their own
_LEAST_LEAD = 0.05  # below it the two places are alike: true posts of the train pages rarely pass it
LEAST_FIT = 0.35
"""Of the surroundings both must share after the exchange: chance alone reaches .3 on the train pages."""


_EQUALS = frozenset(("and", "or", "amp", "plus", "y", "e", "et", "und", "en", "och", "og", "ve", "dan", "i", "и"))
"""Words between two names that stand side by side as equals, in their forms."""


_OWNER = re.compile(r"['’]s?$")


class _Player(NamedTuple):
    """A run of capitalised words in the claim."""

    first: int
    last: int
    forms: tuple[str, ...]


class _Exchange(NamedTuple):
    """Two players, where each stands on the page, and how much better the page fits the other way round."""

    lead: float
    one: _Player
    other: _Player
    passage: Passage


def weigh_roles(alignment: Alignment) -> Iterator[Evidence]:
    """The evidence "roles-exchanged", if two names of the claim fit better in one another's place."""
    players = _players(alignment)
    best: _Exchange | None = None
    for one, other in combinations(players, 2):
        if not set(one.forms) & set(other.forms) and not _listed(alignment, one, other):
            exchange = _exchange(alignment, one, other)
            if exchange and (best is None or exchange.lead > best.lead):
                best = exchange
    if best:
        yield _exchanged(alignment, best)


def _players(alignment: Alignment) -> tuple[_Player, ...]:
    runs: list[tuple[int, int]] = []
    for place, word in enumerate(alignment.words):
        written = alignment.text[word.start : word.end]
        if not written[0].isupper() or word.form in FUNCTION_FORMS or (written.isupper() and is_common(written)):
            continue
        if runs and runs[-1][1] == place and _is_one(alignment.text, alignment.words[place - 1], word):
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    index = alignment.page.index
    # A headline that capitalises every word has one long run: its words play alone.
    split = (
        [(p, p + 1) for first, last in runs for p in range(first, last)] if any(b - a > 3 for a, b in runs) else runs
    )
    players = [_Player(first, last, alignment.forms[first:last]) for first, last in split]
    return tuple(player for player in players if any(form in index for form in player.forms))[:MAX_PLAYERS]


def _is_one(text: str, word: Word, following: Word) -> bool:
    """Whether two words of a text are one name: a space between them, and no "'s" that makes the first the owner."""
    return text[word.end : following.start] == " " and not _OWNER.search(text, word.start, word.end)


def _listed(alignment: Alignment, one: _Player, other: _Player) -> bool:
    """Whether the two stand side by side as equals: "Berg and Ruiz"."""
    between = alignment.forms[one.last : other.first]
    return all(form in _EQUALS for form in between)


def _exchange(alignment: Alignment, one: _Player, other: _Player) -> _Exchange | None:
    segment = alignment.segment_of(one.first)
    if segment is None or not segment.first <= other.first < segment.last:
        return None
    turned = _turned_round(alignment, segment, one, other)
    if turned:
        return _Exchange(1.0 if one.last < other.first else _ADJACENT, one, other, turned)
    joined = _joined_otherwise(alignment, segment, one, other)
    if joined:
        return joined
    if not _is_name(alignment, one) or not _is_name(alignment, other):
        return None
    without = frozenset((*one.forms, *other.forms))
    slots = [alignment.slot(player.first, player.last, without=without) for player in (one, other)]
    straight = [0.0, 0.0]
    crossed: tuple[float, float, Passage] | None = None
    for passage in segment.passages[:_MAX_PASSAGES]:
        here, there = (Surroundings(slot, passage) for slot in slots)
        straight[0] = max(straight[0], _best(here, one))
        straight[1] = max(straight[1], _best(there, other))
        ways = (_best(here, other), _best(there, one))
        if crossed is None or sum(ways) > crossed[0] + crossed[1]:
            crossed = (*ways, passage)
    if crossed is None or crossed[0] + crossed[1] < 2 * LEAST_FIT:
        return None
    leads = (crossed[0] - straight[0], crossed[1] - straight[1])
    if min(leads) < 0 or sum(leads) < 2 * _LEAST_LEAD:
        return None
    return _Exchange(sum(leads) / 2, one, other, crossed[2])


def _is_name(alignment: Alignment, player: _Player) -> bool:
    words = (alignment.written(place, place + 1) for place in range(player.first, player.last))
    return any(is_known_name(word) or not is_common(word) for word in words)


def _turned_round(alignment: Alignment, segment: Segment, one: _Player, other: _Player) -> Passage | None:
    """A passage that has the two names the other way round with the same words between them, if none has them so."""
    between = alignment.forms[one.last : other.first]
    if len(between) > _MAX_BETWEEN:
        return None
    said, turned = (*one.forms, *between, *other.forms), (*other.forms, *between, *one.forms)
    if any(_holds(passage, said) for passage in segment.passages):
        return None
    return next((passage for passage in segment.passages if _holds(passage, turned)), None)


def _joined_otherwise(alignment: Alignment, segment: Segment, one: _Player, other: _Player) -> _Exchange | None:
    """The exchange that a passage shows in which each name stands beside the other's neighbours, not beside its own."""
    seams = _seams(alignment, segment, one, other)
    total = math.fsum(weight for weight, _, _ in seams)
    if total < _LEAST_SEAMS:
        return None
    best: tuple[float, Passage] | None = None
    for passage in segment.passages:
        pairs = passage.pairs
        if math.fsum(weight for weight, said, _ in seams if said in pairs) > _MOST_STRAIGHT * total:
            return None
        share = math.fsum(weight for weight, _, turned in seams if turned in pairs) / total
        if share >= _LEAST_JOINED and (best is None or share > best[0]):
            best = share, passage
    if best is None:
        return None
    return _Exchange(best[0] if one.last < other.first else best[0] * _ADJACENT, one, other, best[1])


def _seams(
    alignment: Alignment, segment: Segment, one: _Player, other: _Player
) -> list[tuple[float, tuple[str, str], tuple[str, str]]]:
    """Where the names meet their neighbours: what the neighbour is worth, the two words as said, and exchanged."""
    seams: list[tuple[float, tuple[str, str], tuple[str, str]]] = []
    players = {*range(one.first, one.last), *range(other.first, other.last)}
    for player, instead in ((one, other), (other, one)):
        before, after = player.first - 1, player.last
        if before >= segment.first and before not in players:
            form = alignment.forms[before]
            seams.append((alignment.weights[before], (form, player.forms[0]), (form, instead.forms[0])))
        if after < segment.last and after not in players:
            form = alignment.forms[after]
            seams.append((alignment.weights[after], (player.forms[-1], form), (instead.forms[-1], form)))
    return seams


def _holds(passage: Passage, forms: tuple[str, ...]) -> bool:
    there = passage.sentence.forms
    return any(tuple(there[place : place + len(forms)]) == forms for place in passage.places.get(forms[0], ()))


def _best(surroundings: Surroundings, player: _Player) -> float:
    places = surroundings.passage.places
    return max(
        (surroundings.fit(place, place + 1) for form in player.forms for place in places.get(form, ())), default=0.0
    )


def _exchanged(alignment: Alignment, exchange: _Exchange) -> Evidence:
    one, other = exchange.one, exchange.other
    names = " and ".join(f"“{alignment.written(player.first, player.last)}”" for player in (one, other))
    page = alignment.page
    return Evidence(
        code="roles-exchanged",
        layer=Layer.DETAIL,
        value=round(exchange.lead, 4),
        message=f"the page has {names} the other way round",
        post_quotes=(alignment.post_quote(one.first, one.last), alignment.post_quote(other.first, other.last)),
        page_quotes=(page.quote(exchange.passage.sentence),),
    )
