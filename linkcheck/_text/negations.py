"""Words that turn a statement into its opposite, with the idioms in which they do not."""

from __future__ import annotations

import re

_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|cannot|without|hardly|barely|scarcely"
    r"|fails? to|failed to|[a-z]{2,7}n['’]t"
    r"|(?:ca|wo|do|does|did|is|are|was|were|has|have|had|would|could|should)nt|ain['’]t)\b",
    re.IGNORECASE,
)
_NO_NEGATION = re.compile(
    r"no[,!.](?!\s?\d)|not only|not just|not merely|not to mention|no matter|no\.?\s?\d|no doubt|no wonder"
    r"|no longer than|nothing but"
    r"|not least|why not|if not|or not|no\.? one\b(?=\s+(?:hit|pick|draft|song|seed|fan|reason))|can['’]t wait"
    r"|can['’]t help|no less than|never mind",
    re.IGNORECASE,
)


def find_negations(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the negating words of `text`: contractions whole, "not only" and its like left out."""
    return tuple(match.span() for match in _NEGATION.finditer(text) if not _NO_NEGATION.match(text, match.start()))
