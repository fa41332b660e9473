"""Whether a text says anything a page could bear out or contradict, and if not, why.

A text is taken for claimless only when hardly a word of it is specific: no name, no number, no quotation, and at
most one other word that is not in unspecific_words.txt; a question for the reader's own opinion may name one thing,
and instructions ("How to use promises") name theirs by one.
Naming someone is enough to be checkable, for a page about someone else is wrong. Of 726 labelled posts it calls 20
claimless, 17 of them rightly, out of 67: silence about a claim is the worse error, so it misses rather than
overreaches.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import accumulate

from linkcheck.post.lexicon import is_common, is_known_name

MAX_SPECIFIC = 1
"""Specific words up to which a text without names and numbers claims nothing."""
MAX_ASKED = 3
"""The same for a question to the reader, which may name whom it asks ("Would you take him, Reds fans?")."""
MAX_READ = 400
"""Characters looked at; a longer text says something."""

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]\w*$")
_QUOTED = re.compile(r"[\"“„«「『][^\"”»」』]{4,}[\"”»」』]")
_POINTS = re.compile(
    r"\b(?:this|these|here|below|link|read|watch|listen|look|see|check|click|thread|video)\b", re.IGNORECASE
)
_ASKS_READER = re.compile(
    r"(?:(?:would|do|did|have|are|will|could|can|should) you|how many of (?:these|them) (?:do|have|did) you)\b"
    r"[^?\n]*\?",
    re.IGNORECASE,
)
_INSTRUCTS = re.compile(r"\W*how to\b", re.IGNORECASE)
_INITIAL = re.compile(r"\b[A-Z]\.$")
_SENTENCE_END = frozenset(".!?…:\n\"“'‘")


def why_unclaimed(text: str, tags: Sequence[str] = ()) -> str:
    """The reason code for a text that claims nothing, or "" for one that does.

    `tags` are those of its words that were hashtags or handles, which name something unless they are unspecific too.
    """
    tokens = list(_TOKEN.finditer(text[:MAX_READ]))
    if not tokens:
        return "no-claim-empty"
    if len(text) > MAX_READ:
        return ""
    if _ASKS_READER.fullmatch(text.strip()) and not _says_more_than(MAX_ASKED, text, tokens):
        return "no-claim-reaction"
    if any(tag.lower() not in unspecific_words() for tag in tags):
        return ""
    enough = 0 if _INSTRUCTS.match(text) else MAX_SPECIFIC
    if _QUOTED.search(text) or _says_more_than(enough, text, tokens):
        return ""
    return "no-claim-pointer" if _POINTS.search(text) else "no-claim-reaction"


def _says_more_than(enough: int, text: str, tokens: Sequence[re.Match[str]]) -> bool:
    return any(said > enough for said in accumulate(_weight(text, token) for token in tokens))


def _weight(text: str, token: re.Match[str]) -> int:
    """How much of a claim a word is: 0 for one that says nothing, 1 for a common one, more for a name or number."""
    word = token.group()
    if any(character.isdigit() for character in word):
        return 2
    if not word[0].isascii() and not word[0].isupper() and not word[0].islower():
        # Scripts without capitals; those without spaces too, where one run is a whole sentence.
        return max(1, len(word) // 2)
    plain = _POSSESSIVE.sub("", word).lower()
    if len(plain) < 2 or plain in unspecific_words() or word.lower() in unspecific_words():
        return 0
    return 2 if not is_common(plain) or _is_name(text, token) else 1


def _is_name(text: str, token: re.Match[str]) -> bool:
    """Whether a word has a capital that no sentence begins with, or is known as a name."""
    word = token.group()
    if not word[0].isupper():
        return False
    if is_known_name(_POSSESSIVE.sub("", word)):
        return True
    before = text[: token.start()].rstrip(" ")
    return bool(before) and (before[-1] not in _SENTENCE_END or _INITIAL.search(before) is not None)


@cache
def unspecific_words() -> frozenset[str]:
    """The words of unspecific_words.txt."""
    text = resources.files("linkcheck.post").joinpath("unspecific_words.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
