"""Names of people, organisations, places and products in a text, by their capitals and by two word lists.

Capitals show names in sentence case. They show nothing in headlines that capitalise every word, in text of capitals
alone, and in German, which capitalises every noun: there a name is a word that a list knows as one, or, in English
headlines, one that no list knows as English.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from linkcheck._text.calendar import calendar
from linkcheck._text.currencies import is_currency_code
from linkcheck._text.dates import find_dates
from linkcheck._text.lexicon import is_common, is_derived, is_known_name
from linkcheck._text.possessives import without_possessive
from linkcheck._text.word_classes import words_of

CapitalisationStyle = Literal["sentence", "title", "upper", "lower", "german", "foreign"]


class Name(NamedTuple):
    """One name: its span, and how sure it is that it is one."""

    start: int
    end: int
    sure: bool
    """Whether a list or a capital inside a sentence says so; otherwise it may be a word that no list knows."""


_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…|\n]|[-–—]\s|(?<!\w)[\"“‘'«„(\[])[\s\"“‘'«„(\[]*$")
_PART = re.compile(r"(?<![^\W_])[^\W_]{2,}+(?=['’.-]|$)")
_INNER_CAPITAL = re.compile(r"[^\W\d_]\.?[^\W\d_a-zà-öø-ÿ]")
_CONTRACTION = re.compile(r"n['’]t$|['’](?:ll|re|ve|d|m)$", re.IGNORECASE)
_CONNECTORS = words_of("connector")
_GERMAN = words_of("german")
_SMALL = words_of("small-in-headlines")
AMBIGUOUS = words_of("ambiguous-name")
_ALSO_NAMES = frozenset({"jan", "sun"})
"""Short forms of months and weekdays that are more often something else."""
_CALENDAR_WORDS = (*calendar().english_weekdays, *calendar().english_months, *calendar().english_short)
ALWAYS_CAPITAL = words_of("capital") | (frozenset(_CALENDAR_WORDS) - _ALSO_NAMES)
"""Written with a capital without being a name."""
_MIN_WORDS = 4  # from which on a text shows its language: most words of English are on a list
_MAX_NAMES = 200  # in one text; more is a list or noise


def find_names(text: str) -> tuple[Name, ...]:
    """The names of `text` in order, without overlaps, possessive endings left out.

    What is part of a date or the code of a currency is none.
    """
    names = tuple(name for name in _capitalised_names(text) if not is_currency_code(text, name.start, name.end))
    dates = find_dates(text) if names else ()
    if not dates:
        return names
    return tuple(name for name in names if not any(date.start <= name.start and name.end <= date.end for date in dates))


def _capitalised_names(text: str) -> tuple[Name, ...]:
    words = [(m.start(), m.end(), m[0]) for m in _WORD.finditer(text)]
    style = _style_of([word for _, _, word in words])
    names: list[Name] = []
    run: list[tuple[int, int, bool]] = []
    for number, (start, _, word) in enumerate(words):
        if not run and style != "lower" and word.islower():
            continue
        core = without_possessive(word) if word[-1] in "s'’" else word
        sure = (
            None
            if core in _CONNECTORS or text[start - 1 : start] in ("@", "#")
            else _certainty(core, style, _starts_sentence(text, start))
        )
        if run and (not _continues(text, run[-1][1], start) or sure is None):
            if sure is None and _bridges(text, words, number, style):
                continue
            _close(run, names)
        if sure is None:
            continue
        run.append((start, start + len(core), sure))
        if core != word:
            _close(run, names)
        if len(names) >= _MAX_NAMES:
            return tuple(names)
    _close(run, names)
    return tuple(names)


def _close(run: list[tuple[int, int, bool]], names: list[Name]) -> None:
    if run:
        names.append(Name(run[0][0], run[-1][1], any(sure for _, _, sure in run)))
        run.clear()


@lru_cache(maxsize=5_000)
def may_be_name(word: str) -> bool:
    """Whether a capitalised word may be a name wherever it stands: of no list, or on the list of names."""
    core = without_possessive(word).lower()
    return core not in ALWAYS_CAPITAL and (core in AMBIGUOUS or not (is_common(core) or is_derived(core)))


@lru_cache(maxsize=500)
def capitalisation_style(text: str) -> CapitalisationStyle:
    """How `text` uses capitals: "sentence", "title" (every word has one), "upper" or "lower" (all letters are so).

    These four are English, where the word lists can help; "german" and "foreign" are what is not.
    """
    return _style_of(_WORD.findall(text))


def _style_of(words: list[str]) -> CapitalisationStyle:
    written = [word for word in words if word.isalpha()]
    if sum(map(_GERMAN.__contains__, map(str.lower, written))) >= 2:
        return "german"
    english = [word for word in written if is_common(word) or is_known_name(word)]
    if len(written) >= _MIN_WORDS and len(english) * 2 < len(written):
        return "foreign"
    long = [word for word in written[1:] if len(word) > 3]
    if long and sum(map(str.isupper, long)) > len(long) * 0.7:
        return "upper"
    small = sum(word.islower() and word not in _SMALL for word in long)
    capital = sum(not word.islower() for word in long)
    # Headlines written by hand leave a word or two small; a sentence has one small word in five at least.
    if capital >= 2 and capital > 4 * small and any(is_common(word) for word in long):
        return "title"
    if written and not any(word[0].isupper() for word in written):
        return "lower"
    return "sentence"


def _certainty(word: str, style: CapitalisationStyle, first: bool) -> bool | None:
    """Whether `word` is surely a name (True), perhaps (False) or not one (None)."""
    lower = word.lower()
    if not word[0].isalpha() or len(word) < 2 or lower in ALWAYS_CAPITAL or _CONTRACTION.search(word):
        return None
    if not word[0].isupper():
        if style == "lower" and _only_a_name(lower):
            return True
        return False if any(c.isupper() for c in word[1:]) else None  # iPhone, eBay
    if style in ("upper", "lower", "german"):
        return True if _only_a_name(lower) else None
    if word.isupper() and is_common(lower):
        return True if word == "US" else None  # EMPHASIS
    if any(c.isdigit() for c in word) or _INNER_CAPITAL.search(word):
        return True
    if style in ("sentence", "foreign"):
        if not first:
            return True
        if style == "foreign":
            return True if _only_a_name(lower) else None
    return _certainty_in_headline(lower)


def _certainty_in_headline(lower: str) -> bool | None:
    """The same where a capital says nothing: at the start of a sentence and in headlines."""
    parts = _PART.findall(lower)
    if any(_only_a_name(part) for part in parts):
        return True
    if all(is_common(part) or is_derived(part) for part in parts):
        return False if lower in AMBIGUOUS else None
    return False


def _only_a_name(word: str) -> bool:
    return is_known_name(word) and not is_common(word)


def _starts_sentence(text: str, start: int) -> bool:
    return _SENTENCE_START.search(text[max(0, start - 6) : start]) is not None


def _continues(text: str, end: int, start: int) -> bool:
    """Whether two name words are one name: nothing but a space, or a connector, between them."""
    between = text[end:start]
    return between.strip().lower() in _CONNECTORS or between in (" ", "\u00a0", " & ") or between.strip() == ""


def _bridges(text: str, words: list[tuple[int, int, str]], number: int, style: CapitalisationStyle) -> bool:
    """Whether the small word with that number stands inside a name ("Bank of America", "Boko de Haram")."""
    _, end, word = words[number]
    if word.lower() not in _CONNECTORS or number + 1 >= len(words):
        return False
    following, _, next_word = words[number + 1]
    if text[end:following] != " ":
        return False
    return word.lower() != "the" and _certainty(without_possessive(next_word), style, False) is True
