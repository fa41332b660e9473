"""Classes of words: what is read of a text or a pair changes where one of them is empty."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import NamedTuple

import pytest

from linkcheck._evidence import aliases, phrases
from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.compare import prepare_page, prepare_post, run_stage
from linkcheck._evidence.detectors import polarity, roles
from linkcheck._evidence.packaged import Stage
from linkcheck._page.types import Page
from linkcheck._post.types import Post
from linkcheck._text import names, negations, sentences, speech
from linkcheck._text.names import capitalisation_style, find_names, may_be_name
from linkcheck._text.negations import find_negations
from linkcheck._text.quotations import find_quotations
from linkcheck._text.sentences import sentence_spans
from linkcheck._text.word_classes import word_classes, words_of


class Witness(NamedTuple):
    """What shows that a class is read: the constant that is made of it, and something that depends on it."""

    module: ModuleType
    constant: str
    read: Callable[[], object]


def told(post: str, page: str) -> dict[str, float]:
    """The values of the details of a post and a page of one sentence."""
    alignment = Alignment(prepare_post(Post(text=post)), prepare_page(Page(title="News of Tuesday", text=page)))
    return {evidence.code: evidence.value for evidence in run_stage(Stage.DETAIL, alignment)}


def _speaker(text: str) -> object:
    return speech.read_speech(text, *find_quotations(text)[0])


WITNESSES = {
    "function": Witness(phrases, "FUNCTION_FORMS", lambda: phrases.phrase_end("12 upon arrival", 2)),
    "plural": Witness(phrases, "_IRREGULAR_PLURALS", lambda: phrases.phrase_end("12 angry people arrived", 2)),
    "unit": Witness(phrases, "_UNITS", lambda: phrases.phrase_end("12 kg arrived", 2)),
    "ambiguous-name": Witness(names, "AMBIGUOUS", lambda: may_be_name("Bush")),
    "capital": Witness(names, "ALWAYS_CAPITAL", lambda: find_names("Then the CEO left")),
    "connector": Witness(names, "_CONNECTORS", lambda: find_names("Drivers said that Bank of America paid them")),
    "german": Witness(names, "_GERMAN", lambda: capitalisation_style("Der Hund und die Katze")),
    "small-in-headlines": Witness(names, "_SMALL", lambda: capitalisation_style("Dogs Walk from Home with Cats")),
    "abbreviation": Witness(sentences, "_ABBREVIATION", lambda: sentence_spans("She met Mrs. Berg")),
    "denying": Witness(
        polarity,
        "DENYING_FORMS",
        lambda: told("The mayor doubted that he did attend the vote", "The mayor did not attend the vote."),
    ),
    "undoing": Witness(
        polarity,
        "_DENIED_BY",
        lambda: told("The second runway at Hexley won't be built", "The runway at Hexley to be built was scrapped."),
    ),
    "denial": Witness(
        polarity, "_DENIALS", lambda: told("The ferry's captain is alive", "The ferry's captain is not dead.")
    ),
    "doubting": Witness(
        polarity, "_DOUBTING", lambda: told("Ferry fares will rise in spring", "Ferry fares may rise in spring.")
    ),
    "asserting": Witness(
        polarity, "_ASSERTING", lambda: told("Ferry fares will rise in spring", "Ferry fares may rise in spring.")
    ),
    **{
        name: Witness(negations, constant, partial(find_negations, text))
        for name, constant, text in (
            ("negation", "_NEGATION", "They never met"),
            ("not-done", "_NEGATION", "They failed to meet"),
            ("auxiliary", "_NEGATION", "They wouldnt meet"),
            ("no-negation", "_NO_NEGATION", "They will no doubt meet"),
            ("first", "_NO_NEGATION", "He was the no one pick of the day"),
        )
    },
    "equal": Witness(
        roles,
        "_EQUALS",
        lambda: told("Hanna Berg and Marta Ruiz won it", "Marta Ruiz and Hanna Berg won it."),
    ),
    "mutual": Witness(
        roles, "_MUTUAL", lambda: told("Hanna Berg marries Marta Ruiz", "Marta Ruiz marries Hanna Berg.")
    ),
    "particle": Witness(
        aliases, "_PARTICLES", lambda: aliases.same_name.__wrapped__("Institute for Marine Robotics", "IMR")
    ),
    **{
        name: Witness(speech, constant, partial(_speaker, text))
        for name, constant, text in (
            ("saying", "_INVERTED", "“We close it,” said Hanna Berg."),
            ("speaks-about", "_ABOUT", "Hanna Berg on Marta Ruiz: “We close it”"),
            ("speaks-for", "_OF_OTHERS", "“We close it,” said a man from Dorsten."),
            ("speaker-pronoun", "_PRONOUN", "“We close it,” she said."),
        )
    },
}


@pytest.mark.parametrize("name", WITNESSES)
def test_a_class_of_words_is_missed_where_it_is_empty(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    witness = WITNESSES[name]
    before = witness.read()
    is_pattern = isinstance(getattr(witness.module, witness.constant), re.Pattern)
    monkeypatch.setattr(witness.module, witness.constant, re.compile("(?!)") if is_pattern else frozenset())
    for cached in (may_be_name, capitalisation_style):
        cached.cache_clear()
    assert witness.read() != before


@pytest.fixture(autouse=True)
def _nothing_remembered() -> object:
    yield
    for cached in (may_be_name, capitalisation_style):
        cached.cache_clear()


def test_every_class_has_a_witness() -> None:
    assert word_classes().keys() == WITNESSES.keys()


def test_words_of_a_class_are_in_lower_case_and_stand_once() -> None:
    for words in word_classes().values():
        assert [word for word in words if word != word.lower()] == []
    assert {"mr", "núm"} <= words_of("abbreviation")


def test_a_class_that_the_table_lacks_is_an_error() -> None:
    with pytest.raises(KeyError, match="colours"):
        words_of("colours")
