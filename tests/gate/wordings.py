"""In which other words does a post say the same, and which change of a word makes it say something else?

A rewording takes a post, and the day of its page (ISO) where that is known, and returns the post in other words, or
None where it does not apply; one of a page takes its title and text, and returns both. All are deterministic: what is
drawn is drawn from the post.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import random
import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

Rewording = Callable[[str, str], str | None]
PageRewording = Callable[[str, str], tuple[str, str]]

YEAR = "2019"
"""Stands where a page's own year is unknown."""

_TABLES = json.loads((Path(__file__).parent / "wordings.json").read_text("utf-8"))
"""Written for linkcheck: frames around a post, and words for words (patterns, the first that is found is replaced)."""
FRAMES_BEFORE: Mapping[str, str] = _TABLES["frames_before"]
FRAMES_AFTER: Mapping[str, str] = _TABLES["frames_after"]
OTHER_WORDS: Mapping[str, Mapping[str, str]] = _TABLES["other_words"]
SAYS_OTHERWISE: Mapping[str, Mapping[str, str]] = _TABLES["says_otherwise"]

_STYLES = {"italic": (0x1D434, 0x1D44E), "script": (0x1D4D0, 0x1D4EA), "fullwidth": (0xFF21, 0xFF41)}
"""Where the styled capital A and small a stand in Unicode; script is the bold one, which has no gaps."""
_ITALIC_H = "\u210e"
"""Unicode keeps the place of an italic h empty: the sign is Planck's constant."""
_NUMBER = re.compile(r"(?<![\d.,:/#-])\d{1,4}(?![\d.,:/%-]*\d)(?!\s?[ap]\.?m\b)")
_NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*"
_ROLES = re.compile(rf"^({_NAME})(,? (?!and\b|&)[a-z][\w ]{{1,40}}? )({_NAME})\b")


def _before(frame: str) -> Rewording:
    return lambda post, day: frame + post


def _after(frame: str) -> Rewording:
    return lambda post, day: post.rstrip() + frame


def _word_for_word(table: Mapping[str, str]) -> Rewording:
    """Replaces the first word of the table that the post has."""

    def reword(post: str, day: str) -> str | None:
        for word, other in table.items():
            new = re.sub(rf"(?<![\w#@]){word}(?!\w)", other, post, count=1)
            if new != post:
                return new
        return None

    return reword


