"""How do the pieces of a line, between its tags, become the text that a reader sees?"""

from __future__ import annotations

import re

from linkcheck._page.entities import read_entities
from linkcheck._text.scripts import UNSPACED

LINE_BREAK = "\u2028"
"""Stands for <br> inside a block; white space to str.split, a line of its own in Page.text."""
# Scripts that write no spaces: two characters make about a word.
_UNSPACED = re.compile(f"[{UNSPACED}]")


def words_in(text: str) -> int:
    """How many words a text has, in scripts with and without spaces."""
    return len(text.split()) + (0 if text.isascii() else len(_UNSPACED.findall(text)) // 2)


def join_parts(parts: list[tuple[str, bool]]) -> str:
    """The parts as one text; a space goes where two would run together that the page sets apart."""
    if len(parts) == 1:
        return collapsed_text(parts[0][0])
    joined: list[str] = []
    last, last_linked = " ", False
    for part, linked in parts:
        if _run_together(last, part, linked and last_linked):
            joined.append(" ")
        joined.append(part)
        last, last_linked = part[-1], linked
    text = "".join(joined)
    if LINE_BREAK not in text:
        return collapsed_text(text)
    lines = [collapsed_text(line) for line in text.split(LINE_BREAK)]
    return LINE_BREAK.join([line for line in lines if line])


def collapsed_text(text: str) -> str:
    """The text with its entities read and its white space as single spaces."""
    return " ".join(read_entities(text).split())


def _run_together(last: str, part: str, both_linked: bool) -> bool:
    """Whether two neighbouring elements' texts would read as one word: "contentSkip", "Maye295"."""
    first = part[0]
    if last.isspace() or first.isspace():
        return False
    if both_linked:
        return True
    if first.isupper():
        return last.islower() or last in ".!?,;:)" or (last.isdigit() and part[1:2].islower())
    return first.isdigit() and last.islower()
