"""Which names does a claim have, and how surely are they names?"""

from __future__ import annotations

import re
from typing import NamedTuple

from linkcheck._evidence.aliases import is_title_alone
from linkcheck._evidence.alignment import Alignment, words_between
from linkcheck._evidence.phrases import FUNCTION_FORMS
from linkcheck._parameters import PARAMETERS
from linkcheck._text.names import capitalisation_style
from linkcheck._text.readings import find_readings, readings_of

MAX_NAMES = 12
"""Names of a claim that are compared: more is a list of credits."""
_FOREIGN = PARAMETERS.names.foreign
UNSURE = PARAMETERS.names.unsure

SHORTHAND = re.compile(r"[QH][1-4]|P[1-9]\d?|S\d\d?(?:E\d\d?)?")
"""Of quarters, places in a race, seasons and episodes: no names, and pages spell them out."""
_OWN_COUNTRY = frozenset(("US", "GB"))
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


def is_cut(alignment: Alignment, position: int) -> bool:
    """Whether the text breaks off in that word: "at Tom Colicchio's New San…" has the beginning of a name."""
    rest = alignment.text[alignment.words[position].end :].strip()
    return position == len(alignment.words) - 1 and rest.startswith(("…", "..."))


def claimed_names(alignment: Alignment) -> tuple[ClaimedName, ...]:
    """The names of the claim that are compared: no tags, handles or shorthand."""
    names = []
    language = 1.0 if capitalisation_style(alignment.text) not in ("german", "foreign") else _FOREIGN
    for start, end, sure in _spans(alignment)[:MAX_NAMES]:
        first, last = words_between(alignment.words, start, end)
        last -= first < last and is_cut(alignment, last - 1)
        if first >= last or is_tag(alignment, first):
            continue
        written = alignment.written(first, last)
        forms = tuple(form for form in alignment.forms[first:last] if form not in FUNCTION_FORMS)
        if forms and not SHORTHAND.fullmatch(written) and not is_title_alone(written):
            sure = sure and not _OWN_COUNTRY & readings_of(written)
            names.append(ClaimedName(first, last, forms, language * (1.0 if sure else UNSURE)))
    return tuple(names)


def _spans(alignment: Alignment) -> list[tuple[int, int, bool]]:
    """The names of the claim with those of several words that the tables know whole: "Ivory Coast", not "Coast"."""
    listed = [
        (one.start, one.end) for one in find_readings(alignment.text) if " " in alignment.text[one.start : one.end]
    ]
    spans = [(start, end, True) for start, end in listed]
    for name in alignment.post.names:
        touching = [span for span in spans if span[0] < name.end and name.start < span[1]]
        spans = [span for span in spans if span not in touching]
        start = min((name.start, *(span[0] for span in touching)))
        end = max((name.end, *(span[1] for span in touching)))
        spans.append((start, end, name.sure or bool(touching)))
    return sorted(spans)
