"""To whom does a text give the words that it quotes?

The sentence is read that the quotation stands in: "X said: “...”", "“...”, said X", "X called it “...”", "X: “...”".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from linkcheck._text.names import Name, find_names
from linkcheck._text.sentences import sentence_spans
from linkcheck._text.word_classes import words_of

_REACH = 300
"""Characters before and after a quotation in which its sentence begins and ends."""
_MAX_SUBJECT = 90
"""Characters from a quotation to the verb that gives it to somebody: longer ones hold another clause."""
_MARKS = "\"“”„«»‘’'「」『』"
_VERBS = "|".join(map(re.escape, sorted(words_of("saying"), key=lambda word: (-len(word), word))))
_VERB = re.compile(rf"\b(?:{_VERBS})\b", re.IGNORECASE)
_CHARACTER = rf"(?:[^\n.;:{_MARKS}]|(?<=\w)['’](?=\w)|(?<=\b[A-Z])\.|(?<=\b[DM][rs])\.|(?<=\bMrs)\.)"
"""Of a subject: no quote mark, and no end of a sentence."""
_INVERTED = re.compile(rf"[\s,.!?{_MARKS}]*\b(?:{_VERBS})\s+(?P<who>(?:(?!,){_CHARACTER}){{2,120}})", re.IGNORECASE)
_FOLLOWED = re.compile(rf"[\s,.!?{_MARKS}]*(?P<who>{_CHARACTER}{{2,{_MAX_SUBJECT}}}?)\s(?:{_VERBS})\b", re.IGNORECASE)
_ACCORDING = re.compile(r"\baccording to\s+(?P<who>[^\n,.;:]{2,90})", re.IGNORECASE)
_SIGNED = re.compile(rf"[\s,.!?{_MARKS}]*(?:[-–—~]{{1,2}}|―)\s*(?P<who>[^\n.;:{_MARKS}]{{2,60}})")
_REPORTED = re.compile(rf"\b(?:{_VERBS})(?: that)? $", re.IGNORECASE)
_COLON = re.compile(r":\s*$")
_ABOUT = re.compile(rf"\s+(?:{'|'.join(sorted(words_of('speaks-about')))})\b", re.IGNORECASE)
_FOR = "|".join(sorted(words_of("speaks-for")))
_OF_OTHERS = re.compile(rf"\b(?:{_FOR})\s+(?:the\s+|an?\s+)?$", re.IGNORECASE)
_OF_ITS_OWN = re.compile(rf"\s*,|\s+(?:{_FOR})\b", re.IGNORECASE)
_OWNER = re.compile(r"['’]s?(?!\w)")
_PRONOUN = re.compile(rf"(?:{'|'.join(sorted(words_of('speaker-pronoun')))})\b", re.IGNORECASE)


class Speech(NamedTuple):
    """Whom the sentence of a quotation gives it to. All spans are of the text."""

    start: int
    end: int
    """The sentence, or those, that the quotation stands in: whoever is named there may be meant."""
    speaker: Name | None
    """Who says it; None where no name says so."""
    pronoun: bool
    """Whether a pronoun says it: who that is stands before."""


def read_speech(text: str, start: int, end: int) -> Speech:
    """To whom `text` gives what it quotes in [start, end), the quote marks left out."""
    low, high = _sentence(text, start, end)
    before, after = text[low : max(low, start - 1)], text[end:high]
    found = _after(after) or _before(before)
    if found is None:
        return Speech(low, high, None, pronoun=False)
    side, first, last = found
    offset = end if side == "after" else low
    who = text[offset + first : offset + last]
    if _PRONOUN.match(who.lstrip()):
        return Speech(low, high, None, pronoun=True)
    return Speech(low, high, _named(who, offset + first), pronoun=False)


def is_reported(text: str, start: int) -> bool:
    """Whether a verb of saying stands directly before `start`: "she said that ...", without quote marks."""
    return _REPORTED.search(text[max(0, start - _REACH) : start]) is not None


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    spans = sentence_spans(text[low:high])
    begin = max((low + s for s, _ in spans if low + s <= start), default=start)
    stop = min((low + e for _, e in spans if low + e >= end), default=end)
    after = text[stop : stop + 2].strip()
    if stop <= end + 1 and after[:1].islower():
        stop = min((low + e for _, e in spans if low + e > stop), default=stop)
    return begin, stop


def _after(text: str) -> tuple[str, int, int] | None:
    for pattern in (_INVERTED, _FOLLOWED):
        match = pattern.match(text)
        if match:
            return "after", *match.span("who")
    match = _SIGNED.match(text) or _ACCORDING.search(text[:_MAX_SUBJECT])
    return ("after", *match.span("who")) if match else None


def _before(text: str) -> tuple[str, int, int] | None:
    if any(mark in text for mark in '"“”«»'):
        return None  # what stands before belongs to another quotation as well
    according = _ACCORDING.search(text)
    if according:
        return "before", *according.span("who")
    verbs = list(_VERB.finditer(text))
    if not verbs:
        return ("before", 0, len(text)) if _COLON.search(text) else None
    first = verbs[-2].end() if len(verbs) > 1 else 0
    return "before", first, verbs[-1].start()


def _named(who: str, offset: int) -> Name | None:
    """The one name of a subject; of several the first that is spoken about others, or that an apposition follows."""
    names = [
        name for name in find_names(who) if not _OF_OTHERS.search(who[: name.start]) and not _OWNER.match(who, name.end)
    ]
    if not names:
        return None
    first = names[0]
    if len(names) > 1 and not (_ABOUT.match(who, first.end) or _OF_ITS_OWN.match(who, first.end)):
        return None
    return Name(first.start + offset, first.end + offset, first.sure)
