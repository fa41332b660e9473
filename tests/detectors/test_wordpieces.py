from __future__ import annotations

import hashlib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.detectors.wordpieces import read_pieces, vocabulary


def named(text: str, most: int = 128) -> list[str]:
    names = list(vocabulary())
    return [names[number] for number in read_pieces(text, most)]


def test_the_vocabulary_is_berts_own() -> None:
    content = resources.files("linkcheck.detectors").joinpath("wordpieces.txt").read_bytes()
    assert hashlib.sha256(content).hexdigest() == "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
    assert len(vocabulary()) == 30_522


def test_numbers_are_those_that_the_model_learned() -> None:
    # Read with the tokenizers library, from the same vocabulary.
    assert read_pieces("Hello, world!", 128) == [101, 7592, 1010, 2088, 999, 102]
    assert read_pieces("Café Zürich's €5 ferry…", 128) == [101, 7668, 10204, 1005, 1055, 1574, 2629, 7115, 1529, 102]


def test_a_word_is_its_longest_known_pieces() -> None:
    assert named("The ferry's Electrification") == ["[CLS]", "the", "ferry", "'", "s", "electrification", "[SEP]"]
    assert named("tokenizers unhyphenatable")[1:-1] == [
        "token",
        "##izer",
        "##s",
        "un",
        "##hy",
        "##ph",
        "##ena",
        "##table",
    ]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("ÀÉÎ", ["ae", "##i"]),  # accents are dropped, capitals lowered
        ("水は", ["水", "は"]),  # a Han character is a word
        ("a\u200bb\x00c", ["abc"]),  # what cannot be seen is not there
        ("x" * 101, ["[UNK]"]),
        ("\U0001f9a4", ["[UNK]"]),
        ("$5+5", ["$", "5", "+", "5"]),
        ("", []),
        ("  \n\t ", []),
    ],
)
def test_an_odd_text_is_cut_into_known_pieces(text: str, pieces: list[str]) -> None:
    assert named(text)[1:-1] == pieces


def test_a_long_text_is_cut_and_still_ended() -> None:
    assert named("one two three four", 4) == ["[CLS]", "one", "two", "[SEP]"]


@given(st.text(max_size=300), st.integers(2, 40))
def test_any_text_is_bounded_and_known(text: str, most: int) -> None:
    pieces = read_pieces(text, most)
    assert len(pieces) <= most
    assert (pieces[0], pieces[-1]) == (101, 102)
    assert all(0 <= piece < 30_522 for piece in pieces)
