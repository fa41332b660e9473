"""Which words are of a class that the reading of a text depends on: function words, words that deny, abbreviations?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from linkcheck._tables import table_columns


@cache
def word_classes() -> Mapping[str, frozenset[str]]:
    """Every class of word_classes.txt by its name; its words are in lower case.

    Raises LinkcheckError when the file is missing or damaged.
    """
    classes: dict[str, frozenset[str]] = {}
    for name, words in table_columns("_text/data/word_classes.txt", 2):
        classes[name] = classes.get(name, frozenset()) | frozenset(words.split())
    return MappingProxyType(classes)


def words_of(name: str) -> frozenset[str]:
    """The words of one class. Raises KeyError for a class that the table does not have."""
    return word_classes()[name]
