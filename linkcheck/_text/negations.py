"""Words that turn a statement into its opposite, with the idioms in which they do not."""

from __future__ import annotations

import re

from linkcheck._text.word_classes import words_of


def _any_of(name: str) -> str:
    """The words of a class as alternatives; an underscore in them is a space."""
    return "|".join(re.escape(word).replace("_", "[ ]").replace("'", "['’]") for word in sorted(words_of(name)))


_NEGATION = re.compile(
    rf"""
    \b (?:
        {_any_of("negation")}
      | (?:{_any_of("not-done")})[ ]to
      | [a-z]{{2,7}}n['’]t                        # wouldn't
      | (?:{_any_of("auxiliary")})nt | ain['’]t  # wouldnt
    ) \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NO_NEGATION = re.compile(
    rf"""
      no[,!.] (?!\s?\d)         # No, they won
    | no\.?\s?\d                # No. 1
    | no\.?[ ]one\b (?=\s+(?:{_any_of("first")}))  # the no one pick
    | {_any_of("no-negation")}
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Matched from the negating word on."""


def find_negations(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the negating words of `text`: contractions whole, "not only" and its like left out."""
    return tuple(match.span() for match in _NEGATION.finditer(text) if not _NO_NEGATION.match(text, match.start()))
