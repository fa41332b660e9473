"""How messages name a detail: with its whole noun phrase, "4,200 street trees", and in lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linkcheck._text.tokens import normal_form

_FUNCTION_WORDS = """
a an and are as at be been being but by can could did do does for from had has have he her here his how i if in into is
it its may me might more most must my no not now of off on or our out over she should so some such than that the their
them then there these they this those to too up upon us very was we were what when where which while who whom whose why
will with would you your after before about just also all any each s t re ve ll d m isn don didn won
"""
FUNCTION_FORMS = frozenset(normal_form(word) for word in _FUNCTION_WORDS.split())
"""English words that say little of what a sentence is about, in their forms."""

PLURAL = re.compile(r"[^s]s$", re.IGNORECASE)
"""How most plurals end."""
_IRREGULAR_PLURALS = frozenset(("people", "men", "women", "children", "police", "feet", "teeth", "mice"))
_WORD = r"[^\W\d_]+(?:[-'’][^\W\d_]+)*"
_FOLLOWING = re.compile(rf"[ -]({_WORD})((?: {_WORD}){{0,2}})")
_POSSESSIVE = re.compile(r"['’]s?$")


def phrase_end(text: str, end: int) -> int:
    """Where the noun phrase ends whose first words end at `end`: up to the first plural of the next three words.

    Where none is a plural, the next word belongs to it if it is a content word.
    """
    following = _FOLLOWING.match(text, end)
    if following is None or normal_form(following[1]) in FUNCTION_FORMS:
        return end
    reached = following.end(1)
    if _is_plural(following[1]):
        return reached
    for word in re.finditer(r"\S+", following[2]):
        if normal_form(word[0]) in FUNCTION_FORMS:
            break
        if _is_plural(word[0]):
            return following.start(2) + word.end()
    return reached


def _is_plural(word: str) -> bool:
    possessive = word.endswith(("'s", "’s"))
    return word.lower() in _IRREGULAR_PLURALS or (not possessive and bool(PLURAL.search(word)))


def quoted_list(words: Sequence[str], conjunction: str = "and") -> str:
    """The words in quotation marks: “a”, “b” and “c”."""
    marked = [f"“{word}”" for word in words]
    return f"{', '.join(marked[:-1])} {conjunction} {marked[-1]}" if len(marked) > 1 else "".join(marked)


def without_possessive(name: str) -> str:
    """A name without the ending that makes it an owner: "Tom Colicchio" for "Tom Colicchio's"."""
    return _POSSESSIVE.sub("", name)
