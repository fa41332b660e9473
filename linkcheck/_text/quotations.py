"""The quotations of a text, in the quotation marks of many languages."""

from __future__ import annotations

import re

MIN_WORDS = 3
"""Fewer words in quotes are titles, nicknames and scare quotes, not somebody's words."""
_MAX_LENGTH = 500  # characters; a longer one has lost its closing mark

_QUOTED = re.compile(
    rf"""
      " ( [^"\n]{{2,{_MAX_LENGTH}}} ) "
    | “ ( [^“”\n]{{2,{_MAX_LENGTH}}} ) [”“]
    | „ ( [^„“”\n]{{2,{_MAX_LENGTH}}} ) [“”]
    | « ( [^«»\n]{{2,{_MAX_LENGTH}}} ) »
    | » ( [^«»\n]{{2,{_MAX_LENGTH}}} ) «
    | [「『] ( [^「」『』\n]{{2,{_MAX_LENGTH}}} ) [」』]
    | (?<!\w) ‘ (?!\d0s) ( [^‘\n]{{2,{_MAX_LENGTH}}}? ) ’ (?!\w)                         # not ‘90s
    | (?<!\w) ' (?!\d0s) ( [^'\n]{{2,{_MAX_LENGTH}}} (?:'\w[^'\n]{{0,80}}){{0,3}} ) ' (?!\w)  # 'it's done'
    """,
    re.VERBOSE,
)


def find_quotations(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of what stands between quote marks in `text`, the marks left out, in order."""
    return tuple(match.span(match.lastindex or 0) for match in _QUOTED.finditer(text))


_SHORTENED = re.compile(r"…|\.\.|\[|\(")


def is_shortened(quotation: str) -> bool:
    """Whether a quotation shows that it was shortened or explained: "…", "[sic]"."""
    return _SHORTENED.search(quotation) is not None


_TOLD = re.compile(r"^[^\n:]{2,60}?(?::|\b(?:say|says|said)(?: that)?)[ \n]+(?P<words>[^\n]{8,300})$")


def find_told(text: str) -> tuple[tuple[int, int], ...]:
    """The span of what a text without quote marks gives as somebody's words: behind "Mayor: " or "The mayor says "."""
    match = _TOLD.match(text)
    return (match.span("words"),) if match else ()
