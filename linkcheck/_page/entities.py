"""What characters do the entities of a page's markup stand for?"""

from __future__ import annotations

import html
import re

# Python turns no more than 4,300 digits into a number, and no character has more than seven.
_NO_CHARACTER = re.compile(r"&#[0-9]{100,};?")


def read_entities(markup: str) -> str:
    """Return the text that markup without tags stands for; a number of endless digits is U+FFFD."""
    if "&" not in markup:
        return markup
    try:
        return html.unescape(markup)
    except ValueError:
        return html.unescape(_NO_CHARACTER.sub("\ufffd", markup))
