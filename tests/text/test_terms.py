from __future__ import annotations

from linkcheck._text.terms import COMMON, MAX_TERMS, RARE, read_terms, weight_of
from linkcheck._text.tokens import form_of, words_of


def kinds(text: str) -> dict[str, str]:
    return {text[t.start : t.end]: t.kind for t in read_terms(text, tuple(words_of(text)))}


def test_unknown_words_weigh_most_and_function_words_least() -> None:
    assert weight_of(form_of("Buttigieg")) == 1.0
    assert weight_of("the") < 0.15
    assert weight_of("und") < COMMON < RARE < weight_of("cucumber")


def test_years_and_small_numbers_say_less_than_amounts() -> None:
    assert weight_of("2019") < weight_of("7") < weight_of("168000")


def test_terms_are_told_apart_by_kind() -> None:
    assert kinds("Police in Vermont arrested 40 people") == {
        "Police": "word",
        "in": "word",
        "Vermont": "name",
        "arrested": "word",
        "40": "number",
        "people": "word",
    }


def test_capitals_say_nothing_in_headline_style() -> None:
    assert "name" not in kinds("Police In Vermont Arrest People").values()


def test_a_form_is_one_term_and_terms_are_bounded() -> None:
    text = "dog dogs DOG " + " ".join(f"word{i}x" for i in range(1000))
    terms = read_terms(text, tuple(words_of(text)))
    assert [t.form for t in terms].count("dog") == 1
    assert len(terms) == MAX_TERMS
