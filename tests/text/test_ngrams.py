from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from linkcheck._text.ngrams import NGRAM_SIZE, char_ngrams, containment, normalise_text


def test_inflections_and_compounds_share_ngrams() -> None:
    assert len(char_ngrams("optimism") & char_ngrams("optimists")) > len(char_ngrams("optimism")) / 2
    assert char_ngrams("Wahlkampf") & char_ngrams("Kampf um die Wahl")


def test_words_without_a_common_part_share_no_ngrams() -> None:
    assert not char_ngrams("apple pie") & char_ngrams("water on the moon")


def test_case_order_and_spaces_do_not_change_ngrams() -> None:
    assert char_ngrams("Water  on the MOON") == char_ngrams("the moon on water")


def test_a_short_word_is_one_ngram() -> None:
    assert char_ngrams("a") == {" a "}
    assert char_ngrams("") == frozenset()


def test_containment_counts_ngrams_in_any_of_the_texts() -> None:
    texts = [normalise_text("Optimists live longer."), normalise_text("And healthier!")]
    assert containment(char_ngrams("OPTIMISTS live, healthier"), texts) == 1.0
    assert 0.5 < containment(char_ngrams("optimism and health"), texts) < 1.0
    assert containment(char_ngrams("apple pie"), texts) == 0.0
    assert containment(char_ngrams(""), texts) == 0.0


@given(st.text())
def test_a_text_contains_all_of_its_own_ngrams(text: str) -> None:
    ngrams = char_ngrams(text)
    assert containment(ngrams, [normalise_text(text)]) == (1.0 if ngrams else 0.0)


@given(st.text())
def test_ngrams_of_any_text_have_their_size(text: str) -> None:
    assert all(0 < len(ngram) <= NGRAM_SIZE for ngram in char_ngrams(text))
