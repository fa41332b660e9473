"""How messages name a detail: with its whole noun phrase, "4,200 street trees"."""

from __future__ import annotations

import re

from linkcheck._text.terms import term_weight
from linkcheck._text.tokens import normal_form
from linkcheck._text.word_classes import words_of

FUNCTION_FORMS = frozenset(map(normal_form, words_of("function")))
"""English words that say little of what a sentence is about, in their forms."""

PLURAL = re.compile(r"[^s]s$", re.IGNORECASE)
"""How most plurals end."""
_IRREGULAR_PLURALS = words_of("plural")
_WORD = r"[^\W\d_]+(?:[-'’][^\W\d_]+)*"
_FOLLOWING = re.compile(rf"(?P<joint>[ -])({_WORD})(?P<more>(?: {_WORD}){{0,2}})")
_ONE = re.compile(r"(?:^|[^\d.,])1$|\bone$", re.IGNORECASE)
_YEAR = re.compile(r"(?:^|[^\d.,])(?:1[5-9]|20)\d\d$")
_MAX_FUNCTION_WEIGHT = 0.2
"""Term weight up to which a word says little in any language: "al", "der", "pour"; "year" has .32."""
_MAX_SHORT = 2
"""Letters of the short words that are function words of languages without weights."""
_UNITS = words_of("unit")


def phrase_end(text: str, end: int) -> int:
    """Where the noun phrase ends whose first words end at `end`: up to the first plural of the next three words.

    Where none is a plural, the next word belongs to it if it is a content word. What is joined by a hyphen
    counts nothing ("8-year-old girl wins"), nor does a year, unless a plural follows it.
    """
    following = _FOLLOWING.match(text, end)
    if following is None or _is_function_word(following[2]):
        return end
    before = text[max(0, end - len("-2022")) : end]
    plural = is_plural(following[2])
    if _YEAR.search(before) and not plural:
        return end
    reached = following.end(2)
    if plural or following["joint"] == "-" or _ONE.search(before):
        return reached
    for word in re.finditer(r"\S+", following["more"]):
        if _is_function_word(word[0]):
            break
        if is_plural(word[0]):
            return following.start("more") + word.end()
    return reached


def _is_function_word(word: str) -> bool:
    form = normal_form(word)
    if form in FUNCTION_FORMS or (len(word) <= _MAX_SHORT and word.islower() and word not in _UNITS):
        return True
    # A form that lost more than one letter may be of two words: "dos" is Spanish, and the form of "doses".
    return len(word) - len(form) <= 1 and term_weight(form) <= _MAX_FUNCTION_WEIGHT


def is_plural(word: str) -> bool:
    """Whether an English word is a plural, as far as its ending and a list say."""
    possessive = word.endswith(("'s", "’s"))
    return word.lower() in _IRREGULAR_PLURALS or (not possessive and bool(PLURAL.search(word)))
