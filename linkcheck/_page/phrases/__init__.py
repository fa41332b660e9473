"""The phrase tables of the states, read from `phrases/`, and what of them occurs in a text.

The tables hold the standard texts of the systems that write such pages (Cloudflare, PerimeterX, Akamai, CloudFront,
IAB consent dialogs, WordPress, nginx, Apache, IIS, Plesk, Sedo, ...) and what sites in eight languages say instead.
Each has three parts. *titles* equal a title or a part of it between separators. *phrases* address the reader as an
interstitial page does ("please enable cookies") and an article about it seldom would. *context* words only show that a
line continues the subject; they never decide a state. No phrase decides alone: see states.py.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import msgspec

from linkcheck._page.types import PageState
from linkcheck._text.normalise import normalise_characters
from linkcheck._text.scripts import UNSPACED

# Earlier ones win where all else is equal.
_STATES = (
    PageState.BOT_WALL,
    PageState.REGION_BLOCK,
    PageState.NOT_FOUND,
    PageState.PARKED,
    PageState.DEFAULT_SERVER_PAGE,
    PageState.REDIRECT_STUB,
    PageState.PAYWALL,
    PageState.LOGIN_WALL,
    PageState.CONSENT_WALL,
    PageState.COOKIE_WALL,
    PageState.SCRIPT_SHELL,
)
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_STRAIGHT = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("…", "."))


class Phrase(msgspec.Struct, frozen=True):
    """One phrase and the state that it shows."""

    text: str
    state: PageState


class PhraseTables(msgspec.Struct, frozen=True):
    """All phrases, laid out so that a text without any is settled by a few set look-ups."""

    titles: dict[str, PageState]
    by_word: dict[str, tuple[Phrase, ...]]
    """Phrases under their longest word: only those whose word occurs are searched."""
    unspaced: tuple[Phrase, ...]
    """Phrases of languages that write no spaces."""
    context_phrases: dict[PageState, tuple[str, ...]]
    homepage_phrases: tuple[str, ...]
    """Phrases by which a title or a description presents a site as a whole."""
    homepage_titles: frozenset[str]


@cache
def phrase_tables() -> PhraseTables:
    """Return the tables, read once a process."""
    titles: dict[str, PageState] = {}
    by_word: dict[str, list[Phrase]] = {}
    unspaced: list[Phrase] = []
    context_phrases: dict[PageState, tuple[str, ...]] = {}
    for state in _STATES:
        parts = _read_table(state)
        for title in parts["titles"]:
            titles.setdefault(_trimmed_title(title), state)
        for text in parts["phrases"]:
            phrase = Phrase(text, state)
            if _UNSPACED.search(text):
                unspaced.append(phrase)
            else:
                by_word.setdefault(max(_WORD.findall(text), key=len), []).append(phrase)
        context_phrases[state] = tuple(parts["context"])
    homepage = _read_table(PageState.HOMEPAGE)
    return PhraseTables(
        titles=titles,
        by_word={word: tuple(phrases) for word, phrases in by_word.items()},
        unspaced=tuple(unspaced),
        context_phrases=context_phrases,
        homepage_phrases=tuple(homepage["phrases"]),
        homepage_titles=frozenset(homepage["titles"]),
    )


def normalise(text: str) -> str:
    """Return `text` as the tables are written: plain characters in lower case, straight quotes, single spaces."""
    if not text.isascii() or "&" in text:
        text = normalise_characters(text).text
        for curly, straight in _STRAIGHT:
            text = text.replace(curly, straight)
    return " ".join(text.lower().split())


def state_from_title(title: str) -> PageState | None:
    """Return the state that a title, or a part of it between separators, names."""
    whole = normalise(title)
    known = phrase_tables().titles
    found = known.get(_trimmed_title(whole))
    if found is not None:
        return found
    parts = [_trimmed_title(part) for part in _PART_SEPARATOR.split(whole)]
    before, _, after = whole.partition(": ")
    if len(after.split()) <= _REST_WORDS:
        parts.append(_trimmed_title(before))
    if len(before.split()) <= _REST_WORDS:
        parts.append(_trimmed_title(after))
    return next((known[part] for part in parts if part in known), None)


def presents_site(title: str, description: str) -> bool:
    """Whether a title or a description presents a whole site and not one page of it."""
    known = phrase_tables()
    both = f"{normalise(title)}\n{normalise(description)}"
    parts = (_trimmed_title(part) for part in _PART_SEPARATOR.split(normalise(title)))
    return any(phrase in both for phrase in known.homepage_phrases) or any(
        part in known.homepage_titles for part in parts
    )


def phrases_in(text: str) -> list[Phrase]:
    """Return the phrases that occur in a normalised text, in the order of the tables."""
    lookup = phrase_tables().by_word
    found = [
        phrase
        for word in sorted(lookup.keys() & set(_WORD.findall(text)))
        for phrase in lookup[word]
        if phrase.text in text
    ]
    if not text.isascii() and _UNSPACED.search(text):
        found += [phrase for phrase in phrase_tables().unspaced if phrase.text in text]
    return found


_PART_SEPARATOR = re.compile(r"(?<!\s)\s+[|–—·‹›»«/-]\s+|(?:(?<!\s)\s+)?[|»‹]\s*")
# "Error: page not found" names a state; "Access denied: how libraries lost them" is a headline.
_REST_WORDS = 3
_EDGES = " .,:;!?¡¿…-–—|·'\"«»‹›()[]#"


def _trimmed_title(title: str) -> str:
    return title.strip(_EDGES)


def _read_table(state: PageState) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {"titles": [], "phrases": [], "context": []}
    part = parts["titles"]
    source = files("linkcheck._page").joinpath("phrases", f"{state}.txt").read_text("utf-8")
    for line in source.splitlines():
        if line.startswith("["):
            part = parts[line.strip("[] ")]
        elif line and not line.startswith("#"):
            part.append(line)
    return parts