def _substituted(pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> Rewording:
    def reword(post: str, day: str) -> str | None:
        new = re.sub(pattern, replacement, post, count=1)
        return new if new != post else None

    return reword


def _if_changed(change: Callable[[str], str]) -> Rewording:
    def reword(post: str, day: str) -> str | None:
        new = change(post)
        return new if new != post else None

    return reword


def _styled(style: str) -> Rewording:
    capital, small = _STYLES[style]
    table = {65 + i: chr(capital + i) for i in range(26)} | {97 + i: chr(small + i) for i in range(26)}
    if style == "italic":
        table[ord("h")] = _ITALIC_H
    return lambda post, day: post.translate(table)


def _drawn(post: str, words: list[re.Match[str]]) -> re.Match[str] | None:
    return random.Random(post).choice(words) if words else None


def _hashtag_for_a_word(post: str, day: str) -> str | None:
    word = _drawn(post, list(re.finditer(r"(?<![\w#@’'-])[A-Za-z]{5,}(?![\w’'-])", post)))
    return f"{post[: word.start()]}#{post[word.start() :]}" if word else None


def _hashtag_for_a_name(post: str, day: str) -> str | None:
    name = re.search(r"(?<![\w#@])([A-Z][a-z]+) ([A-Z][a-z]+)(?![\w’'])", post)
    return f"{post[: name.start()]}#{name[1]}{name[2]}{post[name.end() :]}" if name else None


def _one_word_in_capitals(post: str, day: str) -> str | None:
    word = _drawn(post, list(re.finditer(r"(?<![\w#@])[A-Za-z]{4,}(?!\w)", post)))
    return post[: word.start()] + word[0].upper() + post[word.end() :] if word else None


def _cut(post: str, *, within: bool, sign: str) -> str | None:
    if len(post) < 70:
        return None
    at = 45 + random.Random(post).randrange(len(post) - 60)
    words = [match for match in re.finditer(r"\w{5,}", post) if match.end() >= at]
    if not words:
        return None
    end = words[0].start() + 3 if within else words[0].end()
    return post[:end] + sign


def _thousands_as_k(match: re.Match[str]) -> str:
    return f"{match[1]}k"


def _without_accents(post: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", post) if not unicodedata.combining(char))


def _other_number(post: str, day: str) -> str | None:
    number = _drawn(post, list(_NUMBER.finditer(post)))
    if number is None:
        return None
    return post[: number.start()] + str(int(number[0]) * 3 + 1) + post[number.end() :]


def _roles_exchanged(post: str, day: str) -> str | None:
    found = _ROLES.match(post)
    if found is None or found[1].split()[0] in {"A", "An", "The", "What", "Why", "How", "No", "If", "For", "It", "You"}:
        return None
    return f"{found[3]}{found[2]}{found[1]}{post[found.end() :]}"


SAYS_THE_SAME: Mapping[str, Rewording] = {
    **{name: _before(frame) for name, frame in FRAMES_BEFORE.items()},
    **{name: _after(frame) for name, frame in FRAMES_AFTER.items()},
    **{name: _word_for_word(table) for name, table in OTHER_WORDS.items()},
    **{f"letters-{style}": _styled(style) for style in _STYLES},
    "year-brackets": lambda post, day: f"{post.rstrip()} ({day[:4] or YEAR})",
    "date-before": lambda post, day: f"{int(day[8:])} {dt.date.fromisoformat(day):%B %Y} – {post}" if day else None,
    "date-before-iso": lambda post, day: f"[{day}] {post}" if day else None,
    "in-quotes": lambda post, day: f"“{post}”" if not re.search('[“”"„»]', post) else None,
    "in-quotes-escaped": lambda post, day: html.escape(f'"{post}"') if '"' not in post else None,
    "escaped": _if_changed(html.escape),
    "euros-in-words": _substituted(r"€\s?(\d[\d.,]*\d|\d)(?![\d.,]*\s?[mkb])", r"\1 euros"),
    "dollars-in-words": _substituted(r"\$(\d[\d.,]*\d|\d)(?![\d.,]*\s?(?:[mkbMKB]|million))", r"\1 dollars"),
    "pounds-code": _substituted(r"£(\d)", r"GBP \1"),
    "thousands-as-k": _substituted(r"\b(\d{1,3}),000\b", _thousands_as_k),
    "thousands-space": _substituted(r"\b(\d{1,3}),(\d{3})\b", "\\1\u202f\\2"),
    "million-mn": _substituted(r"(\d) million\b", r"\1mn"),
    "per-cent": _substituted(r"(\d)\s?(?:%|percent)", r"\1 per cent"),
    "percent-sign": _substituted(r"(\d) (?:percent|per cent|por ciento|por cento|Prozent)", r"\1%"),
    "dashes": _substituted(r" [–—-] ", " -- "),
    "hyphen-for-space": _substituted(r"\b(\d+) (day|year|hour|metre|degree)s?\b", r"\1-\2"),
    "hashtag-for-a-word": _hashtag_for_a_word,
    "hashtag-for-a-name": _hashtag_for_a_name,
    "one-word-in-capitals": _one_word_in_capitals,
    "every-word-capital": _if_changed(lambda post: re.sub(r"(?<![\w’'@#])[a-z]", lambda match: match[0].upper(), post)),
    "first-letter-small": _if_changed(lambda post: post[:1].lower() + post[1:]),
    "spaces-doubled": _if_changed(lambda post: post.replace(" ", "  ")),
    "space-unbreakable": _if_changed(lambda post: post.replace(" ", "\u00a0")),
    "on-several-lines": _substituted(r"(?<=[.:;!?]) ", "\n\n"),
    "final-point-missing": _if_changed(lambda post: post.rstrip(".!")),
    "final-point-more": lambda post, day: post + "!!" if post[-1].isalnum() else None,
    "decomposed": _if_changed(lambda post: unicodedata.normalize("NFD", post)),
    "without-accents": _if_changed(_without_accents),
    "straight-quotes": _if_changed(lambda post: post.translate(str.maketrans("“”‘’", "\"\"''"))),
    "zero-width": _substituted(r"(\w{3})(\w{3,})", "\\1\u200b\\2"),
    "cut-after-a-word": lambda post, day: _cut(post, within=False, sign="…"),
    "cut-after-a-word-points": lambda post, day: _cut(post, within=False, sign=" [...]"),
    "cut-within-a-word": lambda post, day: _cut(post, within=True, sign="…"),
    "cut-within-a-word-bare": lambda post, day: _cut(post, within=True, sign=""),
}
"""Each leaves what the post says as it was, or lets it say less."""

PAGE_SAYS_THE_SAME: Mapping[str, PageRewording] = {
    "page-soft-hyphens": lambda title, text: (title, re.sub(r"\b(\w{4})(\w{4,})\b", "\\1\u00ad\\2", text)),
    "page-spaces-unbreakable": lambda title, text: (title, text.replace(" ", "\u00a0")),
    "page-decomposed": lambda title, text: (unicodedata.normalize("NFD", title), unicodedata.normalize("NFD", text)),
    "page-lines": lambda title, text: (title, re.sub(r"(?<=[.!?]) ", "\n", text)),
    "page-quotes-curly": lambda title, text: (title.replace("'", "’"), re.sub(r'"([^"]*)"', "“\\1”", text)),
    "page-title-with-outlet": lambda title, text: (f"{title} | World news | The Courier", text),
    "page-title-in-capitals": lambda title, text: (title.upper(), text),
    "page-title-missing": lambda title, text: ("", f"{title}\n{text}"),
    "page-byline-first": lambda title, text: (title, f"By Maria Keller\n12 May, 09:14\n5 min read\nShare Save\n{text}"),
    "page-more-stories": lambda title, text: (
        title,
        f"{text}\nMore stories\nTen towns to visit by tram\nCourt lifts ban on drones\nFerry makers sell 12% more",
    ),
}
"""Each leaves what the page says of the post's subject as it was."""

SAYS_SOMETHING_ELSE: Mapping[str, Rewording] = {
    **{name: _word_for_word(table) for name, table in SAYS_OTHERWISE.items()},
    "number": _other_number,
    "roles": _roles_exchanged,
}
"""Each makes the post say what its page does not."""
