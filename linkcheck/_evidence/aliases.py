"""Can two written names be one to a reader: by table, title, nickname, initials, sound, or as a place inside a place?

`same_name` says that one is a form of the other. `may_be_one` says besides where nobody can tell: a title or an epithet
stands for any person, and a nation for whoever acts in its name. Both take names as they are written, on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.prepared import PREFIX_LETTERS, PreparedPage
from linkcheck._parameters import PARAMETERS
from linkcheck._text.lexicon import is_common, is_known_name
from linkcheck._text.name_words import (
    is_given_name,
    is_short_form,
    is_slip,
    is_title,
    is_title_word,
    same_sound,
    same_word,
    variants_of,
)
from linkcheck._text.readings import are_related, find_readings, fold_name, is_nation, is_place, names_of, readings_of
from linkcheck._text.tokens import normal_form
from linkcheck._text.typos import differ_by_typo
from linkcheck._text.word_classes import words_of

_MAX_KNOWN = 20_000
"""Names, and pairs of names, of which is kept what was found: some MB."""
_LONGEST_APART = 40
"""Letters of a name sought in pieces: longer than any name of one word."""
_SPELLED_OUT_TEXT = 20_000
"""Characters in which initials are looked for: a page spells out at first mention."""
_TITLE_SIZES = (4, 3, 2, 1)
"""Words that a title has, particles left out, the most first."""
_MIN_BEGINNING = PARAMETERS.names.min_beginning
_MAX_INITIALS = PARAMETERS.names.max_initials
_MIN_TYPO_LETTERS = PARAMETERS.names.min_typo_letters
_SHORTEST_ACRONYM = PARAMETERS.names.shortest_acronym
_LONGEST_ACRONYM = PARAMETERS.names.longest_acronym

_WITH_OF = re.compile(r"[A-Z]+o[A-Z]+")
""""BoE", "MoD": a small letter stands for "of"."""
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,6}['’]?s")
""""MPs", "NGOs"."""
_PARTICLES = words_of("particle")
"""Words inside names that two names may share by chance."""


@lru_cache(maxsize=_MAX_KNOWN)
def same_name(one: str, other: str) -> bool:
    """Whether one name is a form of the other: by another name, short, spelled otherwise, or a place inside it."""
    known = _by_table_or_initials(one, other)
    if known is not None:
        return known
    words, others = _words_of(one), _words_of(other)
    core, other_core = _core(words), _core(others)
    if not core or not other_core:
        return not core and not other_core and any(same_word(a, b) for a in words for b in others)
    shared = [(a, b) for a in core for b in other_core if _same_core_word(a, b)]
    if min(len(core), len(other_core)) > 1:
        firsts = core[0], other_core[0]
        if all(pair == firsts for pair in shared) and is_given_name(core[0]):
            return False  # "Bill Clinton" and "Bill Gross"
        if firsts not in shared and all(map(is_given_name, firsts)):
            return False  # "Sarah Palin" and "Michael Palin"
    return bool(shared) or _parts_related(one, other)


@lru_cache(maxsize=_MAX_KNOWN)
def may_be_one(one: str, other: str) -> bool:
    """Whether two names can be of one thing, or nobody can tell whether they are.

    What both have is left out: "Rome Smith" is not "Dallas Smith", and "Lady Thatcher" may be "British PM Thatcher".
    """
    known = _by_table_or_initials(one, other)
    if known is not None:
        return known
    words, others = _words_of(one), _words_of(other)
    left, right = _without(words, others), _without(others, words)
    if not left or not right or not _core(left) or not _core(right):
        return True
    if any(_begins(a, b) or _begins(b, a) for a in left for b in right):
        return True
    if len(left) < len(words) or len(right) < len(others):
        one, other = _written_part(one, left), _written_part(other, right)
        known = _by_table_or_initials(one, other)
        if known is not None:
            return known
    return any(map(_is_initial_of, left, right)) or _parts_related(one, other) or _clash(one, other)


def _by_table_or_initials(one: str, other: str) -> bool | None:
    """Whether the tables, the letters or the initials of two names say that they are one; None where none can say."""
    keys, other_keys = readings_of(one), readings_of(other)
    if are_related(keys, other_keys):
        return True
    words, others = _words_of(one), _words_of(other)
    if not words or not others:
        return True
    if "".join(words) == "".join(others) or _are_initials(one, other) or _are_initials(other, one):
        return True
    if len(words) == len(others) == 1 and _slipped(words[0], others[0]):
        return True
    # All their names are listed: where none fits, they are two.
    return False if _all_listed(keys) and _all_listed(other_keys) else None


def _begins(one: str, other: str) -> bool:
    """Whether a word is the beginning of the other: "Mail" of "MailDrop"."""
    return len(one) >= _MIN_BEGINNING and other.startswith(one)


def _is_initial_of(one: str, other: str) -> bool:
    """Whether one word is the first letter of the other: "J" for "Joanne", "JK" for "Joanne Kathleen"."""
    return min(len(one), len(other)) <= _MAX_INITIALS and one[:1] == other[:1]


@lru_cache(maxsize=_MAX_KNOWN)
def forms_of(name: str) -> frozenset[str]:
    """The normal forms of every single word that is written for `name`, its own words left out."""
    names = [other for key in readings_of(name) for other in names_of(key)]
    words = _words_of(name)
    if len(words) == 1:
        names += variants_of(words[0])
    single = (other for other in names if " " not in other and len(other) > 1)
    return frozenset(
        normal_form(other.lower())
        for other in single
        if not (is_common(other) and (len(other) < PREFIX_LETTERS or not is_known_name(other)))
    )


def telling_words(name: str) -> frozenset[str]:
    """The folded words of a name that say who or what it is, titles and general words left out."""
    return frozenset(_core(_words_of(name)))


def is_title_alone(name: str) -> bool:
    """Whether a name is only a title or a general word of names, which names nobody: "Sen.", "PM", "Corp"."""
    return not _core(_words_of(name)) and not readings_of(name)


def _slipped(one: str, other: str) -> bool:
    return is_slip(one, other) and not (_is_word(one) and _is_word(other))


def _is_word(word: str) -> bool:
    return is_common(word) or is_known_name(word)


@lru_cache(maxsize=_MAX_KNOWN)
def _words_of(name: str) -> tuple[str, ...]:
    words = fold_name(name).split()
    return tuple(word for word in words if word not in _PARTICLES) or tuple(words)


@lru_cache(maxsize=_MAX_KNOWN)
def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that name: titles and what companies and places are called in general left out."""
    core: list[str] = []
    position = 0
    while position < len(words):
        size = next((n for n in _TITLE_SIZES if is_title(" ".join(words[position : position + n]))), 0)
        if not size and not is_short_form(words[position]) and not is_title_word(words[position]):
            core.append(words[position])
        position += size or 1
    return tuple(core)


