from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from linkcheck._text.ngrams import RUN, letters_of, runs_of, share_of


def test_inflection_and_compounds_share_runs() -> None:
    assert len(runs_of("optimism") & runs_of("optimists")) > len(runs_of("optimism")) / 2
    assert runs_of("Wahlkampf") & runs_of("Kampf um die Wahl")


def test_words_that_share_nothing_share_no_runs() -> None:
    assert not runs_of("apple pie") & runs_of("water on the moon")


def test_case_order_and_spaces_say_nothing() -> None:
    assert runs_of("Water  on the MOON") == runs_of("the moon on water")


def test_short_words_are_one_run() -> None:
    assert runs_of("a") == {" a "}
    assert runs_of("") == frozenset()


def test_the_share_is_of_runs_in_any_of_the_texts() -> None:
    texts = [letters_of("Optimists live longer."), letters_of("And healthier!")]
    assert share_of(runs_of("OPTIMISTS live, healthier"), texts) == 1.0
    assert 0.5 < share_of(runs_of("optimism and health"), texts) < 1.0
    assert share_of(runs_of("apple pie"), texts) == 0.0
    assert share_of(runs_of(""), texts) == 0.0


@given(st.text())
def test_a_text_has_all_of_its_own_runs(text: str) -> None:
    runs = runs_of(text)
    assert share_of(runs, [letters_of(text)]) == (1.0 if runs else 0.0)


@given(st.text())
def test_runs_are_short_whatever_the_text(text: str) -> None:
    assert all(0 < len(run) <= RUN for run in runs_of(text))
