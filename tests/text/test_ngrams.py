from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from linkcheck._text.ngrams import NGRAM_SIZE, char_ngrams, containment, normalise_text


def test_inflection_and_compounds_share_runs() -> None:
    assert len(char_ngrams("optimism") & char_ngrams("optimists")) > len(char_ngrams("optimism")) / 2
    assert char_ngrams("Wahlkampf") & char_ngrams("Kampf um die Wahl")


def test_words_that_share_nothing_share_no_runs() -> None:
    assert not char_ngrams("apple pie") & char_ngrams("water on the moon")


def test_case_order_and_spaces_say_nothing() -> None:
    assert char_ngrams("Water  on the MOON") == char_ngrams("the moon on water")


def test_short_words_are_one_run() -> None:
    assert char_ngrams("a") == {" a "}
    assert char_ngrams("") == frozenset()


def test_the_share_is_of_runs_in_any_of_the_texts() -> None:
    texts = [normalise_text("Optimists live longer."), normalise_text("And healthier!")]
    assert containment(char_ngrams("OPTIMISTS live, healthier"), texts) == 1.0
    assert 0.5 < containment(char_ngrams("optimism and health"), texts) < 1.0
    assert containment(char_ngrams("apple pie"), texts) == 0.0
    assert containment(char_ngrams(""), texts) == 0.0


@given(st.text())
def test_a_text_has_all_of_its_own_runs(text: str) -> None:
    runs = char_ngrams(text)
    assert containment(runs, [normalise_text(text)]) == (1.0 if runs else 0.0)


@given(st.text())
def test_runs_are_short_whatever_the_text(text: str) -> None:
    assert all(0 < len(run) <= NGRAM_SIZE for run in char_ngrams(text))