def _same_core_word(one: str, other: str) -> bool:
    if one == other or normal_form(one) == normal_form(other) or other in variants_of(one):
        return True
    if is_slip(one, other):
        return not (_is_word(one) and _is_word(other))
    return same_sound(one, other)


def _all_listed(keys: frozenset[str]) -> bool:
    """Whether a name is that of nations alone, or of places: those that can be told apart by the tables."""
    return bool(keys) and all(map(is_place, keys))


def _parts_related(one: str, other: str) -> bool:
    """Whether a part of one name is a part of the other in other words: "Egypt President" and "Egyptian leader".

    Only where the tables know what the rest is: "Paris Hilton" has nothing of France.
    """
    parts, others = _listed_parts(one), _listed_parts(other)
    return any(are_related(keys, other_keys) for keys in parts for other_keys in others)


@lru_cache(maxsize=_MAX_KNOWN)
def _listed_parts(name: str) -> tuple[frozenset[str], ...]:
    readings = tuple(find_readings(name))
    known = {word for reading in readings for word in _words_of(name[reading.start : reading.end])}
    return tuple(reading.keys for reading in readings) if known.issuperset(_core(_words_of(name))) else ()


def _without(words: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if not any(_same_core_word(word, other) for other in others))


def _written_part(name: str, words: Sequence[str]) -> str:
    """The words of a written name whose folded forms are among `words`."""
    return " ".join(part for part in re.split(r"[\s-]+", name) if set(_words_of(part)) & set(words)) or " ".join(words)


def _clash(one: str, other: str) -> bool:
    """Whether one of two names is a nation's and the other no place's: what acts in a nation's name is unknown.

    All nations are known: what is none is not compared with one. Nor is a place with an organisation.
    """
    keys, others = (readings_of(name).union(*_listed_parts(name)) for name in (one, other))
    pairs = ((keys, others), (others, keys))
    return any(
        not any(map(is_place, those)) and (any(map(is_nation, these)) or (bool(those) and _all_listed(these)))
        for these, those in pairs
    )


def are_nations(one: str, other: str) -> bool:
    """Whether both names are of countries or their people: a list that is known in full."""
    return any(map(is_nation, readings_of(one))) and any(map(is_nation, readings_of(other)))


def on_page(alignment: Alignment, first: int, last: int, forms: tuple[str, ...]) -> bool:
    """Whether the page has one of the words [first, last) of the claim: as it is, misspelt, shortened or spelled out.

    `forms` are those of them that count.
    """
    index = alignment.page.index
    written = alignment.written(first, last)
    if any(form in index for form in forms) or not index.keys().isdisjoint(forms_of(written)):
        return True
    if (len(forms) > 1 and "".join(form[0] for form in forms) in index) or "".join(forms) in index:
        return True
    if any(len(form) > PREFIX_LETTERS and form[:PREFIX_LETTERS] in alignment.page.prefixes for form in forms):
        return True
    if any(is_spelled_alike(form, alignment.page) for form in forms):
        return True
    if any(pattern.search(text) for pattern in _patterns_of(written) for text in _opening_texts(alignment)):
        return True
    return _is_apart_on_page(alignment, written)


