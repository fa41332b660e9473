"""Is a quotation of a claim one of the page's with another word, with a denial more or less, or two words exchanged?

Editors shorten a quotation, tidy it up and change its tense: words left out or added, and other small words, say
nothing. What turns its sense does: a "not" more or less, another word of content where all others are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from linkcheck._evidence.opposites import opposites
from linkcheck._evidence.phrases import FUNCTION_FORMS
from linkcheck._parameters import PARAMETERS
from linkcheck._text.lexicon import is_common
from linkcheck._text.name_words import same_sound, variants_of
from linkcheck._text.numbers import find_numbers
from linkcheck._text.tokens import normal_form
from linkcheck._text.typos import differ_by_typo
from linkcheck._text.word_classes import words_of

MIN_SAME = PARAMETERS.quotations.min_same
_LEAST_SAME = PARAMETERS.quotations.least_same
_LEAST_OTHERWISE = PARAMETERS.quotations.least_otherwise
_LEAST_CONTENT = PARAMETERS.quotations.least_content
_MAX_ADDED = PARAMETERS.quotations.max_added
_MAX_INSTEAD = PARAMETERS.quotations.max_instead
_OTHER_WORD = PARAMETERS.quotations.other_word
_STEM_LETTERS = PARAMETERS.quotations.stem_letters
_MIN_TYPO_LETTERS = PARAMETERS.names.min_typo_letters
_NEGATIONS = frozenset(map(normal_form, words_of("negation") | words_of("denial"))) | frozenset(
    normal_form(f"{word}n't") for word in words_of("auxiliary")
)


class Misquote(NamedTuple):
    """Words [first, last) of the claim's quotation, and the words [start, end) of the page's that say otherwise."""

    value: float
    first: int
    last: int
    start: int
    end: int


class _Gap(NamedTuple):
    """Words of both that stand in one place and are not the same."""

    first: int
    last: int
    start: int
    end: int
    edge: bool
    """Whether it is before the first same word, or behind the last."""


def misquoted(said: Sequence[str], there: Sequence[str]) -> Misquote | None:
    """Where the quoted words `said` turn the sense of the page's, all in their forms; None where they do not."""
    matcher = SequenceMatcher(None, said, there, autojunk=False)
    blocks = [(block.a, block.b, block.size) for block in matcher.get_matching_blocks() if block.size]
    same = [word for a, _, size in blocks for word in said[a : a + size]]
    exchanged = _exchanged(said, there)
    if exchanged is not None:
        return exchanged
    if len(same) < _LEAST_SAME or len(same) < MIN_SAME * len(said):
        return None
    gaps = list(_gaps(blocks, len(said), len(there)))
    span = blocks[0][1], blocks[-1][1] + blocks[-1][2]
    return _denied(said, there, gaps, span) or _replaced(said, there, gaps, span, same)


def _gaps(blocks: Sequence[tuple[int, int, int]], said: int, there: int) -> Iterator[_Gap]:
    first = start = 0
    for number, (a, b, size) in enumerate((*blocks, (said, there, 0))):
        length = a - first
        if number == 0:
            yield _Gap(first, a, max(0, b - length), b, edge=True)
        elif not size:
            yield _Gap(first, a, start, min(b, start + length + _MAX_INSTEAD), edge=True)
        else:
            yield _Gap(first, a, start, b, edge=False)
        first, start = a + size, b + size


def _denied(said: Sequence[str], there: Sequence[str], gaps: Sequence[_Gap], span: tuple[int, int]) -> Misquote | None:
    """A denial more or less inside, where the page has all the claim's words of content, and no other."""
    if any(_tells(word) for gap in gaps if gap.edge for word in said[gap.first : gap.last]):
        return None
    mine = [word for gap in gaps for word in said[gap.first : gap.last]]
    others = [word for gap in gaps if not gap.edge for word in there[gap.start : gap.end]]
    if sum(word in _NEGATIONS for word in (*mine, *others)) != 1:
        return None
    rest = [word for word in (*mine, *others) if word not in _NEGATIONS]
    if len(rest) > _MAX_ADDED or any(map(_tells, rest)):
        return None
    return Misquote(1.0, 0, len(said), *span)


def _exchanged(said: Sequence[str], there: Sequence[str]) -> Misquote | None:
    """Two words that stand in each other's place, where the page says the rest word for word."""
    for start in range(len(there) - len(said) + 1):
        apart = [n for n, word in enumerate(said) if word != there[start + n]]
        if len(apart) != 2 or len(said) < _LEAST_OTHERWISE:
            continue
        one, other = apart
        swapped = said[one] == there[start + other] and said[other] == there[start + one]
        if swapped and other - one > 1 and _tells(said[one]) and _tells(said[other]):
            return Misquote(1.0, 0, len(said), start, start + len(said))
    return None


def _replaced(
    said: Sequence[str], there: Sequence[str], gaps: Sequence[_Gap], span: tuple[int, int], same: Sequence[str]
) -> Misquote | None:
    """One word of content in another's place, where both have the rest."""
    telling = [gap for gap in gaps if any(map(_tells, said[gap.first : gap.last]))]
    if len(telling) != 1 or len(same) < _LEAST_OTHERWISE or sum(map(_tells, same)) < _LEAST_CONTENT:
        return None
    gap = telling[0]
    mine = [word for word in said[gap.first : gap.last] if _tells(word)]
    others = [word for word in there[gap.start : gap.end] if _tells(word)]
    if len(mine) != 1 or not 0 < len(others) <= _MAX_INSTEAD or mine[0] in there or not set(said).isdisjoint(others):
        return None
    if any(_may_be_same(mine[0], other) for other in others):
        return None
    value = 1.0 if any(_are_opposed(mine[0], other) for other in others) else _OTHER_WORD
    return Misquote(value, gap.first, gap.last, min(span[0], gap.start), max(span[1], gap.end))


def _tells(word: str) -> bool:
    """Whether a word says much: a word of content, a denial, one that has an opposite."""
    return word not in FUNCTION_FORMS or word in _NEGATIONS or word in opposites().opposite


def _may_be_same(one: str, other: str) -> bool:
    """Whether two words can be one: of one stem, misspelt, the same number, said to be the same by the opposites."""
    if one[:_STEM_LETTERS] == other[:_STEM_LETTERS] and min(len(one), len(other)) >= _STEM_LETTERS:
        return True
    if (one in _NEGATIONS and other in _NEGATIONS) or other in variants_of(one) or same_sound(one, other):
        return True
    if bool(_values(one)) is not bool(_values(other)):
        return True  # "hundred" for 100
    if other in opposites().same.get(one, ()) or _values(one) & _values(other):
        return True
    return differ_by_typo(one, other, min_letters=_MIN_TYPO_LETTERS) and not (is_common(one) and is_common(other))


def _are_opposed(one: str, other: str) -> bool:
    if other in opposites().opposite.get(one, ()) or (one in _NEGATIONS) is not (other in _NEGATIONS):
        return True
    return bool(_values(one) and _values(other))


def _values(word: str) -> frozenset[float]:
    return frozenset(value for number in find_numbers(word) for value in number.values)
