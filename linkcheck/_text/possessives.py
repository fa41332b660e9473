"""Does a word end as the name of an owner does, and what is it without that ending?"""

from __future__ import annotations

import re

POSSESSIVE_ENDING = r"['’ʼ]s?$"
"""The pattern of the ending, in English and German: "Tom's", "the dogs'". An apostrophe that `normalise` has left
curved stands at an end, where it may close a quotation as well."""
_ENDING = re.compile(POSSESSIVE_ENDING)


def without_possessive(name: str) -> str:
    """A name without the ending that makes it an owner: "Tom Colicchio" for "Tom Colicchio's"."""
    return _ENDING.sub("", name)


def is_possessive(word: str) -> bool:
    """Whether a word ends as an owner does."""
    return _ENDING.search(word) is not None
