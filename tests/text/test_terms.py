from __future__ import annotations

from linkcheck._text.terms import COMMON, MAX_TERMS, RARE, read_terms, term_weight
from linkcheck._text.tokens import normal_form, tokenise


def kinds(text: str) -> dict[str, str]:
    return {text[t.start : t.end]: t.kind for t in read_terms(text, tuple(tokenise(text)))}


def test_unknown_words_weigh_most_and_function_words_least() -> None:
    assert term_weight(normal_form("Buttigieg")) == 1.0
    assert term_weight("the") < 0.15
    assert term_weight("und") < COMMON < RARE < term_weight("cucumber")


def test_years_and_small_numbers_say_less_than_amounts() -> None:
    assert term_weight("2019") < term_weight("7") < term_weight("168000")


def test_terms_are_numbers_names_or_words() -> None:
    assert kinds("Police in Vermont arrested 40 people") == {
        "Police": "word",
        "in": "word",
        "Vermont": "name",
        "arrested": "word",
        "40": "number",
        "people": "word",
    }


def test_a_capital_in_a_headline_makes_no_name() -> None:
    assert "name" not in kinds("Police In Vermont Arrest People").values()


def test_a_form_is_one_term_and_terms_are_bounded() -> None:
    text = "dog dogs DOG " + " ".join(f"word{i}x" for i in range(1000))
    terms = read_terms(text, tuple(tokenise(text)))
    assert [t.form for t in terms].count("dog") == 1
    assert len(terms) == MAX_TERMS
