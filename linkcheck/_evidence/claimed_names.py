"""Which names does a claim have, and how surely are they names?"""

from __future__ import annotations

import re
from typing import NamedTuple

from linkcheck._evidence.alignment import Alignment, words_between
from linkcheck._evidence.phrases import FUNCTION_FORMS
from linkcheck._text.names import capitalisation_style
from linkcheck._text.tokens import normal_form

MAX_NAMES = 12
"""Names of a claim that are compared: more is a list of credits."""
_FOREIGN = 0.4
"""What a name counts in a language whose capitals and endings we do not read."""
UNSURE = 0.5
"""What an absent word counts that only looks like a name."""

SHORTHAND = re.compile(r"[QH][1-4]|P[1-9]\d?|S\d\d?(?:E\d\d?)?")
"""Of quarters, places in a race, seasons and episodes: no names, and pages spell them out."""
_OWN_COUNTRY = frozenset(map(normal_form, ("u", "us", "usa", "uk", "america", "american", "britain", "british")))
"""Countries that their own press leaves unsaid: their absence says little."""


class ClaimedName(NamedTuple):
    """A name of the claim: its words there, their forms, and whether it surely is a name."""

    first: int
    last: int
    forms: tuple[str, ...]
    sure: float
    """1 for what surely is a name, less for what only looks like one."""


def is_tag(alignment: Alignment, position: int) -> bool:
    """Whether a word of the claim opens a hashtag or handle of the post."""
    word = alignment.words[position]
    at = alignment.post.claim.span(word.start, word.end)[0]
    return alignment.post.post.text[max(0, at - 1) : at] in ("#", "@")


def claimed_names(alignment: Alignment) -> tuple[ClaimedName, ...]:
    """The names of the claim that are compared: no tags, handles or shorthand."""
    names = []
    language = 1.0 if capitalisation_style(alignment.text) not in ("german", "foreign") else _FOREIGN
    for name in alignment.post.names[:MAX_NAMES]:
        first, last = words_between(alignment.words, name.start, name.end)
        if first < last and is_tag(alignment, first):
            continue
        forms = tuple(form for form in alignment.forms[first:last] if form not in FUNCTION_FORMS)
        if forms and not SHORTHAND.fullmatch(alignment.text[name.start : name.end]):
            sure = name.sure and not _OWN_COUNTRY.issuperset(forms)
            names.append(ClaimedName(first, last, forms, language * (1.0 if sure else UNSURE)))
    return tuple(names)
