"""Which two words are one to a reader: country and people, short and long, initials, another spelling or writing?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.prepared import PREFIX_LETTERS, PreparedPage
from linkcheck._text.lexicon import is_common
from linkcheck._text.tokens import normal_form
from linkcheck._text.typos import differ_by_typo

_SHARED_START = 4
"""Letters that a country and its people share: Iraq and Iraqi, China and Chinese are one name to a reader."""
_STEM = "land"
"""Any stem will do that ends in a letter with which no ending begins: doubled letters are one in a form."""
_ENDINGS = ("", "a", "an", "e", "ean", "en", "ese", "ey", "i", "ia", "ian", "ic", "ish", "ist", "lese", "o", "n", "y")
_NATION_ENDINGS = frozenset(normal_form(_STEM + ending).removeprefix(_STEM) for ending in _ENDINGS)
"""As forms have them: a form drops the last letter of "Argentine"."""
_LONGEST_APART = 40
"""Letters of a name sought in pieces: longer than any name of one word."""
_SPELLED_OUT_TEXT = 20_000
"""Characters in which initials are looked for: a page spells out at first mention."""
_MIN_TYPO_LETTERS = 6
"""Letters from which a word may be misspelt: shorter ones with one letter changed are other words."""
_INITIALS = range(2, 7)
"""How many letters an acronym has."""

_WITH_OF = re.compile(r"[A-Z]+o[A-Z]+")
""""BoE", "MoD": a small letter stands for "of"."""

_SAME = (
    "us usa america american states u",
    "uk britain british briton brit kingdom england english u",
    "france french",
    "spain spanish spaniard",
    "netherlands dutch holland",
    "switzerland swiss",
    "wales welsh",
    "ireland irish",
    "philippines filipino philippine",
    "poland polish pole",
    "denmark danish dane",
    "finland finnish finn",
    "scotland scottish scot",
    "norway norwegian",
    "lebanon lebanese",
    "portugal portuguese",
    "greece greek",
    "peru peruvian",
    "turkey turkish turk",
    "thailand thai",
    "afghanistan afghan",
    "pakistan pakistani",
    "cyprus cypriot",
    "belgium belgian",
    "israel israeli idf",
    "australia australian aussie aussies oz",
    "zealand kiwi kiwis nz",
    "isis isil daesh is islamic",
    "eu europe european",
    "un nations",
    "gop republican republicans",
    "dem dems democrat democrats democratic",
    "mp mps parliament",
    "potus president",
    "scotus supreme",
    "facebook meta fb",
    "google alphabet",
    "twitter x",
    "instagram insta ig",
    "youtube yt",
    "microsoft ms",
    "manchester man",
    "united utd",
    "barcelona barca",
    "tottenham spurs",
    "philadelphia philly",
    "francisco sf",
    "nyc york ny",
    "la angeles",
    "dc washington",
    "uae emirates",
    "arizona az",
    "california ca calif",
    "connecticut ct",
    "florida fl",
    "georgia ga",
    "illinois il",
    "kentucky ky",
    "michigan mich",
    "minnesota mn",
    "tennessee tn",
    "texas tx",
    "virginia va",
    "washington wa",
    "western wa",
    "wisconsin wi",
)
"""Writings of one name that no rule shows to be one."""
_WORDS = frozenset(map(normal_form, ("is", "x", "la", "ca", "man", "ms", "il", "president", "u")))
"""Words that say more than the name that they may stand for: a post's IS is ISIS, but not every "is" of a page."""


def _same_as() -> Iterator[tuple[str, frozenset[str]]]:
    lines = [frozenset(map(normal_form, line.split())) for line in _SAME]
    for form in sorted(frozenset().union(*lines)):
        yield form, frozenset().union(*(line for line in lines if form in line)) - (_WORDS - {form})


SAME_AS: dict[str, frozenset[str]] = dict(_same_as())
"""Form -> the forms on a page that are the same name."""


def same_name(one: str, other: str) -> bool:
    """Whether two forms are one name to a reader: equal, country and people, short and long."""
    return one == other or other in aliases_of(one)


@lru_cache(maxsize=5_000)
def aliases_of(form: str) -> frozenset[str]:
    """Forms that are the same name to a reader: other writings, the country of a people, the people of a country."""
    stems = [form[:end] for end in range(_SHARED_START, len(form) + 1) if form[end:] in _NATION_ENDINGS]
    return frozenset(stem + ending for stem in stems for ending in _NATION_ENDINGS) | SAME_AS.get(form, frozenset())


def same_or_misspelt(one: str, other: str) -> bool:
    """Whether two forms are one name, or one long word in two spellings."""
    return same_name(one, other) or differ_by_typo(one, other, min_letters=_MIN_TYPO_LETTERS)


def same_entity(claimed: list[str], found: list[str]) -> bool:
    """Whether the forms of two names are one name's: in other writing, shortened, put together or by initials."""
    if any(one[:_SHARED_START] == other[:_SHARED_START] or same_name(one, other) for one in claimed for other in found):
        return True
    initials = ["".join(form[0] for form in forms) for forms in (claimed, found)]
    return "".join(claimed) == "".join(found) or initials[1] in claimed or initials[0] in found


def on_page(alignment: Alignment, first: int, last: int, forms: tuple[str, ...]) -> bool:
    """Whether the page has one of the words [first, last) of the claim: as it is, misspelt, shortened or spelled out.

    `forms` are those of them that count.
    """
    index = alignment.page.index
    if any(form in index or any(same in index for same in aliases_of(form)) for form in forms):
        return True
    if (len(forms) > 1 and "".join(form[0] for form in forms) in index) or "".join(forms) in index:
        return True
    long = [form for form in forms if len(form) >= _MIN_TYPO_LETTERS]
    if any(form[:PREFIX_LETTERS] in alignment.page.prefixes and len(form) > PREFIX_LETTERS for form in long):
        return True
    if any(differ_by_typo(form, there, min_letters=_MIN_TYPO_LETTERS) for form in long for there in index):
        return True
    written = alignment.written(first, last).split()
    acronyms = [word for word in written if is_acronym(word)]
    texts = [field.text[:_SPELLED_OUT_TEXT] for field in alignment.page.fields.values()]
    if any(initials_of(acronym).search(text) for acronym in acronyms for text in texts):
        return True
    return any(_written_apart(word).search(text) for word in written if word.isalpha() for text in texts)


def is_acronym(word: str) -> bool:
    """Whether a word may be made of initials: "NJ", "RHOBH", "BoE"."""
    if len(word) not in _INITIALS or not word.isascii() or not word.isalpha():
        return False
    return word.isupper() or _WITH_OF.fullmatch(word) is not None


def spelled_out(acronym: str, forms: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where in a sentence words stand whose initials `acronym` is, as [first, last + 1)."""
    initials = "".join(form[0] for form in forms)
    size, place = len(acronym), initials.find(acronym.lower())
    while place >= 0:
        yield place, place + size
        place = initials.find(acronym.lower(), place + 1)


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

_LEAST_INITIALS = 3
"""Letters: two words with such capitals stand side by side on any page."""
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
