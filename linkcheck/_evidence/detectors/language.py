"""Are post and page in one language? Across languages, words prove nothing, but names and numbers may.

Measured on headlines and articles in 15 languages (train sets): 99 of 100 pairs in different languages are
known as such, and 5 of 1,000 pairs in one language are taken for different.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from typing import NamedTuple

from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.packaged import PackagedDetector, Stage
from linkcheck._evidence.prepared import PreparedPage, PreparedPost
from linkcheck._evidence.types import LANGUAGE_DIFFERS, Code, Evidence, Example, Layer
from linkcheck._parameters import PARAMETERS
from linkcheck._post.types import Quote
from linkcheck._tables import table_columns, table_lines
from linkcheck._text.language import Language, identify_language
from linkcheck._text.lexicon import is_common
from linkcheck._text.scripts import leading_script
from linkcheck._text.terms import COMMON
from linkcheck._text.tokens import normal_forms

_DIFFERS = Code(
    code=LANGUAGE_DIFFERS,
    layer=Layer.CONTEXT,
    sign=0,
    meaning="post and page are in different languages, so that words cannot be compared",
    example=Example(
        post="The government passed a law on Monday and the opposition will go to court",
        title="Regierung beschließt neues Gesetz",
        text="Die Regierung hat am Montag ein neues Gesetz beschlossen. Die Opposition kündigte an, dagegen zu klagen.",
    ),
)
_NAMES_AGREE = Code(
    code="names-agree",
    layer=Layer.TOPIC,
    sign=-1,
    meaning="the languages differ, but the page has every name and number of the post, and there are many",
    example=Example(
        post="Olaf Berg and Karin Ruiz of Harwich beat Tomas Lind of Dorsten by 14 points in 2018",
        title="Olaf Berg und Karin Ruiz siegen",
        text="Olaf Berg und Karin Ruiz aus Harwich haben 2018 gegen Tomas Lind aus Dorsten mit 14 Punkten gewonnen.",
    ),
)

SETTLING = PARAMETERS.language.settling
SETTLED = PARAMETERS.language.settled
_MIN_LETTERS = PARAMETERS.language.settling_letters


class _Tongue(NamedTuple):
    """What a language is called and the script it is mostly written in, by ISO 15924: "Latn"."""

    name: str
    script: str


@cache
def _tongues() -> Mapping[str, _Tongue]:
    """The languages by their codes."""
    return {code: _Tongue(name, script) for code, name, script in table_columns("_text/data/languages.txt", 3)}


@cache
def _families() -> tuple[frozenset[str], ...]:
    """Codes of languages that are taken for one another in a text of a few words: no reason to abstain."""
    return tuple(frozenset(line.split()) for line in table_lines("_text/data/language_relatives.txt"))


def _is_not_latin(code: str) -> bool:
    return code in _tongues() and _tongues()[code].script != "Latn"


_SHARED = PARAMETERS.language.shared
_SURE = PARAMETERS.language.sure
_SURE_SHARED = PARAMETERS.language.sure_shared
_UNSURE = PARAMETERS.language.unsure
_UNSURE_SHARED = PARAMETERS.language.unsure_shared

_PLAIN = PARAMETERS.language.plain_words

_MIN_WORDS = PARAMETERS.language.min_words
_MIN_ENGLISH = PARAMETERS.language.min_english

_MAX_LISTED = 5
"""Names listed in a message: what a person takes in at a glance."""


def detect_language(alignment: Alignment) -> Iterator[Evidence]:
    """Evidence that the two are in different languages, where they are; and that names and numbers agree even so."""
    post, page = alignment.post, alignment.page
    if not post.words or not page.sentences:
        return
    shares = _shares(post, page)
    if min(shares) >= _SURE_SHARED:
        return  # whatever language that is, both are in it
    text = post.claim.text
    guess = identify_language(text)
    if _is_not_latin(guess.code) and leading_script(text) == "latin":
        guess = Language("", 0.0)  # a guess that its own letters refute
    if not _differ(post, page, guess, shares):
        return
    first = next((s for s in page.sentences if s.field == "text"), page.sentences[0])
    yield from _agreement(post, page)
    there = page.page.language or ""
    yield _DIFFERS.evidence(
        1.0,
        f"The post is in {_name(guess.code)} and the page in {_name(there)}: words cannot be compared.",
        post=(post.quote(0, len(text)),),
        page=(page.quote(first),),
    )


LANGUAGE = PackagedDetector(Stage.LANGUAGE, (_NAMES_AGREE, _DIFFERS), detect_language)


def _differ(post: PreparedPost, page: PreparedPage, guess: Language, shares: tuple[float, float]) -> bool:
    there = page.page.language or ""
    said, confidence = guess
    if (said and said == there) or (there == "en" and _is_all_english(post)):
        return False
    shared, common = shares
    enough = _SURE_SHARED if confidence >= _SURE else _SHARED
    if shared >= enough and common >= enough:
        return False
    if leading_script(post.claim.text) != page.script:
        return True
    if not there or _related(said, there):
        return False
    if not said:
        # A handful of names, or too few words to judge by: in doubt it is English, as most posts are.
        return min(shared, common) < _SHARED and (there != "en" or not _may_be_english(post))
    return not (confidence < _UNSURE and shared >= _UNSURE_SHARED and common >= _SHARED)


def _shares(post: PreparedPost, page: PreparedPage) -> tuple[float, float]:
    """Share of the claim's words, and of its function words, that stand on the page.

    Names stand in every language: words with a capital are left out where others remain.
    """
    text, weights = post.claim.text, {term.form: term.weight for term in post.terms}
    plain = [word.form for word in post.words if not text[word.start].isupper() and not word.form.isdigit()]
    forms = plain if len(plain) >= _PLAIN else [word.form for word in post.words]
    common = [form for form in forms if weights.get(form, 1) < COMMON]
    share = sum(form in page.index for form in forms) / len(forms)
    return share, sum(form in page.index for form in common) / len(common) if common else share


def _may_be_english(post: PreparedPost) -> bool:
    """Whether a text in no known language has words enough that English has too."""
    written = [post.claim.text[word.start : word.end] for word in post.words if not word.form.isdigit()]
    plain = [word for word in written if word[0].islower()]
    words = plain if len(plain) >= _PLAIN else written
    return len(words) < _MIN_WORDS or sum(map(is_common, words)) >= _MIN_ENGLISH * len(words)


def _is_all_english(post: PreparedPost) -> bool:
    """Whether every word but names is English, whatever it is elsewhere: "More rain to come for Lismore"."""
    written = [post.claim.text[word.start : word.end] for word in post.words]
    plain = [word for word in written if word[0].islower()]
    return len(plain) > _PLAIN and all(map(is_common, plain))


def _agreement(post: PreparedPost, page: PreparedPage) -> Iterator[Evidence]:
    """Evidence that the page is about the claim, where it has all of many names and numbers."""
    shared: dict[str, Quote] = {}
    for mention in post.mentions:
        if mention.kind not in ("name", "number"):
            continue
        forms = [form for form in normal_forms(mention.text) if len(form) >= _MIN_LETTERS]
        if forms and not any(form in page.index for form in forms):
            return
        if forms:
            shared.setdefault(" ".join(forms), post.quote(mention.start, mention.end))
    if len(shared) < SETTLING:
        return
    listed = ", ".join(f"“{quote.text}”" for quote in islice(shared.values(), _MAX_LISTED))
    more = f" and {len(shared) - _MAX_LISTED} more" if len(shared) > _MAX_LISTED else ""
    yield _NAMES_AGREE.evidence(
        1.0,
        f"The page has every name and number of the post: {listed}{more}.",
        post=tuple(shared.values()),
        log_odds=SETTLED,
    )


def _related(a: str, b: str) -> bool:
    return a == b or any(a in family and b in family for family in _families())


def _name(code: str) -> str:
    if code in _tongues():
        return _tongues()[code].name
    return f'a language known as "{code}"' if code else "another language"
