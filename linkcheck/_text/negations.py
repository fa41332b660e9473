"""Words that turn a statement into its opposite, with the idioms in which they do not."""

from __future__ import annotations

import re

_NEGATION = re.compile(
    r"""
    \b (?:
        not | no | never | none | nobody | nothing | nowhere | neither | nor | cannot | without
      | hardly | barely | scarcely
      | fails?[ ]to | failed[ ]to
      | [a-z]{2,7}n['’]t        # wouldn't
      | (?:ca|wo|do|does|did|is|are|was|were|has|have|had|would|could|should)nt  # wouldnt
      | ain['’]t
    ) \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NO_NEGATION = re.compile(
    r"""
      no[,!.] (?!\s?\d)         # No, they won
    | no\.?\s?\d                # No. 1
    | no[ ]matter | no[ ]doubt | no[ ]wonder | no[ ]longer[ ]than | no[ ]less[ ]than
    | no\.?[ ]one\b (?=\s+(?:hit|pick|draft|song|seed|fan|reason))  # the no one pick
    | not[ ]only | not[ ]just | not[ ]merely | not[ ]to[ ]mention | not[ ]least
    | nothing[ ]but | never[ ]mind
    | can['’]t[ ]wait | can['’]t[ ]help
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Matched from the negating word on."""


def find_negations(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the negating words of `text`: contractions whole, "not only" and its like left out."""
    return tuple(match.span() for match in _NEGATION.finditer(text) if not _NO_NEGATION.match(text, match.start()))
