"""Which sentences of a page speak as stand-ins do, and of which kind? "This video is no longer available."

No table holds the sentences of every host, but they are made of few kinds of words: this + a thing + lost; you + a
robot; leaving. `phrases/signs.txt` has these classes of words in eight languages, and which of them together in one
sentence show which state. A sentence shows it only if it is direct: it points at a thing ("this page"), speaks with the
visitor or is as short as a notice. How many sentences a page needs is for states.py to say.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec

from linkcheck._page.phrases import normalise
from linkcheck._page.types import PageState
from linkcheck._parameters import PARAMETERS
from linkcheck._text.scripts import UNSPACED

_NOTICE_WORDS = PARAMETERS.states.notice_words
_MENU_WORDS = PARAMETERS.states.menu_words
_LONGEST_SENTENCE = 300
"""Characters; what is longer is no notice, and not searched."""

_UNSPACED = re.compile(f"[{UNSPACED}]")
_SENTENCE_END = re.compile(r"\n+|(?<=[.!?…])\s+|(?<=[。！？])")
_NO_WORD = re.compile(r"[^\w'+]+")
_POINTING, _THINGS, _VISITOR, _SPOKEN_TO, _OF_SERVERS = "this", "thing", "visitor", "address", "machine"
_BETWEEN = 2  # words between "this" and what it points at: "this beautiful old page"


class Rule(msgspec.Struct, frozen=True):
    """Classes of words that together in one sentence show a state."""

    state: PageState
    classes: frozenset[str]


class SignTables(msgspec.Struct, frozen=True):
    """The words of all languages by their class, laid out for look-ups."""

    by_first_word: dict[str, tuple[tuple[str, str], ...]]
    """What is whole words, as " word word ", with its class, under its first word."""
    beginnings: tuple[tuple[str, str], ...]
    """What is the beginning of a word."""
    unspaced: tuple[tuple[str, str], ...]
    """What is written without spaces."""
    rules: tuple[Rule, ...]
    """Earlier ones win where all else is equal."""


class Sentence(msgspec.Struct, frozen=True):
    """A sentence of a page, and what it speaks of."""

    text: str
    words: int
    """How many; letters of scripts without spaces count a third."""
    states: tuple[PageState, ...] = ()
    """What it shows to be in place of the page; empty for most sentences."""
    is_addressed: bool = False
    """Whether it points at "this page", speaks with the visitor or quotes a server."""
    is_notice: bool = False
    """Whether it speaks with the visitor, shows a state or names a thing to do, as notices and buttons do."""

    @property
    def is_menu(self) -> bool:
        """Whether it is no more than an entry of a menu."""
        return self.words <= _MENU_WORDS and not self.states


@cache
def sign_tables() -> SignTables:
    """Return the tables, read once a process."""
    by_first_word: dict[str, list[tuple[str, str]]] = {}
    beginnings: list[tuple[str, str]] = []
    unspaced: list[tuple[str, str]] = []
    rules: list[Rule] = []
    part = ""
    for line in files("linkcheck._page").joinpath("phrases", "signs.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            part = line.strip("[] ")
        elif not line or line.startswith("#"):
            continue
        elif part == "rules":
            state, _, classes = line.partition(": ")
            rules.append(Rule(PageState(state), frozenset(classes.split())))
        elif _UNSPACED.search(line):
            unspaced.append((line, part))
        elif line.endswith("*"):
            beginnings.append((_spaced(line).rstrip(), part))
        else:
            by_first_word.setdefault(_spaced(line).split()[0], []).append((_spaced(line), part))
    return SignTables(
        by_first_word={word: tuple(entries) for word, entries in by_first_word.items()},
        beginnings=tuple(beginnings),
        unspaced=tuple(unspaced),
        rules=tuple(rules),
    )


def read_sentences(text: str, most: int) -> Iterator[Sentence]:
    """The first `most` sentences of a text, each with what it speaks of, as they are asked for."""
    pieces = (piece.strip() for piece in _SENTENCE_END.split(text) if piece.strip())
    return map(read_sentence, itertools.islice(pieces, most))


def read_sentence(text: str) -> Sentence:
    """Return what one sentence, a title or a heading speaks of."""
    spaced = _spaced(normalise(text[:_LONGEST_SENTENCE]))
    tokens = spaced.split()
    letters = len(_UNSPACED.findall(spaced))
    count = len(tokens) + letters // 3
    if len(text) > _LONGEST_SENTENCE:
        return Sentence(text, count)
    classes = _classes_in(spaced, tokens, has_unspaced=letters > 0)
    states: tuple[PageState, ...] = ()
    is_addressed = bool(classes & {_SPOKEN_TO, _OF_SERVERS}) or _points_at_thing(tokens)
    is_addressed = is_addressed or (letters > 0 and classes >= {_POINTING, _THINGS})
    if is_addressed or count <= _NOTICE_WORDS:
        states = tuple(dict.fromkeys(rule.state for rule in sign_tables().rules if rule.classes <= classes))
    is_notice = bool(states) or bool(classes & {_VISITOR, _SPOKEN_TO, _OF_SERVERS})
    return Sentence(text, count, states, is_addressed=is_addressed, is_notice=is_notice)


def _spaced(text: str) -> str:
    """The words of a text with one space around each; what an apostrophe joins is two."""
    return f" {' '.join(_NO_WORD.sub(' ', text.replace(chr(39), chr(39) + ' ')).split())} "


def _classes_in(spaced: str, tokens: list[str], *, has_unspaced: bool) -> set[str]:
    tables = sign_tables()
    found = {kind for word in set(tokens) for entry, kind in tables.by_first_word.get(word, ()) if entry in spaced}
    found.update(kind for entry, kind in tables.beginnings if kind not in found and entry in spaced)
    if has_unspaced:
        found.update(kind for entry, kind in tables.unspaced if kind not in found and entry in spaced)
    return found


def _points_at_thing(tokens: list[str]) -> bool:
    """Whether the sentence speaks of "this page", "the video"."""
    tables = sign_tables().by_first_word
    for at, word in enumerate(tokens):
        if (f" {word} ", _POINTING) in tables.get(word, ()) and any(
            (f" {other} ", _THINGS) in tables.get(other, ()) for other in tokens[at + 1 : at + 2 + _BETWEEN]
        ):
            return True
    return False
