"""Where does a page have a word of the claim in another writing: "10,000" for "10k", "Ministry of Defence" for "MoD"?

What posts swap as well tells nothing: with digits for "seven", or "American" for "US", some pages of other posts
passed (development set of posts: 84 of 100 hard swaps found, not 85).
"""

from __future__ import annotations

import re

from linkcheck.evidence.prepared import PreparedPage
from linkcheck.evidence.same_names import initials_of, is_acronym
from linkcheck.post.lexicon import is_common

MAX_SENTENCES = 200
"""Sentences of a page in which initials are looked for: a page spells out at first mention."""

_LEAST_INITIALS = 3  # letters: two words with such capitals stand side by side on any page
_SHORT = re.compile(r"\d{1,3}k")
_LONG = re.compile(r"\d{1,3}000")


def other_places(form: str, written: str, page: PreparedPage) -> list[int]:
    """The numbers of the sentences that have the word in another writing, rising; `form` is that of `written`."""
    if _SHORT.fullmatch(form):
        return page.index.get(f"{form[:-1]}000", [])
    if _LONG.fullmatch(form):
        return page.index.get(f"{form[:-3]}k", [])
    acronym = written.removesuffix("s")
    if len(acronym) < _LEAST_INITIALS or not is_acronym(acronym) or is_common(acronym):
        return []
    initials = initials_of(acronym)
    return [place for place, one in enumerate(page.sentences[:MAX_SENTENCES]) if initials.search(one.text)]
