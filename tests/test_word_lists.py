"""Facts are data: code lists no words but in the exceptions that say why."""

from __future__ import annotations

import ast

import pytest

from tests.architecture import read_modules
from tests.word_lists import MAX_WORDS, MAY_LIST, count_words, word_lists

LISTS = {found.name: found.words for found in word_lists(read_modules())}


def test_code_holds_no_list_of_words_without_a_reason() -> None:
    unexplained = {name: words for name, words in LISTS.items() if name not in MAY_LIST}
    assert unexplained == {}, (
        f"lists of more than {MAX_WORDS} words: move them into linkcheck/_text/data or _urls/data (CONTRIBUTING, Facts)"
    )


def test_no_exception_for_a_list_of_words_has_outlived_it() -> None:
    assert [name for name in MAY_LIST if name not in LISTS] == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('frozenset({"one", "two", "two"})', 2),
        ('"""\none two\nthree\n""".split()', 3),
        ('re.compile(r"(?:one|two words|three)s?")', 3),
        ('re.compile(r"""\n one | two  # three\n""")', 2),
        ('{"one": "two", "k": 3}', 2),
        ('Code(meaning="one, two or three")', 0),
        ('re.compile(r"[a-z]|\\\\d+")', 0),
    ],
)
def test_words_are_counted_where_they_are_listed(source: str, words: int) -> None:
    assert count_words(ast.parse(source, mode="eval").body) == words
