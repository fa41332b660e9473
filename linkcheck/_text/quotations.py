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