def is_spelled_alike(form: str, page: PreparedPage) -> bool:
    """Whether the page has a word that sounds as this one, or differs from it by a typing error."""
    return any(
        same_sound(form, there) or differ_by_typo(form, there, min_letters=_MIN_TYPO_LETTERS)
        for there in page.forms_like(form)
    )


def is_acronym(word: str) -> bool:
    """Whether a word may be made of initials: "NJ", "RHOBH", "BoE"."""
    if not _SHORTEST_ACRONYM <= len(word) <= _LONGEST_ACRONYM or not word.isascii() or not word.isalpha():
        return False
    return word.isupper() or _WITH_OF.fullmatch(word) is not None


def spelled_out(acronym: str, forms: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where in a sentence words stand whose initials `acronym` is, as [first, last + 1)."""
    initials = "".join(form[0] for form in forms)
    size, place = len(acronym), initials.find(acronym.lower())
    while place >= 0:
        yield place, place + size
        place = initials.find(acronym.lower(), place + 1)


def _opening_texts(alignment: Alignment) -> tuple[str, ...]:
    return tuple(field.text[:_SPELLED_OUT_TEXT] for field in alignment.page.fields.values())


def _patterns_of(written: str) -> Iterator[re.Pattern[str]]:
    """What finds a name in a text that has it spelled out, as a code, or in several pieces."""
    for word in written.split():
        acronym = word.removesuffix("s") if _PLURAL_ACRONYM.fullmatch(word) else word
        if is_acronym(acronym):
            yield initials_of(acronym)
    codes = {code for key in readings_of(written) for code in names_of(key) if code.isupper()}
    if codes:
        yield _any_code(tuple(sorted(codes)))


@lru_cache(maxsize=500)
def _any_code(codes: tuple[str, ...]) -> re.Pattern[str]:
    """Any of some codes, with dots or without: "US", "U.S."."""
    return re.compile(r"\b(?:" + "|".join(r"\.?".join(code) for code in codes) + r")\b")


def _is_apart_on_page(alignment: Alignment, written: str) -> bool:
    """Whether the page has a word of the name in several pieces: "Mail Drop" and "Mail-Drop" for MailDrop."""
    words = [word for word in written.split() if word.isalpha()]
    return any(
        word[:_LONGEST_APART].lower() in alignment.page.squeezed and _written_apart(word).search(text)
        for word in words
        for text in _opening_texts(alignment)
    )


def _are_initials(acronym: str, name: str) -> bool:
    """Whether `acronym` is made of the first letters of the words of `name`, small words counted or not."""
    if " " in acronym:
        return False
    letters = acronym.replace(".", "")
    letters = letters.removesuffix("s") if _PLURAL_ACRONYM.fullmatch(letters) else letters
    if not is_acronym(letters):
        return False
    parts = re.findall(r"[^\W_]+", name)
    initials = (
        "".join(part[0] for part in parts),
        "".join(part[0] for part in parts if part.lower() not in _PARTICLES),
    )
    return letters.lower() in (one.lower() for one in initials)


@lru_cache(maxsize=500)
def _written_apart(word: str) -> re.Pattern[str]:
    """A word in one or several pieces: "Mail Drop" and "Mail-Drop" for MailDrop."""
    return re.compile(r"\b" + "[ -]?".join(map(re.escape, word[:_LONGEST_APART])) + r"\b", re.IGNORECASE)


@lru_cache(maxsize=500)
def initials_of(acronym: str) -> re.Pattern[str]:
    """Finds the words that `acronym` is made of."""
    return re.compile(r"\b" + r"\w{1,20}[ -](?:of |the |and )?".join(acronym) + r"\w")


MAX_SPELLED_OUT_SENTENCES = 200
"""Sentences of a page in which initials are looked for: a page spells out at first mention."""

_LEAST_INITIALS = PARAMETERS.names.least_initials
_SHORT = re.compile(r"\d{1,3}k")
_LONG = re.compile(r"\d{1,3}000")


def find_variant(form: str, written: str, page: PreparedPage) -> list[int]:
    """The numbers of the sentences that have the word in another writing, rising; `form` is that of `written`.

    "10,000" for "10k", "Ministry of Defence" for "MoD". Not what posts exchange as well: with digits for "seven", or
    "American" for "US", some pages of other posts passed (development set: 84 of 100 hard swaps found, not 85).
    """
    if _SHORT.fullmatch(form):
        return page.index.get(f"{form[:-1]}000", [])
    if _LONG.fullmatch(form):
        return page.index.get(f"{form[:-3]}k", [])
    acronym = written.removesuffix("s")
    if len(acronym) < _LEAST_INITIALS or not is_acronym(acronym) or is_common(acronym):
        return []
    initials = initials_of(acronym)
    return [place for place, one in enumerate(page.sentences[:MAX_SPELLED_OUT_SENTENCES]) if initials.search(one.text)]
