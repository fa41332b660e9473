"""The phrase tables of the states, read from `phrases/`, and what of them occurs in a text.

The tables hold the standard texts of the systems that write such pages (Cloudflare, PerimeterX, Akamai, CloudFront,
IAB consent dialogs, WordPress, nginx, Apache, IIS, Plesk, Sedo, ...) and what sites in eight languages say instead.
Each has three parts. *titles* equal a title or a part of it between separators. *spoken* address the reader in the
stand-in's own voice ("please enable cookies"), as an article about it seldom would. *about* only tell that a line goes
on in the same vein, and never speak first. No phrase decides alone: see states.py.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import msgspec

from linkcheck._page.types import PageState

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
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_STRAIGHT = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("…", "."))


class Phrase(msgspec.Struct, frozen=True):
    """One phrase and the state it speaks for."""

    text: str
    state: PageState


class Tables(msgspec.Struct, frozen=True):
    """All phrases, laid out so that a text without any is settled by a few set look-ups."""

    titles: dict[str, PageState]
    by_word: dict[str, tuple[Phrase, ...]]
    """Spoken phrases under their longest word: only those whose word occurs are searched."""
    unspaced: tuple[Phrase, ...]
    """Spoken phrases of languages that write no spaces."""
    about: dict[PageState, tuple[str, ...]]
    fronts: tuple[str, ...]
    """How a title or a description speaks of a site as a whole."""
    front_titles: frozenset[str]


@cache
def tables() -> Tables:
    """Return the tables, read once a process."""
    titles: dict[str, PageState] = {}
    by_word: dict[str, list[Phrase]] = {}
    unspaced: list[Phrase] = []
    about: dict[PageState, tuple[str, ...]] = {}
    for state in _STATES:
        parts = _read(state)
        for title in parts["titles"]:
            titles.setdefault(_trimmed(title), state)
        for text in parts["spoken"]:
            phrase = Phrase(text, state)
            if _CJK.search(text):
                unspaced.append(phrase)
            else:
                by_word.setdefault(max(_WORD.findall(text), key=len), []).append(phrase)
        about[state] = tuple(parts["about"])
    front = _read(PageState.HOMEPAGE)
    return Tables(
        titles=titles,
        by_word={word: tuple(phrases) for word, phrases in by_word.items()},
        unspaced=tuple(unspaced),
        about=about,
        fronts=tuple(front["spoken"]),
        front_titles=frozenset(front["titles"]),
    )


def plain(text: str) -> str:
    """Return `text` as the tables are written: lower case, straight quotes, single spaces."""
    if not text.isascii():
        for curly, straight in _STRAIGHT:
            text = text.replace(curly, straight)
    return " ".join(text.lower().split())


def titled(title: str) -> PageState | None:
    """Return the state that a title, or a part of it between separators, names."""
    whole = plain(title)
    known = tables().titles
    found = known.get(_trimmed(whole))
    if found is not None:
        return found
    parts = [_trimmed(part) for part in _SEPARATOR.split(whole)]
    before, _, after = whole.partition(": ")
    if len(after.split()) <= _REST_WORDS:
        parts.append(_trimmed(before))
    if len(before.split()) <= _REST_WORDS:
        parts.append(_trimmed(after))
    return next((known[part] for part in parts if part in known), None)


def speaks_of_a_site(title: str, description: str) -> bool:
    """Whether a title or a description presents a whole site and not one page of it."""
    known = tables()
    said = f"{plain(title)}\n{plain(description)}"
    parts = (_trimmed(part) for part in _SEPARATOR.split(plain(title)))
    return any(front in said for front in known.fronts) or any(part in known.front_titles for part in parts)


def spoken_in(text: str) -> list[Phrase]:
    """Return the spoken phrases that occur in a plain text, in the order of the tables."""
    lookup = tables().by_word
    found = [
        phrase
        for word in sorted(lookup.keys() & set(_WORD.findall(text)))
        for phrase in lookup[word]
        if phrase.text in text
    ]
    if not text.isascii() and _CJK.search(text):
        found += [phrase for phrase in tables().unspaced if phrase.text in text]
    return found


_SEPARATOR = re.compile(r"\s+[|–—·‹›»«/-]\s+|\s*[|»‹]\s*")
# "Error: page not found" names a state; "Access denied: how libraries lost them" is a headline.
_REST_WORDS = 3
_EDGES = " .,:;!?¡¿…-–—|·'\"«»‹›()[]#"


def _trimmed(title: str) -> str:
    return title.strip(_EDGES)


def _read(state: PageState) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {"titles": [], "spoken": [], "about": []}
    part = parts["titles"]
    source = files("linkcheck._page").joinpath("phrases", f"{state}.txt").read_text("utf-8")
    for line in source.splitlines():
        if line.startswith("["):
            part = parts[line.strip("[] ")]
        elif line and not line.startswith("#"):
            part.append(line)
    return parts
