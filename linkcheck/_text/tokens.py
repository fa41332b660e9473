"""The words of a text in their normal forms, by which they are compared, with or without their spans.

A normal form is a word without case, accents, doubled letters and simple endings, so that "Travelling", "traveled" and
"TRAVELS" are one. Scripts without spaces between words (Chinese, Japanese, Thai, ...) and Korean, which glues its
particles on, are read as overlapping bigrams of characters, as Lucene's CJK analyser does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from linkcheck._tables import table_pairs
from linkcheck._text.calendar import calendar
from linkcheck._text.lexicon import is_common, stem
from linkcheck._text.possessives import POSSESSIVE_ENDING
from linkcheck._text.scripts import HANGUL, UNSPACED

# Vowel signs and other marks are no letters to `re`, but they stand inside words.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0971-\u0dff\u0f71-\u0f84"
)
_GROUPS = r"(?<=\d)[.,]\d{3}(?!\d)"  # of a number: "168,000" is one word
_WORD = re.compile(rf"[\w{_MARKS}{UNSPACED}]+(?:['’ʼ][\w{_MARKS}]+|{_GROUPS})*")
_ASCII_WORD = re.compile(rf"[0-9A-Za-z]+(?:'[0-9A-Za-z]+|{_GROUPS})*")
"""The same for plain text, twice as fast."""
_BIGRAMMED = UNSPACED + HANGUL
_RUNS = re.compile(rf"[{_BIGRAMMED}]+|[^{_BIGRAMMED}]+")
_HAS_BIGRAMS = re.compile(rf"[{_BIGRAMMED}]")

_MAX_FORMS = 200_000  # entries of the cache: some 30 MB, above the vocabulary of any hour's pages
_MAX_WORD = 40  # characters of a word that are compared; longer ones are noise (base64, hashes)


class Word(NamedTuple):
    """One word of a text: its normal form and its span."""

    form: str
    start: int
    end: int


_new = tuple.__new__
"""Makes a Word of its three parts in two thirds of the time that its class takes: a page has thousands."""


class _Forms(dict[str, str]):
    """Word as written -> normal form. A cache: emptied when full, so that untrusted text cannot fill the memory."""

    def __missing__(self, written: str) -> str:
        if len(self) >= _MAX_FORMS:
            self.clear()
        form = self[written] = _normalise(written)
        return form


_FORMS = _Forms()


def normal_form(word: str) -> str:
    """The normal form of one word; never empty for a word with a letter or digit."""
    return _FORMS[word]


def normal_forms(text: str) -> list[str]:
    """The normal forms of all words of `text`, in order: those of `tokenise(text)`, without their spans."""
    text = text.replace("_", " ")
    if text.isascii():
        return list(map(_FORMS.__getitem__, _ASCII_WORD.findall(text)))
    words = _WORD.findall(text)
    if not _HAS_BIGRAMS.search(text):
        return list(map(_FORMS.__getitem__, words))
    forms: list[str] = []
    for word in words:
        for run in _RUNS.findall(word):
            forms.extend(_bigrams(run) if _HAS_BIGRAMS.match(run) else (_FORMS[run],))
    return forms


def tokenise(text: str, offset: int = 0) -> list[Word]:
    """All words of `text` with their spans, shifted by `offset`. Bigrams overlap by one character."""
    text = text.replace("_", " ")
    if text.isascii() or not _HAS_BIGRAMS.search(text):
        pattern = _ASCII_WORD if text.isascii() else _WORD
        found = pattern.finditer(text)
        return [_new(Word, (_FORMS[m[0]], m.start() + offset, m.end() + offset)) for m in found]
    return list(_words_and_bigrams(text, offset))


def is_bigrammed(text: str) -> bool:
    """Whether `text` holds a script that is read as bigrams of characters."""
    return _HAS_BIGRAMS.search(text) is not None


def _bigrams(run: str) -> list[str]:
    return list(map("".join, pairwise(run))) or [run]


def _words_and_bigrams(text: str, offset: int) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        for part in _RUNS.finditer(match[0]):
            start, run = offset + match.start() + part.start(), part[0]
            if _HAS_BIGRAMS.match(run):
                for at, bigram in enumerate(_bigrams(run)):
                    yield Word(bigram, start + at, start + at + len(bigram))
            else:
                yield Word(_FORMS[run], start, start + len(run))


_ELISION = re.compile(r"^(?:l|d|j|m|n|s|t|c|qu|dell|nell|all|sull|un|jusqu|lorsqu)['’ʼ](?=\w)")
_APOSTROPHE = re.compile(rf"{POSSESSIVE_ENDING}|['’ʼ](?=\w)")
_SEPARATOR = re.compile("[.,]")
_REPEATED = re.compile(r"([^\W\d])\1+")
_ALEF = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ي": "ي", "ک": "ك", "ی": "ي", "ё": "е", "ς": "σ", "ß": "s"}
)


_OTHER_WORDS = frozenset({"mon"})
"""Short forms of weekdays that are function words of another language."""
_SHORT: dict[str, str] = table_pairs("_text/data/short_words.txt") | {
    short: full
    for short, full in calendar().english_short.items()
    if not is_common(short) and short not in _OTHER_WORDS
}
"""What posts write in short and pages write out."""


def _normalise(written: str) -> str:
    if written[0].isdigit():
        written = _SEPARATOR.sub("", written)
    word = written[:_MAX_WORD].lower()
    if not word.isascii():
        word = _without_accents(word).translate(_ALEF)
    if not word.isalnum():
        word = _APOSTROPHE.sub("", _ELISION.sub("", word))
    word = _SHORT.get(word, word)
    if len(word) < 4 or word.isdigit():
        return word or written
    return _REPEATED.sub(r"\1", stem(word))


# Marks of the Indic scripts are vowels, not accents: only those below U+0900 are dropped.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]"
)


def _without_accents(word: str) -> str:
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", word))
    return bare if bare.isascii() else unicodedata.normalize("NFC", bare)
