"""A text as numbers of word pieces, as BERT's uncased English models read it.

Devlin et al., "BERT: Pre-training of Deep Bidirectional Transformers" (2019), section 3; the pieces are those of Wu et
al., "Google's Neural Machine Translation System" (2016), section 4.1: of each word the longest known beginning, then
the longest known continuation ("##ing"). The vocabulary is BERT's (see VOCABULARY.md). The tokenizers library reads the
same numbers from the 13,000 texts this was measured with, but brings a client of a model hub.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib import resources

_UNKNOWN, _START, _END = 100, 101, 102
"""Numbers of [UNK], [CLS] and [SEP]."""
_MAX_WORD = 100
"""Characters of a word; longer ones are unknown, as in BERT's own code."""
_MAX_KNOWN = 50_000
"""Entries of the cache of words: some 10 MB."""

_HAN = (
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2A6DF),
    (0x2A700, 0x2B81F), (0x2B920, 0x2CEAF), (0x2F800, 0x2FA1F),
)  # fmt: skip
"""Characters that are words by themselves."""
_SYMBOLS = frozenset("$+<=>^`|~")
"""ASCII characters that are no punctuation to Unicode, but to BERT."""


def read_pieces(text: str, most: int) -> list[int]:
    """The numbers of the pieces of `text`, between [CLS] and [SEP]: at most `most` in all."""
    pieces = [_START]
    for word in unicodedata.normalize("NFD", text).translate(_SPACED).lower().split():
        pieces.extend(_WORDS[word])
        if len(pieces) >= most:
            break
    return [*pieces[: most - 1], _END]


class _Spaced(dict[int, str]):
    """Code point -> what stands for it: nothing for marks and controls, spaces around what is a word by itself."""

    def __missing__(self, code: int) -> str:
        there = self[code] = _spaced(chr(code))
        return there


def _spaced(character: str) -> str:
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category == "Mn" or category[0] == "C" or character == "\ufffd":
        return ""
    if category[0] == "P" or character in _SYMBOLS or any(low <= ord(character) <= high for low, high in _HAN):
        return f" {character} "
    return character


class _Words(dict[str, tuple[int, ...]]):
    """Word -> its pieces. A cache: emptied when full, so that no stream of strangers fills memory."""

    def __missing__(self, word: str) -> tuple[int, ...]:
        if len(self) >= _MAX_KNOWN:
            self.clear()
        pieces = self[word] = tuple(_pieces(word))
        return pieces


_SPACED, _WORDS = _Spaced(), _Words()


def _pieces(word: str) -> list[int]:
    numbers = vocabulary()
    if len(word) > _MAX_WORD:
        return [_UNKNOWN]
    pieces: list[int] = []
    start = 0
    while start < len(word):
        mark = "##" if start else ""
        known = ((end, numbers.get(mark + word[start:end])) for end in range(len(word), start, -1))
        end, number = next(((end, number) for end, number in known if number is not None), (0, _UNKNOWN))
        if number == _UNKNOWN:
            return [_UNKNOWN]
        pieces.append(number)
        start = end
    return pieces


@cache
def vocabulary() -> dict[str, int]:
    """Piece -> its number: the line it stands in, from 0."""
    text = resources.files("linkcheck.detectors").joinpath("wordpieces.txt").read_text("utf-8")
    return {piece: number for number, piece in enumerate(text.split("\n")[:-1])}
